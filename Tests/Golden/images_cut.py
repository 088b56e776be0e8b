"""Writes the whole files to ../ImagesTests/Fixtures that the tests of salvage cut at every byte: `cut-*`.

They have several rows of blocks, of interlacing or of chunks, and a size that is no multiple of them.
Run with Pillow 13 or later and jpegtran and cjpeg of libjpeg-turbo 2.1 or later; no arguments.
"""
import io
import struct
import subprocess
import tempfile
import zlib

import numpy
from PIL import Image

from images_common import ADAM7, FIXTURES, pattern, png_chunk

WIDTH, HEIGHT = 45, 75

pixels = pattern(WIDTH, HEIGHT)
# Half of the contrast, so that the JPEG files stay small.
picture = Image.fromarray((pixels // 2 + 64).astype("u1"))


def jpeg(image, **options):
    stream = io.BytesIO()
    image.save(stream, "JPEG", **({"quality": 60} | options))
    return stream.getvalue()


def webp(image, **options):
    stream = io.BytesIO()
    image.save(stream, "WEBP", **options)
    return stream.getvalue()


def jpegtran(data, *arguments, scans=None):
    """The same coefficients in another order or coding."""
    with tempfile.NamedTemporaryFile("w") as script:
        if scans:
            script.write(scans)
            script.flush()
            arguments += ("-scans", script.name)
        return subprocess.run(["jpegtran", *arguments], input=data, capture_output=True, check=True).stdout


def cjpeg(image, *arguments):
    stream = io.BytesIO()
    image.save(stream, "PPM")
    command = ["cjpeg", "-quality", "60", *arguments]
    return subprocess.run(command, input=stream.getvalue(), capture_output=True, check=True).stdout


def png(color_type, samples, data_bytes, extra=b"", interlaced=False):
    """An 8-bit PNG whose rows use filter type 0, its data in chunks of `data_bytes`."""
    parts = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [samples]
    rows = b"".join(b"\0" + row.tobytes() for part in parts if part.size for row in part)
    data = zlib.compress(rows, 9)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, color_type, 0, 0, int(interlaced))
    chunks = [data[start:start + data_bytes] for start in range(0, len(data), data_bytes)]
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra
        + b"".join(png_chunk(b"IDAT", chunk) for chunk in chunks) + png_chunk(b"IEND", b"")
    )


ycc = jpeg(picture, subsampling="4:2:0")
indices = pixels[..., 0] % 16
palette = png_chunk(b"PLTE", bytes((i * 37) % 256 for i in range(48)))
see_through = Image.fromarray(numpy.concatenate([pixels // 2, pixels[..., :1]], axis=-1), "RGBA")
transparency = png_chunk(b"tRNS", bytes(255 - 15 * i for i in range(16)))

files = {
    "cut-420.jpg": ycc,
    "cut-422.jpg": jpeg(picture, subsampling="4:2:2"),
    "cut-440.jpg": cjpeg(picture, "-sample", "1x2"),
    "cut-grey.jpg": jpeg(picture.convert("L")),
    "cut-cmyk.jpg": jpeg(picture.convert("CMYK")),
    "cut-restart.jpg": jpeg(picture, subsampling="4:2:0", restart_marker_blocks=2),
    "cut-arithmetic.jpg": jpegtran(ycc, "-arithmetic"),
    "cut-separate.jpg": jpegtran(ycc, scans="0;\n1;\n2;\n"),
    "cut-progressive.jpg": jpegtran(ycc, "-progressive"),
    "cut-progressive-arithmetic.jpg": jpegtran(ycc, "-progressive", "-arithmetic"),
    "cut-rgb.png": png(2, pixels, 10**6),
    "cut-palette.png": png(3, indices.astype("u1"), 100, palette + transparency),
    "cut-interlaced.png": png(0, pixels[..., 1], 300, interlaced=True),
    "cut-lossy.webp": webp(picture, quality=60),
    "cut-lossy-alpha.webp": webp(see_through, quality=60),
    "cut-lossless.webp": webp(picture, lossless=True),
}
for name, data in files.items():
    (FIXTURES / name).write_bytes(data)
