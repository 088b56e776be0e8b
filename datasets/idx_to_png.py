"""Turns Fashion-MNIST's four files into PNG pictures in class folders, the same bytes on every machine.

Called by `fetch`; needs nothing but Python's standard library. The IDX format is described at
https://yann.lecun.org/exdb/mnist/ and the PNG format at https://www.w3.org/TR/png-3/.
"""

import argparse
import gzip
import hashlib
import pathlib
import struct
import sys
import zlib

CLASS_NAMES = (
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot",
)

# SHA-256 of the files' content after decompression: another packaging of the same data is fine, other data
# is not.
FILES = {
    "train": (
        ("train-images-idx3-ubyte.gz", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        ("train-labels-idx1-ubyte.gz", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
    ),
    "test": (
        ("t10k-images-idx3-ubyte.gz", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        ("t10k-labels-idx1-ubyte.gz", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    ),
}


def read(path: pathlib.Path, sha256: str) -> bytes:
    content = gzip.decompress(path.read_bytes())
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(f"{path.name} has the SHA-256 {found}, expected {sha256}")
    return content


def parse_idx(content: bytes, axes: int) -> tuple[tuple[int, ...], bytes]:
    """Returns the extents and the elements of an IDX array of unsigned bytes."""
    if content[:4] != bytes((0, 0, 8, axes)):
        raise ValueError(f"no IDX header for bytes in {axes} axes: {content[:4].hex()}")
    start = 4 + 4 * axes
    extents = struct.unpack(f">{axes}I", content[4:start])
    expected = 1
    for extent in extents:
        expected *= extent
    if len(content) - start != expected:
        raise ValueError(f"{len(content) - start} elements for extents {extents}")
    return extents, content[start:]


def chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def grey_png(width: int, height: int, pixels: bytes) -> bytes:
    """Encodes 8-bit grey pixels without compression.

    Versions of zlib compress to different bytes; one stored block is the same everywhere. It holds at most
    65,535 bytes, many times more than a picture of this data set.
    """
    rows = b"".join(b"\0" + pixels[row * width:(row + 1) * width] for row in range(height))
    stored = struct.pack("<BHH", 1, len(rows), len(rows) ^ 0xFFFF) + rows
    stream = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", stream) + chunk(b"IEND", b"")


def convert(source: pathlib.Path, part: str, target: pathlib.Path, limit: int | None) -> None:
    """Writes the first `limit` pictures of each class, or all, numbered in file order from 0."""
    (images_file, images_sum), (labels_file, labels_sum) = FILES[part]
    (count, height, width), pixels = parse_idx(read(source / images_file, images_sum), 3)
    (label_count,), labels = parse_idx(read(source / labels_file, labels_sum), 1)
    if label_count != count:
        raise ValueError(f"{label_count} labels for {count} pictures")
    most = max(labels.count(label) for label in range(len(CLASS_NAMES)))
    digits = max(3, len(str((limit or most) - 1)))
    written = [0] * len(CLASS_NAMES)
    for name in CLASS_NAMES:
        (target / part / name).mkdir(parents=True)
    size = width * height
    for index, label in enumerate(labels):
        number = written[label]
        if limit is not None and number >= limit:
            continue
        picture = grey_png(width, height, pixels[index * size:(index + 1) * size])
        (target / part / CLASS_NAMES[label] / f"{number:0{digits}}.png").write_bytes(picture)
        written[label] += 1
    if limit is not None and min(written) < limit:
        raise ValueError(f"a class of {part} has {min(written)} pictures, {limit} are needed")


def main() -> int:
    parser = argparse.ArgumentParser(description="Turns Fashion-MNIST into class folders of pictures.")
    parser.add_argument("source", type=pathlib.Path, help="the folder with the four .gz files")
    parser.add_argument("target", type=pathlib.Path, help="the folder that gets train/CLASS and test/CLASS")
    parser.add_argument("--train", type=int, metavar="N", help="the first N training pictures of each class")
    parser.add_argument("--test", type=int, metavar="N", help="the first N test pictures of each class")
    options = parser.parse_args()
    try:
        convert(options.source, "train", options.target, options.train)
        convert(options.source, "test", options.target, options.test)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        print(f"datasets/idx_to_png.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
