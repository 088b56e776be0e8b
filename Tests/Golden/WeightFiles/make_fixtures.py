"""Writes the small files that WeightFilesTests reads: run with torch and safetensors installed.

    python3 make_fixtures.py

Beside itself it writes the same tensors once as each PyTorch format and once with the safetensors package.
The numbers are chosen so that every conversion to 32-bit floats is exact.
"""

import collections
import pathlib

import numpy
import safetensors.numpy
import safetensors.torch
import torch

here = pathlib.Path(__file__).parent

shared = torch.arange(24, dtype=torch.float32)
tensors = collections.OrderedDict(
    [
        ("conv.weight", (torch.arange(120.0) / 8).reshape(3, 5, 2, 4).permute(3, 2, 0, 1)),
        ("conv.bias", torch.nn.Parameter(torch.tensor([0.5, -1.5]))),
        ("half.transposed", torch.arange(12, dtype=torch.float16).reshape(3, 4).t()),
        ("brain", torch.tensor([1.0, -2.5, 3.140625], dtype=torch.bfloat16)),
        ("double", torch.tensor([[1.25], [2.5]], dtype=torch.float64)),
        ("counts", torch.tensor(7)),
        ("int32", torch.tensor([-5, 6], dtype=torch.int32)),
        ("int16", torch.tensor([-7, 8], dtype=torch.int16)),
        ("int8", torch.tensor([-9, 10], dtype=torch.int8)),
        ("uint8", torch.tensor([11, 255], dtype=torch.uint8)),
        ("bool", torch.tensor([True, False, True])),
        ("shared.tail", shared[12:]),
        ("shared.every_third", shared[1::3]),
        ("shared.column", shared.reshape(4, 6)[:, 2]),
        ("empty", torch.zeros(0, 3)),
    ]
)
metadata = collections.OrderedDict([("", {"version": 1})])
tensors._metadata = metadata

torch.save(tensors, here / "legacy.pth", _use_new_zipfile_serialization=False)
torch.save(
    {"epoch": 3, "loss": 0.25, "name": "π", "state_dict": tensors, "history": [1, 2.5, None, (True, "x")]},
    here / "archive.pth",
)
torch.save({"weight": tensors["conv.weight"]}, here / "protocol4.pth", pickle_protocol=4)
safetensors.numpy.save_file(
    {name: tensor.detach().float().contiguous().numpy() for name, tensor in tensors.items()},
    here / "expected.safetensors",
)

# What the reference writer makes of every element type that this program writes.
reference = {
    "b.single": numpy.array([[1, -2.5, 2.0**-130], [numpy.inf, 0, -0.0]], dtype=numpy.float32),
    "a.half": numpy.array([1, 65504, 6e-8, -0.333251953125], dtype=numpy.float16),
    "c.integer": numpy.array(-(2**40), dtype=numpy.int64),
    "bytes": numpy.array([[[0, 127, 255]]], dtype=numpy.uint8),
    "é.empty": numpy.zeros((2, 0), dtype=numpy.float32),
}
safetensors.numpy.save_file(reference, here / "reference.safetensors", {'ke"y\\': "tab\t, ü, \x01, /"})
# A file of a single brain float tensor and a half: the order of element types of two bytes.

safetensors.torch.save_file(
    {"a": torch.tensor([1.0], dtype=torch.float16), "b": torch.tensor([-2.0], dtype=torch.bfloat16)},
    here / "two-byte-types.safetensors",
)
