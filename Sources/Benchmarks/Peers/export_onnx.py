#!/usr/bin/env python3
"""Writes EfficientNet-Lite0 as an ONNX file for the runtimes that we compare with.

The graph has one input, `pixels` [N, 3, 224, 224], and one output: `logits` [N, 1000], or `features`
[N, 1280] with --features. Batch norm is folded into the convolutions and all padding is an attribute of
its convolution, which is the form that the runtimes optimise best.
"""

import argparse
import csv
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import photos
from lite0 import load_lite0, synthetic_input

# For the synthetic input, computed with the network's original code.
EXPECTED_TOP_FIVE = [905, 753, 619, 811, 807]


def take_out_padding(network):
    """Makes plain convolutions of those whose padding depends on the input's size.

    Traced as it stands, "SAME" padding becomes some 400 nodes of arithmetic on shapes; the amounts are
    known for 224 x 224, so they go into the finished graph instead.

    Returns the padding (top, left, bottom, right) of each, in the order of execution.
    """
    amounts = []

    def note(module, inputs):
        total = [
            max((-(-size // stride) - 1) * stride + kernel - size, 0)
            for size, kernel, stride in zip(inputs[0].shape[-2:], module.kernel_size, module.stride)
        ]
        amounts.append([t // 2 for t in total] + [t - t // 2 for t in total])

    padded = [(n, m) for n, m in network.named_modules() if type(m).__name__ == "Conv2dSame"]
    hooks = [module.register_forward_pre_hook(note) for _, module in padded]
    with torch.inference_mode():
        network(synthetic_input())
    for hook in hooks:
        hook.remove()

    for name, module in padded:
        plain = torch.nn.Conv2d(
            module.in_channels,
            module.out_channels,
            module.kernel_size,
            module.stride,
            groups=module.groups,
            bias=module.bias is not None,
        )
        plain.load_state_dict(module.state_dict())
        network.set_submodule(name, plain)
    network.eval()
    return amounts


def put_in_padding(model, amounts):
    """Gives the convolutions of stride 2, which are those that lost it, their padding back."""
    strided = [
        node
        for node in model.graph.node
        if node.op_type == "Conv"
        and any(a.name == "strides" and list(a.ints) == [2, 2] for a in node.attribute)
    ]
    for node, padding in zip(strided, amounts, strict=True):
        attribute = next(a for a in node.attribute if a.name == "pads")
        attribute.ints[:] = padding
    # The exporter noted the sizes of the unpadded network.
    del model.graph.value_info[:]


def export(path, features_only):
    network = load_lite0(features_only)
    amounts = take_out_padding(network)
    output = "features" if features_only else "logits"
    with warnings.catch_warnings():
        # The newer exporter needs another package and writes the same graph for this network.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network,
            (synthetic_input(),),
            path,
            dynamo=False,
            opset_version=17,
            input_names=["pixels"],
            output_names=[output],
            dynamic_axes={"pixels": {0: "N"}, output: {0: "N"}},
        )
    model = onnx.load(path)
    put_in_padding(model, amounts)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def check_synthetic(session, features_only):
    """Compares with PyTorch, at a batch of one and of three, and with the known top five."""
    image = synthetic_input()
    with torch.inference_mode():
        expected = load_lite0(features_only)(image).numpy()
    for batch in (1, 3):
        (actual,) = session.run(None, {"pixels": np.repeat(image.numpy(), batch, axis=0)})
        difference = float(np.abs(actual - expected).max())
        print(f"batch {batch}: largest difference from PyTorch {difference:.1e}")
        if difference > 1e-3:
            raise SystemExit("the ONNX file does not compute what PyTorch computes")
    if features_only:
        print(f"mean of the features {actual[0].mean():.5f}")
        return
    order = np.argsort(-actual[0])[:5]
    print("top five", [(int(i), round(float(actual[0, i]), 4)) for i in order])
    if order.tolist() != EXPECTED_TOP_FIVE:
        raise SystemExit(f"the top five should be {EXPECTED_TOP_FIVE}")


def check_photos(session, folder, reference):
    """Compares the five largest logits of real photos with recorded ones, and counts correct answers."""
    largest, correct, count = 0.0, 0, 0
    with open(reference, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            pixels = photos.read_input(Path(folder) / row["file"])[np.newaxis]
            (logits,) = session.run(None, {"pixels": pixels})
            indices = [int(i) for i in row["top5_idx"].split(",")]
            values = np.array([float(v) for v in row["top5_logit"].split(",")])
            largest = max(largest, float(np.abs(logits[0, indices] - values).max()))
            correct += int(np.argmax(logits[0]) == int(row["idx"]))
            count += 1
    print(f"{count} photos: largest difference from the reference {largest:.1e}, top-1 {correct / count:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the ONNX file to write")
    parser.add_argument("--features", action="store_true", help="end at the 1280 pooled features")
    parser.add_argument("--photos", type=Path, help="folder of photos that --reference lists")
    parser.add_argument(
        "--reference", type=Path, help="table of expected logits: idx, file, top5_idx, top5_logit"
    )
    options = parser.parse_args()
    if (options.photos is None) != (options.reference is None):
        parser.error("--photos and --reference go together")
    if options.features and options.photos:
        parser.error("the reference holds logits, so --features cannot be compared with it")

    export(options.output, options.features)
    session = onnxruntime.InferenceSession(options.output, providers=["CPUExecutionProvider"])
    check_synthetic(session, options.features)
    if options.photos:
        check_photos(session, options.photos, options.reference)


if __name__ == "__main__":
    main()
