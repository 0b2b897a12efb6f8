"""Pictures with known units to learn from: warped photographs and renders, as aligned crops."""
import numpy as np
import crops
import head
import sample
import synthesis
import warp
from head import UNITS


def labels(sides):
    out = np.zeros((len(UNITS), 2), np.float32)
    for unit, pair in sides.items():
        out[UNITS.index(unit)] = pair
    return out


class Maker:
    """`rows`: the photographs that may be warped (neutral faces of persons to learn from). Results are kept in `work`."""

    def __init__(self, data, work, faces, folder, rows):
        self.data, self.work, self.faces, self.folder, self.rows = data, work, faces, folder, rows

    def _kept(self, name, make):
        path = self.work / f"{name}.npz"
        if not path.exists():
            x, l = make()
            np.savez(path, x=x, l=l)
        z = np.load(path)
        return z["x"], z["l"]

    def warps(self, count, seed):
        return self._kept(f"warps-{count}-{seed}", lambda: self._warps(count, np.random.default_rng(seed)))

    def renders(self, count, seed, faces_each=3):
        return self._kept(f"renders-{count}-{seed}", lambda: self._renders(count, np.random.default_rng(seed), faces_each))

    def _warps(self, count, rng):
        photos = crops.Photographs(self.faces, self.folder, self.rows, wide=True)
        banks = [synthesis.Bank(self.data / f"{k}468_bank.npz", k) for k in ("ict", "facs")]
        warper = warp.Warper(self.faces.neutral)
        x, l = [], []
        for _ in range(count):
            bank, i = banks[rng.integers(2)], rng.integers(len(self.rows))
            sides = {} if rng.random() < 0.12 else {u: s for u, s in sample.activations(rng).items() if u in bank.sides}
            move = np.zeros((468, 3), np.float32)
            for unit, (left, right) in sides.items():
                move += rng.uniform(0.7, 1.3) * (left * bank.sides[unit][0] + right * bank.sides[unit][1])
            crop = warper(rng, photos.pictures[i].astype(np.float32), photos.meshes[i], self.faces.rotation[self.rows[i]], move, sides)
            crop = crop * rng.uniform(0.7, 1.3) + rng.normal(0, rng.uniform(0, 4), crop.shape)
            x.append(np.clip(crop, 0, 255).astype(np.uint8))
            l.append(labels(sides))
        return np.stack(x), np.stack(l)

    def _renders(self, count, rng, faces_each):
        sampler = sample.Sampler(head.Head(self.data, self.work, self.faces.neutral))
        x, l = [], []
        while len(x) < count:
            neutral, person = sampler.person(rng)
            for _ in range(faces_each):
                sides = {} if rng.random() < 0.12 else sample.activations(rng)
                x.append(sampler.crop(rng, neutral, person, sides, rng.normal(0, (7, 11, 5)), synthesis.rotation, crops.alignment, crops.SIDE))
                l.append(labels(sides))
        return np.stack(x), np.stack(l)
