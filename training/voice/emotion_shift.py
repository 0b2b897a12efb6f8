"""How sure a reading may be of a voice that is unlike the training's: measured where labels allow it, from one sex to the other.

No other labelled recordings being at hand, women's voices stand in for another corpus to a model of men's, and the other way
round: the labels are known, the distance is large, and the model is right less often. The divisor of the logits grows with
the distance so that the log loss over these and over the held-out speakers is least.
"""
import numpy as np

import emotion_choose as choose
import emotion_data as data
import emotion_fit as fit
from emotion_report import calibration_error, softmax


def loss(logs, y):
    return float(-np.mean(fit.log_softmax(logs)[np.arange(len(y)), y]))


def across_sexes(d, candidate, distance_of):
    """Logs and distances of every utterance and copy by a model of the other sex."""
    men = np.isin(d["speakers"], list(data.MEN))
    logs, distance = np.zeros((len(d["y"]), 7)), np.zeros(len(d["y"]))
    for test in (men, ~men):
        logs[test] = choose.logs_of_all(d["x"], d["y"], ~test, test, [candidate])[0]
        distance[test] = distance_of(d["x"], ~test, test)
    return logs, distance


def divisor(distance, temper):
    return 1 + temper[1] * np.maximum(0, distance - temper[0])


def fit_temper(groups):
    """The distance at which the divisor begins to grow, and by how much a unit; groups: (logs, distances, y), each counting the same."""
    best = (np.inf, (1.0, 0.0))
    for start in np.arange(0.5, 1.85, 0.1):
        for slope in (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6):
            value = sum(loss(logs / divisor(distance, (start, slope))[:, None], y) for logs, distance, y in groups)
            best = min(best, (value, (float(start), float(slope))))
    return best[1]


def flattened(logs, distance, temper, familiar):
    """What the program gives: tempered by distance, then drawn towards even by what familiarity lacks; voiced time left out."""
    p = softmax(logs / divisor(distance, temper)[:, None])
    trust = np.clip((2 * familiar - distance) / familiar, 0, 1)[:, None]
    return p * trust + (1 - trust) / p.shape[1], trust[:, 0]


def calibrate(d, near, near_distance, far, far_distance, familiar):
    """The temper fitted on everyone, and the figures before and after, each speaker's with a temper of the others."""
    y, speakers, clean = d["y"], d["speakers"], d["kinds"] == "clean"
    sets = {"held-out speakers, clean": (near, near_distance, clean), "held-out speakers, altered": (near, near_distance, ~clean),
            "the other sex, clean": (far, far_distance, clean), "the other sex, altered": (far, far_distance, ~clean)}
    tempers = {s: fit_temper([(logs[rows & (speakers != s)], distance[rows & (speakers != s)], y[rows & (speakers != s)])
                              for logs, distance, rows in sets.values()]) for s in sorted(set(speakers))}
    figures = {"tempers by speaker left out": tempers}
    for name, (logs, distance, rows) in sets.items():
        after, trust = np.zeros((len(y), 7)), np.zeros(len(y))
        for s, temper in tempers.items():
            own = speakers == s
            after[own], trust[own] = flattened(logs[own], distance[own], temper, familiar)
        before, told = softmax(logs), rows & (trust > 0)
        figures[name] = {"n": int(rows.sum()), "distance 50 95": np.percentile(distance[rows], [50, 95]).round(2).tolist(),
                         "not told": int((rows & (trust <= 0)).sum()),
                         "right": round(float(np.mean(before[rows].argmax(1) == y[rows])), 3)}
        for when, p, r in (("before", before, rows), ("after", after, told)):
            if r.any():
                figures[name][when] = measure(p[r], y[r])
        print(name, figures[name], flush=True)
    return fit_temper([(logs[rows], distance[rows], y[rows]) for logs, distance, rows in sets.values()]), figures


def measure(p, y):
    """Mean probability of the first label, share right, calibration error, log loss, and share that is wrong with 0.6 or more."""
    top, right = p.max(1), p.argmax(1) == y
    return {"mean": round(float(top.mean()), 3), "right": round(float(right.mean()), 3), "ece": round(calibration_error(p, y), 3),
            "log loss": round(float(-np.mean(np.log(p[np.arange(len(y)), y]))), 3), "wrong and sure": round(float(np.mean((top >= 0.6) & ~right)), 3)}
