"""Trains the dialogue model on MELD, on top of the text-emotion model, and reports it on the dev set.

    python3 training/text/dialogue.py --data $AFFECT_DATA --out training/runs/dialogue --model models/text-dialogue.bin

First a softmax over a line's words, its 28 GoEmotions logits and its form; then a softmax over that reading and those of the
line before, the same speaker's line before and the line after. The second is fitted on five-fold out-of-fold readings of the
first, split by dialogue; so are the offsets that make the classes' weighted F1 best. Dev is only reported.
"""

import argparse
import csv
import json
import os

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

import linear
import modelfile
from forms import form
from tokenizer import features, tokenize
from train import count

CLASSES = ["neutral", "surprise", "fear", "sadness", "joy", "disgust", "anger"]
FOLDS = 5
SPARSE_SCALE, LOGIT_SCALE, LOGIT_MOST = 2.0, 0.3, 6.0
STRENGTH, SECOND_STRENGTH = 0.25, 1.0


def read(path, words):
    """A MELD file, its lines in order."""
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = Lines([r["Utterance"] for r in rows], [r["Speaker"] for r in rows], [int(r["Dialogue_ID"]) for r in rows], words)
    lines.truth = np.array([CLASSES.index(r["Emotion"]) for r in rows])
    return lines


class Lines:
    """Lines of dialogues, each dialogue's in a row."""

    def __init__(self, texts, speakers, dialogue, words):
        self.dialogue = np.array(dialogue)
        self.neighbours = neighbours(self.dialogue, speakers)
        self.features, dense, position = [], [], -1
        for i, text in enumerate(texts):
            tokens = tokenize(text)
            found = sorted({f for f, _, _ in features(text, tokens)})
            before, _, after = self.neighbours[i]
            position = position + 1 if before >= 0 else 0
            logits = np.clip(words.logits(found), -LOGIT_MOST, LOGIT_MOST) * LOGIT_SCALE
            dense.append(np.concatenate([logits, form(text, tokens, position, after < 0, before >= 0 and speakers[before] == speakers[i])]))
            self.features.append(found)
        self.dense = np.array(dense)


def neighbours(dialogue, speakers):
    """By line: the line before, the same speaker's last line before, the line after; -1 where there is none."""
    found = np.full((len(dialogue), 3), -1)
    for i in range(len(dialogue)):
        if i and dialogue[i - 1] == dialogue[i]:
            found[i, 0], found[i - 1, 2] = i - 1, i
        for j in range(i - 1, -1, -1):
            if dialogue[j] != dialogue[i]:
                break
            if speakers[j] == speakers[i]:
                found[i, 1] = j
                break
    return found


def fit(rows, truth, strength, iterations):
    """Weights [features, classes] and biases of a softmax that minimise log loss plus |W|^2 / (2 strength)."""
    n, d, k = rows.shape[0], rows.shape[1], len(CLASSES)
    turned, wanted = rows.T.tocsr(), np.eye(k)[truth]

    def loss(flat):
        weights = flat[:-k].reshape(d, k)
        logits = rows @ weights + flat[-k:]
        logits -= logits.max(1, keepdims=True)
        exps = np.exp(logits)
        sums = exps.sum(1, keepdims=True)
        error = exps / sums - wanted
        value = (np.log(sums[:, 0]) - logits[np.arange(n), truth]).sum() + (weights * weights).sum() / (2 * strength)
        return value, np.concatenate([(turned @ error + weights / strength).ravel(), error.sum(0)])

    flat = minimize(loss, np.zeros(d * k + k), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8}).x
    return flat[:-k].reshape(d, k), flat[-k:]


def softmax(logits):
    exps = np.exp(logits - logits.max(1, keepdims=True))
    return exps / exps.sum(1, keepdims=True)


def rows_of(found, dense, values):
    return sparse.hstack([linear.matrix(found, values).astype(np.float64) * SPARSE_SCALE, dense]).tocsr()


