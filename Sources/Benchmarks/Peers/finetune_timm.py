#!/usr/bin/env python3
"""Transfer learning as a PyTorch user writes it: frozen timm features and a linear classifier.

The features are computed once. FOLDER holds `train` and either `validation` or `val`, each with one
subfolder per class. Time the whole process; the phases that it prints add up to it but for the
interpreter's own start and end. The defaults were the fastest of those tried on two cores.
"""

import time

START = time.perf_counter()

import argparse
import json
import resource
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from sklearn.linear_model import LogisticRegression
from timm.data import create_transform
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder

from lite0 import FEATURE_COUNT, IMAGE_SIZE, load_lite0


def load_upright(path):
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def dataset(folder):
    transform = create_transform(
        (3, IMAGE_SIZE, IMAGE_SIZE),
        interpolation="bicubic",
        crop_pct=0.875,
        mean=(127 / 255,) * 3,
        std=(128 / 255,) * 3,
    )
    return ImageFolder(folder, transform, loader=load_upright)


def compute_features(network, photos, options):
    """Features [N, 1280] and labels [N]."""
    loader = DataLoader(photos, batch_size=options.batch, num_workers=options.workers)
    features = np.empty((len(photos), FEATURE_COUNT), dtype=np.float32)
    labels = np.empty(len(photos), dtype=np.int64)
    done = 0
    precision = torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16)
    with torch.inference_mode(), precision:
        for pixels, classes in loader:
            if options.channels_last:
                pixels = pixels.contiguous(memory_format=torch.channels_last)
            features[done : done + len(pixels)] = network(pixels).float().numpy()
            labels[done : done + len(pixels)] = classes.numpy()
            done += len(pixels)
    return features, labels


def peak_memory():
    """The largest resident size of this process, and of the largest of its workers, in MB."""
    return [
        round(resource.getrusage(who).ru_maxrss / 1024)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds train and validation (or val)")
    parser.add_argument("--batch", type=int, default=4, help="images in a forward pass (default: 4)")
    parser.add_argument("--workers", type=int, default=0, help="decoding processes (default: 0)")
    parser.add_argument("--threads", type=int, default=2, help="threads that compute (default: 2)")
    parser.add_argument("--channels-last", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--bfloat16", action="store_true", help="compute the features in bfloat16")
    parser.add_argument("--inverse-strength", type=float, default=1.0, help="scikit-learn's C (default: 1)")
    options = parser.parse_args()
    imported = time.perf_counter()

    torch.set_num_threads(options.threads)
    network = load_lite0(features_only=True)
    if options.channels_last:
        network = network.to(memory_format=torch.channels_last)
    loaded = time.perf_counter()

    held_out = next(
        folder for name in ("validation", "val") if (folder := options.folder / name).is_dir()
    )
    train_features, train_labels = compute_features(network, dataset(options.folder / "train"), options)
    held_out_features, held_out_labels = compute_features(network, dataset(held_out), options)
    computed = time.perf_counter()

    classifier = LogisticRegression(C=options.inverse_strength, max_iter=2000)
    classifier.fit(train_features, train_labels)
    accuracy = classifier.score(held_out_features, held_out_labels)
    finished = time.perf_counter()

    own, worker = peak_memory()
    report = {
        "trainingPhotos": len(train_labels),
        "validationPhotos": len(held_out_labels),
        "validationAccuracy": round(float(accuracy), 4),
        "seconds": {
            "import": round(imported - START, 2),
            "loadNetwork": round(loaded - imported, 2),
            "features": round(computed - loaded, 2),
            "classifier": round(finished - computed, 2),
            "all": round(finished - START, 2),
        },
        "peakMegabytes": {"process": own, "largestWorker": worker},
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
