"""Trains cnn3 or resnet20 on Fashion-MNIST in PyTorch as `imgcls train` does, for the same number of epochs.

The folder is what `datasets/fetch fashion-mnist` makes. One image in twenty is held out, as with
--validation-fraction 0.05; the weights of the epoch with the lowest validation loss are judged on the test images.
"""
import argparse
import math
import pathlib
import time

import numpy
import torch
from PIL import Image
from torch import nn


def conv(inputs, outputs, stride=1, size=3):
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(conv(inputs, outputs, stride), nn.BatchNorm2d(outputs), nn.ReLU(),
                                  conv(outputs, outputs), nn.BatchNorm2d(outputs))
        self.skip = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.skip = nn.Sequential(conv(inputs, outputs, stride, 1), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.body(x) + self.skip(x))


def cnn3():
    layers, channels = [], 1
    for filters in (32, 64, 128):
        layers += [conv(channels, filters), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
        channels = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.5), nn.Linear(128 * 9, 10))


def resnet20():
    layers, channels = [conv(1, 16), nn.BatchNorm2d(16), nn.ReLU()], 16
    for stage, width in enumerate((16, 32, 64)):
        for position in range(3):
            layers.append(Block(channels, width, 2 if stage and not position else 1))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def read(folder):
    classes = sorted(path.name for path in folder.iterdir() if path.is_dir())
    pixels, labels = [], []
    for label, name in enumerate(classes):
        for path in sorted((folder / name).glob("*.png")):
            pixels.append(numpy.asarray(Image.open(path).convert("L")))
            labels.append(label)
    images = (torch.tensor(numpy.stack(pixels)).float().unsqueeze(1) - 127.5) / 127.5
    return images, torch.tensor(labels)


def changed(batch):
    """Mirrors half of the images and moves all by up to a tenth of a side, black behind them."""
    flip = torch.rand(len(batch)) < 0.5
    batch[flip] = batch[flip].flip(-1)
    reach = 3
    padded = nn.functional.pad(batch, (reach,) * 4, value=-1.0)
    rows, columns = torch.randint(0, 2 * reach + 1, (2, len(batch)))
    return torch.stack([image[:, r:r + 28, c:c + 28] for image, r, c in zip(padded, rows, columns)])


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("network", choices=["cnn3", "resnet20"])
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
arguments = parser.parse_args()
torch.manual_seed(arguments.seed)
images, labels = read(arguments.folder / "train")
order = torch.randperm(len(images))
held, used = order[:len(order) // 20], order[len(order) // 20:]
is_small = arguments.network == "cnn3"
model = (cnn3() if is_small else resnet20()).to(memory_format=torch.channels_last)
if is_small:
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.006, weight_decay=0.05)
else:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.0005)
batch_size = 128
steps = len(used) // batch_size * arguments.epochs
warm = max(1, steps // 20)
final = 0.01 if is_small else 0.0


def factor(step):
    if step < warm:
        return 0.1 + 0.9 * step / warm
    return final + (1 - final) * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm))) / 2


schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
loss = nn.CrossEntropyLoss()


def judge(inputs, targets):
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(part.contiguous(memory_format=torch.channels_last)) for part in inputs.split(500)])
    return loss(logits, targets).item(), (logits.argmax(1) == targets).float().mean().item()


best, start = (math.inf, None), time.perf_counter()
for epoch in range(arguments.epochs):
    model.train()
    shuffled = used[torch.randperm(len(used))]
    for index in range(0, len(shuffled) - batch_size + 1, batch_size):
        rows = shuffled[index:index + batch_size]
        batch = images[rows].clone()
        if not is_small:
            batch = changed(batch)
        optimizer.zero_grad(set_to_none=True)
        loss(model(batch.contiguous(memory_format=torch.channels_last)), labels[rows]).backward()
        optimizer.step()
        schedule.step()
    value, accuracy = judge(images[held], labels[held])
    print(f"epoch {epoch + 1}: validation loss {value:.4f}, accuracy {accuracy:.4f}, "
          f"{time.perf_counter() - start:.0f} s", flush=True)
    if value < best[0]:
        best = (value, {name: tensor.clone() for name, tensor in model.state_dict().items()})
seconds = time.perf_counter() - start
model.load_state_dict(best[1])
print(f"{arguments.network}: test accuracy {judge(*read(arguments.folder / 'test'))[1]:.4f} in {seconds:.0f} s")
