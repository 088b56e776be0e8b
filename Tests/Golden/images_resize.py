"""Writes ../ImagesTests/Fixtures/resize.json: what Pillow's `resize` makes of a picture that both sides compute.

Run with Pillow 13 or later; no arguments.
"""
import base64
import json

from PIL import Image

from images_common import FIXTURES, pattern

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos3": Image.Resampling.LANCZOS,
}
# (source, result, box of the source or none)
CASES = [
    ((37, 29), (12, 9), None),
    ((37, 29), (40, 31), None),
    ((37, 29), (5, 50), None),
    ((37, 29), (37, 10), None),
    ((37, 29), (1, 1), None),
    ((1, 1), (4, 3), None),
    ((41, 3), (6, 8), None),
    ((37, 29), (11, 13), (3.25, 2.5, 30.75, 28.125)),
    ((37, 29), (20, 20), (5, 6, 15, 16)),
    ((64, 48), (16, 16), (8, 0, 56, 48)),
]

expectations = []
for source, size, box in CASES:
    picture = Image.fromarray(pattern(*source))
    for name, resampling in FILTERS.items():
        result = picture.resize(size, resampling, box=box)
        expectations.append({
            "filter": name, "source": source, "size": size, "box": box,
            "pixels": base64.b64encode(result.tobytes()).decode(),
        })
(FIXTURES / "resize.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in expectations) + "\n]\n")
