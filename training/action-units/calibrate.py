"""From scores to FACS intensity 0-5 and to a probability of presence, by spreads over neutral faces."""
import numpy as np
from synthesis import ALL, UNITS
from regress import REPORTED

REST = 1.0  # up to one spread above the neutral face the intensity is 0
FULL = 6.0  # spreads above neutral that read 5, unless real faces reach further
FAR = 3.5  # what the most extreme of 200 photographs reads where rendered heads go beyond it
LIDS_SHUT = 3.8  # for AU45: the spreads at which the lids of the mean face meet
# The median of a class of press photographs, taken as a level: its smiles are mostly "pronounced" (C), and so on.
ANCHORS = {12: ("happiness", 3.0), 6: ("happiness", 2.0), 25: ("happiness", 2.0), 26: ("surprise", 2.0)}


def knots(z, emotion, reach=None):
    """For each unit three points of a monotone piecewise-linear map: spreads above neutral and the intensity there. `reach`: the
    score of rendered heads that show the unit fully (see curves.py), by unit as text; where that lies beyond what photographs
    show, it reads 5 and their most extreme FAR."""
    at, value = [], []
    for i, unit in enumerate(UNITS):
        moved = z[emotion != "neutral", i]
        full = LIDS_SHUT if unit == 45 else max(FULL, float(np.percentile(moved, 99.5)))
        middle, level = (REST + full) / 2, 2.5
        if unit in ANCHORS:
            name, level = ANCHORS[unit]
            middle = float(np.median(z[emotion == name, i]))
        elif (reach or {}).get(str(unit), 0) > full + 2:
            middle, level, full = full, FAR, reach[str(unit)]
        at.append((REST, middle, full))
        value.append((0.0, level, 5.0))
    return np.array(at, np.float32), np.array(value, np.float32)


def presence(z, emotion):
    """Midpoint and slope of a logistic in spreads. AU12: neutral against smiling faces in equal shares. Every other unit:
    the midpoint is the 98th percentile of neutral faces (2 to 3 spreads), the slope that of AU12."""
    smile = z[:, UNITS.index(12)]
    slope, middle = logistic(smile[emotion == "neutral"], smile[emotion == "happiness"])
    out = []
    for i, unit in enumerate(UNITS):
        edge = np.clip(np.percentile(z[emotion == "neutral", i], 98), 2, 3)
        out.append((middle if unit == 12 else edge, slope))
    return np.array(out, np.float32)


TOLD = 0.6  # probability from which a unit is told
FALSE_ALARMS = 5  # per cent of neutral faces that may read a unit as there
FALSE_ALARMS_UNSHOWN = 2  # the same for units that have no class of photographs to be judged on
UNSHOWN = (10, 14, 17, 20, 23, 28)


def thresholds(z, emotion, learnt_on):
    """As `presence`, but set by false alarms on the neutral faces of the persons learnt on, for every unit but AU12."""
    neutral, smiling = learnt_on & (emotion == "neutral"), learnt_on & (emotion == "happiness")
    slope, middle = logistic(z[neutral, UNITS.index(12)], z[smiling, UNITS.index(12)])
    edge = [np.percentile(z[neutral, i], 100 - (FALSE_ALARMS_UNSHOWN if u in UNSHOWN else FALSE_ALARMS)) for i, u in enumerate(UNITS)]
    told = np.log(TOLD / (1 - TOLD)) / slope
    return np.array([(middle if u == 12 else max(1.5, edge[i]) - told, slope) for i, u in enumerate(UNITS)], np.float32)


def logistic(absent, present, rounds=50):
    x = np.concatenate([absent, present])
    y = np.r_[np.zeros(len(absent)), np.ones(len(present))]
    weight = np.r_[np.full(len(absent), 0.5 / len(absent)), np.full(len(present), 0.5 / len(present))]
    design, found = np.stack([x, np.ones_like(x)]), np.zeros(2)
    fit = lambda w: (weight * np.logaddexp(0, (1 - 2 * y) * (w @ design))).sum()  # noqa: E731
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(found @ design, -50, 50)))
        step = np.linalg.solve((design * (weight * p * (1 - p))) @ design.T + 1e-6 * np.eye(2), design @ (weight * (y - p)))
        while fit(found + step) > fit(found) and np.abs(step).max() > 1e-9:
            step = step / 2  # Newton alone runs away where a class reaches far
        found = found + step
    a, b = found
    return a, -b / a


def intensity(z, at, value):
    """The map that C# repeats; z (n, units)."""
    return np.stack([np.interp(z[:, i], at[i], value[i]) for i in range(len(UNITS))], 1)


def target_for_full(at, sd):
    return at[:, 2] * sd[REPORTED]


__all__ = ["ALL", "knots", "presence", "intensity", "target_for_full"]
