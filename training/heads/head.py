"""A parametric head of heads.tar.xz: MakeHuman's base mesh, its identity targets and FACSHuman's Action Units."""
from pathlib import Path
import re
import tarfile
import numpy as np

PARTS = ("body", "helper-l-eye", "helper-r-eye", "helper-upper-teeth", "helper-lower-teeth", "helper-tongue")
DETAILS = ("cheek", "chin", "eyebrows", "eyes", "forehead", "head", "mouth", "nose", "asym")
NECK = 5.6  # height in the base mesh below which nothing is kept, decimetres
# Units that a head of this kind can show, with FACSHuman's name where it differs. 25 and 26 may go together.
UNITS = (1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 26, 28, 45)
NAMED = {45: "43", 22: "22_25_up_down"}
GAZE = ("61", "62", "63", "64")  # left, right, up, down


def _unpack(archive, cache):
    folder = cache / "heads"
    if not folder.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(cache, [m for m in tar.getmembers() if m.isfile() and not m.name.endswith((".png", ".thumb", ".jpg"))])
    return folder


def _target(path):
    rows = [line.split() for line in path.read_text(errors="ignore").splitlines() if line[:1].isdigit()]
    index = np.array([int(r[0]) for r in rows], int)
    return index, np.array([[float(v) for v in r[1:4]] for r in rows], np.float32).reshape(-1, 3)


