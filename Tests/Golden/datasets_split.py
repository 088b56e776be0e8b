"""Prints the expected numbers of StratifiedSplitTests and DatasetSummaryTests, from the rules in words.

Needs nothing but the standard library. The contents are the decimal texts of 0, 1, 2, ...
"""
import hashlib
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


def summary(pairs: list[tuple[str, str]]) -> str:
    entries = sorted((label.encode(), hashlib.sha256(content.encode()).digest()) for label, content in pairs)
    stream = b"imgcls dataset 1\n"
    for label, digest in entries:
        stream += len(label).to_bytes(8, "little") + label + digest
    return hashlib.sha256(stream).hexdigest()


print("held out of 40, one quarter, seed 7:", held_out(40, Fraction(1, 4), 7))
print("held out of 40, one quarter, seed 2**64 - 1:", held_out(40, Fraction(1, 4), 2**64 - 1))
print("lowest and highest of 5, seed 7:", extremes(5, 7))
print("summary:", summary([("dog", "0"), ("dog", "1"), ("café", "2"), ("cat", "0"), ("dog", "1")]))
print("empty summary:", summary([]))
