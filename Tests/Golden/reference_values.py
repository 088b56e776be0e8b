#!/usr/bin/env python3
"""Writes the numbers that tests of networks and executors expect, computed by PyTorch in 64-bit floats.

lite0_synthetic.json: the logits and pooled features of the pretrained EfficientNet-Lite0.
executor_goldens.json: ResNet-18 and a small VGG-style network with weights from a formula, so that an
executor can be checked without shipping weights. The formulas stand in the file itself.
"""

import argparse
import json
import math
import re
import sys
from pathlib import Path

import torch
from torch import nn
from torchvision.models import resnet18

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Sources" / "Benchmarks" / "Peers"))

from lite0 import load_lite0, synthetic_input  # noqa: E402

INPUT_SIZE = 64
CLASS_COUNT = 10
SAMPLE_COUNT = 8
FORMULAS = {
    "input": "[1, 3, 64, 64], value at (c, h, w) = ((7h + 3w + 11c) mod 256 - 127) / 128",
    "u": "u(p, i) = ((7919 i + 104729 p) mod 2003 - 1001) / 1001, with p the position of the parameter in "
    "`parameters` and i the position of the element in it, both from 0, the last axis running fastest",
    "weight": "of a convolution or linear layer: u * sqrt(2 / fanIn), "
    "fanIn = input channels / groups * kernel height * kernel width",
    "bias": "of a convolution or linear layer: 0.1 u",
    "samples": "elements 0, n/8, 2n/8, ... 7n/8 of a stage's n elements in the order N, C, H, W",
    "batchNorm": "weight = 1 + 0.1 u, bias = 0.1 u, running_mean = 0.1 u, running_var = 1 + 0.5 |u|, "
    "epsilon 1e-5",
}


def small_vgg():
    """Two convolutions and two linear layers, named as torchvision names those of VGG."""
    network = nn.Module()
    network.features = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
    )
    network.classifier = nn.Sequential(
        nn.Linear(32 * 16 * 16, 64), nn.ReLU(), nn.Dropout(), nn.Linear(64, CLASS_COUNT)
    )
    network.forward = lambda x: network.classifier(network.features(x).flatten(1))
    return network


def fill(network):
    """Gives every parameter its value from the formulas; returns the names in their order."""
    owners = dict(network.named_modules())
    state = network.state_dict()
    names = sorted(name for name in state if not name.endswith("num_batches_tracked"))
    for position, name in enumerate(names):
        value = state[name]
        i = torch.arange(value.numel(), dtype=torch.int64)
        u = ((7919 * i + 104729 * position) % 2003 - 1001).double() / 1001
        owner, entry = name.rsplit(".", 1)
        if isinstance(owners[owner], nn.BatchNorm2d):
            u = {
                "weight": 1 + 0.1 * u,
                "bias": 0.1 * u,
                "running_mean": 0.1 * u,
                "running_var": 1 + 0.5 * u.abs(),
            }[entry]
        elif entry == "bias":
            u = 0.1 * u
        else:
            u = u * math.sqrt(2 / value[0].numel())
        value.copy_(u.view(value.shape))
    return names


def formula_input():
    c = torch.arange(3).view(3, 1, 1)
    h = torch.arange(INPUT_SIZE).view(1, INPUT_SIZE, 1)
    w = torch.arange(INPUT_SIZE).view(1, 1, INPUT_SIZE)
    return (((7 * h + 3 * w + 11 * c) % 256 - 127).double() / 128).unsqueeze(0)


def executor_golden(network, stages):
    """Logits, and for each named layer the mean and eight evenly spaced elements of its output.

    The stages tell where an executor that gets the logits wrong goes astray.
    """
    # Converted first, because the formulas hold in 64-bit floats.
    network = network.double().eval()
    with torch.no_grad():
        names = fill(network)
    means = []

    def note(name):
        def hook(_, __, output):
            # Copied, because an activation that follows may write into the same memory.
            flat = output.flatten().clone()
            means.append(
                {
                    "name": name,
                    "shape": list(output.shape),
                    "mean": flat.mean().item(),
                    "samples": [flat[i * len(flat) // SAMPLE_COUNT].item() for i in range(SAMPLE_COUNT)],
                }
            )

        return hook

    for name in stages:
        network.get_submodule(name).register_forward_hook(note(name))
    with torch.inference_mode():
        logits = network(formula_input())[0]
    return {"parameters": names, "stages": means, "logits": logits.tolist()}


def lite0_golden():
    # The weights are 32-bit floats; the arithmetic is not, so no kernel's rounding is in the numbers.
    image = synthetic_input(torch.float64)
    with torch.inference_mode():
        logits = load_lite0().double()(image)[0]
        features = load_lite0(features_only=True).double()(image)[0]
    return {
        "script": Path(__file__).name,
        "input": "[1, 224, 224, 3], value at (h, w, c) = ((7h + 3w + 11c) mod 256 - 127) / 128",
        "topFive": logits.argsort(descending=True)[:5].tolist(),
        "featureMean": round(features.mean().item(), 6),
        "logits": [round(value, 4) for value in logits.tolist()],
    }


def write(path, value):
    """Writes indented JSON, with several numbers on a line where there are many."""
    text = json.dumps(value, indent=1)
    number_lists = re.compile(r"\[\s+(-?\d[^\[\]{}\"]*?)\s+\]")

    def wrap(match):
        numbers = [number.strip() for number in match[1].split(",\n")]
        row = 10 if max(map(len, numbers)) < 10 else 4
        rows = [", ".join(numbers[i : i + row]) for i in range(0, len(numbers), row)]
        return "[" + ",\n".join(rows) + "]"

    path.write_text(number_lists.sub(wrap, text) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE, help="folder to write to (default: this one)")
    options = parser.parse_args()

    write(options.output / "lite0_synthetic.json", lite0_golden())
    resnet_stages = ["relu", "maxpool", "layer1", "layer2", "layer3", "layer4", "avgpool"]
    goldens = {
        "script": Path(__file__).name,
        "formulas": FORMULAS,
        "resnet18": executor_golden(resnet18(num_classes=CLASS_COUNT), resnet_stages),
        "smallVGG": executor_golden(small_vgg(), ["features.2", "features.5", "classifier.1"]),
    }
    write(options.output / "executor_goldens.json", goldens)


if __name__ == "__main__":
    main()
