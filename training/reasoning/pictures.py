"""Faces whose label is known and which the network that will read them has not seen, as files for `affect bench channels`.

    python3 training/reasoning/pictures.py --data $AFFECT_DATA --networks training/runs/expression --out training/runs/reasoning

Writes OUT/<part>/ with pictures and `trials.csv`, a part for each network: `fer` (FER2013's PublicTest, less what stands or nearly stands
in its Training set too; the shipped network) and `fold0` to `fold2` (photographs of faces.tar, each person in the fold whose
network never saw him or her; `training/expression/finetune.py` made these networks), and OUT/models-fold<n>/ with their models. Beside each
photograph, and each third of FER2013's, stands a worse copy: shrunk, blurred, darkened or covered.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training/expression"))
import data  # noqa: E402
import photos  # noqa: E402

WORSE = ("small", "blurred", "dark", "covered")
MOST = 500  # photographs of the two classes that would drown the others
COLUMNS = ("file", "id", "source", "label", "person", "variant")


def worsened(picture, kind, rng):
    """A copy as a poor camera, a far face, a dark room or a hand would give it."""
    if kind == "small":
        side = rng.integers(16, 56)  # of a face that fills half of the picture, roughly
        share = side / (0.5 * min(picture.size))
        return picture if share >= 1 else picture.resize([max(8, round(s * share)) for s in picture.size], Image.BILINEAR)
    if kind == "blurred":
        return picture.filter(ImageFilter.GaussianBlur(rng.uniform(3, 11) * min(picture.size) / 250))
    if kind == "dark":
        grey = np.asarray(picture, np.float64) * rng.uniform(0.06, 0.25) + rng.normal(0, 3, np.asarray(picture).shape)
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    width, height = picture.size
    grey = np.asarray(picture).copy()
    top, left = int(height * rng.uniform(0.35, 0.6)), int(width * rng.uniform(0.25, 0.45))  # somewhere on the face
    grey[top:top + int(height * rng.uniform(0.12, 0.25)), left:left + int(width * rng.uniform(0.2, 0.35))] = rng.integers(20, 236)
    return Image.fromarray(grey)


class Part:
    """One folder of pictures with its table."""

    def __init__(self, folder):
        self.folder, self.rows = Path(folder), []
        self.folder.mkdir(parents=True, exist_ok=True)

    def add(self, picture, name, source, label, person, every=1):
        seed = int(hashlib.sha1(name.encode()).hexdigest()[:8], 16)
        rng = np.random.default_rng(seed)
        kind = WORSE[seed % len(WORSE)]
        made = [("plain", picture)] if every > 1 and seed // 64 % every else [("plain", picture), (kind, worsened(picture, kind, rng))]
        for variant, image in made:
            file = f"{name}.{variant}.pgm"
            image.convert("L").save(self.folder / file)
            self.rows.append((file, name, source, label, person, variant))

    def close(self):
        with open(self.folder / "trials.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *self.rows])
        print(self.folder.name, len(self.rows), "pictures", flush=True)


def twins(test, train):
    """True for pictures that stand in the Training set, byte for byte or nearly (correlation above 0.95 at 12 x 12), or earlier among themselves."""
    def small(faces):
        x = faces.reshape(-1, 12, 4, 12, 4).mean((2, 4)).reshape(len(faces), -1)
        x -= x.mean(1, keepdims=True)
        return (x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    a, b = small(test), small(train)
    near = np.zeros(len(a), bool)
    for start in range(0, len(b), 4096):
        near |= (a @ b[start:start + 4096].T).max(1) > 0.95
    own = np.tril(a @ a.T, -1)
    return near | (own.max(1) > 0.95)


def write_fer(args):
    parts = data.load(args.data, args.networks)
    faces, labels = parts["public_test"]
    left_out = twins(faces, parts["train"][0])
    print("PublicTest:", len(faces), "of which twins, left out:", int(left_out.sum()))
    part = Part(Path(args.out) / "fer")
    for i in np.flatnonzero(~left_out):
        framed = np.pad(faces[i], 24, mode="edge")  # the detector wants something around a face
        name = f"fer-{hashlib.sha1(faces[i].tobytes()).hexdigest()[:12]}"
        part.add(Image.fromarray(framed).resize((192, 192), Image.BICUBIC), name, "fer", data.NAMES[labels[i]], name, every=3)
    part.close()


def write_photographs(args):
    with tarfile.open(Path(args.data) / "faces.tar") as archive:
        members = {os.path.basename(m.name): m for m in archive if m.isfile()}
        rows = list(csv.DictReader(io.TextIOWrapper(archive.extractfile(members["labels.csv"]), "utf-8")))
        rows.sort(key=lambda r: hashlib.sha1(r["image"].encode()).hexdigest())
        parts, taken = [Part(Path(args.out) / f"fold{k}") for k in range(photos.FOLDS)], {}
        for row in rows:
            name, label = os.path.basename(row["image"]), row["emotion"]
            taken[label] = taken.get(label, 0) + 1
            if name not in members or taken[label] > MOST:
                continue
            stem = os.path.splitext(name)[0]
            lfw = len(stem) > 5 and stem[-5] == "_" and stem[-4:].isdigit()
            with Image.open(io.BytesIO(archive.extractfile(members[name]).read())) as picture:
                parts[photos.fold_of(name)].add(picture.convert("L"), stem, "lfw" if lfw else "stills", label, photos.person(name))
    for part in parts:
        part.close()


def write_models(args):
    """A models folder for each fold: the shipped models, and the expression network that saw none of the fold's persons."""
    for fold in range(photos.FOLDS):
        weights, target, work = Path(args.networks) / f"tuned-{fold}.pt", Path(args.out) / f"models-fold{fold}", Path(args.out) / "networks"
        kept = work / f"expression-{fold}.onnx"
        if not kept.exists() or kept.stat().st_mtime < weights.stat().st_mtime:
            work.mkdir(exist_ok=True)
            for path in (Path(args.networks) / "newest.pt", Path(args.networks) / "fer2013.npz", weights):
                (work / path.name).unlink(missing_ok=True)
                (work / path.name).symlink_to(path.resolve())
            subprocess.run([sys.executable, str(ROOT / "training/expression/export.py"), "--data", args.data, "--out", str(work), "--model", str(kept),
                            "--weights", weights.name], check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(ROOT / "models", target)
        shutil.copyfile(kept, target / "expression.onnx")
        catalogue = json.loads((target / "catalogue.json").read_text())
        for entry in catalogue["models"]:
            if entry["id"] == "expression":
                entry["sha256"] = hashlib.sha256(kept.read_bytes()).hexdigest()
        (target / "catalogue.json").write_text(json.dumps(catalogue, indent=2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--networks", required=True, help="the run of training/expression: newest.pt, tuned-0.pt to tuned-2.pt")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    write_models(args)
    if not (Path(args.out) / "fer/trials.csv").exists():
        write_photographs(args)
        write_fer(args)


if __name__ == "__main__":
    main()
