#!/usr/bin/env python3
"""Writes heat_maps.json: Grad-CAM maps of the pretrained EfficientNet-Lite0 by PyTorch's automatic differentiation.

The pictures are the golden inputs in the committed model file, and so are the weights, of which its 16-bit floats are
taken as they are; the arithmetic is in 64-bit floats. Each map is of the activations behind the last convolution:
every channel times the mean of the class's gradient over all positions, summed, negative sums zero, divided by the
largest.
"""

import json
import struct
from pathlib import Path

import numpy
import timm
import torch

HERE = Path(__file__).resolve().parent
MODEL = HERE.parents[1] / "pretrained" / "efficientnet-lite0.safetensors"
TYPES = {"F16": numpy.float16, "F32": numpy.float32, "U8": numpy.uint8}
RANKS = (0, 1, 500)


def tensors(path):
    """All tensors of a safetensors file by name."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    found = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(content[begin:end], dtype=TYPES[entry["dtype"]])
        found[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return found


def heat_map(network, image, index):
    activations = network.forward_features(image).detach().requires_grad_()
    network.forward_head(activations)[0, index].backward()
    weights = activations.grad.mean(dim=(2, 3), keepdim=True)
    scores = (weights * activations).sum(dim=1)[0].clamp(min=0).detach()
    return scores / scores.max() if scores.max() > 0 else scores


def main():
    stored = tensors(MODEL)
    pixels = stored["golden.inputs"].double()
    network = timm.create_model("tf_efficientnet_lite0", pretrained=False).double().eval()
    weights = {name: value.double() for name, value in stored.items() if not name.startswith("golden.")}
    missing, unexpected = network.load_state_dict(weights, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
    maps = []
    for position in range(len(pixels)):
        image = ((pixels[position] - 127) / 128).permute(2, 0, 1).unsqueeze(0)
        order = network(image)[0].argsort(descending=True).tolist()
        for rank in RANKS:
            values = heat_map(network, image, order[rank])
            maps.append(
                {
                    "example": position,
                    "classIndex": order[rank],
                    "width": values.shape[1],
                    "height": values.shape[0],
                    "values": [round(value, 6) for value in values.flatten().tolist()],
                }
            )
    text = ",\n".join("  " + json.dumps(entry) for entry in maps)
    (HERE / "heat_maps.json").write_text(
        f'{{"script": "{Path(__file__).name}", "maps": [\n{text}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
