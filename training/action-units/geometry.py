"""Mesh geometry: the common frame, weighted Procrustes, mirroring and the plain distances that some units are read from.

Every mesh is an array (..., 468, 3) in image axes: x right, y down, z towards the back. The common frame is that of the
neutral mean: upright, facing the viewer, outer eye corners one unit apart.
"""
import numpy as np

POINTS = 468
RIGHT_EYE = dict(outer=33, inner=133, lids=((160, 144), (159, 145), (158, 153)))
LEFT_EYE = dict(outer=263, inner=362, lids=((387, 373), (386, 374), (385, 380)))
LIPS_INNER = ((82, 87), (13, 14), (312, 317))
CHIN, NOSE_BASE = 152, 2


def procrustes(meshes, target, weights):
    """Turns, scales and moves each mesh onto the target (weighted least squares, no reflection).

    Returns the meshes in the target's frame and the rotation matrices that took them there."""
    w = weights / weights.sum()
    goal_mean = w @ target
    goal = target - goal_mean
    mean = np.einsum("p,npc->nc", w, meshes)
    centred = meshes - mean[:, None]
    cross = np.einsum("p,npi,pj->nij", w, centred, goal)
    u, s, vt = np.linalg.svd(cross)
    sign = np.sign(np.linalg.det(u @ vt))
    u[:, :, 2] *= sign[:, None]
    s[:, 2] *= sign
    rotation = u @ vt
    scale = s.sum(1) / np.einsum("p,npc->n", w, centred ** 2)
    return scale[:, None, None] * (centred @ rotation) + goal_mean, rotation


def angles(rotation):
    """Pitch (about x) and yaw (about y) in radians of the head that `procrustes` has turned upright;
    clamped, because beyond the clamp nothing was measured."""
    r = np.swapaxes(rotation, -1, -2)  # takes a head row vector to the frame; its transpose is the head's pose
    pitch = np.arctan2(r[:, 1, 2], r[:, 2, 2])
    yaw = np.arcsin(np.clip(-r[:, 0, 2], -1, 1))
    return np.clip(pitch, -0.5, 0.5), np.clip(yaw, -0.7, 0.7)


def mirror_map(mesh):
    """The partner of each point across the face's middle: an involution, the middle's points their own partners."""
    flipped = mesh * np.array([-1, 1, 1])
    cost = ((flipped[:, None] - mesh[None]) ** 2).sum(-1)
    from scipy.optimize import linear_sum_assignment
    partner = linear_sum_assignment(cost)[1]
    if not (partner[partner] == np.arange(len(partner))).all():
        raise ValueError("The mirror map is no involution: the mesh it is made from is too lopsided.")
    return partner


def mirrored(meshes, partner):
    """The same faces seen in a mirror, points renumbered so that left is left again."""
    return meshes[..., partner, :] * np.array([-1, 1, 1], meshes.dtype)


def _length(a):
    return np.sqrt((a ** 2).sum(-1))


def eye_opening(meshes):
    """Gap between the lids by eye width, mean of both eyes; about 0.3 for an open eye."""
    total = 0
    for eye in (RIGHT_EYE, LEFT_EYE):
        gap = sum(_length(meshes[:, top] - meshes[:, bottom]) for top, bottom in eye["lids"])
        total = total + gap / 3 / _length(meshes[:, eye["outer"]] - meshes[:, eye["inner"]])
    return total / 2


def lip_gap(meshes):
    """Gap between the inner edges of the lips, in outer eye distances; 0 for a closed mouth."""
    return sum(_length(meshes[:, top] - meshes[:, bottom]) for top, bottom in LIPS_INNER) / 3


def jaw_length(meshes):
    """Base of the nose to chin, in outer eye distances."""
    return _length(meshes[:, CHIN] - meshes[:, NOSE_BASE])


def ratios(meshes):
    """Eye opening, lip gap and jaw length of meshes in the common frame, (n, 3)."""
    return np.stack([eye_opening(meshes), lip_gap(meshes), jaw_length(meshes)], 1)
