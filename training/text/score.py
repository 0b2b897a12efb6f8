"""Scores a table of `affect detect text` against the data it was made from: F1 with 95 % bootstrap intervals, and calibration.

    affect detect text --in $AFFECT_DATA/goemotions/dev.tsv --out words.csv
    python3 training/text/score.py --words words.csv --truth $AFFECT_DATA/goemotions/dev.tsv
    affect detect text --dialogue --in $AFFECT_DATA/meld/dev_sent_emo.csv --out lines.csv
    python3 training/text/score.py --lines lines.csv --truth $AFFECT_DATA/meld/dev_sent_emo.csv

A row without a reading counts as one without a label (words), or as neutral (lines).
"""

import argparse
import csv
import os

import numpy as np

import linear

DRAWS = 1000


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def interval(values):
    low, high = np.percentile(values, [2.5, 97.5], axis=0)
    return low, high


def words(args):
    rows, folder = table(args.words), os.path.dirname(args.truth)
    with open(os.path.join(folder, "labels.txt"), encoding="utf-8") as file:
        names = file.read().split()
    with open(args.truth, encoding="utf-8", newline="\n") as file:
        ids = [line.rstrip("\n").split("\t")[1] for line in file]
    assert len(rows) == len(ids), f"{len(rows)} rows for {len(ids)} lines"
    truth = np.array([[str(k) in i.split(",") for k in range(len(names))] for i in ids], float)
    flags = np.array([[n in r["label"].split("|") for n in names] for r in rows], float)
    read = np.array([r["reason"] == "" for r in rows])
    probabilities = np.array([[float(r["p_" + n] or 0) for n in names] for r in rows])
    precision, recall, f1 = linear.scores(flags, truth)
    random = np.random.RandomState(1)
    draws = np.array([linear.scores(flags[i], truth[i])[2] for i in (random.randint(0, len(rows), len(rows)) for _ in range(DRAWS))])
    low, high = interval(draws.mean(1))
    micro = 2 * (flags * truth).sum() / (flags.sum() + truth.sum())
    print(f"n {len(rows)}, not read {int((~read).sum())}, macro F1 {f1.mean():.4f} ({low:.3f}-{high:.3f}), micro F1 {micro:.4f}")
    print(f"calibration error {linear.calibration_error(probabilities[read], truth[read]):.4f}")
    low, high = interval(draws)
    for k, name in enumerate(names):
        print(f"| {name} | {f1[k]:.2f} | {low[k]:.2f}-{high[k]:.2f} | {precision[k]:.2f} | {recall[k]:.2f} | {int(truth[:, k].sum())} |")


def lines(args):
    from dialogue import CLASSES, by_class, weighted_f1
    rows, given = table(args.lines), table(args.truth)
    assert len(rows) == len(given), f"{len(rows)} rows for {len(given)} lines"
    truth = np.array([CLASSES.index(r["Emotion"]) for r in given])
    dialogues = np.array([r["Dialogue_ID"] for r in given])
    members = [np.flatnonzero(dialogues == d) for d in dict.fromkeys(dialogues)]
    read = [r["reason"] == "" for r in rows]
    random = np.random.RandomState(1)
    draws = [np.concatenate([members[i] for i in random.randint(0, len(members), len(members))]) for _ in range(DRAWS)]
    alone = [max(CLASSES, key=lambda c: float(r["alone_" + c] or (c == "neutral"))) for r in rows]
    for what, labels in (("with context", [r["label"] or "neutral" for r in rows]), ("line alone", alone)):
        chosen = np.array([CLASSES.index(label) for label in labels])
        low, high = interval([weighted_f1(truth[i], chosen[i]) for i in draws])
        print(f"{what}: n {len(rows)} in {len(members)} dialogues, not read {len(read) - sum(read)}, "
              f"weighted F1 {weighted_f1(truth, chosen):.4f} ({low:.3f}-{high:.3f}, dialogues drawn)")
        if what == "with context":
            spread = np.array([by_class(truth[i], chosen[i])[1] for i in draws])
            precision, f1 = by_class(truth, chosen)
            low, high = interval(spread)
            for k, name in enumerate(CLASSES):
                print(f"| {name} | {f1[k]:.2f} | {low[k]:.2f}-{high[k]:.2f} | {precision[k]:.2f} | {int((truth == k).sum())} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--words", help="the table of goemotions")
    which.add_argument("--lines", help="the table of meld")
    parser.add_argument("--truth", required=True, help="what it was made from")
    args = parser.parse_args()
    words(args) if args.words else lines(args)


if __name__ == "__main__":
    main()
