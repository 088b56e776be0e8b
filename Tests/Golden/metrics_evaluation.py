"""Writes metrics_evaluation.json: scores by scikit-learn 1.9, SciPy 1.17 and NumPy for the tests of Metrics.

Run in this directory: python metrics_evaluation.py

Where these libraries warn, give NaN or follow another rule, the value written is that of Metrics:

score                  case                          library          Metrics, and why
Cohen's kappa          one class in both             NaN              0: nothing beyond chance was shown
ROC AUC                no or only positive rows      NaN, warning     null: there is no pair to put in order
macro ROC AUC          classes without AUC           NaN              the mean of the others
average precision      no positive row               0.0, warning     null: there is nothing to find
mAP, macro AP          labels without positive rows  counted as 0     the mean of the others
top-k                  equal probabilities           higher index     lower index: k = 1 is accuracy
precision, recall, F1  0 / 0                         0, warning       0
R2                     fewer than two rows           NaN, warning     null
R2                     equal targets such as 0.1     by rounding      1 if exact, else 0, as for exact means
anything               no rows                       ValueError       an error, too; an empty confusion matrix scores 0
Pearson                equal numbers, one row        NaN, warning     null
"""

import json
import warnings
from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats
from sklearn import metrics as m

warnings.simplefilter("ignore")


def mean_of_defined(values):
    values = [value for value in values if value is not None]
    return float(np.mean(values)) if values else None


def roc_auc(truth, scores):
    return float(m.roc_auc_score(truth, scores)) if 0 < np.sum(truth) < len(truth) else None


def average_precision(truth, scores):
    return float(m.average_precision_score(truth, scores)) if np.any(truth) else None


def number(value):
    return None if np.isnan(value) else float(value)


def wilson(successes, trials):
    if trials == 0:
        return [0.0, 1.0]
    interval = stats.binomtest(successes, trials).proportion_ci(method="wilson")
    return [float(interval.low), float(interval.high)]


# One of K classes.


def top(table, labels, k):
    order = np.argsort(-table, axis=1, kind="stable")[:, :k]
    value = float(np.mean([label in row for label, row in zip(labels, order)]))
    has_ties = any(len(set(row)) < len(row) for row in table)
    if not has_ties and 2 < table.shape[1] > k:
        assert value == m.top_k_accuracy_score(labels, table, k=k, labels=range(table.shape[1]))
    return value


def risk_coverage(table, labels):
    """The area by its definition, with the mean over many orders replaced by the expectation."""
    confidence = table.max(axis=1)
    wrong = table.argmax(axis=1) != labels
    risks = []
    for i in range(1, len(labels) + 1):
        threshold = np.sort(confidence)[::-1][i - 1]
        above, tied = confidence > threshold, confidence == threshold
        risks.append((wrong[above].sum() + (i - above.sum()) * wrong[tied].mean()) / i)
    return float(np.mean(risks))


def confused(matrix):
    pairs = [
        [label, prediction, int(matrix[label, prediction])]
        for label in range(len(matrix)) for prediction in range(len(matrix))
        if label != prediction and matrix[label, prediction]]
    return sorted(pairs, key=lambda p: (-p[2], -p[2] / matrix[p[0]].sum(), p[0], p[1]))


def classification(name, table, labels):
    table, labels = np.asarray(table, dtype=np.float64), np.asarray(labels)
    names = list(range(table.shape[1]))
    predictions = table.argmax(axis=1)
    matrix = m.confusion_matrix(labels, predictions, labels=names)
    aucs = [roc_auc(labels == k, table[:, k]) for k in names]
    precisions = [average_precision(labels == k, table[:, k]) for k in names]
    if len(names) > 2 and None not in aucs:
        normalised = table / table.sum(axis=1, keepdims=True)
        assert abs(m.roc_auc_score(labels, normalised, multi_class="ovr") - np.mean(aucs)) < 1e-12
    return {
        "name": name, "class_count": len(names), "labels": labels.tolist(), "table": table.ravel().tolist(),
        "cohens_kappa": np.nan_to_num(m.cohen_kappa_score(labels, predictions, labels=names)),
        "matthews_correlation": float(m.matthews_corrcoef(labels, predictions)),
        "roc_auc": aucs, "average_precision": precisions,
        "macro_roc_auc": mean_of_defined(aucs), "macro_average_precision": mean_of_defined(precisions),
        "top_accuracies": [top(table, labels, k) for k in range(1, len(names) + 1)],
        "confused_pairs": confused(matrix),
        "recall_intervals": [wilson(int(matrix[k, k]), int(matrix[k].sum())) for k in names],
        "risk_coverage_area": risk_coverage(table, labels),
    }


