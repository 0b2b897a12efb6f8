"""How wide a kernel and how strong a ridge: chosen anew for each held-out speaker, on the seven others alone.

For every two speakers one model of the six others is fitted; held against the one and the other speaker, these 28 models
tell for each speaker how well every candidate does on the seven others when each of them is left out (nested
cross-validation). What is then reported of a speaker is the candidate chosen without him or her.
"""
from itertools import combinations
from pathlib import Path

import numpy as np

import emotion_fit as fit
from emotion_report import uar

WIDTHS = (0.15, 0.3)
RIDGES = (0.03, 0.1, 0.3)
CANDIDATES = [(width, ridge) for width in WIDTHS for ridge in RIDGES]


def logs_of_all(x, y, train, test, candidates):
    """Log probabilities of the test rows by each candidate, fitted on the training rows: [candidates, n, 7]."""
    scale = fit.scale_of(x[train])
    z, other = fit.standardise(x[train], scale), fit.standardise(x[test], scale)
    near, far = fit.squares(z, z), fit.squares(other, z)
    return np.array([fit.scores_to_logs(fit.kernel(far, width, z.shape[1]) @ fit.ridge_weights(fit.kernel(near, width, z.shape[1]), y[train], ridge))
                     for width, ridge in candidates], np.float32)


def pair(d, first, second, folder):
    """Every candidate's log probabilities of both speakers' clean utterances, fitted on the other six; kept, so that a stopped run goes on."""
    kept = Path(folder) / f"emotion-pair-{first}-{second}.npz"
    if not kept.exists():
        two = np.isin(d["speakers"], [first, second])
        rows = np.where(two & (d["kinds"] == "clean"))[0]
        np.savez(kept, rows=rows, logs=logs_of_all(d["x"], d["y"], ~two, rows, CANDIDATES))
        print("pair", first, second, flush=True)
    with np.load(kept) as file:
        return file["rows"], file["logs"]


def choose(d, folder):
    """{speaker: the candidate that is best on the seven others}."""
    names = sorted(set(d["speakers"]))
    found = {frozenset(two): pair(d, *two, folder) for two in combinations(names, 2)}
    chosen = {}
    for left in names:
        truth, guess = [], []
        for other in names:
            if other != left:
                rows, logs = found[frozenset((left, other))]
                own = d["speakers"][rows] == other
                truth.append(d["y"][rows][own])
                guess.append(logs[:, own].argmax(2))
        truth, guess = np.concatenate(truth), np.concatenate(guess, 1)
        scores = {c: uar(truth, guess[i]) for i, c in enumerate(CANDIDATES)}
        chosen[left] = max(scores, key=scores.get)
        print("left out", left, "chosen", chosen[left], {c: round(v, 3) for c, v in scores.items()}, flush=True)
    return chosen
