"""What the scripts for the image tests share."""
import pathlib
import struct
import zlib

import numpy

FIXTURES = pathlib.Path(__file__).parent.parent / "ImagesTests" / "Fixtures"


def pattern(width, height):
    """Smooth, noisy and sharp-edged parts; the same integers as `TestPictures.pattern` in the tests."""
    y, x, c = numpy.meshgrid(numpy.arange(height), numpy.arange(width), numpy.arange(3), indexing="ij")
    noise = (x * 37) ^ (y * 101) ^ (c * 59) ^ (x * y)
    ramp = 255 * x // width
    edges = 255 * (((x // 5) + (y // 4) + c) % 2)
    part = (x + 2 * y) // 11 % 3
    return numpy.choose(part, [noise & 255, ramp, edges]).astype(numpy.uint8)


# The passes of an interlaced PNG: first column, first row, step of columns, step of rows.
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def composited(rgba, background=255):
    color, alpha = rgba[..., :3].astype(int), rgba[..., 3:].astype(int)
    return ((2 * (alpha * color + (255 - alpha) * background) + 255) // 510).astype(numpy.uint8)
