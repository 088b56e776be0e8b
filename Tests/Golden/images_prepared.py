"""Writes what Pillow makes of photos of the shared test data to ../ImagesTests/Fixtures/prepared.json.

The data itself is not part of the project: the first argument is its folder (`../shared/data` beside the package).
Run with Pillow 13 or later.
"""
import base64
import json
import pathlib
import sys

import numpy
from PIL import Image, ImageOps

from images_common import FIXTURES

DATA = pathlib.Path(sys.argv[1])


def samples(pixels, count):
    """`count` × `count` pixels spread evenly; the same places as `Image.samples` in the tests."""
    height, width = pixels.shape[:2]
    rows = (2 * numpy.arange(count) + 1) * height // (2 * count)
    columns = (2 * numpy.arange(count) + 1) * width // (2 * count)
    return base64.b64encode(pixels[rows][:, columns].tobytes()).decode()


prepared = []
for line in (DATA / "imagenet100" / "index.tsv").read_text().splitlines()[1::20]:
    name = line.split("\t")[2]
    image = ImageOps.exif_transpose(Image.open(DATA / "imagenet100" / name)).convert("RGB")
    width, height = image.size
    for filter_name, resampling in [
        ("bicubic", Image.Resampling.BICUBIC), ("bilinear", Image.Resampling.BILINEAR),
    ]:
        ratio = 256 / min(width, height)
        resized = image.resize((round(width * ratio), round(height * ratio)), resampling)
        x, y = (resized.width - 224) // 2, (resized.height - 224) // 2
        crop = numpy.array(resized.crop((x, y, x + 224, y + 224)))
        prepared.append({"file": name, "filter": filter_name, "samples": samples(crop, 20)})

(FIXTURES / "prepared.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in prepared) + "\n]\n")
