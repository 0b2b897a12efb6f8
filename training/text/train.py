"""Trains the text-emotion model on GoEmotions and reports it on the dev set.

    python3 training/text/train.py --data $AFFECT_DATA --out training/runs/text --model models/text-emotion.bin

Thresholds and calibration come from five-fold out-of-fold predictions on the train set; dev is only reported.
"""

import argparse
import json
import os
from collections import Counter

import numpy as np

import golden
import linear
import modelfile
from tokenizer import features

STRENGTH = 5.0
FOLDS = 5


def read(path, labels):
    texts, truth = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            text, ids, _ = line.rstrip("\n").split("\t")
            row = np.zeros(labels, np.float32)
            row[[int(i) for i in ids.split(",")]] = 1
            texts.append(text)
            truth.append(row)
    return texts, np.array(truth)


def featurize(texts):
    return [sorted({f for f, _, _ in features(text)}) for text in texts]


def count(documents):
    counts = Counter()
    for found in documents:
        counts.update(found)
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with goemotions/")
    parser.add_argument("--out", required=True, help="folder for the report")
    parser.add_argument("--model", default="models/text-emotion.bin")
    parser.add_argument("--golden", help="also write the golden file for the tests here")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    folder = os.path.join(args.data, "goemotions")
    with open(os.path.join(folder, "labels.txt"), encoding="utf-8") as file:
        labels = file.read().split()
    texts, truth = read(os.path.join(folder, "train.tsv"), len(labels))
    found = featurize(texts)

    fold = np.random.RandomState(20).randint(0, FOLDS, len(texts))
    logits = np.zeros_like(truth)
    for k in range(FOLDS):
        kept = [found[i] for i in np.flatnonzero(fold != k)]
        values = linear.vocabulary(count(kept), len(kept))
        weights, biases = linear.fit(linear.matrix(kept, values), truth[fold != k], STRENGTH)
        other = linear.matrix([found[i] for i in np.flatnonzero(fold == k)], values)
        logits[fold == k] = other @ weights + biases
        print(f"fold {k + 1} of {FOLDS}: {len(values)} features", flush=True)
    slopes, offsets = linear.calibrate(logits, truth)
    logits = logits * slopes + offsets
    thresholds = linear.best_thresholds(logits, truth)
    precision, _, f1 = linear.scores(logits > thresholds, truth)

    values = linear.vocabulary(count(found), len(found))
    weights, biases = linear.fit(linear.matrix(found, values), truth, STRENGTH)
    numbers = biases * slopes + offsets, 1 / (1 + np.exp(-thresholds)), precision, f1
    dropped = modelfile.write(args.model, labels, numbers, list(values), list(values.values()), weights * slopes)
    report(args, labels, len(values) - dropped, f1.mean())
    if args.golden:
        golden.write(args.golden, modelfile.Model(args.model))


def report(args, labels, feature_count, out_of_fold):
    model = modelfile.Model(args.model)
    texts, truth = read(os.path.join(args.data, "goemotions", "dev.tsv"), len(labels))
    probabilities = np.array([model.probabilities(f) for f in featurize(texts)])
    flags = probabilities > model.thresholds
    precision, recall, f1 = linear.scores(flags, truth)
    rows = np.random.RandomState(1).randint(0, len(texts), (1000, len(texts)))
    spread = [linear.scores(flags[r], truth[r])[2].mean() for r in rows]
    summary = {
        "features": feature_count, "train_out_of_fold_macro_f1": round(float(out_of_fold), 4),
        "dev_texts": len(texts), "dev_macro_f1": round(float(f1.mean()), 4),
        "dev_macro_f1_95": [round(float(x), 4) for x in np.percentile(spread, [2.5, 97.5])],
        "dev_micro_f1": round(float(2 * (flags * truth).sum() / (flags.sum() + truth.sum())), 4),
        "dev_top1_is_a_label": round(float(truth[np.arange(len(texts)), probabilities.argmax(1)].mean()), 4),
        "dev_calibration_error": round(float(linear.calibration_error(probabilities, truth)), 4),
        "labels": {label: {"threshold": round(float(model.thresholds[k]), 3), "precision": round(float(precision[k]), 3),
                           "recall": round(float(recall[k]), 3), "f1": round(float(f1[k]), 3), "n": int(truth[:, k].sum())}
                   for k, label in enumerate(labels)}}
    with open(os.path.join(args.out, "report.json"), "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
