"""Writes ../ImagesTests/Fixtures/robust.tsv: what must become of each file of the shared folder `robust`, and why.

The columns: path · decoded or refused · width and height of the upright picture · the Adler-32 sum of its red, green
and blue samples · how an error describes the file · what is special about it.

Pixels are Pillow's. Both programs decode with libjpeg-turbo, libpng's rules are exact, and so the sums are equal for
JPEG too. Where Pillow drops information (`by rule` in the last column), the rule that `Image.decode` documents is
computed here with numpy from what Pillow has before: the high byte of 16-bit grey, and transparency on white.
The errors are written by hand below.

The data itself is not part of the project: the first argument is its folder (`../shared/data` beside the package).
Run with Pillow 13 or later.
"""
import pathlib
import struct
import sys
import zlib

import numpy
from PIL import Image, ImageOps

from images_common import FIXTURES, composited

COLOR_TYPES = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with alpha", 6: "RGB with alpha"}
CHUNKS = {
    "bKGD": "background colour not used", "cHRM": "primaries not applied", "hIST": "histogram skipped",
    "iTXt": "texts skipped", "pHYs": "pixel shape not applied", "sBIT": "significant bits not applied",
    "sPLT": "suggested palette not used", "sRGB": "sRGB stated", "tEXt": "texts skipped",
    "tIME": "time skipped", "tRNS": "transparency by tRNS", "vpAg": "unknown chunk skipped",
    "zTXt": "compressed texts skipped",
}

# Files that are refused: how the error describes them, and what is wrong.
GIF = "is a GIF image; imgcls reads JPEG, PNG and WebP"
UNKNOWN = "is not an image in a known format: it begins with the bytes "
BAD_HEADER = "is a damaged PNG image: Invalid IHDR data"
REFUSED = {
    "go-image/png/invalid-crc32.png": (
        "is a damaged PNG image: IHDR: CRC error", "sum of the header wrong"),
    "go-image/png/invalid-noend.png": (
        "is a PNG image cut short: its 1277 bytes end before the picture does",
        "all pixels are there, the end chunk is not; Pillow reads it"),
    "go-image/png/invalid-trunc.png": (
        "is a PNG image cut short: its 1288 bytes end before the picture does",
        "cut in the sum of the end chunk; Pillow reads it"),
    "go-image/png/invalid-zlib.png": (
        "is a damaged PNG image: IDAT: incorrect data check", "sum of the compressed data wrong"),
    "go-image/triangle-001.gif": (GIF, "GIF"),
    "go-image/video-001.5bpp.gif": (GIF, "GIF with 32 colours"),
    "go-image/video-001.gif": (GIF, "GIF"),
    "go-image/video-001.interlaced.gif": (GIF, "interlaced GIF"),
    "go-image/video-005.gray.gif": (GIF, "grey GIF"),
    "libjpeg-turbo/testorig12.jpg": (
        "is a JPEG image with 12-bit samples; imgcls reads 8-bit samples", "12 bits a sample"),
    "pngsuite/corrupt/xc1n0g08.png": (BAD_HEADER, "colour type 1 does not exist"),
    "pngsuite/corrupt/xc9n2c08.png": (BAD_HEADER, "colour type 9 does not exist"),
    "pngsuite/corrupt/xcrn0g04.png": (
        UNKNOWN + "89 50 4e 47 0d 0d 1a 0d", "line ends turned to carriage returns, from the signature on"),
    "pngsuite/corrupt/xcsn0g01.png": (
        "is a damaged PNG image: IDAT: CRC error", "sum of the pixel data wrong; Pillow reads it"),
    "pngsuite/corrupt/xd0n2c08.png": (BAD_HEADER, "0 bits a sample"),
    "pngsuite/corrupt/xd3n2c08.png": (BAD_HEADER, "3 bits a sample"),
    "pngsuite/corrupt/xd9n2c08.png": (BAD_HEADER, "99 bits a sample"),
    "pngsuite/corrupt/xdtn0g01.png": ("is a damaged PNG image: IEND: out of place", "no pixel data"),
    "pngsuite/corrupt/xhdn0g08.png": ("is a damaged PNG image: IHDR: CRC error", "sum of the header wrong"),
    "pngsuite/corrupt/xlfn0g04.png": (
        UNKNOWN + "89 50 4e 47 0a 0a 1a 0a", "line ends turned to line feeds, from the signature on"),
    "pngsuite/corrupt/xs1n0g01.png": (
        UNKNOWN + "09 50 4e 47 0d 0a 1a 0a", "first byte of the signature wrong"),
    "pngsuite/corrupt/xs2n0g01.png": (
        UNKNOWN + "89 51 4e 47 0d 0a 1a 0a", "second byte of the signature wrong"),
    "pngsuite/corrupt/xs4n0g01.png": (
        UNKNOWN + "89 50 4e 67 0d 0a 1a 0a", "fourth byte of the signature wrong"),
    "pngsuite/corrupt/xs7n0g01.png": (
        UNKNOWN + "89 50 4e 47 0d 0a 20 0a", "seventh byte of the signature wrong"),
}

