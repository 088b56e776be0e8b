"""Writes heads.json: ridge and logistic regressions solved by scikit-learn 1.9.

Run in this directory: python heads.py
"""

import json

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge


def features(rows, columns, rng):
    # A mean far from 0 and different scales, as the features of a network have them.
    x = rng.normal(size=(rows, columns)) * np.linspace(0.5, 3, columns) + 4
    return x.astype(np.float32).astype(np.float64)


def spread(x):
    return ((x - x.mean(axis=0)) ** 2).sum(axis=1).mean()


def ridge(name, rows, columns, outputs, strength, seed):
    rng = np.random.default_rng(seed)
    x = features(rows, columns, rng)
    y = x @ rng.normal(size=(columns, outputs)) / columns + rng.normal(size=(rows, outputs)) + 20
    y = y.astype(np.float32).astype(np.float64)
    model = Ridge(alpha=strength * spread(x) * rows, solver="svd").fit(x, y)
    return {
        "name": name, "feature_count": columns, "output_count": outputs, "features": x.ravel().tolist(),
        "values": y.ravel().tolist(), "strength": strength,
        "weight": np.atleast_2d(model.coef_).ravel().tolist(), "bias": np.atleast_1d(model.intercept_).tolist(),
    }


def multilabel(name, rows, columns, count, strength, seed):
    rng = np.random.default_rng(seed)
    x = features(rows, columns, rng)
    scores = (x - 4) @ rng.normal(size=(columns, count)) / columns + rng.normal(size=(rows, count)) / 4
    labels = scores > np.linspace(-0.3, 0.3, count)
    models = [
        # Twice: the trainer has two opposite rows of weights, which share the penalty.
        LogisticRegression(C=2 / (strength * spread(x) * rows), tol=1e-12, max_iter=100000).fit(x, labels[:, k])
        for k in range(count)
    ]
    return {
        "name": name, "feature_count": columns, "label_count": count, "features": x.ravel().tolist(),
        "labels": labels.ravel().tolist(), "strength": strength,
        "logits": np.stack([model.decision_function(x) for model in models], axis=1).ravel().tolist(),
    }


golden = {
    "ridges": [
        ridge("more rows than features", 40, 6, 2, 1e-2, 1),
        ridge("more features than rows", 11, 18, 3, 1e-3, 2),
        ridge("as many rows as features, weak penalty", 13, 13, 1, 1e-5, 3),
        ridge("strong penalty", 30, 5, 1, 10.0, 4),
    ],
    "multilabels": [
        multilabel("three labels", 40, 5, 3, 1e-2, 5),
        multilabel("one label, more features than rows", 20, 24, 1, 1e-3, 6),
    ],
}
with open("heads.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
