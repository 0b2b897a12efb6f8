"""Makes plugins/Vision/Resources/occlusion.csv: whether eyes or mouth of an aligned 48 x 48 crop are covered.

    python3 training/vision/occlusion.py $AFFECT_DATA plugins/Vision/Resources/occlusion.csv

Crops of faces.tar get rectangles laid over them: black, grey, white, the face's own mean, noise, or a piece of another face; over
the eyes, the mouth, a side, or elsewhere. Logistic regression on the means and deviations of 8 x 8 cells (FaceOcclusion.cs
computes the same numbers). A zone counts as covered from half of it, as free below a tenth; between, it is not used. Half of the
copies are made darker, brighter, blurred or coarser first, so that this alone does not count as covered. Persons (the name before
the running number) are split by hash: learnt on one half, reported on the other. The file has a line a number: mean, scale,
weight for the eyes, weight for the mouth; the first line holds the two offsets.
"""

import io
import sys
import tarfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[1] / "expression"))
from align import SIDE, Framing, crop  # noqa: E402

CELL, COPIES, STEP = 6, 6, 4
# Rows and columns in the crop: eyes with lids, mouth with lips.
EYES, MOUTH = (slice(14, 22), slice(8, 40)), (slice(33, 43), slice(14, 34))


def numbers(crops):
    """[N, 48, 48] -> [N, 320]: means and deviations of the cells against the crop's own, differences of mirrored means; then their squares."""
    x = crops.astype(np.float64)
    mean, deviation = x.mean((1, 2), keepdims=True), x.std((1, 2), keepdims=True) + 4
    cells = ((x - mean) / deviation).reshape(-1, SIDE // CELL, CELL, SIDE // CELL, CELL).transpose(0, 1, 3, 2, 4)
    level, spread = cells.mean((3, 4)), cells.std((3, 4))
    mirrored = np.abs(level - level[:, :, ::-1])[:, :, : SIDE // CELL // 2]
    plain = np.concatenate([p.reshape(len(x), -1) for p in (level, spread, mirrored)], 1)
    return np.concatenate([plain, plain * plain], 1)


def cover(face, other, rng):
    """A copy with something laid over it, and the share of eyes and mouth covered."""
    face = face.copy()
    kind = rng.integers(0, 4)
    if kind == 1:
        face = gaussian_filter(face, rng.uniform(0.5, 1.8))
    if kind == 2:
        face = face * rng.uniform(0.35, 1.2) + rng.uniform(-20, 40)
    mask = np.zeros((SIDE, SIDE), bool)
    where = rng.integers(0, 7)
    if where < 2:
        top = rng.integers(9, 16)
        mask[top : top + rng.integers(7, 15), rng.integers(0, 9) : SIDE - rng.integers(0, 9)] = True
    elif where < 4:
        top = rng.integers(26, 33)
        mask[top : top + rng.integers(12, 22), rng.integers(0, 15) : SIDE - rng.integers(0, 15)] = True
    elif where == 4:
        edge = rng.integers(18, 34)
        mask[:, :edge] = True
        mask = mask[:, ::-1] if rng.random() < 0.5 else mask
    elif where == 5:
        size = rng.integers(6, 20)
        row, column = rng.integers(0, SIDE - size), rng.integers(0, SIDE - size)
        mask[row : row + size, column : column + size] = True
    fill = rng.integers(0, 5)
    texture = (
        np.full_like(face, rng.uniform(0, 255)) if fill < 2
        else np.full_like(face, face.mean()) if fill == 2
        else rng.normal(rng.uniform(40, 215), rng.uniform(5, 40), face.shape) if fill == 3
        else np.roll(other[:: rng.choice([-1, 1])], rng.integers(0, SIDE, 2), (0, 1))
    )
    face[mask] = texture[mask]
    return np.clip(face, 0, 255).round(), mask[EYES].mean(), mask[MOUTH].mean()


def load(folder):
    """Crops of every fourth photograph and the person of each."""
    with np.load(Path(folder) / "faces_mesh.npz") as file:
        meshes = {key: file[key] for key in ("image", "mesh", "iod_px", "centre_px")}
    pictures = tarfile.open(Path(folder) / "faces.tar")
    members = {Path(m.name).name: m for m in pictures.getmembers()}
    crops, who = [], []
    for i in range(0, len(meshes["image"]), STEP):
        name = str(meshes["image"][i])
        grey = np.asarray(Image.open(io.BytesIO(pictures.extractfile(members[name]).read())).convert("L"))
        mesh = meshes["mesh"][i].astype(np.float64) * meshes["iod_px"][i] + meshes["centre_px"][i]
        crops.append(crop(grey, mesh, Framing()))
        who.append(name.rsplit("_", 1)[0])
    return np.array(crops), np.array(who)


def main(folder, target):
    rng = np.random.default_rng(3)
    faces, who = load(folder)
    learn = np.array([zlib.crc32(w.encode()) % 2 == 0 for w in who])
    made = [cover(faces[i], faces[rng.integers(len(faces))], rng) + (i,) for i in np.repeat(np.arange(len(faces)), COPIES)]
    x = numbers(np.array([m[0] for m in made]))
    shares, index = np.array([m[1:3] for m in made]), np.array([m[3] for m in made])
    train = learn[index]
    mean, scale = x[train].mean(0), x[train].std(0) + 1e-6
    z = (x - mean) / scale
    weights, offsets = [], []
    for zone, name in enumerate(("eyes", "mouth")):
        clear = (shares[:, zone] >= 0.5) | (shares[:, zone] < 0.1)
        y = shares[:, zone] >= 0.5
        model = LogisticRegression(C=0.05, max_iter=400).fit(z[clear & train], y[clear & train])
        held = clear & ~train
        p = model.predict_proba(z[held])[:, 1]
        print(f"{name}: AUC {roc_auc_score(y[held], p):.3f}, covered told {np.mean(p[y[held]] > 0.5):.3f}, free called covered {np.mean(p[~y[held]] > 0.5):.3f}; n {held.sum()} of {len(set(who[~learn]))} persons")
        weights.append(model.coef_[0])
        offsets.append(model.intercept_[0])
    lines = [f"{offsets[0]:.5f},{offsets[1]:.5f}"] + [f"{m:.5f},{s:.5f},{a:.5f},{b:.5f}" for m, s, a, b in zip(mean, scale, *weights)]
    Path(target).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
