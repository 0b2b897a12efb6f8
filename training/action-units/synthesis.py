"""Synthetic faces with known Action Units, as face-mesh points: two heads, many identities, poses and errors of the mesh."""
import numpy as np
import geometry

UNITS = (1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 28, 45)
# Units that are simulated and regressed with the others so that they are not mistaken for them, but not reported.
NUISANCE = (16, 18, 22, 24)
ALL = UNITS + NUISANCE

ICT = {1: "browInnerUp", 2: "browOuterUp", 4: "browDown", 5: "eyeWide", 6: "cheekSquint", 7: "eyeSquint", 9: "noseSneer",
       10: "mouthUpperUp", 12: "mouthSmile", 14: "mouthDimple", 15: "mouthFrown", 16: "mouthLowerDown",
       17: "mouthShrugLower", 18: "mouthPucker", 20: "mouthStretch", 22: "mouthFunnel", 24: "mouthPress",
       26: "jawOpen", 45: "eyeBlink"}
ICT_EXTRA = ("jawForward", "jawLeft", "jawRight", "mouthLeft", "mouthRight", "mouthShrugUpper", "cheekPuff",
             "eyeLookDown", "eyeLookUp", "eyeLookIn", "eyeLookOut")
FACS_NAME = {u: f"AU{u}" for u in ALL if u != 45} | {45: "AU43"}
FACS_EXTRA = ("AU11", "AU13", "AU29", "AU34", "AU35", "AU38", "AU39", "AU30", "AU61", "AU62", "AU63", "AU64")
PROTOTYPES = ((6, 12), (6, 12, 25), (6, 12, 25, 26), (12,), (1, 2, 5, 25, 26), (1, 2, 5), (1, 4, 15), (1, 4, 15, 17),
              (4, 5, 7, 24), (4, 7), (4, 7, 23), (9, 10, 17), (9, 10, 25), (1, 2, 4, 5, 20, 25, 26), (12, 14), (45,), (25,),
              (25, 26))


class Bank:
    """One parametric head: a neutral, identity directions, a displacement for each unit and side."""

    def __init__(self, path, kind):
        z = np.load(path)
        flip = np.array([1, -1, -1], np.float32)  # the banks' axes are x right, y up, z to the viewer
        self.kind = kind
        neutral = z["neutral"] if kind == "ict" else z["neutral_mean"]
        unit = np.linalg.norm(neutral[263] - neutral[33])
        self.neutral = neutral * flip / unit
        sd = z["identity_sd"] if kind == "facs" else np.ones(len(z["identity"]), np.float32)
        self.identity = z["identity"] * flip / unit * sd[:, None, None]
        shapes = z["expression"] if kind == "ict" else z["au"]
        names = z["names"] if kind == "ict" else z["au_names"]
        shapes = dict(zip(map(str, names), shapes * flip / unit))
        self.sides = {u: self._sides(shapes, u) for u in ALL if u != 25 or kind == "facs"}
        self.sides = {u: s for u, s in self.sides.items() if s is not None}
        extra = ICT_EXTRA if kind == "ict" else FACS_EXTRA
        self.extra = np.array([s for n in extra for s in self._named(shapes, n)])

    @staticmethod
    def _named(shapes, name):
        if name + "_L" in shapes:
            return [shapes[name + "_L"], shapes[name + "_R"]]
        return [shapes[name]]

    def _sides(self, shapes, unit):
        if self.kind == "ict":
            if unit == 28:
                both = shapes["mouthRollLower"] + shapes["mouthRollUpper"]
                return np.stack([both / 2, both / 2])
            if unit not in ICT:
                return None
            sides = self._named(shapes, ICT[unit])
        else:
            sides = self._named(shapes, FACS_NAME[unit])
        return np.stack(sides if len(sides) == 2 else [sides[0] / 2, sides[0] / 2])


