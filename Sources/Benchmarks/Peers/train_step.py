"""Times one full training step in PyTorch: forward, loss, backward, SGD with momentum; both memory formats."""
import argparse
import time

import torch
from torch import nn


def cnn3():
    layers, channels = [], 1
    for filters in (32, 64, 128):
        layers += [nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
                   nn.MaxPool2d(2)]
        channels = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * 9, 10))


def make(name):
    if name == "cnn3":
        return cnn3(), (1, 28, 28)
    import timm
    model = timm.create_model({"efficientnet-lite0": "tf_efficientnet_lite0"}.get(name, name), num_classes=10)
    return model, (3, 224, 224)


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("network", choices=["cnn3", "efficientnet-lite0", "resnet18"])
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--seconds", type=float, default=10)
arguments = parser.parse_args()
torch.manual_seed(0)
for layout in (torch.channels_last, torch.contiguous_format):
    model, shape = make(arguments.network)
    model = model.to(memory_format=layout).train()
    images = torch.randn(arguments.batch, *shape).contiguous(memory_format=layout)
    labels = torch.arange(arguments.batch) % 10
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    times, end = [], time.perf_counter() + arguments.seconds
    while time.perf_counter() < end or len(times) < 4:
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
        times.append(time.perf_counter() - start)
    times = sorted(times[1:])
    name = "channels last" if layout == torch.channels_last else "channels first"
    print(f"{arguments.network} {name}: median {times[len(times) // 2] * 1000 / arguments.batch:.3f} ms an image, "
          f"best {times[0] * 1000 / arguments.batch:.3f}")
