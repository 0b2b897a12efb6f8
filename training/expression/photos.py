"""Photographs with meshes (faces.tar, faces_mesh.npz), split by person into three folds."""

import csv
import hashlib
import io
import os
import re
import tarfile
from collections import Counter, namedtuple

import numpy as np
from PIL import Image

import data
from align import crop

FOLDS = 3
# fold 0, 1 or 2; label index in data.NAMES; lfw: of the one source that has most classes; grey [H,W]; mesh [468,2] in pixels; whose face
Case = namedtuple("Case", "fold label lfw grey mesh person")
READ = ["anger", "disgust", "happiness", "neutral", "sadness", "surprise"]


def person(name):
    """The name without its running number."""
    return re.sub(r"_?\d+$", "", os.path.splitext(os.path.basename(name))[0])


def fold_of(name):
    return hashlib.sha1(person(name).encode()).digest()[1] % FOLDS


def load(folder, most):
    """The cases of the classes in READ, at most `most` a fold and class (the two large classes would only cost time)."""
    stored = dict(np.load(os.path.join(folder, "faces_mesh.npz")))
    pictures = {}
    with tarfile.open(os.path.join(folder, "faces.tar")) as archive:
        for member in archive:
            if member.isfile() and not member.name.endswith(".csv"):
                pictures[os.path.basename(member.name)] = archive.extractfile(member).read()
    cases, taken = [], Counter()
    for i, (name, emotion) in enumerate(zip(stored["image"], stored["emotion"])):
        name, emotion = os.path.basename(str(name)), str(emotion)
        fold = fold_of(name)
        taken[fold, emotion] += 1
        if emotion not in READ or name not in pictures or taken[fold, emotion] > most:
            continue
        with Image.open(io.BytesIO(pictures[name])) as image:
            grey = np.asarray(image.convert("L"))
        mesh = stored["mesh"][i].astype(np.float64)[:, :2] * stored["iod_px"][i] + stored["centre_px"][i][:2]
        cases.append(Case(fold, data.NAMES.index(emotion), bool(stored["is_lfw"][i]), grey, mesh, person(name)))
    return cases


def unread(folder):
    """How many photographs of each class of READ have no mesh: no face was found in them, so nothing is read."""
    known = {os.path.basename(str(n)) for n in np.load(os.path.join(folder, "faces_mesh.npz"))["image"]}
    with tarfile.open(os.path.join(folder, "faces.tar")) as archive:
        table = next(m for m in archive if m.name.endswith("labels.csv"))
        rows = list(csv.DictReader(io.TextIOWrapper(archive.extractfile(table), "utf-8")))
    return Counter(r["emotion"] for r in rows if r["emotion"] in READ and os.path.basename(r["image"]) not in known)


def crops(cases, framing):
    return np.stack([np.rint(crop(case.grey, case.mesh, framing)) for case in cases]).astype(np.uint8)
