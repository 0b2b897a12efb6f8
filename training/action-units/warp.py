"""Real faces with known added Action Units: photographs of neutral faces warped, triangle by triangle, along the units of the two heads."""
import numpy as np
from scipy.spatial import Delaunay
import crops
import furrows
import raster

LIDS = ((33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
        (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249))
LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
        172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
IRIS = 0.04


class Warper:
    def __init__(self, neutral):
        self.neutral = neutral
        points = self._extended(neutral)
        self.canonical = points[:, :2].astype(np.float32)
        flat = points[:, :2].copy()
        flat[[p for p in LIPS if neutral[p, 1] > neutral[13, 1] + 0.002], 1] += 0.03  # so that the lips are two
        tri = Delaunay(flat).simplices
        n = len(neutral)
        kind = np.ones(len(tri), int)
        for k, lids in enumerate(LIDS):
            kind[np.isin(tri, list(lids) + list(range(n + 5 * k, n + 5 * k + 5))).all(1)] = 0
        kind[np.isin(tri, LIPS).all(1)] = 2
        order = np.argsort(kind, kind="stable")  # eyeballs first: the lids' skin covers them
        self.tri, self.kind = tri[order].astype(np.int32), kind[order].astype(np.uint8)

    @staticmethod
    def _extended(mesh):
        extra = []
        for lids in LIDS:
            middle = mesh[list(lids), :2].mean(0)
            extra += [middle, middle + (IRIS, 0), middle - (IRIS, 0), middle + (0, IRIS), middle - (0, IRIS)]
        centre = np.array([0, 0.35])
        extra += list(centre + 1.35 * (mesh[list(OVAL), :2] - centre))
        extra += [(-1.1, -1.05), (1.1, -1.05), (-1.1, 1.75), (1.1, 1.75)]
        return np.concatenate([mesh[:, :2], np.array(extra)])

    def __call__(self, rng, picture, mesh, rotation, displacement, strengths):
        """The aligned crop, and the gap of the lips, of a photograph (its wide window `picture`, its `mesh` in the frame, turned by `rotation`) after the
        face moved by `displacement` (468, 3; common frame). `strengths`: the units' activations by side, for skin folds."""
        moved = mesh + displacement @ rotation.T
        source, target = self._extended(mesh), self._extended(mesh)
        target[:468] = moved[:, :2]
        a, b = crops.alignment(moved + rng.normal(0, 0.006, (1, 3)))
        whole = crops.SIDE + 2 * crops.MARGIN
        off = complex(1 + rng.normal(0, 0.035), rng.normal(0, 0.03))  # how far a mesh errs in size and roll
        a, b = a * off, whole / 2 * (1 + 1j) + (b - whole / 2 * (1 + 1j)) * off
        z = a * (target[:, 0] + 1j * target[:, 1]) + b
        place = np.stack([source[:, 0] - crops.WIDE_LEFT, source[:, 1] - crops.WIDE_TOP], 1) * crops.WIDE
        side = 2 * whole
        maps, mask = raster.draw(side, side, np.stack([2 * z.real, 2 * z.imag, 0 * z.real], 1),
                                 np.concatenate([place, self.canonical], 1), self.tri, self.kind, depth=False)
        crop = raster.sample(picture, maps)
        gap = np.linalg.norm(moved[13] - moved[14]) - np.linalg.norm(mesh[13] - mesh[14])
        if gap > 0.03 and np.linalg.norm(mesh[13] - mesh[14]) < 0.03:
            crop = mouth(rng, crop, mask == 3)
        crop = crop * furrows.shade(rng, maps[..., 2:4], strengths)
        return crop.reshape(whole, 2, whole, 2).mean((1, 3)), np.linalg.norm(moved[13] - moved[14])


def mouth(rng, crop, inside):
    """What is seen between lips that the photograph shows closed: teeth, often, and dark."""
    rows = np.flatnonzero(inside.any(1))
    if len(rows) < 2:
        return crop
    level = np.median(crop)
    share = rng.uniform(0.1, 0.9) * (rng.random() < 0.7)
    below = rng.uniform(0, 0.4) * (rng.random() < 0.4)
    y = (np.arange(crop.shape[0]) - rows[0] + 0.5) / len(rows)
    line = np.where((y < share) | (y > 1 - below), level * rng.uniform(0.9, 1.5), level * rng.uniform(0.1, 0.5))
    soft = np.where(inside, line[:, None], crop)
    return soft
