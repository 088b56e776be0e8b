#!/usr/bin/env python3
"""Which views, scaling and regularisation suit a linear classifier on frozen features?

FOLDER holds `train`, `validation` and `test`, each with one subfolder per class. Every choice is made on
the validation photos; the test photos only measure. Prints a table as tab-separated values.
"""

import argparse
import random
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

import photos

CROP_COUNT = 8
# The least share of the photo's area that a random crop keeps.
CROP_SCALES = {"wide": 0.65, "tight": 0.25}
INVERSE_STRENGTHS = [10.0 ** (exponent / 2) for exponent in range(-8, 5)]
# Index of the views that `views` makes, by what the table calls them.
VIEW_SETS = {
    "centre": [0],
    "centre + mirrored": [0, 1],
    "centre + 1 wide crop": [0, 2],
    "centre + mirrored + 2 wide crops": [0, 1, 2, 3],
    "centre + mirrored + 4 wide crops": [0, 1, *range(2, 6)],
    "centre + mirrored + 8 wide crops": [0, 1, *range(2, 10)],
    "centre + mirrored + 4 tight crops": [0, 1, *range(10, 14)],
    "centre + mirrored + 8 tight crops": [0, 1, *range(10, 18)],
}


def random_crop(image, least_scale, generator):
    """A random part of the photo at 224 x 224, mirrored half the time (Szegedy et al. 2014)."""
    width, height = image.size
    for _ in range(10):
        area = width * height * generator.uniform(least_scale, 1)
        ratio = np.exp(generator.uniform(np.log(3 / 4), np.log(4 / 3)))
        w, h = round((area * ratio) ** 0.5), round((area / ratio) ** 0.5)
        if w <= width and h <= height:
            break
    else:
        w = h = min(width, height)
    left, top = generator.randint(0, width - w), generator.randint(0, height - h)
    size = (photos.IMAGE_SIZE, photos.IMAGE_SIZE)
    crop = image.resize(size, Image.Resampling.BICUBIC, box=(left, top, left + w, top + h))
    return ImageOps.mirror(crop) if generator.random() < 0.5 else crop


def views(path, crop_count):
    """The inputs that one photo gives: centre, its mirror image, and random crops of each scale."""
    image = photos.load_upright(path)
    centre = photos.centre_crop(image)
    made = [centre, ImageOps.mirror(centre)]
    # Seeded by the photo's name, so that neither order nor number of photos changes a crop.
    generator = random.Random(f"{path.parent.name}/{path.name}")
    for scale in CROP_SCALES.values():
        made += [random_crop(image, scale, generator) for _ in range(crop_count)]
    return np.stack([photos.to_input(view) for view in made])


def compute_features(session, folder, crop_count):
    """Features [N, views, 1280] and labels [N]."""
    _, listed = photos.list_classes(folder)
    features = [session.run(None, {"pixels": views(path, crop_count)})[0] for path, _ in listed]
    return np.stack(features), np.array([label for _, label in listed])


def load_features(options):
    """The features of the three parts, from the cache where there is one."""
    if options.cache and options.cache.exists():
        with np.load(options.cache) as stored:
            return {name: stored[name] for name in stored.files}
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
    parts = {}
    for part, crop_count in (("train", CROP_COUNT), ("validation", 0), ("test", 0)):
        features, labels = compute_features(session, options.folder / part, crop_count)
        parts[part], parts[f"{part}Labels"] = features, labels
    if options.cache:
        np.savez(options.cache, **parts)
    return parts


def scalings(training):
    """Ways to scale features, each fitted to the training features [N, 1280] alone."""
    mean, deviation = training.mean(axis=0), training.std(axis=0) + 1e-6
    typical = np.linalg.norm(training, axis=1).mean()
    return {
        "none": lambda x: x,
        "standardised": lambda x: (x - mean) / deviation,
        # Brought back to the usual length, so that one range of strengths serves all.
        "unit length": lambda x: x * (typical / np.linalg.norm(x, axis=-1, keepdims=True)),
        "square root": np.sqrt,
    }


def log_probabilities(classifier, features):
    # Bounded, because 32-bit probabilities of a sure classifier round to nought.
    return np.log(np.maximum(classifier.predict_proba(features), 1e-12))


def accuracy(classifier, features, labels, with_mirrored):
    """The share of photos that the mean of the views' log-probabilities puts first in the right class."""
    scores = log_probabilities(classifier, features[:, 0])
    if with_mirrored:
        scores = scores + log_probabilities(classifier, features[:, 1])
    return float((classifier.classes_[scores.argmax(axis=1)] == labels).mean())


def log_loss(classifier, features, labels):
    scores = log_probabilities(classifier, features[:, 0])
    return float(-scores[np.arange(len(labels)), np.searchsorted(classifier.classes_, labels)].mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds train, validation and test")
    parser.add_argument("model", type=Path, help="what export_onnx.py --features writes")
    parser.add_argument("--cache", type=Path, help="an .npz file that keeps the features between runs")
    parser.add_argument("--threads", type=int, default=2, help="threads that compute (default: 2)")
    parser.add_argument("--every-strength", action="store_true", help="a row for each C, not only the chosen")
    options = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)

    parts = load_features(options)
    labels = parts["trainLabels"]
    columns = ["views", "scaling", "C", "validationLoss", "validation", "validationMirrored", "test"]
    print("\t".join([*columns, "testMirrored"]), flush=True)
    for view_name, chosen in VIEW_SETS.items():
        training = parts["train"][:, chosen].reshape(-1, parts["train"].shape[-1])
        for scaling_name, scale in scalings(training).items():
            scaled = {part: scale(parts[part]) for part in ("validation", "test")}
            rows = []
            for strength in INVERSE_STRENGTHS:
                # C multiplies the sum of the losses; divided, it weighs a photo and not a view.
                classifier = LogisticRegression(C=strength / len(chosen), max_iter=300, tol=1e-3)
                classifier.fit(scale(training), np.repeat(labels, len(chosen)))
                row = [log_loss(classifier, scaled["validation"], parts["validationLabels"])]
                for part in ("validation", "test"):
                    for with_mirrored in (False, True):
                        row.append(accuracy(classifier, scaled[part], parts[f"{part}Labels"], with_mirrored))
                rows.append((strength, row))
            # By the loss: it is smoother than the accuracy of a few hundred photos.
            for strength, row in rows if options.every_strength else [min(rows, key=lambda r: r[1][0])]:
                numbers = "\t".join(f"{value:.4f}" for value in row)
                print(f"{view_name}\t{scaling_name}\t{strength:.3g}\t{numbers}", flush=True)


if __name__ == "__main__":
    main()
