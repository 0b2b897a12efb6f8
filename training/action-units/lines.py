"""Plain distances on the mesh that define a unit in FACS, as further rows of the linear reading: heights of the brows over the
eyes' inner corners, slope of the brows, heights of the lids, and of the mouth's corners beside the lips."""
import numpy as np
import regress
from synthesis import UNITS

INNER_BROW, OUTER_BROW = (55, 107, 66, 65, 285, 336, 296, 295), (70, 46, 63, 53, 300, 276, 293, 283)
INNER_EYE = (133, 362)
UPPER_LID, LOWER_LID = (159, 158, 160, 386, 385, 387), (145, 144, 153, 374, 373, 380)
CORNERS, LIPS, LOWER_LIP = (61, 185, 146, 291, 409, 375), (13, 14, 0, 17), (17,)
EYES = (33, 133, 362, 263)
# unit: (what rises, over what): both mean heights; a unit with several is the mean of their spreads.
RISES = {1: ((INNER_BROW, INNER_EYE), (INNER_BROW, OUTER_BROW)), 2: ((OUTER_BROW, EYES),),
         4: ((INNER_EYE, INNER_BROW), (OUTER_BROW, INNER_BROW)), 5: ((UPPER_LID, EYES),), 7: ((LOWER_LID, EYES),),
         15: ((LIPS, CORNERS), (LOWER_LIP, CORNERS))}


def robust(v):
    return 1.4826 * np.median(np.abs(v - np.median(v, 0)), 0)


def learn(mesh_scores, faces, calm):
    """Rows (units, 1407) and pose terms (units, 4) whose readings are spreads of neutral faces; zero for units without lines.

    `mesh_scores`: the first witness, in raw scores. What head pose and the mouth explain on the neutral faces `calm` is taken out."""
    terms = regress.pose_terms(faces.pitch, faces.yaw, len(faces.mesh))
    features = mesh_scores.features(faces.mesh)
    mouth = [UNITS.index(u) for u in regress.MOUTH]
    raw = mesh_scores(faces.mesh, faces.pitch, faces.yaw)[:, mouth]
    rows, poses = np.zeros((len(UNITS), features.shape[1]), np.float32), np.zeros((len(UNITS), 4), np.float32)
    for unit, measures in RISES.items():
        i = UNITS.index(unit)
        for over, under in measures:
            row = np.zeros((468, 3), np.float32)
            row[list(over), 1] -= 1 / len(over)
            row[list(under), 1] += 1 / len(under)
            row = np.concatenate([row.ravel(), np.zeros(3, np.float32)])
            row, pose = _freed(row, features, terms, raw, mesh_scores, mouth, calm)
            rows[i] += row
            poses[i] += pose
        rows[i], poses[i] = _scaled(rows[i], poses[i], features, terms, calm)
    return rows, poses


def _freed(row, features, terms, mouth_scores, mesh_scores, mouth, calm):
    value = features @ row
    design = np.concatenate([terms, mouth_scores], 1)
    by = np.linalg.lstsq(design[calm], value[calm], rcond=None)[0]
    row = row - mesh_scores.weights[:, mouth] @ by[4:]
    pose = by[:4] - mesh_scores.pose[:, mouth] @ by[4:]
    return _scaled(row, pose, features, terms, calm)


def _scaled(row, pose, features, terms, calm):
    """One spread of neutral faces becomes 1, their median 0."""
    value = features[calm] @ row - terms[calm] @ pose
    spread = robust(value)
    pose = pose / spread
    pose[0] += np.median(value) / spread
    return row / spread, pose
