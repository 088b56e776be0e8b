#!/usr/bin/env python3
"""Classifies one photo with ONNX Runtime and Pillow.

Time the whole process: that is what a user waits for.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import onnxruntime

import photos


def read_labels(path):
    """The names in a table of index, WordNet id and name, where `#` starts a comment."""
    with open(path, newline="", encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {int(row["index"]): row["name"] for row in csv.DictReader(lines, delimiter="\t")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photo", type=Path, help="a JPEG or PNG file")
    parser.add_argument("model", type=Path, help="lite0.onnx, as export_onnx.py writes it")
    parser.add_argument("--labels", type=Path, help="table of index, WordNet id and name")
    parser.add_argument("--threads", type=int, default=2, help="threads inside an operator (default: 2)")
    parser.add_argument(
        "--optimise",
        choices=["none", "basic", "extended", "all"],
        default="all",
        help="how far to rewrite the graph on loading; less starts sooner and computes longer (default: all)",
    )
    options = parser.parse_args()

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.graph_optimization_level = {
        "none": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
        "basic": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC,
        "extended": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
        "all": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL,
    }[options.optimise]
    session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, {"pixels": photos.read_input(options.photo)[np.newaxis]})
    probabilities = np.exp(logits[0] - logits[0].max())
    probabilities /= probabilities.sum()

    labels = read_labels(options.labels) if options.labels else {}
    for index in np.argsort(-probabilities)[:5]:
        print(f"{probabilities[index]:7.2%}  {index:4d}  {labels.get(int(index), '')}".rstrip())


if __name__ == "__main__":
    main()
