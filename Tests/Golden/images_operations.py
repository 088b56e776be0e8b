"""Writes ../ImagesTests/Fixtures/operations.json: what Pillow and torchvision make of a picture that both sides compute.

Run with Pillow 13, NumPy and torchvision 0.29 or later; no arguments.
"""
import base64
import json

import numpy
import torch
from PIL import Image, ImageEnhance, ImageOps
from torchvision.transforms.v2 import functional

from images_common import FIXTURES, pattern

WIDTH, HEIGHT = 31, 23
FILL = (10, 200, 90)
ENHANCERS = {
    "brightness": ImageEnhance.Brightness,
    "contrast": ImageEnhance.Contrast,
    "saturation": ImageEnhance.Color,
    "sharpness": ImageEnhance.Sharpness,
}

samples = pattern(WIDTH, HEIGHT)
# Levels 60 ... 187 only, so that stretching and equalizing have something to do.
dull = (60 + samples // 2).astype(numpy.uint8)
expectations = []


def expect(operation, values, result, picture="pattern"):
    expectations.append({
        "operation": operation, "values": values, "picture": picture,
        "pixels": base64.b64encode(numpy.asarray(result).tobytes()).decode(),
    })


def perspective(corners):
    """The eight numbers that take a point of the result to a point of the source, corner by corner."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return numpy.linalg.solve(numpy.array(rows, float), numpy.array(wanted, float))


picture = Image.fromarray(samples)
for name, enhancer in ENHANCERS.items():
    for factor in (0, 0.4, 1.7):
        expect(name, [factor], enhancer(picture).enhance(factor))
expect("grayscale", [], picture.convert("L").convert("RGB"))
expect("invert", [], ImageOps.invert(picture))
expect("posterize", [3], ImageOps.posterize(picture, 3))
expect("solarize", [100], ImageOps.solarize(picture, 100))
for name, source in (("pattern", samples), ("dull", dull)):
    expect("equalize", [], ImageOps.equalize(Image.fromarray(source)), name)
    expect("autocontrast", [], ImageOps.autocontrast(Image.fromarray(source)), name)
for angle in (17, -100):
    expect("rotate", [angle], picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=FILL))
for a, b, c, d, e, f in ((1, 0.3, -2, 0, 1, 0), (1, 0, 0, -0.2, 1, 3.25), (1, 0, 4.5, 0, 1, -2.75), (0.6, 0, 3, 0, 1.4, -4)):
    expect("affine", [a, b, c, d, e, f], picture.transform(
        picture.size, Image.Transform.AFFINE, (a, b, c, d, e, f), Image.Resampling.BILINEAR, fillcolor=FILL))
# No centre of a pixel lies on an edge of these figures: rounding would decide whether it shows the picture.
for corners in ([(3.3, 2.1), (28, 5.2), (30.1, 20), (1, 22.3)], [(0, 8), (31, 0), (31, 23), (0, 15)]):
    expect("perspective", [float(value) for corner in corners for value in corner], picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, perspective(corners), Image.Resampling.BILINEAR, fillcolor=FILL))
channels_first = torch.from_numpy(samples.transpose(2, 0, 1).copy())
for turn in (0.1, -0.25, 0.5):
    expect("hue", [turn], functional.adjust_hue(channels_first, turn).numpy().transpose(1, 2, 0).copy())
for sigma in (0.5, 1.3, 3):
    size = 2 * int(numpy.ceil(3 * sigma)) + 1
    blurred = functional.gaussian_blur(channels_first, [size, size], [sigma, sigma])
    expect("blur", [sigma], blurred.numpy().transpose(1, 2, 0).copy())
(FIXTURES / "operations.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in expectations) + "\n]\n")
