#!/usr/bin/env python3
"""Pictures with known units to learn from, as aligned crops in shards: renders of random heads, and warped photographs.

python3 training/action-units/made.py --data ../shared/data   writes WORK/made/{renders,warps}-NNN.npz"""
import argparse
from pathlib import Path
import sys
import tarfile
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "heads"))
import crops  # noqa: E402
import furrows  # noqa: E402
import head  # noqa: E402
import real  # noqa: E402
import sample  # noqa: E402
import synthesis  # noqa: E402
import warp  # noqa: E402
from head import UNITS  # noqa: E402

SHARD, OF_A_HEAD = 600, 5
RENDERS, WARPS = 100, 50  # shards that the network learns from


def labels(sides):
    """(units, 2): left and right, 0 to 1."""
    out = np.zeros((len(UNITS), 2), np.float32)
    for unit, pair in sides.items():
        out[UNITS.index(unit)] = pair
    return out


def photographs(data, work):
    """The folder with the photographs of faces.tar, unpacked once."""
    folder = work / "faces/images"
    if not folder.exists():
        with tarfile.open(data / "faces.tar") as tar:
            tar.extractall(work)
    return folder


def faces_of(data):
    return real.Faces(data / "faces_mesh.npz", np.load(data / "facs468_bank.npz")["weights"].astype(np.float32))


class Renders:
    """Each shard's heads are its own. Fields: x crops, l labels, gap of the lips, who."""

    def __init__(self, data, work, faces):
        self.sampler = sample.Sampler(head.Head(data, work, faces.neutral))

    def shard(self, number):
        rng = np.random.default_rng((31, number))
        x, l, gaps, who = [], [], [], []
        for i in range(SHARD):
            if i % OF_A_HEAD == 0:
                neutral, person = self.sampler.person(rng)
            sides = sample.balanced(rng)
            folds = (lambda places: furrows.shade(rng, places, sides)) if rng.random() < 0.4 else None
            crop, gap = self.sampler.crop(rng, neutral, person, sides, rng.normal(0, (8, 11, 5)), synthesis.rotation, crops.alignment,
                                          crops.SIDE + 2 * crops.MARGIN, folds)
            x.append(crop)
            l.append(labels(sides))
            gaps.append(gap)
            who.append(number * SHARD + i // OF_A_HEAD)
        return dict(x=np.stack(x), l=np.stack(l), gap=np.array(gaps, np.float32), who=np.array(who))


class Warps:
    """Neutral photographs of persons to learn from, with units added along the displacements of the two heads' meshes."""

    def __init__(self, data, work, faces):
        learnt_on = faces.plain_persons()
        self.faces, self.rows = faces, np.flatnonzero(learnt_on & (faces.emotion == "neutral"))
        self.photos = crops.Photographs(faces, photographs(data, work), self.rows, wide=True)
        self.banks = [synthesis.Bank(data / f"{k}468_bank.npz", k) for k in ("ict", "facs")]
        self.warper = warp.Warper(faces.neutral)

    def shard(self, number):
        rng = np.random.default_rng((32, number))
        x, l, gaps, who = [], [], [], []
        for _ in range(SHARD):
            bank, i = self.banks[rng.integers(2)], rng.integers(len(self.rows))
            sides = {u: s for u, s in sample.balanced(rng).items() if u in bank.sides}
            move = np.zeros((468, 3), np.float32)
            for unit, (left, right) in sides.items():
                move += rng.uniform(0.8, 1.2) * (left * bank.sides[unit][0] + right * bank.sides[unit][1])
            crop, gap = self.warper(rng, self.photos.pictures[i].astype(np.float32), self.photos.meshes[i],
                                    self.faces.rotation[self.rows[i]], move, sides)
            crop = crop * rng.uniform(0.7, 1.3) + rng.normal(0, rng.uniform(0, 4), crop.shape)
            x.append(np.clip(crop, 0, 255).astype(np.uint8))
            l.append(labels(sides))
            gaps.append(gap)
            who.append(self.faces.person[self.rows[i]])
        return dict(x=np.stack(x), l=np.stack(l), gap=np.array(gaps, np.float32), who=np.array(who))


def existing(work):
    """The shards that are there, renders first."""
    return [sorted((work / "made").glob(f"{kind}-???.npz")) for kind in ("renders", "warps")]


def make(data, work, counts, faces=None):
    """Makes the shards that are missing; `counts`: renders and warps. Returns the shards' paths, renders first."""
    folder = work / "made"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [[folder / f"{kind}-{i:03d}.npz" for i in range(count)] for kind, count in zip(("renders", "warps"), counts)]
    makers = [None, None]
    order = sorted((i / max(1, counts[k]), k, i) for k in (0, 1) for i in range(counts[k]))
    for _, k, i in order:  # both kinds grow together, so that a training can begin early
        if paths[k][i].exists():
            continue
        faces = faces or faces_of(data)
        makers[k] = makers[k] or (Renders, Warps)[k](data, work, faces)
        part = paths[k][i].with_suffix(".part.npz")
        np.savez(part, **makers[k].shard(i))
        part.rename(paths[k][i])
        print(paths[k][i].name, flush=True)
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"))
    parser.add_argument("--renders", type=int, default=RENDERS)
    parser.add_argument("--warps", type=int, default=WARPS)
    options = parser.parse_args()
    make(options.data, options.work, (options.renders, options.warps))