def random_classification(name, rows, classes, seed, sharpness=1.0, present=None, steps=None):
    rng = np.random.default_rng(seed)
    labels = rng.choice(present or classes, size=rows)
    logits = rng.normal(size=(rows, classes)) * sharpness
    logits[np.arange(rows), labels] += 1
    table = np.exp(logits - logits.max(axis=1, keepdims=True))
    table /= table.sum(axis=1, keepdims=True)
    if steps:  # Coarse probabilities have many ties; the last class takes what rounding leaves.
        table = np.floor(table * steps) / steps
        table[:, -1] += 1 - table.sum(axis=1)
    return classification(name, np.round(table, 6), labels)


# Any number of labels.


def average(truth, predictions, kind):
    precision, recall, f1, _ = m.precision_recall_fscore_support(
        truth, predictions, average=kind, zero_division=0)
    return [float(precision), float(recall), float(f1)]


def multilabel(name, table, truth, thresholds):
    table, truth = np.asarray(table, dtype=np.float64), np.asarray(truth, dtype=int)
    predictions = (table >= np.asarray(thresholds)).astype(int)
    columns = range(table.shape[1])
    if len(columns) > 1:
        averages = {kind: average(truth, predictions, kind)
                    for kind in ["micro", "macro", "weighted", "samples"]}
        scores = m.precision_recall_fscore_support(truth, predictions, average=None, zero_division=0)
    else:  # scikit-learn takes one column for two classes.
        scores = m.precision_recall_fscore_support(
            truth[:, 0], predictions[:, 0], labels=[1], average=None, zero_division=0)
        one = [float(score[0]) for score in scores[:3]]
        both = float(np.mean(truth * predictions))
        support = int(truth.sum())
        averages = {"micro": one, "macro": one, "weighted": one if support else [0.0] * 3,
                    "samples": [both] * 3}
    aucs = [roc_auc(truth[:, k], table[:, k]) for k in columns]
    precisions = [average_precision(truth[:, k], table[:, k]) for k in columns]
    exact = int((truth == predictions).all(axis=1).sum())
    assert m.accuracy_score(truth, predictions) == exact / len(truth)
    return {
        "name": name, "label_count": len(columns), "table": table.ravel().tolist(),
        "truth": truth.ravel().tolist(), "thresholds": list(thresholds),
        "precision": scores[0].tolist(), "recall": scores[1].tolist(), "f1": scores[2].tolist(),
        "support": scores[3].tolist(), **averages,
        "roc_auc": aucs, "average_precision": precisions,
        "macro_roc_auc": mean_of_defined(aucs), "mean_average_precision": mean_of_defined(precisions),
        "subset_accuracy": exact / len(truth), "subset_accuracy_interval": wilson(exact, len(truth)),
        "hamming_loss": float(m.hamming_loss(truth, predictions)),
        "log_loss": float(np.mean([m.log_loss(truth[:, k], table[:, k], labels=[0, 1]) for k in columns])),
        "brier_score": float(np.mean([m.brier_score_loss(truth[:, k], table[:, k], pos_label=1)
                                      for k in columns])),
    }


def random_multilabel(name, rows, columns, seed, rate=0.3, digits=5, thresholds=None):
    rng = np.random.default_rng(seed)
    truth = rng.random((rows, columns)) < rate
    table = 1 / (1 + np.exp(-(rng.normal(size=truth.shape) * 1.5 + 2 * truth - 1)))
    return multilabel(name, np.round(table, digits), truth, thresholds or [0.5] * columns)


# Numbers.


def regression(name, predictions, targets):
    predictions, targets = (np.asarray(x, dtype=np.float64) for x in (predictions, targets))
    outputs = []
    for p, t in zip(predictions.T, targets.T):
        equal = bool((t == t[0]).all())
        r2 = (float((p == t).all()) if equal else m.r2_score(t, p)) if len(t) > 1 else np.nan
        if equal and len(t) > 1 and np.average(t) == t[0]:
            assert r2 == m.r2_score(t, p)
        defined = len(t) > 1 and not equal and not (p == p[0]).all()
        outputs.append({
            "mean_absolute_error": float(m.mean_absolute_error(t, p)),
            "root_mean_squared_error": float(m.root_mean_squared_error(t, p)),
            "median_absolute_error": float(m.median_absolute_error(t, p)),
            "bias": float(np.mean(p - t)), "r2": number(r2),
            "pearson": float(stats.pearsonr(p, t)[0]) if defined else None,
        })
    means = {key: mean_of_defined([output[key] for output in outputs]) for key in outputs[0]}
    return {
        "name": name, "output_count": len(outputs), "predictions": predictions.ravel().tolist(),
        "targets": targets.ravel().tolist(), "means": means, "outputs": outputs,
    }


