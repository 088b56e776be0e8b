#!/usr/bin/env python3
"""Writes tiny_checkpoint.pth: a small network in the old container of PyTorch, under the names of the package
efficientnet_pytorch, with convolutions whose elements lie in another order than their indices, as in the published
weights of EfficientNet-Lite. The values are those of the formula in reference_values.py; the parameters are
numbered by our names, sorted.
"""

import math
from collections import OrderedDict
from pathlib import Path

import torch

BN = ["weight", "bias", "running_mean", "running_var"]
LAYERS = [  # our name, the package's name, the shape of the weight
    ("conv_stem", "_conv_stem", [8, 3, 3, 3]),
    ("bn1", "_bn0", [8]),
    ("blocks.0.0.conv_dw", "_blocks.0._depthwise_conv", [8, 1, 3, 3]),
    ("blocks.0.0.bn1", "_blocks.0._bn1", [8]),
    ("blocks.0.0.conv_pw", "_blocks.0._project_conv", [8, 8, 1, 1]),
    ("blocks.0.0.bn2", "_blocks.0._bn2", [8]),
    ("blocks.1.0.conv_pw", "_blocks.1._expand_conv", [16, 8, 1, 1]),
    ("blocks.1.0.bn1", "_blocks.1._bn0", [16]),
    ("blocks.1.0.conv_dw", "_blocks.1._depthwise_conv", [16, 1, 5, 5]),
    ("blocks.1.0.bn2", "_blocks.1._bn1", [16]),
    ("blocks.1.0.conv_pwl", "_blocks.1._project_conv", [8, 16, 1, 1]),
    ("blocks.1.0.bn3", "_blocks.1._bn2", [8]),
    ("blocks.1.1.conv_pw", "_blocks.2._expand_conv", [16, 8, 1, 1]),
    ("blocks.1.1.bn1", "_blocks.2._bn0", [16]),
    ("blocks.1.1.conv_dw", "_blocks.2._depthwise_conv", [16, 1, 5, 5]),
    ("blocks.1.1.bn2", "_blocks.2._bn1", [16]),
    ("blocks.1.1.conv_pwl", "_blocks.2._project_conv", [8, 16, 1, 1]),
    ("blocks.1.1.bn3", "_blocks.2._bn2", [8]),
    ("conv_head", "_conv_head", [12, 8, 1, 1]),
    ("bn2", "_bn1", [12]),
    ("classifier", "_fc", [3, 12]),
]


def entries():
    """Our name, the package's name, whether it is a normalisation, and the shape of each parameter."""
    for ours, theirs, shape in LAYERS:
        if len(shape) == 1:
            yield from ((f"{ours}.{entry}", f"{theirs}.{entry}", True, shape) for entry in BN)
        else:
            yield f"{ours}.weight", f"{theirs}.weight", False, shape
            if len(shape) == 2:
                yield f"{ours}.bias", f"{theirs}.bias", False, shape[:1]


def value(position, name, is_normalization, shape):
    count = math.prod(shape)
    u = ((7919 * torch.arange(count) + 104729 * position) % 2003 - 1001).double() / 1001
    entry = name.rsplit(".", 1)[1]
    if entry == "running_var":
        u = 1 + 0.5 * u.abs()
    elif entry == "weight":
        u = 1 + 0.1 * u if is_normalization else u * math.sqrt(2 / (count // shape[0]))
    else:
        u = 0.1 * u
    tensor = u.float().view(shape)
    # Stored as TensorFlow keeps filters, and seen as PyTorch does.
    return tensor.permute(2, 3, 1, 0).contiguous().permute(3, 2, 0, 1) if len(shape) == 4 else tensor


def main():
    numbers = {name: number for number, name in enumerate(sorted(entry[0] for entry in entries()))}
    state = OrderedDict()
    for ours, theirs, is_normalization, shape in entries():
        state[theirs] = value(numbers[ours], ours, is_normalization, shape)
        if theirs.endswith("running_var"):
            state[theirs.replace("running_var", "num_batches_tracked")] = torch.tensor(7)
    path = Path(__file__).resolve().with_suffix(".pth")
    torch.save(state, path, _use_new_zipfile_serialization=False)


if __name__ == "__main__":
    main()
