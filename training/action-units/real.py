"""The measured faces: photographs' meshes in the common frame, split by person."""
import re
import numpy as np
import geometry


class Faces:
    """LFW crops only (the film stills look different, so that classes can't be compared across the two)."""

    def __init__(self, path, weights, seed=7):
        z = np.load(path)
        keep = z["is_lfw"] & (z["mesh_conf"].astype(np.float32) > 0.5)
        raw = z["mesh"][keep].astype(np.float32)
        self.image = z["image"][keep]
        self.emotion = z["emotion"][keep].astype(str)
        self.centre, self.iod = z["centre_px"][keep], z["iod_px"][keep]
        person = [re.sub(r"_?\d+\.\w+$", "", str(i)) for i in self.image]
        names = sorted(set(person))
        self.person = np.searchsorted(names, person)
        half = np.random.default_rng(seed).random(len(names)) < 0.5
        self.half = half[self.person].astype(int)
        self.weights = weights
        self.neutral_mesh(raw)
        self.mesh, rotation = geometry.procrustes(raw, self.neutral, weights)
        self.raw = raw
        self.rotation = rotation
        self.pitch, self.yaw = geometry.angles(rotation)

    def plain_persons(self, share=0.6, seed=5):
        """Photographs of persons to learn from: a share of those who are shown neutral or smiling only, so that every
        photograph of the rarer expressions is left to test on, and no person is on both sides."""
        rare = ~np.isin(self.emotion, ("neutral", "happiness"))
        plain = ~np.isin(self.person, np.unique(self.person[rare]))
        return plain & (np.random.default_rng(seed).random(self.person.max() + 1) < share)[self.person]

    def neutral_mesh(self, raw):
        """The mean neutral face, symmetric, upright, outer eye corners one unit apart (three rounds of Procrustes)."""
        some = raw[self.emotion == "neutral"]
        mean = some.mean(0)
        self.partner = None
        for _ in range(3):
            mean = geometry.procrustes(some, mean, self.weights)[0].mean(0)
            mean = upright(mean)
            if self.partner is None:
                self.partner = geometry.mirror_map(mean)
            mean = (mean + geometry.mirrored(mean, self.partner)) / 2
        self.neutral = mean.astype(np.float32)


def upright(mesh):
    """Moves the middle of the outer eye corners to the origin, makes them one unit apart and level, and faces the viewer."""
    right, left = mesh[33], mesh[263]
    mesh = mesh - (right + left) / 2
    mesh = mesh / np.linalg.norm(left - right)
    x = mesh[263] - mesh[33]
    x = x / np.linalg.norm(x)
    y = np.array([0, 1.0, 0]) - x * x[1]
    y /= np.linalg.norm(y)
    return mesh @ np.stack([x, y, np.cross(x, y)]).T
