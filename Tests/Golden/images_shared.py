"""Writes what Pillow makes of the shared test data to ../ImagesTests/Fixtures/robust.json and prepared.json.

The data itself is not part of the project: the first argument is its folder (`../shared/data` beside the package).
Run with Pillow 13 or later.
"""
import base64
import json
import pathlib
import sys
import zlib

import numpy
from PIL import Image, ImageOps

from images_common import FIXTURES, composited

DATA = pathlib.Path(sys.argv[1])


def samples(pixels, count):
    """`count` × `count` pixels spread evenly; the same places as `Image.samples` in the tests."""
    height, width = pixels.shape[:2]
    rows = (2 * numpy.arange(count) + 1) * height // (2 * count)
    columns = (2 * numpy.arange(count) + 1) * width // (2 * count)
    return base64.b64encode(pixels[rows][:, columns].tobytes()).decode()


def decoded(path):
    image = Image.open(path)
    image.load()
    if image.mode == "I;16":  # Pillow's conversion limits instead of scaling
        stored = numpy.array(image)
        grey = (stored >> 8).astype("u1")
        if "transparency" in image.info:
            grey[stored == image.info["transparency"]] = 255
        return numpy.repeat(grey[..., None], 3, axis=-1)
    if image.mode == "RGB" and max(image.info.get("transparency", (0,))) > 255:
        image.info["transparency"] = tuple(value >> 8 for value in image.info["transparency"])
    if "A" in image.mode or "transparency" in image.info:
        return composited(numpy.array(image.convert("RGBA")))
    return numpy.array(ImageOps.exif_transpose(image).convert("RGB"))


robust = []
for path in sorted((DATA / "robust").rglob("*")):
    if path.suffix not in {".png", ".jpg", ".jpeg"}:
        continue
    name = str(path.relative_to(DATA / "robust"))
    try:
        pixels = decoded(path)
    except Exception:
        continue  # the tests name each refused file and its error
    entry = {"file": name, "size": [pixels.shape[1], pixels.shape[0]]}
    if path.suffix == ".png":
        entry["checksum"] = zlib.adler32(pixels.tobytes())
    else:
        entry["mean"] = [round(float(v), 3) for v in pixels.mean(axis=(0, 1))]
        entry["samples"] = samples(pixels, 6)
    robust.append(entry)

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

for name, entries in [("robust.json", robust), ("prepared.json", prepared)]:
    (FIXTURES / name).write_text("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")
