"""Writes metrics.json: scores computed by scikit-learn 1.9 and plain NumPy for the tests of Metrics.

Run in this directory: python metrics.py
"""

import json
import warnings

import numpy as np
from sklearn import metrics as m

BINS = 15


def expected_calibration_error(table, labels):
    confidence = table.max(axis=1)
    right = table.argmax(axis=1) == labels
    bins = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    return sum(
        np.mean(bins == b) * abs(right[bins == b].mean() - confidence[bins == b].mean())
        for b in range(BINS) if np.any(bins == b))


def top(table, labels, k):
    order = np.argsort(-table, axis=1, kind="stable")[:, :k]
    return float(np.mean([label in row for label, row in zip(labels, order)]))


def wilson(successes, trials, z=1.959963984540054):
    p = successes / trials
    centre = (p + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * np.sqrt(p * (1 - p) / trials + z * z / (4 * trials**2))
    return [max(0.0, centre - half), min(1.0, centre + half)]


def case(name, table, labels):
    table, labels = np.asarray(table, dtype=np.float64), np.asarray(labels)
    classes = table.shape[1]
    names = list(range(classes))
    predictions = table.argmax(axis=1)
    precision, recall, f1, support = m.precision_recall_fscore_support(
        labels, predictions, labels=names, zero_division=0)
    one_hot = np.eye(classes)[labels]
    loss = m.log_loss(labels, table, labels=names) if classes > 1 else float(
        -np.log(1 - np.finfo(float).eps))
    return {
        "name": name, "class_count": classes, "labels": labels.tolist(), "table": table.ravel().tolist(),
        "accuracy": m.accuracy_score(labels, predictions),
        "balanced_accuracy": m.balanced_accuracy_score(labels, predictions),
        "macro_f1": m.f1_score(labels, predictions, labels=names, average="macro", zero_division=0),
        "weighted_f1": m.f1_score(labels, predictions, labels=names, average="weighted", zero_division=0),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "support": support.tolist(),
        "confusion_matrix": m.confusion_matrix(labels, predictions, labels=names).tolist(),
        "log_loss": loss, "brier_score": float(((table - one_hot) ** 2).sum(axis=1).mean()),
        "expected_calibration_error": float(expected_calibration_error(table, labels)),
        "top_2_accuracy": top(table, labels, 2),
        "wilson": wilson(int((labels == predictions).sum()), len(labels)),
    }


def random_case(name, rows, classes, seed, sharpness=1.0, present=None):
    rng = np.random.default_rng(seed)
    labels = rng.choice(present or classes, size=rows)
    logits = rng.normal(size=(rows, classes)) * sharpness
    logits[np.arange(rows), labels] += 1
    table = np.exp(logits - logits.max(axis=1, keepdims=True))
    return case(name, table / table.sum(axis=1, keepdims=True), labels)


warnings.simplefilter("ignore")
cases = [
    random_case("two classes", 40, 2, 1),
    random_case("seven classes", 60, 7, 2),
    random_case("over-confident", 50, 3, 3, sharpness=20),
    random_case("classes without images", 30, 5, 4, present=[1, 3]),
    random_case("one image", 1, 4, 5),
    case("ties go to the first class", [[0.5, 0.5], [0.5, 0.5], [0.25, 0.75]], [0, 1, 1]),
    case("three-way ties", [[0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [0.4, 0.2, 0.4]], [1, 2, 2]),
    case("certain and right", [[1, 0], [0, 1]], [0, 1]),
    case("certain and wrong", [[1, 0], [0, 1]], [1, 0]),
    case("one class", [[1], [1], [1]], [0, 0, 0]),
    case("one class present, another predicted", [[0.1, 0.9], [0.3, 0.7]], [0, 0]),
    case("confidence on the edges of bins", [[0.6, 0.4], [0.2, 0.8], [0.0, 1.0], [2 / 3, 1 / 3]], [0, 0, 1, 1]),
]
with open("metrics.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
