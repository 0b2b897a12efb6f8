"""Finds how to frame a face so that the network reads it best, on photographs with meshes.

    python3 training/expression/framing.py --data $AFFECT_DATA --out training/runs/expression

Persons are split by their name's hash: the framing is chosen on one fold and reported on the others, with the network that
has seen no photograph yet (train.py's, before finetune.py).
"""

import argparse
import itertools
import json
import os

import numpy as np
import torch
from PIL import Image

import data
import photos
from align import Framing
from export import TwoViews
from measures import summary, wilson
from train import finished, logits_of

MOST_PER_CLASS = 300


def read(net, cases, framing):
    faces = photos.crops(cases, framing)
    return logits_of(net, faces).numpy(), faces


def report(logits, labels, lfw):
    """UAR of the six classes (fear and the like count as wrong), for all and for the one source that has most classes."""
    lines = {"all": summary(logits, labels, data.NAMES), "lfw": summary(logits[lfw], labels[lfw], data.NAMES)}
    for line in lines.values():
        line["recall_95"] = {n: wilson(round(r * line["counts"][n]), line["counts"][n]) for n, r in line["recall"].items()}
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--sides", type=float, nargs="+", default=[2.2, 2.4, 2.6, 2.8, 3.0])
    parser.add_argument("--downs", type=float, nargs="+", default=[0.3, 0.45, 0.6])
    parser.add_argument("--save-crops", help="write the mean crop and some examples to this PNG")
    args = parser.parse_args()
    torch.set_num_threads(1)
    plain, _ = finished(args.out)
    net = TwoViews(plain).eval()
    cases = photos.load(args.data, MOST_PER_CLASS)
    choose, judge = [c for c in cases if c.fold == 0], [c for c in cases if c.fold > 0]
    labels = np.array([c.label for c in choose])
    tried = []
    for side, down in itertools.product(args.sides, args.downs):
        logits, _ = read(net, choose, Framing(side, down))
        line = summary(logits, labels, data.NAMES)
        loss = -np.mean([np.log(p[labels == k, k] + 1e-6).mean() for k in set(labels.tolist()) for p in [probabilities(logits)]])
        tried.append((line["uar"], -float(loss), side, down))
        print(f"side {side:.2f} down {down:.2f}: UAR {line['uar']:.3f} balanced log loss {loss:.3f} accuracy {line['accuracy']:.3f}", flush=True)
    best = Framing(*max(tried)[2:])
    logits, crops = read(net, judge, best)
    labels, lfw = np.array([c.label for c in judge]), np.array([c.lfw for c in judge])
    result = {"framing": best.__dict__, "persons_other_folds": report(logits, labels, lfw), "tried": tried}
    with open(os.path.join(args.out, "framing.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    print(json.dumps({k: v for k, v in result.items() if k != "tried"}, indent=1))
    if args.save_crops:
        save(args, crops)


def probabilities(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def save(args, crops):
    fer = data.load(args.data, args.out)["train"][0]
    rows = [np.hstack([fer.mean(0), crops.mean(0)] + [crops[i] for i in range(0, len(crops), max(1, len(crops) // 10))][:10]),
            np.hstack([fer.mean(0), crops.mean(0)] + [fer[i * 2500] for i in range(10)])]
    Image.fromarray(np.vstack(rows).astype(np.uint8)).resize((48 * 12 * 2, 48 * 2 * 2)).save(args.save_crops)


if __name__ == "__main__":
    main()
