"""Writes training.json: logistic regressions solved by scikit-learn 1.9 and losses computed by NumPy.

Run in this directory: python training.py
"""

import json

import numpy as np
from sklearn.linear_model import LogisticRegression


def regression(name, rows, features, classes, strength, seed):
    rng = np.random.default_rng(seed)
    labels = np.arange(rows) % classes
    centres = rng.normal(size=(classes, features))
    # A mean far from 0 and different scales, as the features of a network have them.
    x = (centres[labels] + rng.normal(size=(rows, features))) * np.linspace(0.5, 3, features) + 4
    x = x.astype(np.float32).astype(np.float64)
    square = ((x - x.mean(axis=0)) ** 2).sum(axis=1).mean()
    c = (2 if classes == 2 else 1) / (strength * square * rows)
    model = LogisticRegression(C=c, tol=1e-12, max_iter=100000).fit(x, labels)
    weight, bias = model.coef_, model.intercept_
    if classes == 2:  # scikit-learn keeps the difference of the two rows
        weight, bias = np.vstack([-weight, weight]) / 2, np.concatenate([-bias, bias]) / 2
    bias = bias - bias.mean()
    logits = x @ weight.T + bias
    loss = np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(rows), labels])
    return {
        "name": name, "class_count": classes, "features": x.ravel().tolist(), "labels": labels.tolist(),
        "strength": strength, "weight": weight.ravel().tolist(), "bias": bias.tolist(),
        "objective": loss + strength / 2 * square * (weight**2).sum(),
    }


def cross_entropy(name, rows, classes, seed, smoothing=0.0, class_weights=None, sample_weights=None, scale=1.0):
    rng = np.random.default_rng(seed)
    logits = (rng.normal(size=(rows, classes)) * scale).astype(np.float32).astype(np.float64)
    labels = rng.integers(classes, size=rows)
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    target = (1 - smoothing) * np.eye(classes)[labels] + smoothing / classes
    weights = np.ones(rows) if class_weights is None else np.array(class_weights)[labels]
    weights = weights * (1 if sample_weights is None else np.array(sample_weights))
    weights = weights / weights.sum()
    return {
        "name": name, "class_count": classes, "logits": logits.ravel().tolist(), "labels": labels.tolist(),
        "label_smoothing": smoothing, "class_weights": class_weights, "sample_weights": sample_weights,
        "value": float(-(weights[:, None] * target * log_p).sum()),
        "gradient": (weights[:, None] * (np.exp(log_p) - target)).ravel().tolist(),
    }


golden = {
    "regressions": [
        regression("two classes", 30, 5, 2, 1e-2, 1),
        regression("three classes", 45, 9, 3, 1e-3, 2),
        regression("five classes, weak penalty", 50, 16, 5, 1e-4, 3),
    ],
    "losses": [
        cross_entropy("plain", 6, 4, 1),
        cross_entropy("smoothed", 6, 4, 2, smoothing=0.1),
        cross_entropy("weighted classes", 7, 3, 3, class_weights=[1.0, 0.25, 3.0]),
        cross_entropy("everything", 5, 3, 4, 0.2, [1.0, 0.5, 2.0], [1.0, 0.0, 2.0, 0.5, 1.0]),
        cross_entropy("huge logits", 6, 3, 5, scale=1e4),
    ],
}
with open("training.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
