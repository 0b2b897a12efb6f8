"""Makes plugins/Vision/Resources/identity.bin: directions along which the photographs of one person differ little and those of
different persons much (linear discriminant analysis with shrinkage, on whitened principal components).

    python3 training/vision/identity.py pack $AFFECT_DATA faces.bin
    AFFECT_FACES=$PWD/faces.bin dotnet run -c Release --project tests/AffectAgent.Plugins.Vision.Tests -- -explicit only -class AffectAgent.Plugins.Vision.Tests.FeatureExport
    python3 training/vision/identity.py learn faces.bin.f32 $AFFECT_DATA/faces_mesh.npz plugins/Vision/Resources/identity.bin

The first line unpacks pictures and meshes, the second lets FaceFeatures.cs describe each (32-bit floats, in the order of
faces_mesh.npz), so that learning and use share one code, the third learns.
Persons (the name before the running number) are split by hash (held_out): directions are learnt on one half, the report is of the other, and
`affect bench tracking` draws its persons from that other half.
The file: two int32 (numbers a face, directions), the mean, then the directions row by row, as 32-bit floats.
"""

import io
import re
import sys
import tarfile
import zlib

import numpy as np
from PIL import Image

COMPONENTS, DIRECTIONS = 160, 48


def learn(x, who):
    """Mean and [numbers, directions]."""
    mean = x.mean(0)
    u, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    white = vt[:COMPONENTS].T / (s[:COMPONENTS] / np.sqrt(len(x)))
    y = (x - mean) @ white
    ids, which, counts = np.unique(who, return_inverse=True, return_counts=True)
    many = counts[which] > 1
    means = np.stack([y[which == i].mean(0) for i in range(len(ids))])
    rest = (y - means[which])[many]
    weight = np.minimum(1, 8 / counts[which][many])[:, None]
    within = (rest * weight).T @ rest / weight.sum() + 0.05 * np.eye(COMPONENTS)
    value, vector = np.linalg.eigh(within)
    return mean, white @ (vector[:, :DIRECTIONS] / np.sqrt(value[:DIRECTIONS]))


def described(x, mean, directions):
    y = (x - mean) @ directions
    return y / np.linalg.norm(y, axis=1, keepdims=True)


def pairs(y, who, rng, most=20000):
    """Cosines of pairs of the same person and of different persons."""
    same = []
    for i in np.unique(who):
        at = np.flatnonzero(who == i)
        for a in range(len(at)):
            for b in range(a + 1, min(len(at), a + 6)):
                same.append(y[at[a]] @ y[at[b]])
    a, b = rng.integers(0, len(y), (2, most))
    other = (y[a] * y[b]).sum(1)[who[a] != who[b]]
    return np.array(same), other


def pack(folder, target):
    """Each image as int32 width and height, grey bytes, then its mesh in pixels as 1,404 floats."""
    data = np.load(f"{folder}/faces_mesh.npz", allow_pickle=True)
    names, meshes, centres, scales = (data[k] for k in ("image", "mesh", "centre_px", "iod_px"))
    with tarfile.open(f"{folder}/faces.tar") as tar:
        pictures = {m.name.split("/")[-1]: tar.extractfile(m).read() for m in tar if m.isfile()}
    with open(target, "wb") as out:
        for name, mesh, centre, scale in zip(names, meshes.astype(np.float32), centres, scales):
            grey = np.asarray(Image.open(io.BytesIO(pictures[str(name)])).convert("L"))
            pixels = mesh * scale
            pixels[:, :2] += centre[:2]
            out.write(np.array(grey.shape[::-1], "<i4").tobytes() + grey.tobytes() + pixels.astype("<f4").tobytes())


def held_out(who):
    """True for the persons that nothing is learnt from (as in occlusion.py and bench/FaceTar.cs)."""
    return np.array([zlib.crc32(w.encode()) % 2 == 1 for w in who])


def area(same, other):
    """Area under the curve: how often a pair of the same person is nearer than a pair of different ones."""
    both = np.concatenate([same, other]).argsort().argsort()[: len(same)] + 1
    return (both.sum() - len(same) * (len(same) + 1) / 2) / (len(same) * len(other))


def report(y, who, rng):
    """Figures of persons not learnt on; the interval draws persons anew."""
    same, other = pairs(y, who, rng)
    print(f"held-out persons: {len(same)} same, {len(other)} different pairs")
    rows = [np.flatnonzero(who == i) for i in np.unique(who)]
    draws = []
    for _ in range(200):
        picked = [rows[k] for k in rng.integers(0, len(rows), len(rows))]
        again = np.concatenate(picked)
        named = np.repeat(np.arange(len(picked)), [len(p) for p in picked])
        draws.append(area(*pairs(y[again], named, rng)))
    print("AUC %.3f (%.3f to %.3f)" % (area(same, other), *np.quantile(draws, [0.025, 0.975])))
    for share in (0.1, 0.01, 0.001):
        cut = np.quantile(other, 1 - share)
        print(f"cosine {cut:.3f}: {share:.1%} of different pairs above it, {np.mean(same > cut):.1%} of same pairs")
    print("same: mean %.3f sd %.3f; different: mean %.3f sd %.3f" % (same.mean(), same.std(), other.mean(), other.std()))


def main(features, meshes, target):
    data = np.load(meshes, allow_pickle=True)
    names, lfw = data["image"], data["is_lfw"].astype(bool)
    who = np.array([re.sub(r"_?\d+\.\w+$", "", str(n)) for n in names])
    x = np.fromfile(features, "<f4").reshape(len(names), -1).astype(np.float64)
    x, who = x[lfw], who[lfw]
    test = held_out(who)
    rng = np.random.default_rng(0)
    mean, directions = learn(x[~test], who[~test])
    report(described(x[test], mean, directions), who[test], rng)
    print(f"learnt on {(~test).sum()} photographs of {len(set(who[~test]))} persons; {test.sum()} of {len(set(who[test]))} persons kept apart")
    with open(target, "wb") as out:
        out.write(np.array([x.shape[1], DIRECTIONS], "<i4").tobytes())
        out.write(mean.astype("<f4").tobytes())
        out.write(directions.T.astype("<f4").tobytes())


if __name__ == "__main__":
    {"pack": pack, "learn": main}[sys.argv[1]](*sys.argv[2:])
