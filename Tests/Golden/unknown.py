"""Writes unknown.json: distances of images from classes by numpy 2 and scikit-learn 1.9.

With at most 64 features every direction is kept, so that nothing but rounding separates this from the detector. In the
last case there are more features than directions: there, the leading directions are those of scikit-learn's PCA, which
the detector comes near by iteration.

Run in this directory: python unknown.py
"""

import json

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.decomposition import PCA

SHRINKAGE = 0.1


def images(rng, centres, labels, scales):
    return (centres[labels] + rng.normal(size=(len(labels), len(scales))) * scales).astype(np.float32)


def directed(x, mean):
    centred = x.astype(np.float64) - mean
    return centred / np.linalg.norm(centred, axis=1, keepdims=True)


def case(name, features, classes, count, leading, tolerance, seed):
    rng = np.random.default_rng(seed)
    # Few directions vary a lot, as with the features of a network.
    scales = np.where(np.arange(features) < leading, np.linspace(3, 2, features), 0.2 if leading < features else 1)
    centres = 4 + rng.normal(size=(classes, features)) * scales
    labels = np.arange(count) % classes
    x = images(rng, centres, labels, scales)
    others = (4 + rng.normal(size=(40, features)) * 2).astype(np.float32)
    held = np.concatenate([images(rng, centres, np.arange(40) % classes, scales), others])

    mean = x.mean(axis=0, dtype=np.float64)
    u = directed(x, mean)
    size = min(64, count // 4, features)
    basis = PCA(n_components=size, svd_solver="full").fit(np.concatenate([u, -u])).components_
    p = u @ basis.T
    middles = np.stack([p[labels == k].mean(axis=0) for k in range(classes)])
    within = EmpiricalCovariance(assume_centered=True).fit(p - middles[labels]).covariance_
    within *= count / (count - classes)
    within = (1 - SHRINKAGE) * within + SHRINKAGE * np.trace(within) / size * np.eye(size)
    rest = (1 - (p**2).sum(axis=1)).clip(0).sum() / (count * (features - size)) if features > size else None

    q = directed(held, mean)
    coordinates = q @ basis.T
    differences = coordinates[:, None] - middles
    squares = np.einsum("nkb,bc,nkc->nk", differences, np.linalg.inv(within), differences).min(axis=1)
    if rest is not None:
        squares += (1 - (coordinates**2).sum(axis=1)).clip(0) / rest
    rounded = lambda values: [float(f"{value:.9g}") for value in np.asarray(values, dtype=np.float64).ravel()]
    return {
        "name": name, "relative_tolerance": tolerance, "feature_count": features, "class_count": classes, "features": rounded(x),
        "labels": labels.tolist(), "held_out": rounded(held), "squared_distances": rounded(squares),
    }


golden = [
    case("all directions", 6, 3, 60, 6, 0.005, 1),
    case("two classes", 3, 2, 24, 3, 0.005, 2),
    case("leading directions only", 24, 3, 40, 10, 0.1, 3),
]
with open("unknown.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
