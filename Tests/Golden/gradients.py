#!/usr/bin/env python3
"""Writes gradients.json: what PyTorch computes in one training step, in 64-bit floats.

Parameters come from the formulas of reference_values.py, with normalised values away from kinks, and are rounded to
32 bits, as the tests hold them; images come from a formula. Of every gradient the file holds the sum, the norm and a few elements, and of the stored
statistics of every batch normalisation after the step the sum and the norm.
"""

import json
from pathlib import Path

import timm
import torch
from torch import nn
from torchvision.models import resnet18

from reference_values import fill

HERE = Path(__file__).resolve().parent
CLASS_COUNT = 10
SAMPLE_COUNT = 3
FORMULAS = {
    "input": "[N, C, H, W], value at (n, c, h, w) = "
    "((7h + 3w + (n + 1) h w + 11c + 64n) mod 256 - 127) / 128",
    "outputGradient": "[N, K], element i is ((37 i) mod 101 - 50) / 50, the last axis running fastest",
    "parameters": "as in executor_goldens.json, but weight = 0.5 (1 + 0.1 u) and bias = 1 + 0.1 u in batch "
    "normalisation; rounded to 32-bit floats",
    "frozen": "these normalisations are in evaluation mode",
    "samples": f"elements 0, n/{SAMPLE_COUNT}, 2n/{SAMPLE_COUNT}, ... of a gradient's n elements",
}


def lenet():
    """LeNet-5 as the zoo has it: tanh, average pooling, and padding in the first convolution."""
    network = nn.Module()
    network.conv1 = nn.Conv2d(1, 6, 5, padding=2)
    network.conv2 = nn.Conv2d(6, 16, 5)
    network.fc1 = nn.Linear(400, 120)
    network.fc2 = nn.Linear(120, 84)
    network.fc3 = nn.Linear(84, CLASS_COUNT)

    def forward(x):
        for convolution in [network.conv1, network.conv2]:
            x = nn.functional.avg_pool2d(torch.tanh(convolution(x)), 2)
        x = x.flatten(1)
        for layer in [network.fc1, network.fc2]:
            x = torch.tanh(layer(x))
        return network.fc3(x)

    network.forward = forward
    return network


def images(shape):
    n, c, h, w = (torch.arange(extent) for extent in shape)
    n, c, h = n.view(-1, 1, 1, 1), c.view(-1, 1, 1), h.view(-1, 1)
    return ((7 * h + 3 * w + (n + 1) * h * w + 11 * c + 64 * n) % 256 - 127).double() / 128


def spread(network):
    """Keeps most normalised values away from the kinks of ReLU and ReLU6."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.mul_(0.5)
            module.bias.add_(1)


def short(value):
    return float(f"{value:.10g}")


def summary(tensor):
    flat = tensor.detach().flatten()
    count = min(SAMPLE_COUNT, len(flat))
    samples = [short(flat[i * len(flat) // count].item()) for i in range(count)]
    return {"sum": short(flat.sum().item()), "norm": short(flat.norm().item()), "samples": samples}


def golden(network, shape, frozen=()):
    network = network.double().train()
    with torch.no_grad():
        fill(network)
        spread(network)
        for value in network.state_dict().values():
            if value.dtype == torch.float64:
                value.copy_(value.float().double())
    names = [
        name
        for name, module in network.named_modules()
        if isinstance(module, nn.BatchNorm2d) and any(name == f or name.startswith(f + ".") for f in frozen)
    ]
    for name in names:
        network.get_submodule(name).eval()
    batch = images(shape).requires_grad_()
    logits = network(batch)
    i = torch.arange(logits.numel())
    logits.backward(((37 * i % 101 - 50).double() / 50).view(logits.shape))
    buffers = {k: v for k, v in network.named_buffers() if not k.endswith("num_batches_tracked")}
    moved = {k: v for k, v in buffers.items() if k.rsplit(".", 1)[0] not in names}
    return {
        "input": list(shape),
        "frozen": names,
        "output": summary(logits),
        "inputGradient": summary(batch.grad),
        "gradients": {name: summary(p.grad) for name, p in sorted(network.named_parameters())},
        "statistics": {
            name: {key: value for key, value in summary(v).items() if key != "samples"}
            for name, v in sorted(moved.items())
        },
    }


def main():
    networks = {
        "lenet5": golden(lenet(), [3, 1, 28, 28]),
        "resnet18": golden(resnet18(num_classes=CLASS_COUNT), [4, 3, 64, 64]),
        "resnet18-frozen": golden(
            resnet18(num_classes=CLASS_COUNT), [4, 3, 64, 64], ["bn1", "layer1", "layer2"]
        ),
        "efficientnet-lite0": golden(
            timm.create_model("tf_efficientnet_lite0", num_classes=CLASS_COUNT, drop_rate=0), [4, 3, 64, 64]
        ),
    }
    # One tensor a line.
    lines = []
    for name, value in networks.items():
        entries = []
        for key, entry in value.items():
            if key in ("gradients", "statistics"):
                rows = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in entry.items())
                entries.append(f"   {json.dumps(key)}: {{\n{rows}\n   }}")
            else:
                entries.append(f"   {json.dumps(key)}: {json.dumps(entry)}")
        lines.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(entries) + "\n  }")
    text = (
        "{\n"
        + f' "script": {json.dumps(Path(__file__).name)},\n "formulas": {json.dumps(FORMULAS)},\n'
        + ' "networks": {\n'
        + ",\n".join(lines)
        + "\n }\n}\n"
    )
    (HERE / "gradients.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
