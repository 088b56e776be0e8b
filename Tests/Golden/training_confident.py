"""Writes training_confident.json: confident learning on made-up predictions, by NumPy.

The definitions are equations 1 to 3 of Northcutt, Jiang & Chuang 2021. Where cleanlab 2.9 can be imported,
its thresholds and its uncalibrated joint are compared as well. It differs on purpose in three ways, so only
the cases without them are compared: of several confident classes it takes the most probable of all classes,
confident or not; of equally probable ones always the first, where ours is the label; and it counts at least
one image on each place of the diagonal.

Run in this directory: python training_confident.py
"""

import json

import numpy as np

try:
    from cleanlab.count import compute_confident_joint, get_confident_thresholds
except ImportError:
    compute_confident_joint = None


def confident_learning(p, labels):
    n, k = p.shape
    sizes = np.bincount(labels, minlength=k)
    thresholds = np.array([p[labels == j, j].mean() if sizes[j] else np.inf for j in range(k)])
    joint = np.zeros((k, k), int)
    off_diagonal = []
    for row in range(n):
        confident = [j for j in range(k) if p[row, j] >= thresholds[j] - 1e-9]
        if confident:
            best = max(confident, key=lambda j: (p[row, j], j == labels[row], -j))
            joint[labels[row], best] += 1
            if best != labels[row]:
                off_diagonal.append(row)
    counted = joint.sum(axis=1)
    estimate = np.diag(sizes).astype(float)
    estimate[counted > 0] = joint[counted > 0] * (sizes / np.maximum(counted, 1))[counted > 0, None]
    return thresholds, joint, estimate, off_diagonal


def ranking(p, labels):
    ranked = []
    for row, label in enumerate(labels):
        others = p[row].copy()
        others[label] = -1
        suggestion = int(others.argmax())
        if p[row, suggestion] > p[row, label]:
            given = max(p[row, label], np.finfo(float).tiny)
            score = float(np.log(p[row, suggestion]) - np.log(given))
            ranked.append((-score, p[row, label], row, suggestion, score))
    return [(row, suggestion, score) for _, _, row, suggestion, score in sorted(ranked)]


def case(name, p, labels, compared=True):
    labels = np.asarray(labels)
    p = np.asarray(p, dtype=float)
    thresholds, joint, estimate, off_diagonal = confident_learning(p, labels)
    if compared and compute_confident_joint:
        present = np.isfinite(thresholds)
        theirs = get_confident_thresholds(labels, p)[present]
        assert np.allclose(theirs, thresholds[present], rtol=0, atol=1e-12)
        theirs = compute_confident_joint(labels, p, calibrate=False)
        ours = joint.copy()
        np.fill_diagonal(ours, ours.diagonal().clip(min=1))
        assert (theirs == ours).all(), name
    ranked = ranking(p, labels)
    return {
        "name": name, "class_count": p.shape[1],
        "probabilities": p.ravel().tolist(), "labels": labels.tolist(),
        "thresholds": [float(t) if np.isfinite(t) else None for t in thresholds], "joint": joint.tolist(),
        "estimated_counts": estimate.tolist(), "off_diagonal": off_diagonal,
        "ranked": [row for row, _, _ in ranked], "suggestions": [s for _, s, _ in ranked],
        "scores": [s for _, _, s in ranked],
    }


def noisy(name, rows, classes, noise, sharpness, seed, labels_among=None):
    """Calibrated predictions for labels of which a share was replaced by other ones."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(rows, classes)) * sharpness
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(classes, p=row) for row in p])
    wrong = rng.random(rows) < noise
    labels[wrong] = rng.integers(classes, size=rows)[wrong]
    if labels_among:
        labels %= labels_among
    return name, p, labels


cases = [
    case(*noisy("two classes", 40, 2, 0.1, 2, 1)),
    case(*noisy("three classes", 60, 3, 0.15, 3, 2)),
    case(*noisy("ten classes", 120, 10, 0.1, 4, 14)),
    case(*noisy("a class without images", 50, 4, 0.1, 3, 4, labels_among=3)),
    case("perfect predictions", np.eye(3)[[0, 1, 2, 0, 1, 2]], [0, 1, 2, 0, 1, 2]),
    case("equal probabilities", [[1 / 3] * 3] * 7, [0, 1, 2, 0, 1, 2, 0], compared=False),
    case("a class that is always wrong", [[0.5, 0.5], [0.75, 0.25], [0.7, 0.3], [0.7, 0.3]], [0, 0, 1, 1],
         compared=False),
    case("the most probable class is not confident",
         [[0.9, 0.05, 0.05], [0.5, 0.3, 0.2], [0.1, 0.3, 0.6], [0.6, 0.1, 0.3], [0.1, 0.2, 0.7]],
         [0, 1, 1, 2, 2], compared=False),
    case("a label of probability 0",
         [[0.75, 0.25], [0.5, 0.5], [1, 0], [1, 0], [0.25, 0.75]], [0, 0, 1, 1, 1]),
]
with open("training_confident.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
