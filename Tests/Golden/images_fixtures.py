"""Writes tiny JPEG, PNG and WebP files of every kind to ../ImagesTests/Fixtures, and their pixels to decode.json.

The pixels are those that Pillow decodes. Where Pillow's own conversion to RGB drops information or is wrong
(transparency, 16-bit grey), the rule that `Image.decode` documents is computed here with numpy.
Run with Pillow 13 or later; no arguments.
"""
import base64
import io
import json
import struct
import zlib

import numpy
from PIL import Image, ImageCms, ImageOps

from images_common import ADAM7, FIXTURES, composited, pattern, png_chunk

WIDTH, HEIGHT = 21, 13


def smooth(width=WIDTH, height=HEIGHT):
    """A picture without sharp edges, so that decoders of one JPEG differ by rounding only."""
    y, x = numpy.mgrid[0:height, 0:width]
    return numpy.stack(
        [255 * x // (width - 1), 255 * y // (height - 1), (255 - 6 * x - 9 * y) % 256 // 2 + 64], axis=-1
    ).astype(numpy.uint8)


def png(color_type, depth, samples, extra=b"", interlaced=False):
    """Any PNG: `samples` is [H, W, C] with values below 2 ** depth; every row uses filter type 0."""
    def rows(part):
        out = b""
        for row in part:
            flat = row.reshape(-1)
            if depth == 16:
                packed = flat.astype(">u2").tobytes()
            elif depth == 8:
                packed = flat.astype("u1").tobytes()
            else:
                bits = "".join(format(int(v), f"0{depth}b") for v in flat)
                bits += "0" * (-len(bits) % 8)
                packed = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
            out += b"\0" + packed
        return out

    height, width = samples.shape[:2]
    if interlaced:
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        data = b"".join(rows(part) for part in parts if part.size)
    else:
        data = rows(samples)
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra
        + png_chunk(b"IDAT", zlib.compress(data, 9)) + png_chunk(b"IEND", b"")
    )


def exif(orientation, big_endian=False):
    order = ">" if big_endian else "<"
    return (
        (b"MM" if big_endian else b"II") + struct.pack(order + "HI", 42, 8)
        + struct.pack(order + "HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    )


def exif_with_thumbnail(thumbnail):
    """An upright picture, and a second directory with another picture that is not."""
    first = struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, 1, 0, 26)
    second = struct.pack("<H", 4) + b"".join([
        struct.pack("<HHIHH", 0x0103, 3, 1, 6, 0), struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0),
        struct.pack("<HHII", 0x0201, 4, 1, 80), struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail)),
    ]) + struct.pack("<I", 0)
    return b"II" + struct.pack("<HI", 42, 8) + first + second + thumbnail


def jpeg(image, **options):
    stream = io.BytesIO()
    image.save(stream, **({"format": "JPEG", "quality": 92} | options))
    return stream.getvalue()


files = {}  # name: (bytes, expected pixels or None for what Pillow decodes, tolerance)
picture = Image.fromarray(smooth())
grey = picture.convert("L")

for name, subsampling in [("444", "4:4:4"), ("422", "4:2:2"), ("420", "4:2:0")]:
    files[f"ycc-{name}.jpg"] = (jpeg(picture, subsampling=subsampling), None, 1)
files["progressive.jpg"] = (jpeg(picture, progressive=True), None, 1)
files["restart.jpg"] = (jpeg(picture, restart_marker_blocks=1), None, 1)
files["rgb.jpg"] = (jpeg(picture, keep_rgb=True), None, 1)
files["grey.jpg"] = (jpeg(grey), None, 1)
files["cmyk.jpg"] = (jpeg(picture.convert("CMYK")), None, 1)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
files["profile.jpg"] = (jpeg(picture, icc_profile=profile), None, 1)
files["thumbnail.jpg"] = (
    jpeg(picture, exif=b"Exif\0\0" + exif_with_thumbnail(jpeg(grey.resize((8, 5))))), None, 1)
files["two-pictures.jpg"] = (
    jpeg(picture, format="MPO", save_all=True, append_images=[grey.convert("RGB")]), None, 1)
for orientation in range(10):
    data = jpeg(picture, exif=b"Exif\0\0" + exif(orientation, big_endian=orientation % 2 == 1))
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    files[f"orientation-{orientation}.jpg"] = (data, numpy.array(upright), 1)

