"""What the scores tell on real photographs (person-disjoint halves) and on held-out synthetic faces."""
import copy
import numpy as np
from scipy.stats import rankdata
import regress
from synthesis import ALL, UNITS

AGAINST_NEUTRAL = (("happiness", 6), ("happiness", 12), ("surprise", 1), ("surprise", 2), ("surprise", 5),
                   ("surprise", 26), ("sadness", 1), ("sadness", 4), ("sadness", 15), ("anger", 4), ("anger", 5),
                   ("anger", 7))
BETWEEN = (("surprise", "anger", 1), ("anger", "surprise", 4), ("anger", "surprise", 9), ("happiness", "anger", 12),
           ("surprise", "anger", 5), ("anger", "surprise", 7))


def auc(present, absent):
    rank = rankdata(np.concatenate([present, absent]))
    n, m = len(present), len(absent)
    return (rank[:n].sum() - n * (n + 1) / 2) / n / m


def interval(values, person, present, absent, rng, rounds=300):
    """95% interval of an AUC by resampling persons."""
    rows = np.flatnonzero(present | absent)
    people, where = np.unique(person[rows], return_inverse=True)
    order = np.argsort(where, kind="stable")
    groups = np.split(rows[order], np.cumsum(np.bincount(where))[:-1])
    found = []
    for _ in range(rounds):
        pick = np.concatenate([groups[i] for i in rng.integers(len(people), size=len(people))])
        found.append(auc(values[pick[present[pick]]], values[pick[absent[pick]]]))
    return np.percentile(found, [2.5, 97.5])


def on_real(synthetic_scores, faces):
    """AUCs: corrections and spreads from one half of the persons, tested on the other, both ways, pooled."""
    z = np.zeros((len(faces.mesh), len(ALL)))
    for half in (0, 1):
        scores = copy.deepcopy(synthetic_scores)
        regress.correct_on_real(scores, faces, faces.half == 1 - half)
        sd, _ = regress.spread(scores, faces, faces.half == 1 - half)
        test = faces.half == half
        z[test] = scores(faces.mesh[test], faces.pitch[test], faces.yaw[test]) / sd
    rng = np.random.default_rng(11)
    rows = []
    for present, absent, unit in [(e, "neutral", u) for e, u in AGAINST_NEUTRAL] + list(BETWEEN):
        v, p, a = z[:, ALL.index(unit)], faces.emotion == present, faces.emotion == absent
        low, high = interval(v, faces.person, p, a, rng)
        rows.append(dict(unit=unit, present=present, absent=absent, auc=round(float(auc(v[p], v[a])), 3),
                         low=round(float(low), 3), high=round(float(high), 3), n_present=int(p.sum()), n_absent=int(a.sum())))
    return rows, z


def pose_share(scores, faces):
    """Share of each raw score's variance over neutral faces that head pitch and yaw explain, before the correction."""
    neutral = faces.emotion == "neutral"
    raw = scores.features(faces.mesh[neutral]) @ scores.weights
    terms = regress.pose_terms(faces.pitch[neutral], faces.yaw[neutral], len(raw))
    rest = raw - terms @ np.linalg.lstsq(terms, raw, rcond=None)[0]
    return {u: round(float(1 - rest[:, ALL.index(u)].var() / raw[:, ALL.index(u)].var()), 2) for u in UNITS}


def on_synthetic(scores, meshes, labels):
    """Correlation of the score with the activation, unit by unit."""
    s = scores.features(meshes) @ scores.weights
    return {u: round(float(np.corrcoef(s[:, ALL.index(u)], labels[:, ALL.index(u)])[0, 1]), 2)
            for u in UNITS if labels[:, ALL.index(u)].std() > 0}
