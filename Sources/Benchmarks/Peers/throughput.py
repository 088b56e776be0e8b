#!/usr/bin/env python3
"""Images per second of a network in another runtime, with the decoded input already in memory.

Each runtime gets the arrangements that its manual offers: all threads inside one request, or several
requests at once. Every figure is the best and the median of several short windows, because a shared
machine only ever makes a run slower. The result is JSON on standard output.
"""

import argparse
import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

WINDOW_COUNT = 5
OPENVINO_PRECISIONS = {"float32": "f32", "bfloat16": "bf16"}


def measure(run_round, images_per_round, seconds):
    """Calls `run_round` for the given time and returns images per second: best and median window."""
    run_round()
    run_round()
    rates = []
    for _ in range(WINDOW_COUNT):
        rounds = 0
        start = time.perf_counter()
        while True:
            run_round()
            rounds += 1
            elapsed = time.perf_counter() - start
            if elapsed >= seconds / WINDOW_COUNT:
                break
        rates.append(rounds * images_per_round / elapsed)
    return {"best": round(max(rates), 1), "median": round(statistics.median(rates), 1)}


def measure_onnxruntime(options):
    import onnxruntime

    for streams in options.streams:
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = max(1, options.threads // streams)
        session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
        name = session.get_inputs()[0].name
        with ThreadPoolExecutor(streams) as pool:
            for batch in options.batch:
                pixels = make_input(batch)

                def run_round():
                    if streams == 1:
                        session.run(None, {name: pixels})
                        return
                    # Four requests a stream and round, so that waiting for the slowest counts little.
                    requests = [
                        pool.submit(session.run, None, {name: pixels}) for _ in range(4 * streams)
                    ]
                    for request in requests:
                        request.result()

                per_round = batch if streams == 1 else 4 * streams * batch
                yield {
                    "batch": batch,
                    "streams": streams,
                    "imagesPerSecond": measure(run_round, per_round, options.seconds),
                }


def measure_openvino(options):
    import openvino

    core = openvino.Core()
    for streams in options.streams:
        for batch in options.batch:
            model = core.read_model(options.model)
            # A fixed shape lets the compiler choose kernels for this batch.
            model.reshape([batch, 3, 224, 224])
            settings = {
                "PERFORMANCE_HINT": "LATENCY" if streams == 1 else "THROUGHPUT",
                "NUM_STREAMS": str(streams),
                "INFERENCE_NUM_THREADS": options.threads,
            }
            if options.precision != "default":
                settings["INFERENCE_PRECISION_HINT"] = OPENVINO_PRECISIONS[options.precision]
            compiled = core.compile_model(model, "CPU", settings)
            pixels = make_input(batch)
            queue = openvino.AsyncInferQueue(compiled, max(streams, 1))
            for request in queue:
                request.set_input_tensor(openvino.Tensor(pixels, shared_memory=True))
            requests_per_round = 1 if streams == 1 else 4 * streams

            def run_round():
                for _ in range(requests_per_round):
                    queue.start_async()
                queue.wait_all()

            yield {
                "batch": batch,
                "streams": streams,
                "precision": compiled.get_property("INFERENCE_PRECISION_HINT").get_type_name(),
                "imagesPerSecond": measure(run_round, requests_per_round * batch, options.seconds),
            }


def make_input(batch):
    """A batch [N, 3, 224, 224] of the formula ((7h + 3w + 11c) mod 256 - 127) / 128."""
    c, h, w = np.ogrid[:3, :224, :224]
    image = ((7 * h + 3 * w + 11 * c) % 256 - 127).astype(np.float32) / 128
    return np.repeat(image[np.newaxis], batch, axis=0)


RUNTIMES = {"onnxruntime": measure_onnxruntime, "openvino": measure_openvino}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="lite0.onnx, as export_onnx.py writes it")
    parser.add_argument("--runtime", choices=sorted(RUNTIMES), required=True)
    parser.add_argument("--seconds", type=float, default=2, help="for each combination (default: 2)")
    parser.add_argument(
        "--batch", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32, 64], help="images in a request"
    )
    parser.add_argument(
        "--streams", type=int, nargs="+", default=[1, 2], help="requests at once; they share the threads"
    )
    parser.add_argument("--threads", type=int, default=2, help="threads in all (default: 2)")
    parser.add_argument(
        "--precision",
        choices=["float32", "bfloat16", "default"],
        default="float32",
        help="OpenVINO only: its own default is bfloat16 where the processor has it (default: float32)",
    )
    options = parser.parse_args()
    if options.precision == "bfloat16" and options.runtime != "openvino":
        parser.error("--precision is for OpenVINO")

    rows = list(RUNTIMES[options.runtime](options))
    report = {
        "runtime": options.runtime,
        "threads": options.threads,
        "loadBefore": round(os.getloadavg()[0], 2),
        "rows": rows,
        "best": max(rows, key=lambda row: row["imagesPerSecond"]["best"]),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