def activations(rng, count):
    """Random activations (count, units, 2 sides): sparse single units, or a prototype of several with some left out."""
    a = np.zeros((count, len(ALL)), np.float32)
    index = {u: i for i, u in enumerate(ALL)}
    sparse = rng.random((count, len(ALL))) < 0.16
    a[sparse] = rng.random(sparse.sum())
    for row in np.flatnonzero(rng.random(count) < 0.45):
        units = [index[u] for u in PROTOTYPES[rng.integers(len(PROTOTYPES))]]
        a[row] *= rng.random() < 0.4
        strength = rng.uniform(0.2, 1)
        a[row, units] = np.clip(strength * rng.uniform(0.6, 1.3, len(units)), 0, 1) * (rng.random(len(units)) < 0.9)
    a[rng.random(count) < 0.12] = 0
    a[:, index[5]] *= a[:, index[45]] < 0.3
    side = np.clip(1 + 0.15 * rng.standard_normal((count, len(ALL), 2)).astype(np.float32), 0, 1.5)
    lopsided = rng.random((count, len(ALL))) < 0.05
    side[lopsided, rng.integers(2, size=lopsided.sum())] *= 0.2
    return np.clip(a[:, :, None] * side, 0, 1.3)


def rotation(pitch, yaw, roll):
    cx, sx, cy, sy, cz, sz = np.cos(pitch), np.sin(pitch), np.cos(yaw), np.sin(yaw), np.cos(roll), np.sin(roll)
    one, zero = np.ones_like(cx), np.zeros_like(cx)
    rx = np.stack([one, zero, zero, zero, cx, -sx, zero, sx, cx], -1).reshape(-1, 3, 3)
    ry = np.stack([cy, zero, sy, zero, one, zero, -sy, zero, cy], -1).reshape(-1, 3, 3)
    rz = np.stack([cz, -sz, zero, sz, cz, zero, zero, zero, one], -1).reshape(-1, 3, 3)
    return rz @ ry @ rx


def photograph(rng, meshes, noise=(0.003, 0.012)):
    """Turns each head, sees it in perspective, and adds the mesh model's errors: depth scale, smooth and point noise."""
    count = len(meshes)
    turn = rotation(*(np.radians(s) * rng.standard_normal(count) for s in (8, 12, 5)))
    seen = meshes @ np.swapaxes(turn, 1, 2)
    distance = rng.uniform(5, 16, count)[:, None, None]  # in outer eye distances: about half a metre to 1.5 m
    seen = seen - seen.mean(1, keepdims=True)
    perspective = distance / (distance + seen[..., 2:3])
    seen = np.concatenate([seen[..., :2] * perspective, seen[..., 2:3]], -1)
    seen[..., 2] *= rng.uniform(0.75, 1.2, count)[:, None]
    size = rng.uniform(*noise, count)[:, None, None]
    return (seen + size * rng.standard_normal(seen.shape)).astype(np.float32)


def sample(rng, bank, count, base=None):
    """Faces (count, 468, 3) with unit activations (count, units). With `base`, the identities are those meshes."""
    sides = activations(rng, count)
    for i, u in enumerate(ALL):
        if u not in bank.sides:
            sides[:, i] = 0
    gain = rng.uniform(0.8, 1.2, (count, len(ALL), 1)).astype(np.float32)
    if base is None:
        face = bank.neutral + np.tensordot(rng.standard_normal((count, len(bank.identity))).astype(np.float32), bank.identity, 1)
    else:
        face = base[rng.integers(len(base), size=count)].copy()
    before = geometry.lip_gap(face)
    extra = (rng.random((count, len(bank.extra))) < 0.06) * rng.random((count, len(bank.extra)))
    moved = face + np.tensordot(extra.astype(np.float32), bank.extra, 1)
    shapes = np.stack([bank.sides.get(u, np.zeros((2, 468, 3), np.float32)) for u in ALL])
    moved = moved + np.tensordot((sides * gain).reshape(count, -1), shapes.reshape(-1, 468, 3), 1)
    labels = sides.mean(2)
    gap = geometry.lip_gap(moved) - np.minimum(before, 0.03)
    labels[:, ALL.index(25)] = np.clip(gap / 0.25, 0, 1.3)
    return moved.astype(np.float32), labels
