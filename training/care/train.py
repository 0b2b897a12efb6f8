"""Trains the second reader of hints of crisis, models/care-hints.bin.

    python3 training/care/train.py --data $AFFECT_DATA --out training/runs/care

Linear: a window's score is a bias and the mean, scaled by the root of their number, of its features' weights. The threshold comes from scores
out of fold; the folds keep texts of like meaning together, over all languages, so that a fold's texts are new to what reads them. GoEmotions'
dev texts, from which nothing is learnt, bound the false alarms too.
"""

import argparse
import json
import os
import random
import struct
from collections import Counter

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import data
import features

# Columns of the file: some crisis; the four kinds, of the writer; the first three, of somebody else (in an emergency it makes no odds).
CLASSES = [(1, False), (2, False), (3, False), (4, False), (1, True), (2, True), (3, True)]
FOLDS = 10
BLOCKS = 6
EVERYDAY = 15_000
STRENGTH = 20.0
# Shares of near misses and of everyday texts that may be flagged out of fold; a stranger's words are harder than our own.
NEAR = 0.01
DAILY = 0.005
MAGIC = b"AFFHINT1"


class Matrix:
    """Windows as rows of a sparse matrix; a feature that training didn't meet has no column."""

    def __init__(self):
        self.columns = {}

    def of(self, windows, learn=False):
        places, values, ends = [], [], [0]
        for window in windows:
            found = features.of(window)
            known = [self.columns.setdefault(one, len(self.columns)) if learn else self.columns.get(one) for one in found]
            kept = [one for one in known if one is not None]
            places += kept
            values += [1 / np.sqrt(len(found))] * len(kept)
            ends.append(len(places))
        return sparse.csr_matrix((values, places, ends), shape=(len(windows), len(self.columns)))


def folds(own):
    """Neighbours of a group, which mean alike, in every language stay together; so do all of a batch of the care sets."""
    sizes, places, blocks = Counter((text.language, text.group) for text in own), Counter(), []
    for text in own:
        key = (text.language, text.group)
        blocks.append((text.group.split("-")[0],) if text.source == "care" else (text.group, BLOCKS * places[key] // sizes[key]))
        places[key] += 1
    names = sorted(set(blocks))
    random.Random(7).shuffle(names)
    fold = {block: number % FOLDS for number, block in enumerate(names)}
    return np.array([fold[block] for block in blocks])


def learner():
    return LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=60, random_state=1)


def most(scores, texts):
    """The highest score of each text's windows."""
    found = np.full(len(texts), -np.inf)
    np.maximum.at(found, np.repeat(np.arange(len(texts)), [len(text.windows) for text in texts]), scores)
    return found


def wilson(hit, of):
    z, share = 1.96, hit / max(of, 1)
    middle, half = share + z * z / (2 * of), z * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return f"{share:.3f} ({hit} of {of}; {(middle - half) / (1 + z * z / of):.3f} to {(middle + half) / (1 + z * z / of):.3f})"


def report(own, out_of_fold, daily, threshold):
    crisis = np.array([text.kind > 0 for text in own])
    flagged = out_of_fold > threshold
    lines = [f"threshold {threshold:.3f}", f"everyday dev {wilson(int((daily > threshold).sum()), len(daily))}"]
    sides = [("all", crisis | ~crisis)]
    sides += [(one, np.array([text.language == one for text in own])) for one in sorted({text.language for text in own})]
    sides += [(one, np.array([text.source == one for text in own])) for one in ("written", "care")]
    for name, side in sides:
        lines.append(f"{name}: recall {wilson(int((flagged & crisis & side).sum()), int((crisis & side).sum()))}; "
                     f"false alarms {wilson(int((flagged & ~crisis & side).sum()), int((~crisis & side).sum()))}")
    for group in sorted({text.group for text in own if text.source == "written"}):
        side = np.array([text.group == group for text in own])
        lines.append(f"  {group}: {flagged[side].mean():.2f} of {side.sum()}")
    return "\n".join(lines)


def write(path, threshold, hashes, weights, biases):
    """The file, little-endian: 8 bytes "AFFHINT1"; i32 features N, columns C; f32 threshold; f32 [C] biases; u32 [N] hashes, ascending;
    f32 [C] steps; i8 [N, C] weights, a weight is its column's step * i8."""
    order = np.argsort(hashes)
    steps = (np.abs(weights).max(0) / 127).astype(np.float32)
    small = np.clip(np.rint(weights / steps), -127, 127).astype(np.int8)[order]
    kept = small.any(1)
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<iif", kept.sum(), weights.shape[1], threshold) + biases.astype("<f4").tobytes())
        file.write(np.array(hashes, "<u4")[order][kept].tobytes() + steps.astype("<f4").tobytes() + small[kept].tobytes())
    return dict(zip(np.array(hashes)[order].tolist(), small[:, 0].astype(np.float64) * steps[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with goemotions/")
    parser.add_argument("--out", required=True, help="folder for what was cut and for the report")
    parser.add_argument("--model", default="models/care-hints.bin")
    parser.add_argument("--golden", help="also write the golden file for the tests here")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    train, dev = list(data.everyday(args.data, "train")), list(data.everyday(args.data, "dev"))
    known = data.flagged(train + dev, args.out)
    train, dev = ([text for text in texts if text.text not in known] for texts in (train, dev))
    own, train, dev = (data.cut(texts, args.out) for texts in (list(data.written()) + list(data.care()), train, dev))
    everyday = random.Random(1).sample([window for text in train for window in text.windows], EVERYDAY)
    matrix = Matrix()
    wholes, quiet = matrix.of([text.whole for text in own], True), matrix.of(everyday, True)
    wholes.resize(len(own), len(matrix.columns))
    crisis, fold = np.array([text.kind > 0 for text in own]), folds(own)
    windows, devs = matrix.of([window for text in own for window in text.windows]), matrix.of([window for text in dev for window in text.windows])
    out_of_fold, daily = np.zeros(len(own)), np.zeros(len(dev))
    for number in range(FOLDS):
        part = fold != number
        one = learner().fit(sparse.vstack([wholes[part], quiet]), np.r_[crisis[part], np.zeros(EVERYDAY)])
        out_of_fold[~part] = most(one.decision_function(windows), own)[~part]
        daily += most(one.decision_function(devs), dev) / FOLDS
    threshold = max(np.quantile(out_of_fold[~crisis], 1 - NEAR), np.quantile(daily, 1 - DAILY))
    text = report(own, out_of_fold, daily, threshold)
    print(text)
    with open(os.path.join(args.out, "report.txt"), "w", encoding="utf-8") as file:
        file.write(text + "\n")
    np.savez(os.path.join(args.out, "scores.npz"), out_of_fold=out_of_fold, daily=daily)
    fitted = [learner().fit(sparse.vstack([wholes, quiet]), np.r_[crisis, np.zeros(EVERYDAY)])]
    fitted += [learner().fit(wholes[crisis], np.array([(one.kind, one.other) == shown for one in own])[crisis]) for shown in CLASSES]
    weights, biases = np.vstack([one.coef_[0] for one in fitted]).T, np.array([one.intercept_[0] for one in fitted])
    kept = write(args.model, threshold, list(matrix.columns), weights, biases)
    if args.golden:
        def score(window):
            found = features.of(window)
            return biases[0] + sum(kept.get(one, 0) for one in found) / np.sqrt(len(found))
        rows = [{"text": one.text, "score": round(max(map(score, one.windows)), 3)} for one in own if one.source == "written"][::160]
        with open(args.golden, "w", encoding="utf-8") as file:
            file.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