def second_input(probabilities, near):
    """Centred log probabilities of the line, then the three neighbours' probabilities and whether each is missing."""
    logs = np.log(probabilities + 1e-6)
    parts = [logs - logs.mean(1, keepdims=True)]
    for column in near.T:
        parts.append(np.where(column[:, None] >= 0, probabilities[np.maximum(column, 0)], 0))
    parts += [(near < 0).astype(float)]
    return np.hstack(parts)


def weighted_f1(truth, chosen):
    total = 0.0
    for k in range(len(CLASSES)):
        hits = ((truth == k) & (chosen == k)).sum()
        total += (truth == k).sum() * 2 * hits / max(1, (truth == k).sum() + (chosen == k).sum())
    return total / len(truth)


def best_offsets(logits, truth):
    """What to add to each class's logit so that the weighted F1 is best; found class by class, near zero preferred."""
    offsets, grid = np.zeros(len(CLASSES)), np.linspace(-0.8, 0.8, 17)
    for _ in range(3):
        for k in range(1, len(CLASSES)):
            def score(value):
                tried = offsets.copy()
                tried[k] = value
                return weighted_f1(truth, (logits + tried).argmax(1)) - 1e-3 * abs(value)
            offsets[k] = max(grid, key=score)
    return offsets


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with meld/")
    parser.add_argument("--out", required=True, help="folder for the report")
    parser.add_argument("--words", default="models/text-emotion.bin", help="the text-emotion model")
    parser.add_argument("--model", default="models/text-dialogue.bin")
    parser.add_argument("--golden", help="also write the golden file for the tests here")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    words = modelfile.Model(args.words)
    lines = read(os.path.join(args.data, "meld", "train_sent_emo.csv"), words)

    ids = np.unique(lines.dialogue)
    fold = dict(zip(ids, np.random.RandomState(20).randint(0, FOLDS, len(ids))))
    fold = np.array([fold[d] for d in lines.dialogue])
    first = np.zeros((len(fold), len(CLASSES)))
    for k in range(FOLDS):
        kept, left = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        found = [lines.features[i] for i in kept]
        values = linear.vocabulary(count(found), len(found))
        weights, biases = fit(rows_of(found, lines.dense[kept], values), lines.truth[kept], STRENGTH, 80)
        first[left] = rows_of([lines.features[i] for i in left], lines.dense[left], values) @ weights + biases
        print(f"fold {k + 1} of {FOLDS}: {len(values)} features", flush=True)
    inputs = second_input(softmax(first), lines.neighbours)
    second = np.zeros_like(first)
    for k in range(FOLDS):
        weights, biases = fit(sparse.csr_matrix(inputs[fold != k]), lines.truth[fold != k], SECOND_STRENGTH, 150)
        second[fold == k] = inputs[fold == k] @ weights + biases
    chosen = np.zeros(len(fold), int)
    for k in range(FOLDS):
        chosen[fold == k] = (second[fold == k] + best_offsets(second[fold != k], lines.truth[fold != k])).argmax(1)
    out_of_fold = {"line_alone": weighted_f1(lines.truth, first.argmax(1)), "with_context": weighted_f1(lines.truth, second.argmax(1)),
                   "with_context_and_offsets": weighted_f1(lines.truth, chosen)}
    print(out_of_fold, flush=True)

    offsets = best_offsets(second, lines.truth)
    precision, f1 = by_class(lines.truth, chosen)
    second_weights, second_biases = fit(sparse.csr_matrix(inputs), lines.truth, SECOND_STRENGTH, 150)
    values = linear.vocabulary(count(lines.features), len(lines.features))
    weights, biases = fit(rows_of(lines.features, lines.dense, values), lines.truth, STRENGTH, 80)
    sparse_part = weights[:len(values)] * SPARSE_SCALE
    straight = np.ones(len(CLASSES))
    numbers = biases, straight / 2, precision, f1, straight, straight, straight * 0
    modelfile.write_dialogue(args.model, CLASSES, numbers, list(values), list(values.values()),
                             sparse_part, weights[len(values):], np.vstack([second_weights, second_biases, offsets]))
    report(args, words, len(fold), out_of_fold)
    if args.golden:
        write_golden(args.golden, words, modelfile.Dialogue(args.model))


