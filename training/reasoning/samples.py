"""What each channel said of every labelled sample, the folds of persons, and made-up meetings that pair samples of one label."""

import csv
import hashlib
from pathlib import Path

import numpy as np

from scorer import CHANNELS, CIRCUMSTANCES, EMOTIONS, MODALITY, PARTS, said

# The shares of the emotions that readings are calibrated for: the mean of the shares in the four labelled sets, rounded. The five
# rarer ones get the same; contempt, which none of the sets has in numbers, a small one.
PRIOR = {"anger": 0.1, "contempt": 0.02, "disgust": 0.1, "fear": 0.1, "happiness": 0.24, "neutral": 0.24, "sadness": 0.1, "surprise": 0.1}
SPEAKERS = ("03", "08", "09", "10", "11", "12", "13", "14")  # of EMO-DB
FOLDS = len(SPEAKERS)
MODALITIES = ("face", "voice", "words")
CONFLICT = 0.1  # in training, how often one modality of several shows another emotion than the label


def fold_of(source, person):
    """Which fold a sample belongs to: a voice by its speaker, all else by a hash of the person, dialogue or comment."""
    return SPEAKERS.index(person) if source.startswith("emodb") else hashlib.sha1(person.encode()).digest()[0] % FOLDS


def parts_of(rows):
    """The words' parts, as `affect bench channels` writes them: for each its share, 1 if it is scored, and eight probabilities."""
    parts, shares, is_scored = np.full((len(rows), PARTS, len(EMOTIONS)), np.nan, np.float32), np.zeros((len(rows), PARTS), np.float32), np.zeros((len(rows), PARTS), bool)
    for i, row in enumerate(rows):
        for j, part in enumerate(filter(None, (row.get("words_parts") or "").split(";"))):
            share, scored, *p = part.split(" ")
            parts[i, j], shares[i, j], is_scored[i, j] = [float(x) if x != "-" else np.nan for x in p], float(share), scored == "1"
    return {"parts": parts, "shares": shares, "is_scored": is_scored, "event": np.array([row.get("words_event") == "1" for row in rows])}


def read(path):
    """One table of channels.csv as arrays; rows of labels that can't be scored (contempt) are left out."""
    with open(path, encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["label"] in EMOTIONS and r["label"] != "contempt"]
    number = lambda r, name: float(r.get(name) or "nan")  # noqa: E731
    return {
        "label": np.array([EMOTIONS.index(r["label"]) for r in rows]),
        "score": np.array([[[number(r, f"{c}_{e}") for e in EMOTIONS] for c in CHANNELS] for r in rows], np.float32),
        "trust": np.nan_to_num(np.array([[number(r, f"{c}_trust") for c in CHANNELS] for r in rows], np.float32), nan=1),
        "severity": np.nan_to_num(np.array([[number(r, c) for c in CIRCUMSTANCES] for r in rows], np.float32)),
        "source": np.array([r["source"] for r in rows]),
        "person": np.array([f"{r['source'].split('-')[0]}:{r['person']}" for r in rows]),
        "variant": np.array([r["variant"] for r in rows]),
        "fold": np.array([fold_of(r["source"], r["person"]) for r in rows]),
        **parts_of(rows),
    }


def load(folder):
    """Tables by modality. A sample of which nothing was read (no face, no label, a foreign voice) is in `unread`, by source."""
    folder = Path(folder)
    faces = join([read(folder / part / "channels.csv") for part in ("fer", "fold0", "fold1", "fold2")])
    tables, unread = {"face": faces, "voice": read(folder / "voice" / "channels.csv"), "words": read(folder / "words" / "channels.csv")}, {}
    for name, table in tables.items():
        read_of = said(table).any(1)
        unread[name] = {s: (int((~read_of & (table["source"] == s)).sum()), int((table["source"] == s).sum())) for s in np.unique(table["source"])}
        tables[name] = pick(table, read_of)
    return tables, unread


def join(tables):
    return {k: np.concatenate([t[k] for t in tables]) for k in tables[0]}


def pick(table, rows):
    return {k: v[rows] for k, v in table.items()}


def weights_of(table, mixture):
    """How much a sample counts, so that the emotions have the shares of PRIOR and, within each, the mixture's kinds theirs.

    mixture: [(share, mask)], e.g. 0.6 for pictures as they are and 0.4 for worse ones.
    """
    weight = np.zeros(len(table["label"]))
    present = np.unique(table["label"])
    for k in present:
        parts = [(share, mask & (table["label"] == k)) for share, mask in mixture]
        parts = [(share, mask) for share, mask in parts if mask.any()]
        for share, mask in parts:
            weight[mask] += PRIOR[EMOTIONS[k]] * share / sum(s for s, _ in parts) / mask.sum()
    return weight / weight.sum()


def mixture_of(modality, table):
    """What the samples of a modality are mixed of."""
    plain, source = table["variant"] == "plain", table["source"]
    if modality == "face":
        return [(0.65, plain), (0.35, ~plain)]
    if modality == "words":
        return [(0.5, source == "goemotions"), (0.5, source != "goemotions")]
    other = source == "emodb-other-sex"
    return [(0.5, plain & ~other), (0.25, ~plain & ~other), (0.25, other)]


def trials(tables, subset, count, rng, conflict=0.0):
    """Made-up meetings of the modalities in `subset`: a label by PRIOR, then a sample of that label from each, independently.

    Answers one table with the channels of all, and `persons` [count, modalities], who is behind each ("" where none). An emotion that
    one of the modalities has no samples of (surprise in voices) is met without that modality. An event told in words decides only where
    the words are alone, as in the program; beside a face or a voice such words say what else was read of them.
    """
    shares = np.array([PRIOR[e] if e != "contempt" else 0 for e in EMOTIONS])
    label = rng.choice(len(EMOTIONS), count, p=shares / shares.sum())
    out = {"label": label, "score": np.full((count, len(CHANNELS), len(EMOTIONS)), np.nan, np.float32), "trust": np.ones((count, len(CHANNELS)), np.float32),
           "severity": np.zeros((count, len(CIRCUMSTANCES)), np.float32), "parts": np.full((count, PARTS, len(EMOTIONS)), np.nan, np.float32),
           "shares": np.zeros((count, PARTS), np.float32), "is_scored": np.zeros((count, PARTS), bool), "persons": np.full((count, len(MODALITIES)), "", object)}
    for name in subset:
        table = tables[name]
        weight = weights_of(table, mixture_of(name, table))
        shown = label.copy()
        if len(subset) > 1 and conflict:
            other = rng.random(count) < conflict
            shown[other] = rng.choice(len(EMOTIONS), other.sum(), p=shares / shares.sum())
        for k in np.unique(shown):
            rows = np.flatnonzero(shown == k)
            own = np.flatnonzero((table["label"] == k) & (weight > 0))
            if len(own) == 0:
                continue
            drawn = rng.choice(own, len(rows), p=weight[own] / weight[own].sum())
            for i, channel in enumerate(CHANNELS):
                if MODALITY[channel] == name:
                    out["score"][rows, i], out["trust"][rows, i] = table["score"][drawn, i], table["trust"][drawn, i]
            out["persons"][rows, MODALITIES.index(name)] = table["person"][drawn]
            if name == "face":
                out["severity"][rows] = table["severity"][drawn]
            if name == "words":
                for key in ("parts", "shares", "is_scored"):
                    out[key][rows] = table[key][drawn]
                if len(subset) > 1:
                    out["shares"][rows[table["event"][drawn]]] = 0
    return pick(out, said(out).any(1))
