#!/usr/bin/env python3
"""Writes what timm and torchvision call the weights of the networks that imgcls knows.

checkpoint_names.json holds, for each network, the number of its tensors and of their elements, and the SHA-256 of
the lines "name extents" (extents joined by "x"), sorted, with a line end between them. Counters of batches are
left out: they play no part in inference.
"""

import hashlib
import json
from pathlib import Path

import timm
import torchvision

TIMM = {
    "efficientnet-lite0": "tf_efficientnet_lite0",
    "efficientnet-lite1": "tf_efficientnet_lite1",
    "efficientnet-lite2": "tf_efficientnet_lite2",
    "resnet18": "resnet18",
    "resnet34": "resnet34",
    "resnet50": "resnet50",
    "mobilenet-v1": "mobilenetv1_100",
    "mobilenet-v2": "mobilenetv2_100",
}


def summary(network, program, model):
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    lines = sorted(f"{name} {'x'.join(map(str, value.shape))}" for name, value in state.items())
    return {
        "network": network,
        "program": program,
        "tensors": len(state),
        "elements": sum(value.numel() for value in state.values()),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def main():
    summaries = [summary(ours, "timm", timm.create_model(theirs)) for ours, theirs in TIMM.items()]
    for name in ["resnet18", "resnet34", "resnet50"]:
        summaries.append(summary(name, "torchvision", getattr(torchvision.models, name)()))
    path = Path(__file__).resolve().with_suffix(".json")
    path.write_text(json.dumps(summaries, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
