"""FER2013 read straight from its archive into memory, and a split that keeps identical pictures together."""

import hashlib
import io
import os
import tarfile

import numpy as np
from PIL import Image

# Order of the network's outputs. The second name is FER2013's folder.
CLASSES = [
    ("anger", "angry"), ("disgust", "disgust"), ("fear", "fear"), ("happiness", "happy"),
    ("sadness", "sad"), ("surprise", "surprise"), ("neutral", "neutral"),
]
NAMES = [name for name, _ in CLASSES]
FOLDERS = {folder: index for index, (_, folder) in enumerate(CLASSES)}


def load(data_dir, cache_dir):
    """Returns {part: (faces uint8 [N,48,48], labels int64 [N])} for the parts train and public_test."""
    cache = os.path.join(cache_dir, "fer2013.npz")
    if not os.path.exists(cache):
        os.makedirs(cache_dir, exist_ok=True)
        parts = _read_archive(os.path.join(data_dir, "fer2013.tar.xz"))
        np.savez(cache, **{f"{part}_{kind}": value for part, pair in parts.items()
                           for kind, value in zip(("faces", "labels"), pair)})
    stored = np.load(cache)
    return {part: (stored[f"{part}_faces"], stored[f"{part}_labels"]) for part in ("train", "public_test")}


def _read_archive(path):
    found = {"train": {}, "public_test": {}}
    with tarfile.open(path) as archive:
        for member in archive:
            pieces = member.name.split("/")
            if not member.isfile() or len(pieces) < 3 or pieces[-3] not in found:
                continue
            with Image.open(io.BytesIO(archive.extractfile(member).read())) as image:
                pixels = np.asarray(image.convert("L"), dtype=np.uint8)
            if pixels.shape != (48, 48):
                raise ValueError(f"{member.name} is {pixels.shape}, not 48x48")
            found[pieces[-3]][member.name] = (pixels, FOLDERS[pieces[-2]])
    parts = {}
    for part, items in found.items():
        names = sorted(items)  # the archive's order must not decide the split
        parts[part] = (np.stack([items[n][0] for n in names]), np.array([items[n][1] for n in names], dtype=np.int64))
    return parts


def digests(faces):
    """One hash a picture, to find identical ones."""
    return [hashlib.sha1(face.tobytes()).hexdigest() for face in faces]


def hold_out(faces, share):
    """True for the held-out pictures. The picture's own hash decides, so identical pictures stay on one side."""
    limit = int(share * 2 ** 32)
    return np.array([int(digest[:8], 16) < limit for digest in digests(faces)])
