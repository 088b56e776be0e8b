"""What the scripts for the image tests share."""
import pathlib

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


def composited(rgba, background=255):
    color, alpha = rgba[..., :3].astype(int), rgba[..., 3:].astype(int)
    return ((2 * (alpha * color + (255 - alpha) * background) + 255) // 510).astype(numpy.uint8)
