"""Random pictures of random heads with true Action Units: aligned crops to train on, or whole photographs to test the program with."""
import numpy as np
import head
import real
import render
from head import UNITS

# What goes together on real faces (a sample of FACS patterns), as (unit, ...); strengths vary unit by unit.
TOGETHER = ((6, 12), (6, 12, 25), (6, 12, 25, 26), (12,), (12, 25), (1, 2, 5, 25, 26), (1, 2, 5), (1, 2), (1, 4, 15), (1, 4, 15, 17),
            (1, 4), (4, 5, 7, 24), (4, 7), (4, 7, 23), (4, 5, 7, 23, 25), (4,), (9, 10, 17), (9, 10, 25), (9, 4), (10, 4, 7),
            (1, 2, 4, 5, 20, 25, 26), (12, 14), (14,), (45,), (25,), (25, 26), (16, 25), (17,), (17, 24), (18,), (22, 25), (28,), (20, 25))


def activations(rng):
    """Unit -> (left, right), 0 to 1: a pattern with parts left out, single units, or nothing; sides differ a little, at times much."""
    chosen = {}
    kind = rng.random()
    if kind < 0.5:
        strength = rng.uniform(0.25, 1)
        for unit in TOGETHER[rng.integers(len(TOGETHER))]:
            if rng.random() < 0.9:
                chosen[unit] = np.clip(strength * rng.uniform(0.6, 1.3), 0, 1)
    if kind > 0.4:
        for unit in rng.permutation(UNITS)[:rng.integers(0, 5)]:
            chosen.setdefault(int(unit), rng.uniform(0.1, 1))
    if 45 in chosen:
        chosen.pop(5, None)
    for pair in ((12, 15), (18, 20), (22, 28), (25, 24)):
        if pair[0] in chosen and pair[1] in chosen:
            chosen.pop(pair[rng.integers(2)])
    out = {}
    for unit, strength in chosen.items():
        sides = np.clip(strength * (1 + 0.15 * rng.standard_normal(2)), 0, 1)
        if rng.random() < 0.08:
            sides[rng.integers(2)] *= rng.uniform(0, 0.3)
        out[unit] = (float(sides[0]), float(sides[1]))
    return out


def balanced(rng):
    """As `activations`, but to learn from: each unit is seen often and at any strength, in company of units that it seldom has."""
    kind = rng.random()
    if kind < 0.1:
        return {}
    if kind < 0.35:
        return activations(rng)
    share = rng.choice((0.12, 0.25, 0.35))
    chosen = {u: rng.random() for u in UNITS if rng.random() < share}
    for pair in ((45, 5), (12, 15), (18, 20), (22, 28), (25, 24), (28, 24), (26, 24), (28, 26), (18, 12)):
        if pair[0] in chosen and pair[1] in chosen and rng.random() < 0.8:
            chosen.pop(pair[rng.integers(2)])
    out = {}
    for unit, strength in chosen.items():
        sides = np.clip(strength * (1 + 0.1 * rng.standard_normal(2)), 0, 1)
        if rng.random() < 0.2:
            sides[rng.integers(2)] *= rng.uniform(0, 0.5)
        out[unit] = (float(sides[0]), float(sides[1]))
    return out


def sampler(data, work):
    """The sampler of the data folder's heads, shaped like the mean face of its photographs; unpacks them in `work` once."""
    weights = np.load(data / "facs468_bank.npz")["weights"].astype(np.float32)
    return Sampler(head.Head(data, work, real.Faces(data / "faces_mesh.npz", weights).neutral))


class Sampler:
    def __init__(self, head):
        self.head, self.renderer = head, render.Renderer(head)

    def person(self, rng):
        return self.head.identity(rng)

    def vertices(self, rng, neutral, person, sides, gaze=None):
        gaze = rng.uniform(-0.6, 0.6, 2) * (rng.random() < 0.6) if gaze is None else gaze
        return self.head.express(neutral, sides, gaze, scale=1 / person["size"])

    def crop(self, rng, neutral, person, sides, turn, rotation, align, side, folds=None):
        """A grey aligned crop (side, side) bytes, and the gap of the lips. `align` maps a mesh to the similarity of the crop;
        `rotation` makes a matrix; `folds`: see furrows.shade."""
        vertices = self.vertices(rng, neutral, person, sides)
        matrix = rotation(*np.radians(turn)[:, None])[0]
        distance = rng.uniform(5, 16)
        mesh = self.head.points(self.renderer.camera(vertices, matrix, distance))
        a, b = align(mesh + rng.normal(0, 0.008, (1, 3)))
        middle = (side / 2) * (1 + 1j)
        off = complex(1 + rng.normal(0, 0.035), rng.normal(0, 0.03))  # how far a mesh errs in size and roll
        a, b = a * off, middle + (b - middle) * off
        # The renderer draws upright; roll is left to `turn`, which the alignment undoes.
        c, s = a.real / abs(a), a.imag / abs(a)
        upright = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ matrix
        rgb, mask = self.renderer.draw(vertices, upright, distance, self.renderer.look(rng, person), (2 * abs(a), 2 * b.real, 2 * b.imag),
                                       2 * side, 2 * side, folds, colour=False)
        points = self.head.points(vertices)
        return render.photograph(rng, rgb, mask, 2, colour=False, rough=rng.random() < 0.7), np.linalg.norm(points[13] - points[14])

    def photograph(self, rng, neutral, person, sides, matrix, gaze, size=(480, 560), iod=None, colour=True):
        """A whole picture, bytes (h, w, 3), the 468 true points in its pixels and the distance and iod used."""
        vertices = self.vertices(rng, neutral, person, sides, gaze)
        iod = iod or rng.uniform(70, 130)
        distance = rng.uniform(6, 16)
        place = (2 * iod, size[0] + rng.normal(0, 30), 0.85 * size[1] + rng.normal(0, 20))
        rgb, mask = self.renderer.draw(vertices, matrix, distance, self.renderer.look(rng, person), place, 2 * size[0], 2 * size[1])
        points = self.head.points(self.renderer.camera(vertices, matrix, distance))
        pixels = points[:, :2] * iod + np.array(place[1:]) / 2
        return render.photograph(rng, rgb, mask, 2, colour), pixels
