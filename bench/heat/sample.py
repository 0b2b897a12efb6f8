#!/usr/bin/env python3
"""Copies the sample that the heat maps are measured on: LFW pictures of faces.tar, one a person, at most 60 a label (seed 5).

    tar xf $AFFECT_DATA/faces.tar -C WORK
    python3 bench/heat/sample.py WORK/faces $AFFECT_DATA/faces_mesh.npz WORK/sample
"""
import csv
import pathlib
import random
import re
import shutil
import sys
from collections import defaultdict

import numpy

MOST = 60


def main():
    faces, meshes, target = (pathlib.Path(argument) for argument in sys.argv[1:])
    archive = numpy.load(meshes, allow_pickle=True)
    lfw = {str(name) for name, is_lfw in zip(archive["image"], archive["is_lfw"]) if is_lfw}
    with open(faces / "labels.csv", newline="", encoding="utf-8") as file:
        label = {row["image"]: row["emotion"] for row in csv.DictReader(file)}
    names = sorted(name for name in label if name in lfw)
    random.Random(5).shuffle(names)
    chosen, seen = defaultdict(list), set()
    for name in names:
        person = re.sub(r"_\d+\.\w+$", "", name)
        if person in seen or len(chosen[label[name]]) >= MOST:
            continue
        seen.add(person)
        chosen[label[name]].append(name)
    target.mkdir(parents=True, exist_ok=True)
    for name in (name for group in chosen.values() for name in group):
        shutil.copy(faces / "images" / name, target / name)
    print({key: len(group) for key, group in chosen.items()})


if __name__ == "__main__":
    main()