levels = pattern(WIDTH, HEIGHT).astype(int)
ramp16 = (levels[..., :1] * 257 + 91 * levels[..., 1:2]) % 65536
for depth in [1, 2, 4, 8]:
    samples = levels[..., :1] >> (8 - depth)
    expected = numpy.repeat(samples * 255 // (2 ** depth - 1), 3, axis=-1).astype(numpy.uint8)
    files[f"grey-{depth}.png"] = (png(0, depth, samples), expected, 0)
    palette = numpy.array([[(i * 53) % 256, (i * 17) % 256, 255 - i % 256] for i in range(2 ** depth)], "u1")
    chunk = png_chunk(b"PLTE", palette.tobytes())
    files[f"palette-{depth}.png"] = (png(3, depth, samples, chunk), palette[samples[..., 0]], 0)
    alpha = numpy.array([(i * 97 + 40) % 256 for i in range(2 ** depth)], "u1")[:max(2 ** depth - 1, 1)]
    full = numpy.concatenate([alpha, numpy.full(2 ** depth - len(alpha), 255, "u1")])
    rgba = numpy.concatenate([palette, full[:, None]], axis=-1)[samples[..., 0]]
    files[f"palette-{depth}-transparent.png"] = (
        png(3, depth, samples, chunk + png_chunk(b"tRNS", alpha.tobytes())), composited(rgba), 0)
files["grey-16.png"] = (png(0, 16, ramp16), numpy.repeat(ramp16 >> 8, 3, axis=-1).astype("u1"), 0)
color16 = (levels * 257 + numpy.array([3, 90, 200])) % 65536
files["rgb-8.png"] = (png(2, 8, levels), levels.astype("u1"), 0)
files["rgb-8-interlaced.png"] = (png(2, 8, levels, interlaced=True), levels.astype("u1"), 0)
files["grey-1-interlaced.png"] = (
    png(0, 1, levels[..., :1] >> 7, interlaced=True),
    numpy.repeat((levels[..., :1] >> 7) * 255, 3, axis=-1).astype("u1"), 0)
files["rgb-16.png"] = (png(2, 16, color16), (color16 >> 8).astype("u1"), 0)
alpha8 = (levels[..., 2:] * 3 + 20) % 256
rgba8 = numpy.concatenate([levels, alpha8], axis=-1)
files["rgba-8.png"] = (png(6, 8, rgba8), composited(rgba8), 0)
files["rgba-8-interlaced.png"] = (png(6, 8, rgba8, interlaced=True), composited(rgba8), 0)
files["rgba-16.png"] = (png(6, 16, rgba8 * 256 + 77), composited(rgba8), 0)
grey_alpha = numpy.concatenate([levels[..., :1], alpha8], axis=-1)
expanded = numpy.concatenate([numpy.repeat(levels[..., :1], 3, axis=-1), alpha8], axis=-1)
files["grey-alpha-8.png"] = (png(4, 8, grey_alpha), composited(expanded), 0)
files["grey-alpha-16.png"] = (png(4, 16, grey_alpha * 256 + 200), composited(expanded), 0)
# One exact 16-bit colour is transparent; its neighbours with the same high bytes are not.
key = color16[4, 7]
near = color16.copy()
near[4, 8] = key ^ 1
shown = (near >> 8).astype("u1")
shown[(near == key).all(axis=-1)] = 255
files["rgb-16-transparent.png"] = (
    png(2, 16, near, png_chunk(b"tRNS", struct.pack(">HHH", *map(int, key)))), shown, 0)
gamma = png_chunk(b"gAMA", struct.pack(">I", 100000)) + png_chunk(b"sBIT", bytes([5, 5, 5]))
files["rgb-8-gamma.png"] = (png(2, 8, levels, gamma), levels.astype("u1"), 0)
files["rgb-8-profile.png"] = (
    png(2, 8, levels, png_chunk(b"iCCP", b"x\0\0" + zlib.compress(profile))), levels.astype("u1"), 0)
for orientation in [3, 6]:
    turned = Image.fromarray(levels.astype("u1"))
    turned = turned.transpose(
        {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270}[orientation])
    files[f"orientation-{orientation}.png"] = (
        png(2, 8, levels, png_chunk(b"eXIf", exif(orientation))), numpy.array(turned), 0)



def webp(image, **options):
    stream = io.BytesIO()
    image.save(stream, "WEBP", **options)
    return stream.getvalue()


see_through = Image.fromarray(rgba8.astype("u1"), "RGBA")
for name, data in {
    "lossy": webp(picture, quality=80),
    "lossy-alpha": webp(see_through, quality=80),
    "lossless": webp(picture, lossless=True),
    "lossless-alpha": webp(see_through, lossless=True, exact=True),
    "lossless-palette": webp(Image.fromarray(levels.astype("u1") // 128 * 255), lossless=True),
    "profile": webp(picture, quality=80, icc_profile=bytes(range(200))),
    "orientation-8": webp(picture, quality=80, exif=exif(8)),
    # With the identifier that a JPEG would need.
    "orientation-5": webp(picture, quality=80, exif=b"Exif\0\0" + exif(5, big_endian=True)),
}.items():
    stored = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    files[f"{name}.webp"] = (data, composited(numpy.array(stored.convert("RGBA"))), 0)
(FIXTURES / "animation.webp").write_bytes(
    webp(picture, save_all=True, append_images=[picture.rotate(180)], duration=100))

expectations = []
for name, (data, expected, tolerance) in sorted(files.items()):
    (FIXTURES / name).write_bytes(data)
    if expected is None:
        expected = numpy.array(Image.open(io.BytesIO(data)).convert("RGB"))
    height, width = expected.shape[:2]
    expectations.append({
        "file": name, "size": [width, height], "tolerance": tolerance,
        "pixels": base64.b64encode(expected.astype("u1").tobytes()).decode(),
    })
(FIXTURES / "decode.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in expectations) + "\n]\n")