# What the name of a JPEG file stands for, by a part of it; the first that fits holds.
JPEG_KINDS = [
    ("Landscape_0", "EXIF orientation 0, which does not exist: upright"),
    *((f"Landscape_{n}", f"EXIF orientation {n}") for n in range(1, 9)),
    ("221212", "colour at half width, by sampling factors 2x2, 1x2, 1x2"),
    ("cmyk", "CMYK, stored inverted with Adobe's marker"),
    ("progressive.truncated", "progressive, the last scans left out and ended in order: whole by the format"),
    ("separate.dc.progression.progressive", "progressive, the mean colour in one scan a component"),
    ("separate.dc.progression", "progressive, the mean colour in one scan"),
    ("video-001.progressive", "progressive"),
    ("410", "colour at quarter width and half height"),
    ("411", "colour at quarter width"),
    ("420", "colour at half width and height"),
    ("422", "colour at half width"),
    ("440", "colour at half height"),
    ("444", "colour at full size"),
    ("rgb", "RGB without conversion, with Adobe's marker"),
    ("gray.q50.2x2", "grey with sampling factors 2x2, which mean nothing for one component"),
    ("gray", "grey"),
    ("testimgari", "arithmetic coding"),
    ("testimgint", "baseline, by libjpeg's integer transform"),
    ("testorig", "baseline"),
    ("video-001", "baseline"),
]

# What else is special about a PNG, by the start of its name.
PNG_NOTES = {
    "benchNRGBA-opaque": "all pixels opaque", "gray-gradient": "one pixel wide",
    "invalid-palette": "pixels beyond the end of the palette are black",
    "f00": "filter type 0", "f01": "filter type 1", "f02": "filter type 2", "f03": "filter type 3",
    "f04": "filter type 4", "f99": "filter types change from row to row",
    "z00": "stored without compression", "z03": "compressed at level 3", "z06": "compressed at level 6",
    "z09": "compressed at level 9",
    **{f"s{n:02}": f"{n} pixels a side" for n in [*range(1, 10), *range(32, 41)]},
}


def chunks(data):
    position = 8
    while position + 8 <= len(data):
        length, = struct.unpack(">I", data[position:position + 4])
        yield data[position + 4:position + 8].decode("latin1"), data[position + 8:position + 8 + length]
        position += 12 + length


def described_png(name, data):
    found = list(chunks(data))
    header = struct.unpack(">IIBBBBB", found[0][1])
    depth, color_type, interlaced = header[2], header[3], header[6]
    kinds = [kind for kind, _ in found]
    words = [f"{depth}-bit {COLOR_TYPES[color_type]}"]
    if interlaced:
        words.append("interlaced")
    if depth == 16:
        words.append("high byte kept")
    if color_type >= 4 or "tRNS" in kinds:
        words.append("on white")
    if color_type != 3 and "PLTE" in kinds:
        words.append("suggested palette not used")
    if kinds.count("IDAT") > 1:
        words.append(f"data in {kinds.count('IDAT')} chunks")
    for kind, payload in found:
        if kind == "gAMA":
            words.append(f"gamma {struct.unpack('>I', payload)[0] / 100000:.2f} not applied")
    words += dict.fromkeys(CHUNKS[kind] for kind in kinds if kind in CHUNKS)
    words += [note for start, note in PNG_NOTES.items() if name.startswith(start)]
    if depth == 16 and color_type == 0 or color_type >= 4 or "tRNS" in kinds:
        words.append("by rule")
    return ", ".join(words)


def described_jpeg(name):
    kind = next(words for part, words in JPEG_KINDS if part in name)
    is_progressive = "progressive" in name and "progressive" not in kind
    return kind + ", progressive" if is_progressive else kind


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


folder = pathlib.Path(sys.argv[1]) / "robust"
rows = [("path", "outcome", "width", "height", "adler32", "error", "why")]
for path in sorted(folder.rglob("*"), key=lambda path: str(path.relative_to(folder))):
    if not path.is_file() or "LICENSE" in path.name:
        continue
    name = str(path.relative_to(folder))
    if name in REFUSED:
        rows.append((name, "refused", "", "", "", *REFUSED[name]))
        continue
    pixels = decoded(path)
    why = described_png(path.name, path.read_bytes()) if path.suffix == ".png" else described_jpeg(path.name)
    rows.append((
        name, "decoded", str(pixels.shape[1]), str(pixels.shape[0]), f"{zlib.adler32(pixels.tobytes()):08x}",
        "", why))
(FIXTURES / "robust.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
