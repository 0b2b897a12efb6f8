"""Trains the text-emotion model on GoEmotions and reports it on the dev set.

    python3 training/text/train.py --data $AFFECT_DATA --out training/runs/text --model models/text-emotion.bin

Thresholds and calibration come from out-of-fold predictions on three fifths of the train set; dev is only reported.
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
# Of these folds the first three are left out in turn: three fifths of the texts are enough for thresholds and curves.
CHECKED = 3


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
    for k in range(CHECKED):
        logits[fold == k] = held_out(k, fold, found, truth, args.out)
    everything, checked = truth, fold < CHECKED
    logits, truth, fold = logits[checked], truth[checked], fold[checked]
    abc = linear.calibrate(logits, truth)
    calibrated, flags = np.zeros_like(logits), np.zeros_like(truth)
    for k in range(CHECKED):
        kept, left = fold != k, fold == k
        calibrated[left] = linear.curve(logits[left], linear.calibrate(logits[kept], truth[kept]))
        flags[left] = logits[left] > linear.steady_thresholds(logits[kept], truth[kept])
    precision, _, f1 = linear.scores(flags, truth)
    before, after = [linear.calibration_error(1 / (1 + np.exp(-z)), truth) for z in (logits, calibrated)]
    print(f"out of fold: macro F1 {f1.mean():.4f}, calibration error {before:.4f} before, {after:.4f} after", flush=True)

    values = linear.vocabulary(count(found), len(found))
    weights, biases = whole(found, values, everything, args.out)
    thresholds = linear.curve(linear.steady_thresholds(logits, truth), abc)
    numbers = biases, 1 / (1 + np.exp(-thresholds)), precision, f1, *abc
    dropped = modelfile.write(args.model, labels, numbers, list(values), list(values.values()), weights)
    report(args, labels, len(values) - dropped, f1.mean())
    if args.golden:
        golden.write(args.golden, modelfile.Model(args.model))


def held_out(k, fold, found, truth, folder):
    """Logits of one fold's texts by a model that has not seen them; kept in the folder, so that a stopped run goes on."""
    path = os.path.join(folder, f"fold{k}.npy")
    if not os.path.exists(path):
        kept = [found[i] for i in np.flatnonzero(fold != k)]
        values = linear.vocabulary(count(kept), len(kept))
        weights, biases = linear.fit_both(linear.matrix(kept, values), truth[fold != k], STRENGTH)
        np.save(path + ".tmp.npy", linear.matrix([found[i] for i in np.flatnonzero(fold == k)], values) @ weights + biases)
        os.replace(path + ".tmp.npy", path)
    print(f"fold {k + 1} of {CHECKED}", flush=True)
    return np.load(path)


def whole(found, values, truth, folder):
    """Weights and biases of the model of all texts, kept like the folds."""
    path = os.path.join(folder, "whole.npz")
    if not os.path.exists(path):
        weights, biases = linear.fit_both(linear.matrix(found, values), truth, STRENGTH)
        np.savez(path + ".tmp.npz", weights=weights, biases=biases)
        os.replace(path + ".tmp.npz", path)
    with np.load(path) as kept:
        return kept["weights"], kept["biases"]


def errors(probabilities, truth):
    """Calibration error over all decisions; mean over labels; and among decisions above 0.5 mean probability, share right and n."""
    sure = probabilities > 0.5
    return {"all": round(float(linear.calibration_error(probabilities, truth)), 4),
            "mean_of_labels": round(float(np.mean([linear.calibration_error(probabilities[:, [k]], truth[:, [k]]) for k in range(truth.shape[1])])), 4),
            "above_half": round(float(linear.calibration_error(probabilities[sure], truth[sure])), 4),
            "bands": [[low, high, round(float(probabilities[b].mean()), 3), round(float(truth[b].mean()), 3), int(b.sum())]
                      for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 0.99), (0.99, 1.01))
                      if (b := (probabilities >= low) & (probabilities < high)).any()]}


def report(args, labels, feature_count, out_of_fold):
    model = modelfile.Model(args.model)
    texts, truth = read(os.path.join(args.data, "goemotions", "dev.tsv"), len(labels))
    raw = np.array([model.logits(f) for f in featurize(texts)])
    probabilities = 1 / (1 + np.exp(-linear.curve(raw, model.abc)))
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
        "dev_calibration_error_before": errors(1 / (1 + np.exp(-raw)), truth),
        "dev_calibration_error": errors(probabilities, truth),
        "labels": {label: {"threshold": round(float(model.thresholds[k]), 3), "precision": round(float(precision[k]), 3),
                           "recall": round(float(recall[k]), 3), "f1": round(float(f1[k]), 3), "n": int(truth[:, k].sum())}
                   for k, label in enumerate(labels)}}
    with open(os.path.join(args.out, "report.json"), "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