def random_regression(name, rows, columns, seed, scale=1.0, offset=0.0):
    rng = np.random.default_rng(seed)
    targets = np.round(rng.normal(size=(rows, columns)) * scale + offset, 5)
    return regression(name, np.round(targets + rng.normal(size=targets.shape) * scale / 2, 5), targets)


# The paired test, by whole numbers.


def mcnemar(broke, mended):
    n, k = broke + mended, min(broke, mended)
    if 2 * k >= n:
        value = 1.0
    else:
        term, total = 1, 1
        for i in range(k):
            term = term * (n - i) // (i + 1)
            total += term
        value = min(1.0, float(Fraction(2 * total, 2**n)))
    if n < 5000:
        assert n == 0 or abs(stats.binomtest(broke, n).pvalue - value) <= 1e-9 * value
    return {"broke": broke, "mended": mended, "p_value": value}


record = {
    "classification": [
        random_classification("two classes", 30, 2, 11),
        random_classification("six classes", 50, 6, 12),
        random_classification("over-confident", 40, 3, 13, sharpness=20),
        random_classification("ties in eighths", 60, 4, 14, steps=8),
        random_classification("ties in thirds, two classes", 40, 2, 15, steps=3),
        random_classification("classes without images", 30, 5, 16, present=[1, 3]),
        random_classification("one class present", 20, 3, 17, present=[2]),
        random_classification("one image", 1, 4, 18),
        classification("constant scores", [[0.5, 0.25, 0.25]] * 6, [0, 1, 2, 0, 1, 1]),
        classification("certain and right", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]], [0, 1, 2, 1]),
        classification("certain and wrong", [[1, 0], [0, 1], [1, 0]], [1, 0, 1]),
        classification("one class", [[1], [1], [1]], [0, 0, 0]),
        classification("one class present, another predicted", [[0.25, 0.75], [0.375, 0.625]], [0, 0]),
    ],
    "multilabel": [
        random_multilabel("four labels", 40, 4, 21),
        random_multilabel("ties, some at the threshold", 50, 3, 22, digits=1, thresholds=[0.3, 0.5, 0.7]),
        random_multilabel("rare labels, images without any", 30, 6, 23, rate=0.05),
        random_multilabel("one label", 20, 1, 24),
        multilabel("a label that no image has, one that all have",
                   [[0.25, 0.75], [0.5, 0.5], [0.125, 1]], [[0, 1], [0, 1], [0, 1]], [0.5, 0.75]),
        multilabel("no labels, none predicted", [[0.25, 0.125], [0, 0.25]], [[0, 0], [0, 0]], [0.5, 0.5]),
        multilabel("constant scores", [[0.5, 0.5]] * 4, [[1, 0], [0, 0], [1, 1], [0, 1]], [0.5, 0.75]),
        multilabel("certain, partly wrong", [[1, 0], [0, 1], [1, 1]], [[1, 0], [1, 1], [0, 1]], [0.5, 0.5]),
        multilabel("one image", [[0.75, 0.25, 0.625]], [[1, 1, 0]], [0.5, 0.5, 0.5]),
    ],
    "regression": [
        random_regression("two outputs", 30, 2, 31),
        random_regression("far from zero", 40, 1, 32, scale=0.01, offset=1000),
        regression("equal targets", [[1], [2], [4]], [[2], [2], [2]]),
        regression("equal targets that are no binary fractions", [[0.1], [0.2], [0.1]], [[0.1]] * 3),
        regression("equal targets, exact", [[0.1]] * 3, [[0.1]] * 3),
        regression("equal predictions", [[1.5, 0], [1.5, 1], [1.5, 2]], [[1, 0], [2, 1], [4, 2.5]]),
        regression("exact", [[1, -2], [3, 4], [5, 0]], [[1, -2], [3, 4], [5, 0]]),
        regression("one image", [[1, 2]], [[1.5, 2]]),
        regression("two images", [[1], [2]], [[2], [1]]),
    ],
    "mcnemar": [
        mcnemar(*counts) for counts in [
            (0, 0), (0, 1), (0, 5), (6, 0), (3, 3), (3, 9), (25, 10), (1000, 1100), (400, 2600),
            (49_000, 51_000), (49_999, 50_001), (50_000, 50_000), (45_000, 55_000), (0, 100_000)]
    ],
}
with open("metrics_evaluation.json", "w") as file:
    json.dump(record, file, separators=(",", ":"), allow_nan=False)
    file.write("\n")
