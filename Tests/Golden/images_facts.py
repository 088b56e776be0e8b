"""Writes ../ImagesTests/Fixtures/facts.json: the facts and the hash of pictures that both sides compute.

Averages over cells in floating point, with the exact share of every pixel, and takes the cosine transform from
SciPy. Certain are the bits of the hash whose coefficients have at least 1 % of their mean size: nearer to 0 the
rounding of weights may decide on the sign. Run with NumPy and SciPy; no arguments.
"""
import json

import numpy
import scipy.fft

from images_common import FIXTURES, pattern

SIZES = [(400, 533), (533, 400), (37, 29), (128, 128), (127, 391), (1, 1), (7, 90), (640, 150)]


def shares(pixels, cells):
    """The share of each pixel in each cell, `[cells, pixels]`."""
    edges = numpy.arange(cells + 1) * pixels / cells
    starts, ends = edges[:-1, None], edges[1:, None]
    pixel = numpy.arange(pixels)[None, :]
    return numpy.clip(numpy.minimum(ends, pixel + 1) - numpy.maximum(starts, pixel), 0, None) * cells / pixels


def bits(conditions):
    return f"{sum(1 << n for n, condition in enumerate(conditions) if condition):016x}"


def facts(picture):
    height, width, _ = picture.shape
    short = min(width, height)
    columns, rows = (32 * min(16, int(4 * side / short + 0.5)) for side in (width, height))
    cells = numpy.einsum("rh,hwc->rwc", shares(height, rows), picture.astype(float))
    cells = numpy.einsum("cw,rwk->rck", shares(width, columns), cells)
    light = cells @ numpy.array([77, 150, 29]) / 256
    squares = light.reshape(32, rows // 32, 32, columns // 32).mean((1, 3))
    transform = scipy.fft.dctn(squares, type=2)
    order = sorted((u + v, u, v) for u in range(11) for v in range(11) if u + v > 0)[:64]
    coefficients = numpy.array([transform[u, v] for _, u, v in order])
    laplacian = (4 * light[1:-1, 1:-1] - light[:-2, 1:-1] - light[2:, 1:-1]
                 - light[1:-1, :-2] - light[1:-1, 2:])
    cuts = [numpy.arange(5) * side // 4 for side in laplacian.shape]
    sharpness = max(
        laplacian[cuts[0][a]:cuts[0][a + 1], cuts[1][b]:cuts[1][b + 1]].var()
        for a in range(4) for b in range(4))
    size = numpy.abs(coefficients)
    return {
        "size": [width, height], "mean": light.mean(), "deviation": light.std(), "sharpness": sharpness,
        "hash": bits(coefficients > 1e-9), "certain": bits(size >= 0.01 * size.mean()),
    }


if __name__ == "__main__":
    lines = [json.dumps(facts(pattern(*size))) for size in SIZES]
    (FIXTURES / "facts.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
