"""Writes tensorboard_events.bin with the TensorBoard 2.21 package: the bytes that our writer has to produce.

Run in this directory: python tensorboard_events.py
Given a path of an event file, it prints what TensorBoard's own reader finds in it instead.
"""

import sys

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def write(path):
    events = [Event(wall_time=1700000000.25, file_version="brain.Event:2")]
    for step, time, scalars in [
        (0, 1700000001.0, [("loss/train", 2.5)]),
        (1, 1700000002.5, [("loss/train", 1.25), ("loss/validation", 0.1), ("validation/accuracy", 0.0)]),
        (300, 1700000003.75, [("rate", 1e-5), ("größe", -3.0)]),
    ]:
        values = [Summary.Value(tag=tag, simple_value=value) for tag, value in scalars]
        events.append(Event(wall_time=time, step=step, summary=Summary(value=values)))
    with open(path, "wb") as file:
        writer = RecordWriter(file)
        for event in events:
            writer.write(event.SerializeToString(deterministic=True))


def read(path):
    accumulator = event_accumulator.EventAccumulator(path)
    accumulator.Reload()
    for tag in accumulator.Tags()["scalars"]:
        for event in accumulator.Scalars(tag):
            print(tag, event.step, event.wall_time, event.value)


if len(sys.argv) > 1:
    read(sys.argv[1])
else:
    write("tensorboard_events.bin")
