"""Shows the network trained on FER2013 the photographs of faces.tar, so that it reads faces as the program crops them.

    python3 training/expression/finetune.py --data $AFFECT_DATA --out training/runs/expression

Once for each of three folds of persons (the figures: every picture is read by a network that never saw its person) and once
with all of them (what is shipped: tuned-all.pt). A run that was stopped goes on with the next fold.
"""

import argparse
import json
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

import data
import photos
from align import Framing
from augment import augment
from export import TwoViews
from measures import summary, wilson
from train import groups, logits_of, network, rate_at, update_average

MOST = 400  # pictures a fold and class: the two large classes would drown the others
REPEATS = {"anger": 4, "disgust": 8, "sadness": 4, "surprise": 3, "happiness": 1, "neutral": 1}


def tune(args, state, faces, labels, photo_faces, photo_labels):
    """Half of FER2013 anew in each epoch, so that nothing is forgotten, and the photographs, rare classes repeated."""
    net, average = network(state["args"]), network(state["args"])
    net.load_state_dict(state["average"])
    average.load_state_dict(state["average"])
    optimiser = torch.optim.SGD(groups(net, args.decay), lr=args.rate, momentum=0.9, nesterov=True)
    repeated = np.concatenate([np.flatnonzero(photo_labels == data.NAMES.index(name)).repeat(times) for name, times in REPEATS.items()])
    generator = torch.Generator().manual_seed(args.seed)
    all_faces, all_labels = np.concatenate([faces, photo_faces]), np.concatenate([labels, photo_labels])
    steps = (len(labels) // 2 + len(repeated)) // args.batch
    for epoch in range(args.epochs):
        began, losses = time.time(), 0.0
        half = torch.randperm(len(labels), generator=generator).numpy()[:len(labels) // 2]
        order = np.concatenate([half, repeated + len(labels)])
        order = order[torch.randperm(len(order), generator=generator).numpy()]
        net.train()
        for index in range(steps):
            for group in optimiser.param_groups:
                group["lr"] = rate_at((epoch + index / steps) / args.epochs, args.rate)
            chosen = order[index * args.batch:(index + 1) * args.batch]
            batch = augment(torch.from_numpy(all_faces[chosen]).unsqueeze(1), generator, 48, 0.35)
            loss = F.cross_entropy(net(batch.contiguous(memory_format=torch.channels_last)),
                                   torch.from_numpy(all_labels[chosen]), label_smoothing=0.05)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            update_average(average, net, 10 + epoch * steps + index)
            losses += loss.item()
        print(json.dumps({"epoch": epoch + 1, "of": args.epochs, "loss": round(losses / steps, 4), "seconds": round(time.time() - began)}), flush=True)
    return average


def by_persons(hits, persons, labels):
    """95 % intervals of UAR and accuracy: persons, not photographs, are drawn anew."""
    who = np.unique(persons, return_inverse=True)[1]
    right, count = np.zeros((2, who.max() + 1, len(data.NAMES)))
    np.add.at(count, (who, labels), 1)
    np.add.at(right, (who, labels), hits)
    draws = np.random.default_rng(1).multinomial(len(count), np.full(len(count), 1 / len(count)), 2000)
    right, count = draws @ right, draws @ count
    uars = np.nanmean(np.where(count > 0, right / np.maximum(count, 1), np.nan), 1)
    return {name: [round(float(q), 4) for q in np.quantile(values, [0.025, 0.975])]
            for name, values in (("uar_95", uars), ("accuracy_95", right.sum(1) / count.sum(1)))}


def report(logits, labels, lfw, persons, unread):
    """All pictures, and each of the two sources by itself. Photographs without a mesh are in no figure but `uar_unread_wrong`."""
    lines = {}
    for name, chosen in (("all", np.ones(len(labels), bool)), ("lfw", lfw), ("stills", ~lfw)):
        line = summary(logits[chosen], labels[chosen], data.NAMES)
        line["recall_95"] = {n: wilson(round(r * line["counts"][n]), line["counts"][n]) for n, r in line["recall"].items()}
        line.update(by_persons(logits[chosen].argmax(1) == labels[chosen], persons[chosen], labels[chosen]), persons=len(np.unique(persons[chosen])))
        lines[name] = line
    lines["unread"] = dict(unread)
    lines["uar_unread_wrong"] = round(float(np.mean([row[data.NAMES.index(n)] / (sum(row) + unread[n]) for n, row in lines["all"]["confusion_rows_true"].items()])), 4)
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    state = torch.load(os.path.join(args.out, "newest.pt"), map_location="cpu")
    faces, labels = data.load(args.data, args.out)["train"]
    kept = ~data.hold_out(faces, state["args"]["held_out"])
    cases = photos.load(args.data, 10 ** 6)
    crops = photos.crops(cases, Framing())
    photo_labels, lfw = np.array([c.label for c in cases]), np.array([c.lfw for c in cases])
    fold, persons = np.array([c.fold for c in cases]), np.array([c.person for c in cases])
    order = np.random.default_rng(args.seed).permutation(len(cases))
    few = np.concatenate([order[(photo_labels[order] == k) & (fold[order] == f)][:MOST] for k in range(7) for f in range(photos.FOLDS)])
    read = np.zeros((len(cases), len(data.NAMES)), np.float32)
    for left_out in [None, 0, 1, 2]:
        path = os.path.join(args.out, f"tuned-{'all' if left_out is None else left_out}.pt")
        if not os.path.exists(path):
            chosen = few if left_out is None else few[fold[few] != left_out]
            print(f"{os.path.basename(path)}: {len(chosen)} photographs", flush=True)
            tuned = tune(args, state, faces[kept], labels[kept], crops[chosen], photo_labels[chosen])
            torch.save(tuned.state_dict(), path)
        net = network(state["args"])
        net.load_state_dict(torch.load(path))
        net = TwoViews(net.eval()).eval()
        if left_out is not None:
            read[fold == left_out] = logits_of(net, crops[fold == left_out]).numpy()
    held = logits_of(net, faces[~kept]).numpy()
    result = {"photographs": report(read, photo_labels, lfw, persons, photos.unread(args.data)), "fer2013_held_out": summary(held, labels[~kept], data.NAMES)}
    with open(os.path.join(args.out, "photographs.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
