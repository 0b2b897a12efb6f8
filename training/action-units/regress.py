"""Region ridge: Action Unit scores as a linear map of a mesh in the common frame, plus three plain distances."""
import numpy as np
import geometry
from synthesis import ALL, UNITS

UPPER = (1, 2, 4, 5, 6, 7, 9, 45)
EYE_LEVEL = 0.33  # y in the common frame: points above it see the brows, lids and cheeks, those below the mouth and chin
LAMBDA = 0.1
# Read from a distance instead of the regression: (unit, index into geometry.ratios, sign).
FROM_RATIO = ((45, 0, -1.0), (25, 1, 1.0))
# The mouth moves the whole mesh on real faces: what these units say about those is taken out, learnt on neutral faces.
MOUTH = (12, 25, 26)
FREED_FROM_MOUTH = (1, 4, 7)
# A smile is also read as these; taken out on neutral and smiling faces, where they are, on the average, absent.
SMILE = (12,)
FREED_FROM_SMILE = (9, 10, 14, 20)


class Scores:
    """scores = [flattened (mesh - neutral), ratios - neutral ratios] @ weights - [1, pitch, pitch^2, yaw^2] @ pose."""

    def __init__(self, neutral, weights):
        self.neutral = neutral
        self.neutral_ratios = geometry.ratios(neutral[None])[0]
        self.weights = weights
        self.pose = np.zeros((4, weights.shape[1]))

    def features(self, meshes):
        flat = (meshes - self.neutral).reshape(len(meshes), -1)
        return np.concatenate([flat, geometry.ratios(meshes) - self.neutral_ratios], 1)

    def __call__(self, meshes, pitch=0.0, yaw=0.0):
        return self.features(meshes) @ self.weights - pose_terms(pitch, yaw, len(meshes)) @ self.pose

    def subtract(self, unit, others, by):
        """Takes `others` scores times `by` (last entry: a constant) out of one unit's score."""
        i, js = ALL.index(unit), [ALL.index(u) for u in others]
        self.weights[:, i] -= self.weights[:, js] @ by[:-1]
        self.pose[:, i] -= self.pose[:, js] @ by[:-1]
        self.pose[0, i] += by[-1]


def pose_terms(pitch, yaw, count):
    pitch, yaw = np.broadcast_to(pitch, count), np.broadcast_to(yaw, count)
    return np.stack([np.ones(count), pitch, pitch ** 2, yaw ** 2], 1)


def ridge(x, y, strength):
    x = x - x.mean(0)
    gram = x.T @ x / len(x)
    gram[np.diag_indices_from(gram)] += strength * np.trace(gram) / len(gram)
    return np.linalg.solve(gram, x.T @ (y - y.mean(0)) / len(x))


def fit_synthetic(meshes, labels, neutral, partner, strength=LAMBDA):
    """Ridge on the upper points for the upper units and on the lower points for the rest; left and right made alike."""
    weights = np.zeros((geometry.POINTS, 3, len(ALL)))
    upper = neutral[:, 1] < EYE_LEVEL
    for points, mine in ((upper, lambda u: u in UPPER), (~upper, lambda u: u not in UPPER)):
        columns = [i for i, u in enumerate(ALL) if mine(u)]
        x = (meshes[:, points] - neutral[points]).reshape(len(meshes), -1)
        part = np.zeros((points.sum(), 3, len(ALL)))
        part[:, :, columns] = ridge(x, labels[:, columns], strength).reshape(points.sum(), 3, -1)
        weights[points] += part
    weights = (weights + weights[partner] * np.array([-1, 1, 1])[:, None]) / 2
    flat = np.concatenate([weights.reshape(-1, len(ALL)), np.zeros((3, len(ALL)))])
    for unit, ratio, sign in FROM_RATIO:
        flat[:, ALL.index(unit)] = 0
        flat[geometry.POINTS * 3 + ratio, ALL.index(unit)] = sign
    return Scores(neutral, flat)


def correct_on_real(scores, faces, rows):
    """Takes out what head pose and (for some units) the mouth explain on real faces; only `rows` are looked at."""
    neutral = rows & (faces.emotion == "neutral")
    smiling = rows & (faces.emotion == "happiness")
    raw = scores(faces.mesh)
    terms = pose_terms(faces.pitch, faces.yaw, len(raw))
    scores.pose = np.linalg.lstsq(terms[neutral], raw[neutral], rcond=None)[0]
    for units, others, seen in ((FREED_FROM_MOUTH, MOUTH, neutral), (FREED_FROM_SMILE, SMILE, neutral | smiling)):
        now = scores(faces.mesh[seen], faces.pitch[seen], faces.yaw[seen])
        mouth = np.c_[now[:, [ALL.index(u) for u in others]], np.ones(len(now))]
        for unit in units:
            by = np.linalg.lstsq(mouth, now[:, ALL.index(unit)], rcond=None)[0]
            by[-1] = 0
            scores.subtract(unit, others, by)
    now = scores(faces.mesh[neutral], faces.pitch[neutral], faces.yaw[neutral])
    scores.pose[0] += np.median(now, 0)


def spread(scores, faces, rows):
    """Robust spread of each score over neutral faces, and within one person's neutral photographs."""
    neutral = np.flatnonzero(rows & (faces.emotion == "neutral"))
    now = scores(faces.mesh[neutral], faces.pitch[neutral], faces.yaw[neutral])
    sd = 1.4826 * np.median(np.abs(now - np.median(now, 0)), 0)
    person = faces.person[neutral]
    deviations = []
    for p in np.unique(person):
        mine = now[person == p]
        if len(mine) > 2:
            deviations.append((mine - mine.mean(0)) * np.sqrt(len(mine) / (len(mine) - 1)))
    within = 1.4826 * np.median(np.abs(np.concatenate(deviations)), 0)
    return sd, within


REPORTED = [ALL.index(u) for u in UNITS]
