"""From an image file to the input of EfficientNet-Lite, with Pillow and NumPy alone.

The rule: apply the EXIF orientation, bring the short side to 256 (bicubic, antialiased), take the centre
224 x 224, and map a byte x to (x - 127) / 128.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

IMAGE_SIZE = 224
SHORT_SIDE = 256
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png"}


def load_upright(path):
    """The photo in RGB, turned as its EXIF orientation says."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def centre_crop(image):
    """The middle 224 x 224 pixels after the short side became 256."""
    scale = SHORT_SIDE / min(image.size)
    width, height = (round(side * scale) for side in image.size)
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - IMAGE_SIZE) // 2, (height - IMAGE_SIZE) // 2
    return image.crop((left, top, left + IMAGE_SIZE, top + IMAGE_SIZE))


def to_input(image):
    """A 224 x 224 image as 32-bit floats [3, 224, 224]."""
    pixels = np.asarray(image, dtype=np.float32)
    return np.ascontiguousarray(((pixels - 127) / 128).transpose(2, 0, 1))


def read_input(path):
    """A photo's network input [3, 224, 224]."""
    return to_input(centre_crop(load_upright(path)))


def list_classes(folder):
    """The class names (the subfolders, sorted) and each photo with the index of its class."""
    classes = sorted(entry.name for entry in Path(folder).iterdir() if entry.is_dir())
    photos = [
        (path, index)
        for index, name in enumerate(classes)
        for path in sorted((Path(folder) / name).iterdir())
        if path.suffix.lower() in PHOTO_SUFFIXES
    ]
    return classes, photos
