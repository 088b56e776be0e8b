"""Writes intervals.json: bootstrap intervals of multilabel and regression scores for the tests of Metrics.

Run in this directory: python intervals.py

The resamples are those that Metrics draws (SplitMix64); their scores are scikit-learn's, of the drawn images one
by one, and the ends of the intervals follow from NumPy's quantiles and SciPy's normal distribution. A few are compared
with scipy.stats.bootstrap(method="BCa"), which draws others. A score has no interval

- with fewer than 10 images,
- where all resamples give one value,
- where it is not defined in a tenth of the resamples (R2 of equal targets, correlation of equal numbers),
- F1 scores: where all labels are right; macro F1 also where a label has no image,
- means over outputs: where an output has no such score.
"""

import json
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics as m

warnings.simplefilter("ignore")

RESAMPLES = 120
SEED = 20_240_607
MASK = 2**64 - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB & MASK
        mixed ^= mixed >> 31
        return (mixed * bound) >> 64


def interval(estimate, replicates, jackknife, scale, confidence=0.95):
    """Efron's bias-corrected and accelerated interval."""
    replicates = replicates[np.isfinite(replicates)]
    if not np.isfinite(estimate) or len(replicates) * 10 <= RESAMPLES * 9:
        return None
    if np.ptp(replicates) <= 1e-12 * scale:
        return None
    tolerance = 1e-12 * abs(estimate)
    equal = np.abs(replicates - estimate) <= tolerance
    share = np.mean((replicates < estimate) & ~equal) + np.mean(equal) / 2
    half = 0.5 / len(replicates)
    bias = stats.norm.ppf(np.clip(share, half, 1 - half))
    influence = np.nanmean(jackknife) - jackknife[np.isfinite(jackknife)]
    squares = np.sum(influence**2)
    acceleration = np.sum(influence**3) / (6 * squares**1.5) if squares > 0 else 0
    tail = (1 - confidence) / 2
    shift = bias + stats.norm.ppf([tail, 1 - tail])
    shares = stats.norm.cdf(bias + shift / (1 - acceleration * shift))
    return np.quantile(replicates, shares, method="weibull").tolist()