class Head:
    """Vertices in the frame of the mean neutral face: outer eye corners one unit apart, x right, y down, z to the back."""

    def __init__(self, data, cache, neutral):
        folder = _unpack(data / "heads.tar.xz", cache)
        vertices, faces, parts = self._object(folder / "makehuman/3dobjs/base.obj")
        bank = np.load(data / "facs468_bank.npz")
        keep = np.zeros(len(vertices), bool)
        kept = [(f, PARTS.index(p)) for f, p in zip(faces, parts) if p in PARTS and vertices[list(f), 1].min() > NECK]
        for f, _ in kept:
            keep[list(f)] = True
        number = np.cumsum(keep) - 1
        self.keep, self.number = keep, number
        tri, part = [], []
        for f, p in kept:
            for k in range(1, len(f) - 1):
                tri.append([number[f[0]], number[f[k]], number[f[k + 1]]])
                part.append(p)
        self.triangles, self.part = np.array(tri, np.int32), np.array(part, np.uint8)
        self.vertex_part = np.zeros(keep.sum(), np.uint8)
        self.vertex_part[self.triangles.ravel()] = np.repeat(self.part, 3)
        landmarks, self.bary = bank["tri"], bank["bary"].astype(np.float32)
        self.landmark = number[landmarks]
        corners = np.einsum("pkc,pk->pc", vertices[landmarks], self.bary)[[33, 263]]
        self.unit = np.linalg.norm(corners[1] - corners[0])
        self.origin = corners.mean(0)
        self.rest = self._framed(vertices[keep] - self.origin)
        self.ages, self.looks = self._identities(folder / "makehuman/targets")
        self.units = {u: self._sides(folder / "facshuman", u) for u in UNITS}
        self.gaze = [self._load(next((folder / "facshuman").glob(f"*/{g}.target"))) for g in GAZE]
        self.places = self._places(self.points(self.rest), neutral)

    @staticmethod
    def _object(path):
        vertices, faces, parts, part = [], [], [], ""
        for line in path.read_text().splitlines():
            if line.startswith("v "):
                vertices.append([float(v) for v in line.split()[1:4]])
            elif line.startswith("g "):
                part = line.split()[1]
            elif line.startswith("f "):
                faces.append([int(v.split("/")[0]) - 1 for v in line.split()[1:]])
                parts.append(part)
        return np.array(vertices, np.float32), faces, parts

    def _framed(self, v):
        return (v * np.array([1, -1, -1], np.float32) / self.unit).astype(np.float32)

    def _load(self, path):
        index, move = _target(path)
        full = np.zeros((len(self.keep), 3), np.float32)
        full[index] = move
        return self._framed(full[self.keep])

    def _sides(self, folder, unit):
        """Displacements of the subject's left and right side."""
        name = NAMED.get(unit, str(unit))
        sides = [next(folder.glob(f"*/{s}{name}.target"), None) for s in "LR"]
        if all(sides):
            return np.stack([self._load(s) for s in sides])
        both = self._load(next(folder.glob(f"*/{name}.target")))
        left = 1 / (1 + np.exp(-self.rest[:, :1] / 0.03))  # the subject's left is to the picture's right
        return np.stack([both * left, both * (1 - left)])

    def _identities(self, folder):
        macro = {}
        for path in sorted((folder / "macrodetails").glob("*.target")):
            if "baby" not in path.name:
                macro[path.stem] = self._load(path)
        looks = {}
        for group in DETAILS:
            for path in sorted((folder / group).glob("*.target")):
                if re.search("breast|trunk|ear", path.stem):
                    continue
                move = self._load(path)
                if np.abs(move).max() > 1e-4:
                    looks[f"{group}/{path.stem}"] = move
        return macro, looks

    def points(self, vertices):
        """The 468 mesh points."""
        return np.einsum("pkc,pk->pc", vertices[self.landmark], self.bary)

    def _places(self, stable, neutral):
        import sys
        sys.path.insert(0, str(Path(__file__).parents[1] / "action-units"))
        import crops
        a, b = crops.similarity(stable, neutral)
        z = a * (self.rest[:, 0] + 1j * self.rest[:, 1]) + b
        return np.stack([z.real, z.imag], 1).astype(np.float32)

    def identity(self, rng):
        """A random person: (neutral vertices, age 0 young to 1 old, how African, Asian and Caucasian, how female)."""
        origin = rng.dirichlet([0.6, 0.6, 0.9])
        female = rng.random() if rng.random() < 0.3 else float(rng.random() < 0.5)
        age = rng.beta(1.1, 1.6)
        child = rng.random() < 0.07
        ages = {"child": 1.0} if child else {"young": 1 - age, "old": age}
        v = self.rest.copy()
        for people, share in zip(("african", "asian", "caucasian"), origin):
            for sex, part in (("female", female), ("male", 1 - female)):
                for when, much in ages.items():
                    v += share * part * much * self.ages[f"{people}-{sex}-{when}"]
        weight, muscle = rng.normal(0, 0.5, 2)
        for sex, part in (("female", female), ("male", 1 - female)):
            for when, much in ages.items():
                build = f"universal-{sex}-{when}-averagemuscle-{'max' if weight > 0 else 'min'}weight"
                if build in self.ages:
                    v += part * much * abs(weight) * self.ages[build]
        names = list(self.looks)
        chosen = {}
        for name in names:
            if rng.random() < 0.16:
                amount = min(abs(rng.normal(0, 0.45)), 1.0)
                chosen[name] = amount
        for name, amount in chosen.items():
            v += amount * self.looks[name]
            twin = re.sub(r"/l-", "/r-", name) if "/l-" in name else re.sub(r"/r-", "/l-", name)
            if twin != name and twin in self.looks and twin not in chosen:
                v += amount * rng.uniform(0.8, 1.1) * self.looks[twin]
        points = self.points(v)
        middle = (points[33] + points[263]) / 2
        size = np.linalg.norm(points[263] - points[33])
        return ((v - middle) / size).astype(np.float32), dict(age=0.0 if child else float(age), origin=origin, female=float(female), size=size)

    def express(self, neutral, sides, gaze=(0, 0), scale=1.0):
        """The head with Action Units: sides: unit -> (left, right), 0 to 1; gaze: right and down as seen, -1 to 1."""
        v = neutral.copy()
        for unit, (left, right) in sides.items():
            if left:
                v += scale * left * self.units[unit][0]
            if right:
                v += scale * right * self.units[unit][1]
        x, y = gaze
        v += scale * (max(x, 0) * self.gaze[0] + max(-x, 0) * self.gaze[1] + max(-y, 0) * self.gaze[2] + max(y, 0) * self.gaze[3])
        return v
