"""The figures of the voice-emotion model: UAR with its interval, confusion, by speaker and sex, calibration, dimensions."""
import numpy as np

import emotion_data as data


def uar(y, guess):
    return float(np.mean([np.mean(guess[y == c] == c) for c in np.unique(y)]))


def intervals(y, guess, speakers, times=2000):
    """95 % by resampling utterances within speakers, and by resampling speakers."""
    rng = np.random.default_rng(1)
    groups = [np.where(speakers == s)[0] for s in sorted(set(speakers))]
    within, over = [], []
    for _ in range(times):
        rows = np.concatenate([rng.choice(g, len(g)) for g in groups])
        within.append(uar(y[rows], guess[rows]))
        rows = np.concatenate([groups[g] for g in rng.integers(len(groups), size=len(groups))])
        over.append(uar(y[rows], guess[rows]) if len(np.unique(y[rows])) == 7 else np.nan)
    return [np.nanpercentile(v, [2.5, 97.5]).round(3).tolist() for v in (within, over)]


def ccc(a, b):
    return float(2 * np.mean((a - a.mean()) * (b - b.mean())) / (a.var() + b.var() + (a.mean() - b.mean()) ** 2))


def calibration_error(p, y, bins=10):
    top, right = p.max(1), p.argmax(1) == y
    edges = np.quantile(top, np.linspace(0, 1, bins + 1))
    place = np.clip(np.searchsorted(edges, top, side="right") - 1, 0, bins - 1)
    return float(sum(abs(top[place == b].mean() - right[place == b].mean()) * np.mean(place == b) for b in range(bins) if (place == b).any()))


def softmax(logs):
    odds = np.exp(logs - logs.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def report(d, logs, distance):
    """Prints and returns everything; logs are calibrated with other speakers' temperature."""
    figures = {}
    for kind in dict.fromkeys(d["kinds"].tolist()):
        rows = d["kinds"] == kind
        y, speakers = d["y"][rows], d["speakers"][rows]
        p = softmax(logs[rows])
        guess = p.argmax(1)
        entry = {"n": int(rows.sum()), "uar": round(uar(y, guess), 4), "war": round(float(np.mean(guess == y)), 4)}
        entry["ci within speakers"], entry["ci over speakers"] = intervals(y, guess, speakers)
        entry["ece"] = round(calibration_error(p, y), 4)
        entry["log loss"] = round(float(-np.mean(np.log(p[np.arange(len(y)), y]))), 4)
        for i, name in enumerate(["valence", "arousal"]):
            entry[name + " ccc"] = round(ccc(p @ data.AFFECT[:, i], data.AFFECT[y, i]), 4)
        entry["distance percentiles 5 50 95 100"] = np.percentile(distance[rows], [5, 50, 95, 100]).round(3).tolist()
        if kind == "clean":
            entry["by speaker"] = {s: {"n": int((speakers == s).sum()), "uar": round(uar(y[speakers == s], guess[speakers == s]), 3),
                                       "war": round(float(np.mean(guess[speakers == s] == y[speakers == s])), 3)} for s in sorted(set(speakers))}
            men = np.isin(speakers, list(data.MEN))
            entry["by sex"] = {"men": uar(y[men], guess[men]), "women": uar(y[~men], guess[~men])}
            confusion = np.zeros((7, 7), int)
            np.add.at(confusion, (y, guess), 1)
            entry["confusion"] = confusion.tolist()
            entry["recall"] = {n: round(float(confusion[c, c] / confusion[c].sum()), 3) for c, n in enumerate(data.NAMES)}
        figures[kind] = entry
        print(kind, entry, flush=True)
    return figures
