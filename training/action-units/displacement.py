"""Which way the mesh moves with each unit, learnt from photographs: the differences between pictures of the same person,
regressed on the differences of that person's scores, the head's turn taken out."""
import numpy as np
import geometry
from regress import pose_terms
from synthesis import ALL, UNITS

# Where each unit may move the mesh: centres (mesh points, both sides) and reach in outer eye distances.
REACH = {
    1: ((107, 336, 9, 151), 0.26), 2: ((105, 334, 70, 300, 104, 333), 0.26), 4: ((55, 285, 107, 336, 52, 282, 9), 0.26),
    5: ((159, 386), 0.14), 6: ((117, 346, 118, 347, 101, 330, 145, 374), 0.22), 7: ((145, 374, 159, 386), 0.14),
    9: ((195, 48, 278, 193, 417, 9), 0.24), 10: ((0, 37, 267, 203, 423, 40, 270), 0.17),
    12: ((61, 291, 207, 427, 205, 425, 0, 17), 0.27), 14: ((61, 291), 0.2), 15: ((61, 291, 43, 273), 0.2),
    17: ((17, 199, 18, 175), 0.24), 20: ((61, 291, 17, 0), 0.24), 23: ((0, 17, 61, 291), 0.18),
    25: ((0, 17, 13, 14, 37, 267, 84, 314), 0.2), 26: ((152, 17, 172, 397, 150, 379, 14), 0.34),
    28: ((0, 17, 13, 14, 37, 267, 84, 314), 0.18), 45: ((159, 386, 145, 374), 0.13)}

# The lids' three units are one movement seen three ways: these are learnt without the others beside them.
LEAVE_OUT = {45: (5, 6, 7), 5: (7, 45), 7: (5, 45), 28: (14, 15, 16, 18, 20, 22, 23, 24)}


def mask(neutral, unit):
    centres, reach = REACH[unit]
    distance = np.linalg.norm(neutral[:, None] - neutral[list(centres)][None], axis=-1).min(1)
    return np.exp(-(distance / reach) ** 4)


def learn(scores, faces, partner, strength=0.02):
    """Displacement of the mesh for one step of each reported unit's score, (units, 468, 3)."""
    now = scores(faces.mesh, faces.pitch, faces.yaw)
    terms = np.c_[now, pose_terms(faces.pitch, faces.yaw, len(now))[:, 1:], faces.yaw]
    rows = []
    for p in np.unique(faces.person):
        mine = np.flatnonzero(faces.person == p)
        if 1 < len(mine):
            rows.append((mine, np.full(len(mine), 1 / np.sqrt(len(mine)))))
    change = np.concatenate([terms[m] - terms[m].mean(0) for m, _ in rows])
    moved = np.concatenate([faces.mesh[m] - faces.mesh[m].mean(0) for m, _ in rows]).reshape(len(change), -1)
    gram, goal = change.T @ change, change.T @ moved
    gram += strength * np.diag(np.diag(gram))
    found = []
    for unit in UNITS:
        left_out = [ALL.index(u) for u in LEAVE_OUT.get(unit, ())]
        kept = [i for i in range(len(gram)) if i not in left_out]
        step = np.linalg.solve(gram[np.ix_(kept, kept)], goal[kept])[kept.index(ALL.index(unit))]
        step = step.reshape(geometry.POINTS, 3)
        step = (step + geometry.mirrored(step, partner)) / 2
        found.append(step * mask(scores.neutral, unit)[:, None])
    return np.stack(found)


# Units that are told apart from each other; a brow unit is never cleaned with the help of the mouth.
GROUPS = ((1, 2, 4, 5, 6, 7), (10, 12, 14, 15, 17, 20, 23, 25, 26, 28))


def tell_apart(scores, displacement, sd, strength=0.2):
    """Mixes the displacements of a group so that each moves the others' scores less (ridge towards no mixing)."""
    out = displacement.copy()
    read = (scores((scores.neutral + displacement).astype(np.float32)) + scores.pose[0]) / sd
    for group in GROUPS:
        rows = [UNITS.index(u) for u in group]
        leak = read[np.ix_(rows, [ALL.index(u) for u in group])]
        leak = (leak / np.diag(leak)[:, None]).T  # column i: what displacement i reads as, in shares of its own unit
        ridge = strength * np.eye(len(rows))
        mix = np.linalg.solve(leak.T @ leak + ridge, leak.T + ridge)
        out[rows] = np.tensordot(mix.T, displacement[rows], 1)
    return out


def scale_to(scores, displacement, target):
    """Scales each displacement so that the neutral face moved by it scores `target` on its own unit."""
    out = displacement.copy()
    for i, unit in enumerate(UNITS):
        column, low, high = ALL.index(unit), 0.0, 1e-3
        score = lambda k: scores((scores.neutral + k * displacement[i])[None])[0, column] + scores.pose[0, column]
        while score(high) < target[i] and high < 1e3:
            high *= 1.1
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if score(middle) < target[i] else (low, middle)
        out[i] *= high
    return out
