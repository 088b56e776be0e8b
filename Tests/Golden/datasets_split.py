"""Prints the expected numbers of StratifiedSplitTests and DatasetSummaryTests, from the rules in words.

Needs nothing but the standard library. The contents are the decimal texts of 0, 1, 2, ...
"""
import hashlib
import struct
from fractions import Fraction


def score(seed: int, digest: bytes) -> Fraction:
    hashed = hashlib.sha256(b"imgcls split 1\n" + seed.to_bytes(8, "little") + digest).digest()
    return Fraction(int.from_bytes(hashed[:8], "big"), 2**64)


def held_out(count: int, fraction: Fraction, seed: int) -> list[int]:
    digests = [hashlib.sha256(str(index).encode()).digest() for index in range(count)]
    return [index for index, digest in enumerate(digests) if score(seed, digest) < fraction]


def extremes(count: int, seed: int) -> tuple[int, int]:
    scores = [score(seed, hashlib.sha256(str(index).encode()).digest()) for index in range(count)]
    return scores.index(min(scores)), scores.index(max(scores))


def components(contents: list[str], groups: list[str | None], clusters: list[int | None]) -> list[frozenset[int]]:
    """Sets of positions that are tied by equal contents, groups or clusters: grown until nothing changes."""
    def tied(a: int, b: int) -> bool:
        return (contents[a] == contents[b] or groups[a] is not None and groups[a] == groups[b]
                or clusters[a] is not None and clusters[a] == clusters[b])
    found: list[frozenset[int]] = []
    for start in range(len(contents)):
        members = {start}
        while True:
            grown = {b for a in members for b in range(len(contents)) if tied(a, b)} | members
            if grown == members:
                break
            members = grown
        if frozenset(members) not in found:
            found.append(frozenset(members))
    return found


def component_name(members: frozenset[int], contents: list[str], groups: list[str | None]) -> bytes:
    keys = [contents[index] if groups[index] is None else groups[index] for index in members]
    return min(hashlib.sha256(key.encode()).digest() for key in keys)


def tied_scenario() -> tuple[list[str], list[str | None], list[int | None]]:
    """30 samples: the first 12 in groups of three, the next 8 in clusters of two, one bridge and one copy."""
    contents = [str(index) for index in range(29)] + ["28"]
    groups: list[str | None] = [f"g{index // 3}" if index < 12 else None for index in range(30)]
    clusters: list[int | None] = [index // 2 if 12 <= index < 20 else None for index in range(30)]
    clusters[11] = 6  # ties the last group to the first cluster
    return contents, groups, clusters


def tied_held_out(fraction: Fraction, seed: int, keeping: dict[int, str]) -> tuple[list[int], list[list[int]]]:
    contents, groups, clusters = tied_scenario()
    validation: list[int] = []
    conflicts: list[list[int]] = []
    for members in components(contents, groups, clusters):
        recorded = {keeping[index] for index in members if index in keeping}
        below = score(seed, component_name(members, contents, groups)) < fraction
        if len(recorded) > 1:
            conflicts.append(sorted(members))
            validation += [index for index in members if keeping.get(index) == "validation"]
        elif recorded == {"validation"} or not recorded and below:
            validation += members
    return sorted(validation), conflicts


def summary(pairs: list[tuple[str, str]]) -> str:
    entries = sorted((label.encode(), hashlib.sha256(content.encode()).digest()) for label, content in pairs)
    stream = b"imgcls dataset 1\n"
    for label, digest in entries:
        stream += len(label).to_bytes(8, "little") + label + digest
    return hashlib.sha256(stream).hexdigest()


def text(name: str) -> bytes:
    return len(name.encode()).to_bytes(8, "little") + name.encode()


def labels_summary(images: list[tuple[str, list[str]]]) -> str:
    parts = []
    for content, labels in images:
        names = sorted(labels, key=str.encode)
        parts.append(hashlib.sha256(content.encode()).digest() + len(names).to_bytes(8, "little")
                     + b"".join(map(text, names)))
    return hashlib.sha256(b"imgcls dataset labels 1\n" + b"".join(sorted(parts))).hexdigest()


def values_summary(names: list[str], images: list[tuple[str, list[float]]]) -> str:
    order = sorted(range(len(names)), key=lambda index: names[index].encode())
    parts = [hashlib.sha256(content.encode()).digest() + b"".join(struct.pack("<f", values[i]) for i in order)
             for content, values in images]
    header = len(names).to_bytes(8, "little") + b"".join(text(names[index]) for index in order)
    return hashlib.sha256(b"imgcls dataset values 1\n" + header + b"".join(sorted(parts))).hexdigest()


print("held out of 40, one quarter, seed 7:", held_out(40, Fraction(1, 4), 7))
print("held out of 40, one quarter, seed 2**64 - 1:", held_out(40, Fraction(1, 4), 2**64 - 1))
print("lowest and highest of 5, seed 7:", extremes(5, 7))
print("tied, 0.4, seed 7:", tied_held_out(Fraction(2, 5), 7, {}))
print("tied, 0.4, seed 8:", tied_held_out(Fraction(2, 5), 8, {}))
KEPT = {0: "validation", 12: "training", 14: "training", 15: "validation", 20: "validation", 23: "training"}
print("tied, 0.4, seed 7, kept:", tied_held_out(Fraction(2, 5), 7, KEPT))
print("summary:", summary([("dog", "0"), ("dog", "1"), ("café", "2"), ("cat", "0"), ("dog", "1")]))
print("empty summary:", summary([]))
print("labels:", labels_summary([("0", ["dog", "café"]), ("1", []), ("0", ["dog"]), ("2", ["cat"]), ("1", [])]))
print("no labelled images:", labels_summary([]))
print("values:", values_summary(["width", "age"], [("0", [1.5, -3]), ("1", [0, 1e-3]), ("0", [1.5, -3])]))
print("no images with values:", values_summary(["value"], []))