def intervals(rows, scores, scales):
    """The interval of each score, by the images that are drawn and those that are left out."""
    estimates = scores(np.arange(rows))
    if rows < 10:
        return {key: None for key in estimates}
    random = SplitMix64(SEED)
    drawn = [[random.below(rows) for _ in range(rows)] for _ in range(RESAMPLES)]
    order = list(range(rows))
    for last in range(rows - 1, 0, -1):
        other = random.below(last + 1)
        order[last], order[other] = order[other], order[last]
    groups = min(rows, 200)
    kept = [sorted(set(range(rows)) - set(order[g * rows // groups:(g + 1) * rows // groups]))
            for g in range(groups)]
    replicates = np.array([list(scores(np.array(draw)).values()) for draw in drawn])
    jackknife = np.array([list(scores(np.array(rest)).values()) for rest in kept])
    return {
        key: interval(estimates[key], replicates[:, i], jackknife[:, i], scales[key])
        for i, key in enumerate(estimates)}


# Any number of labels.


def mean_of_defined(values):
    values = [value for value in values if value is not None]
    return float(np.mean(values)) if values else np.nan


def multilabel_scores(table, truth, thresholds, rows):
    table, truth = table[rows], truth[rows]
    predictions = (table >= thresholds).astype(int)
    columns = range(truth.shape[1])
    f1 = {kind: float(m.f1_score(truth, predictions, average=kind, zero_division=0))
          for kind in ["micro", "macro", "weighted", "samples"]}
    precisions = [float(m.average_precision_score(truth[:, k], table[:, k])) if truth[:, k].any() else None
                  for k in columns]
    aucs = [float(m.roc_auc_score(truth[:, k], table[:, k])) if 0 < truth[:, k].sum() < len(rows) else None
            for k in columns]
    return {
        "micro_f1": f1["micro"], "macro_f1": f1["macro"], "weighted_f1": f1["weighted"],
        "samples_f1": f1["samples"], "hamming_loss": float(m.hamming_loss(truth, predictions)),
        "mean_average_precision": mean_of_defined(precisions), "macro_roc_auc": mean_of_defined(aucs),
        "log_loss": float(np.mean([m.log_loss(truth[:, k], table[:, k], labels=[0, 1]) for k in columns])),
        "brier_score": float(np.mean((table - truth) ** 2)),
    }


def multilabel(name, table, truth, thresholds):
    table, truth = np.asarray(table, dtype=np.float64), np.asarray(truth, dtype=int)
    thresholds = np.asarray(thresholds)
    estimates = multilabel_scores(table, truth, thresholds, np.arange(len(table)))
    found = intervals(
        len(table), lambda rows: multilabel_scores(table, truth, thresholds, rows),
        {key: max(1, abs(value)) for key, value in estimates.items()})
    if (truth == (table >= thresholds)).all():
        found |= {key: None for key in found if key.endswith("f1")}
    if not truth.any(axis=0).all():
        found["macro_f1"] = None
    return {
        "name": name, "label_count": table.shape[1], "table": table.ravel().tolist(),
        "truth": truth.ravel().tolist(), "thresholds": thresholds.tolist(), "intervals": found}


def random_multilabel(name, rows, columns, seed, rates=0.3, shift=1.0, digits=3, thresholds=None):
    rng = np.random.default_rng(seed)
    truth = rng.random((rows, columns)) < rates
    table = 1 / (1 + np.exp(-(rng.normal(size=truth.shape) * 1.5 + shift * (2 * truth - 1))))
    return multilabel(name, np.round(table, digits), truth, thresholds or [0.5] * columns)


# Numbers.


def output_scores(predictions, targets):
    errors = predictions - targets
    varied = len(set(targets)) > 1
    return {
        "mean_absolute_error": float(m.mean_absolute_error(targets, predictions)),
        "root_mean_squared_error": float(m.root_mean_squared_error(targets, predictions)),
        "median_absolute_error": float(np.median(np.abs(errors))), "bias": float(np.mean(errors)),
        "r2": float(m.r2_score(targets, predictions)) if varied else np.nan,
        "pearson": float(stats.pearsonr(predictions, targets)[0])
        if varied and len(set(predictions)) > 1 else np.nan,
    }


def regression(name, predictions, targets):
    predictions, targets = (np.asarray(x, dtype=np.float64) for x in (predictions, targets))
    count = predictions.shape[1]

    def scores(rows):
        outputs = [output_scores(predictions[rows, k], targets[rows, k]) for k in range(count)]
        means = {("mean", key): float(np.mean([output[key] for output in outputs])) for key in outputs[0]}
        return means | {(k, key): value for k in range(count) for key, value in outputs[k].items()}

    sizes = np.maximum(np.abs(predictions), np.abs(targets)).max(axis=0)
    scales = {key: 1.0 if key[1] in ("r2", "pearson")
              else float(sizes.max() if key[0] == "mean" else sizes[key[0]])
              for key in scores(np.arange(len(targets)))}
    found = intervals(len(targets), scores, scales)

    def part(which):
        return {key[1]: value for key, value in found.items() if key[0] == which}

    return {
        "name": name, "output_count": count, "predictions": predictions.ravel().tolist(),
        "targets": targets.ravel().tolist(), "intervals": part("mean"),
        "outputs": [part(k) for k in range(count)]}


def random_regression(name, rows, columns, seed, scale=1.0, offset=0.0, digits=4):
    rng = np.random.default_rng(seed)
    targets = np.round(rng.normal(size=(rows, columns)) * scale + offset, digits)
    return regression(name, np.round(targets + rng.normal(size=targets.shape) * scale / 2, digits), targets)


def compare_with_scipy():
    """SciPy draws other images and leaves out single ones; the ends differ by a part of the width."""
    global RESAMPLES
    RESAMPLES, before = 2000, RESAMPLES
    rng = np.random.default_rng(5)
    targets = rng.normal(size=(80, 1)) * 10
    predictions = targets + rng.standard_t(6, size=targets.shape) * 3 + 0.4
    ours = regression("", predictions, targets)["outputs"][0]
    for key in ["mean_absolute_error", "root_mean_squared_error", "bias", "r2", "pearson"]:
        theirs = stats.bootstrap(
            (predictions[:, 0], targets[:, 0]), lambda p, t: output_scores(p, t)[key], paired=True,
            vectorized=False, n_resamples=2000, method="BCa", rng=1).confidence_interval
        width = theirs.high - theirs.low
        assert abs(ours[key][0] - theirs.low) < 0.1 * width, key
        assert abs(ours[key][1] - theirs.high) < 0.1 * width, key
        print(f"{key}: {ours[key]}, SciPy {theirs.low, theirs.high}")
    RESAMPLES = before


compare_with_scipy()
row = [[0.75, 0.25, 0.625]]
record = {
    "seed": SEED, "resample_count": RESAMPLES,
    "multilabel": [
        random_multilabel("four labels", 40, 4, 51),
        random_multilabel("rare labels, which resamples lose", 60, 3, 52, rates=[0.4, 0.1, 0.05], shift=2),
        random_multilabel("ties, some at the threshold", 30, 3, 53, digits=1, thresholds=[0.3, 0.5, 0.7]),
        random_multilabel("more images than groups", 230, 2, 54, digits=2),
        random_multilabel("a label without images", 20, 3, 55, rates=[0.5, 0, 0.4]),
        random_multilabel("labels that all images have or none", 12, 2, 56, rates=[1, 0]),
        multilabel("all right", row * 5 + [[0.125, 0.5, 0.25]] * 6, [[1, 0, 1]] * 5 + [[0, 1, 0]] * 6,
                   [0.5, 0.5, 0.5]),
        multilabel("equal images", row * 12, [[1, 1, 0]] * 12, [0.5, 0.5, 0.5]),
        random_multilabel("no labels at all, some predicted", 15, 2, 57, rates=0),
        random_multilabel("nine images", 9, 2, 58),
        multilabel("one image", row, [[1, 1, 0]], [0.5, 0.5, 0.5]),
    ],
    "regression": [
        random_regression("one output", 40, 1, 61, scale=10, offset=50, digits=2),
        random_regression("two outputs of different size", 30, 2, 62, scale=[0.01, 1000], digits=5),
        random_regression("far from zero", 25, 1, 63, scale=0.01, offset=1000, digits=5),
        random_regression("more images than groups", 210, 1, 64, digits=2),
        regression("equal targets in one of two", [[i / 8, i] for i in range(12)],
                   [[1, i + (-1) ** i] for i in range(12)]),
        regression("equal predictions", [[2.5]] * 10, [[i] for i in range(10)]),
        regression("exact", [[i / 4] for i in range(12)], [[i / 4] for i in range(12)]),
        regression("all off by as much", [[i / 10 + 1000.1] for i in range(12)],
                   [[i / 10 + 1000] for i in range(12)]),
        regression("two values, one of them rare", [[0.5 + i / 64] for i in range(14)], [[0]] * 13 + [[1]]),
        random_regression("nine images", 9, 1, 65),
        regression("one image", [[1, 2]], [[1.5, 2]]),
    ],
}
with open("intervals.json", "w") as file:
    json.dump(record, file, separators=(",", ":"), allow_nan=False)
    file.write("\n")