def write_golden(path, words, model):
    """What the Python side makes of a small dialogue, for the tests to hold the C# side to."""
    said = [("A", "Hey! Guess what, I got the job!!"), ("B", "Oh my God, no way!"), ("A", "Yes way. I start on Monday..."),
            ("A", "I'm so nervous, I can't even eat."), ("C", "WHAT? You never told me."), ("B", "Soooo proud of you, well done, well well done."),
            ("C", "No. No no no, this is terrible, I hate it."), ("A", "Sorry"), ("C", "Fine, whatever...")]
    lines = Lines([t for _, t in said], [s for s, _ in said], [0] * len(said), words)
    first = softmax(np.array([model.first(f, d) for f, d in zip(lines.features, lines.dense)]))
    logits = model.second(second_input(first, lines.neighbours))
    cases = [{"speaker": s, "text": t, "form": [round(float(v), 6) for v in d[len(words.labels):]],
              "alone": [round(float(v), 6) for v in a], "probabilities": [round(float(v), 6) for v in p], "label": CLASSES[k]}
             for (s, t), d, a, p, k in zip(said, lines.dense, first, softmax(logits), (logits + model.offsets).argmax(1))]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")


def by_class(truth, chosen):
    hits = np.array([((truth == k) & (chosen == k)).sum() for k in range(len(CLASSES))])
    given, there = np.bincount(chosen, minlength=len(CLASSES)), np.bincount(truth, minlength=len(CLASSES))
    return hits / np.maximum(1, given), 2 * hits / np.maximum(1, given + there)


def report(args, words, train_lines, out_of_fold):
    lines = read(os.path.join(args.data, "meld", "dev_sent_emo.csv"), words)
    model = modelfile.Dialogue(args.model)
    first = np.array([model.first(f, d) for f, d in zip(lines.features, lines.dense)])
    logits = model.second(second_input(softmax(first), lines.neighbours))
    chosen, plain = (logits + model.offsets).argmax(1), softmax(logits)
    ids = np.unique(lines.dialogue)
    members = {d: np.flatnonzero(lines.dialogue == d) for d in ids}
    random, spread = np.random.RandomState(1), []
    for _ in range(1000):
        rows = np.concatenate([members[d] for d in random.choice(ids, len(ids))])
        spread.append(weighted_f1(lines.truth[rows], chosen[rows]))
    precision, f1 = by_class(lines.truth, chosen)
    hit = plain.argmax(1) == lines.truth
    sure = plain.max(1)
    slot = np.minimum((sure * 15).astype(int), 14)
    error = sum(abs(sure[slot == b].mean() - hit[slot == b].mean()) * (slot == b).mean() for b in range(15) if (slot == b).any())
    summary = {
        "train_lines": train_lines, "train_out_of_fold_weighted_f1": {k: round(v, 4) for k, v in out_of_fold.items()},
        "dev_lines": len(lines.truth), "dev_dialogues": len(ids), "dev_weighted_f1": round(weighted_f1(lines.truth, chosen), 4),
        "dev_weighted_f1_95_by_dialogue": [round(float(x), 4) for x in np.percentile(spread, [2.5, 97.5])],
        "dev_weighted_f1_line_alone": round(weighted_f1(lines.truth, first.argmax(1)), 4),
        "dev_weighted_f1_without_offsets": round(weighted_f1(lines.truth, plain.argmax(1)), 4),
        "dev_calibration_error_of_the_top_class": round(float(error), 4),
        "classes": {name: {"precision": round(float(precision[k]), 3), "f1": round(float(f1[k]), 3), "n": int((lines.truth == k).sum())}
                    for k, name in enumerate(CLASSES)}}
    with open(os.path.join(args.out, "report.json"), "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
