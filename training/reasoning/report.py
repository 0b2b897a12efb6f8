"""Measures the scorer on labelled samples, each by a fit that saw nothing of the person, speaker or dialogue; prints tables in Markdown.

    python3 training/reasoning/report.py calibration --plot docs/calibration.png
    python3 training/reasoning/report.py ablation

`ablation`: what each channel gives. `calibration`: whether the stated confidence is right as often as it says, by channel, source,
picture quality and class shares; risk and coverage; when channels disagree; the plot. Both take the data from AFFECT_DATA, read it with
the program where that isn't done (evidence.py; kept in training/runs/reasoning), and fit (fit.py; kept in its `fits`). Needs
matplotlib for the plot.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import torch

import evidence
import samples
from fit import fits as fits_of, name_of
from scorer import CHANNELS, EMOTIONS, INPUTS, NEUTRAL, divergence, pool, read_parameters, said

COUNT, DRAWS, BINS = 800, 300, 10  # meetings a fold; persons drawn anew; bins of equal weight
LEAST = 40  # samples; smaller groups are not told
PAIRS = (("face", "voice"), ("face", "words"), ("voice", "words"))


class Scored:
    """Predictions over a table: probabilities [n, 8], confidence, right or wrong, weights, folds, and who is behind each."""

    def __init__(self, table, p, weight=None):
        self.label, self.p, self.fold = table["label"], p, table["fold"]
        self.confidence, self.right = p.max(1), p.argmax(1) == self.label
        self.weight = np.full(len(p), 1 / len(p)) if weight is None else weight / weight.sum()
        self.persons = table["persons"] if "persons" in table else table["person"][:, None]

    def measures(self, weight=None):
        w = self.weight if weight is None else weight / weight.sum()
        recalls = [w[own & self.right].sum() / w[own].sum() for own in (self.label == k for k in np.unique(self.label)) if w[own].sum() > 0]
        told = np.clip(self.p[np.arange(len(self.p)), self.label], 1e-4, 1)
        right, stated = w[self.right].sum(), (w * self.confidence).sum()
        return np.array([np.mean(recalls), right, -(w * np.log(told)).sum(), stated, stated - right, ece(self.confidence, self.right, w)])

    def interval(self, value, draws=DRAWS):
        """95 % with persons drawn anew: each person counts as often as drawn, a meeting as often as the product of its persons.

        Drawing anew adds noise, and noise only adds to a calibration error; so its draws are moved until their middle is the figure.
        """
        rng, found = np.random.default_rng(3), []
        columns = [np.unique(self.persons[:, j].astype(str), return_inverse=True) for j in range(self.persons.shape[1])]
        for _ in range(draws):
            weight = self.weight.copy()
            for names, index in columns:
                times = rng.multinomial(len(names), np.full(len(names), 1 / len(names))).astype(float)
                if "" in names:
                    times[list(names).index("")] = 1
                weight = weight * times[index]
            if weight.sum() > 0:
                found.append(self.measures(weight))
        found = np.array(found)
        found[:, ERROR] = np.maximum(0, found[:, ERROR] + value[ERROR] - np.median(found[:, ERROR]))
        return np.quantile(found, [0.025, 0.975], 0)

    def row(self, name):
        value = self.measures()
        low, high = self.interval(value)
        people = sum(len(set(self.persons[:, j])) - ("" in self.persons[:, j]) for j in range(self.persons.shape[1]))
        cells = " | ".join(f"{v:.3f}" if k == STATED else f"{v:+.3f} ({a:+.3f} to {b:+.3f})" if k == GAP else f"{v:.3f} ({a:.3f} to {b:.3f})" for k, (v, a, b) in enumerate(zip(value, low, high)))
        mean, most = self.by_chance()
        return f"| {name} | {len(self.label)} | {people} | {cells} | {mean:.3f}, up to {most:.3f} |"

    def by_chance(self, draws=200):
        """The calibration error that so many readings would show if every confidence were right: its mean, and what it stays below in 95 %."""
        rng = np.random.default_rng(4)
        found = [ece(self.confidence, rng.random(len(self.confidence)) < self.confidence, self.weight) for _ in range(draws)]
        return np.mean(found), np.quantile(found, 0.95)


def ece(confidence, right, weight):
    """Expected calibration error: bins of equal weight; the mean distance between stated and true."""
    order = np.argsort(confidence, kind="stable")
    place = np.minimum((np.cumsum(weight[order]) / weight.sum() * BINS).astype(int), BINS - 1)
    c, r, w = confidence[order], right[order].astype(float), weight[order]
    return sum(abs(((c - r) * w)[place == b].sum()) for b in range(BINS)) / weight.sum()


HEAD = ["| | n | persons | UAR (95 %) | accuracy | log loss | mean confidence | less accuracy | calibration error (95 %) | by chance |", "|---|---|---|---|---|---|---|---|---|---|"]
STATED, GAP, ERROR = 3, 4, 5


def scores_of(fits, table, channels=CHANNELS):
    """Which rows say anything, their probabilities by the fit without their fold, and which channels are there."""
    present = np.broadcast_to(np.isin(CHANNELS, channels), table["score"].shape[:2]) & said(table)
    p = np.zeros((len(present), len(EMOTIONS)))
    for fold, (prior, numbers) in enumerate(fits):
        own = table["fold"] == fold
        with torch.no_grad():
            logs = pool(prior, numbers, *(torch.from_numpy(np.ascontiguousarray(table[k][own])) for k in INPUTS), torch.from_numpy(present[own]))
        p[own] = np.exp(logs.numpy().astype(float))
    return present.any(1), p, present


def plain_mean(table, present, product=False):
    """The mean of the channels' own distributions, or their product: no weights at all."""
    p = np.exp(table["score"])
    p[:, 1] = np.exp(6 * table["score"][:, 1])
    p = np.where(present[:, :, None], np.nan_to_num(p), 0)
    p /= np.maximum(p.sum(2, keepdims=True), 1e-12)
    if product:
        logs = np.where(present[:, :, None], np.log(np.maximum(p, 1e-3)), 0).sum(1)
        p = np.exp(logs - logs.max(1, keepdims=True))
        return p / p.sum(1, keepdims=True)
    return p.sum(1) / np.maximum(present.sum(1), 1)[:, None]


def plain(modality, table):
    """The samples of a modality as they are: no worse pictures, no altered voices, no model of the other sex."""
    return (table["variant"] == "plain") & (table["source"] != "emodb-other-sex") if modality != "words" else np.ones(len(table["label"]), bool)


def single(tables, modality, rows=None):
    """One modality's samples as they are, or the rows asked for, weighted to PRIOR; of words, dialogue and comments alike."""
    table = samples.pick(tables[modality], plain(modality, tables[modality]) if rows is None else rows)
    everything = np.ones(len(table["label"]), bool)
    return table, samples.weights_of(table, samples.mixture_of("words", table) if modality == "words" else [(1, everything)])


def scored(fits, table, weight=None, channels=CHANNELS):
    on, p, _ = scores_of(fits, table, channels)
    return Scored(samples.pick(table, on), p[on], None if weight is None else weight[on])


def meetings(tables, subset, conflict=0.0):
    """Made-up meetings within each fold, so that one fit has seen none of those who meet."""
    found = []
    for fold in range(samples.FOLDS):
        own = {k: samples.pick(tables[k], plain(k, tables[k]) & (tables[k]["fold"] == fold)) for k in subset}
        table = samples.trials(own, subset, COUNT, np.random.default_rng((11, fold)), conflict)
        found.append({**table, "fold": np.full(len(table["label"]), fold)})
    return samples.join(found)


def ablation(fits, tables):
    lines = ["Each channel by itself, on labelled samples as they are:", "", *HEAD]
    for name, modality, channels in (("face: expression and patterns", "face", ("expression", "pattern")), ("face without the patterns", "face", ("expression",)),
                                     ("face without the expression network", "face", ("pattern",)), ("voice", "voice", ("voice",)), ("words", "words", ("words",))):
        lines.append(scored(fits, *single(tables, modality), channels).row(name))
    everything = meetings(tables, samples.MODALITIES)
    lines += ["", "Made-up meetings of samples of the same label:", "", *HEAD]
    for name, table, channels in (*((" and ".join(pair), meetings(tables, pair), CHANNELS) for pair in PAIRS), ("all", everything, CHANNELS),
                                  ("all, without the patterns", everything, ("expression", "voice", "words")),
                                  ("all, without the expression network", everything, ("pattern", "voice", "words")),
                                  ("all, one modality in ten showing another emotion", meetings(tables, samples.MODALITIES, samples.CONFLICT), CHANNELS)):
        lines.append(scored(fits, table, channels=channels).row(name))
    lines += ["", "Against the same channels without weights:", "", *HEAD]
    for what, (table, weight) in (("face", single(tables, "face")), ("all", (everything, None))):
        on, _, present = scores_of(fits, table)
        part, weight = samples.pick(table, on), None if weight is None else weight[on]
        lines.append(scored(fits, part, weight).row(f"{what}: the scorer"))
        lines += [Scored(part, plain_mean(part, present[on], product), weight).row(f"{what}: {name}") for name, product in (("plain mean", False), ("plain product", True))]
    return lines


def calibration(fits, tables):
    curves = {name: scored(fits, *single(tables, name)) for name in samples.MODALITIES}
    curves["all"] = scored(fits, meetings(tables, samples.MODALITIES))
    lines = ["Stated confidence against share right:", "", *HEAD, *(one.row(name) for name, one in curves.items())]
    lines += ["", "By circumstances of the picture, and by source:", "", *HEAD]
    face, voice, words = (tables[k] for k in samples.MODALITIES)
    seen, altered = face["severity"] > 0, voice["variant"] != "plain"
    for name, modality, rows in (("no circumstance told", "face", ~seen.any(1)), *((f"told: {c}", "face", seen[:, i]) for i, c in enumerate(samples.CIRCUMSTANCES)),
                                 ("two or more told", "face", seen.sum(1) >= 2), *((f"made worse: {v}", "face", face["variant"] == v) for v in ("small", "blurred", "dark", "covered")),
                                 *((f"{s}, as they are", "face", (face["source"] == s) & (face["variant"] == "plain")) for s in ("fer", "lfw", "stills")),
                                 ("voice: altered copies", "voice", altered & (voice["source"] == "emodb")), ("voice: model of the other sex", "voice", voice["source"] == "emodb-other-sex"),
                                 ("words: MELD", "words", words["source"] != "goemotions"), ("words: GoEmotions", "words", words["source"] == "goemotions"),
                                 ("words: clauses read apart", "words", (words["shares"].sum(1) > 0) & ~words["event"]), ("words: an event told", "words", words["event"])):
        if rows.sum() >= LEAST:
            lines.append(scored(fits, *single(tables, modality, rows)).row(name))
    lines += ["", "With the shares of the emotions as the sets have them, and with all alike:", "", *HEAD]
    for name, table, rows in (("face: FER2013's shares", face, (face["source"] == "fer") & (face["variant"] == "plain")), ("words: MELD's shares", words, words["source"] != "goemotions"),
                              ("voice: EMO-DB's shares", voice, plain("voice", voice))):
        lines.append(scored(fits, samples.pick(table, rows)).row(name))
    table, _ = single(tables, "face")
    lines.append(scored(fits, table, shares_of(table, dict.fromkeys(EMOTIONS, 1))).row("face: all emotions alike"))
    lfw = samples.pick(face, (face["source"] == "lfw") & (face["variant"] == "plain"))
    natural = {"neutral": 2940, "happiness": 2826, "surprise": 265, "anger": 152, "sadness": 102, "disgust": 10}
    lines.append(scored(fits, lfw, shares_of(lfw, natural)).row("face: LFW's shares (45 % neutral, 45 % happy)"))
    lines += ["", *coverage(fits, face), "", *disagreements(fits, tables)]
    return lines, curves


def shares_of(table, counts):
    """Weights that give the emotions these shares."""
    return sum((table["label"] == EMOTIONS.index(e)) * count / max(1, (table["label"] == EMOTIONS.index(e)).sum()) for e, count in counts.items())


def coverage(fits, face):
    """Risk and coverage over thresholds, faces as they are and worse ones mixed as in the fit."""
    one = scored(fits, face, samples.weights_of(face, samples.mixture_of("face", face)))

    def share(rows, of):
        return (one.weight * of)[rows].sum() / max(1e-9, one.weight[rows].sum())
    lines = ["| least confidence | read | wrong of those read | right of those not read |", "|---|---|---|---|"]
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        read = one.confidence >= least
        lines.append(f"| {least:.2f} | {one.weight[read].sum():.3f} | {share(read, ~one.right):.3f} | {share(~read, one.right):.3f} |")
    return lines


def disagreements(fits, tables):
    """How often two modalities lead with different emotions (neither neutral), and how far apart, where they show the same emotion and where
    they have nothing to do with each other. The threshold: where the second is most often told and the first least, over all pairs."""
    grid, told = np.round(np.arange(0.1, 0.85, 0.1), 1), {}
    for subset in PAIRS:
        for name, conflict in (("same emotion", 0.0), ("drawn anew", 2.0)):
            table = meetings(tables, subset, conflict)
            parts = [scores_of(fits, table, [c for c in CHANNELS if samples.MODALITY[c] == modality]) for modality in subset]
            both = parts[0][0] & parts[1][0]
            a, b = (p[both] for _, p, _ in parts)
            apart = (a.argmax(1) != b.argmax(1)) & (a.argmax(1) != NEUTRAL) & (b.argmax(1) != NEUTRAL)
            told[subset, name] = (table["fold"][both], np.where(apart, divergence(a, b), -1))

    def share(subset, name, least, folds):
        fold, d = told[subset, name]
        return (d[np.isin(fold, folds)] >= least).mean()

    def best(folds):
        gain = [sum(share(pair, "drawn anew", t, folds) - share(pair, "same emotion", t, folds) for pair in PAIRS) for t in grid]
        return grid[int(np.argmax(gain))]
    folds = list(range(samples.FOLDS))
    chosen = [best([k for k in folds if k != left]) for left in folds]
    lines = ["| two modalities | lead with different emotions | " + " | ".join(f"{t:g} bits" for t in grid) + " | the threshold of the other folds |", "|---" * (len(grid) + 3) + "|"]
    for subset, name in told:
        nested = np.mean([share(subset, name, t, [k]) for k, t in enumerate(chosen)])
        lines.append(f"| {' and '.join(subset)}, {name} | {share(subset, name, 0, folds):.3f} | " + " | ".join(f"{share(subset, name, t, folds):.3f}" for t in grid) + f" | {nested:.3f} |")
    return [*lines, "", f"Divergence from which a disagreement is told, chosen on the other folds: {', '.join(f'{t:g}' for t in chosen)}; on all: {best(folds):g}."]


def bins_of(one):
    """Of each tenth of the readings (a fifth of few): stated, right, and Wilson's 95 % interval."""
    steps, order, found = BINS if len(one.confidence) > 1000 else BINS // 2, np.argsort(one.confidence, kind="stable"), []
    place = np.minimum((np.cumsum(one.weight[order]) * steps).astype(int), steps - 1)
    for b in range(steps):
        own = order[place == b]
        w = one.weight[own] / one.weight[own].sum()
        n = 1 / (w ** 2).sum()  # effective number
        x, y = (w * one.confidence[own]).sum(), (w * one.right[own]).sum()
        middle, half = (y + 1.92 / n) / (1 + 3.84 / n), 1.96 / (1 + 3.84 / n) * np.sqrt(y * (1 - y) / n + 0.96 / n ** 2)
        found.append((x, y, max(0, middle - half), min(1, middle + half)))
    return np.array(found)


def draw(curves, path):
    """Reliability: share right over stated confidence, the intervals, and below it how often each confidence is stated."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt
    plt.rcParams.update({"font.size": 9, "font.family": "sans-serif"})
    colours = {"face": "#3b6fb6", "voice": "#c2571a", "words": "#3d8b4f", "all": "#444444"}
    titles = {"face": "Faces", "voice": "Voices", "words": "Words", "all": "All three, made-up"}
    figure, (above, below) = plt.subplots(2, 4, figsize=(11.5, 4.1), sharex=True, sharey="row", gridspec_kw={"height_ratios": [4, 1], "hspace": 0.08, "wspace": 0.12})
    for axis, low, (name, one) in zip(above, below, curves.items()):
        stated, right, least, most = bins_of(one).T
        axis.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        axis.vlines(stated, least, most, color=colours[name], linewidth=1.4, alpha=0.55, zorder=2, clip_on=False)
        axis.plot(stated, right, "o", color=colours[name], markersize=4.5, zorder=3, clip_on=False)
        axis.set_title(f"{titles[name]} (n = {len(one.label):,})", fontsize=9.5)
        value = one.measures()
        bounds, chance = one.interval(value)[:, ERROR], one.by_chance()[0]
        axis.text(0.97, 0.04, f"calibration error {value[ERROR]:.3f}\n95 %: {bounds[0]:.3f} to {bounds[1]:.3f}\nby chance {chance:.3f}", ha="right", va="bottom", fontsize=8, transform=axis.transAxes)
        low.hist(one.confidence, bins=np.linspace(0, 1, 21), weights=one.weight, color=colours[name], alpha=0.75)
        low.set_xlabel("stated confidence")
        for one_axis in (axis, low):
            one_axis.grid(color="#eeeeee", linewidth=0.8)
            one_axis.set_axisbelow(True)
            one_axis.spines[["top", "right"]].set_visible(False)
        axis.set(xlim=(0, 1), ylim=(0, 1))
    above[0].set_ylabel("share right")
    below[0].set_ylabel("share of\nreadings")
    figure.align_ylabels()
    figure.savefig(path, dpi=130, bbox_inches="tight")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("ablation", "calibration"))
    parser.add_argument("--data", default=os.environ.get("AFFECT_DATA"), help="folder of the data sets; default AFFECT_DATA")
    parser.add_argument("--run", type=Path, default=evidence.ROOT / "training/runs/reasoning", help="where the samples, what was read of them and the fits are kept")
    parser.add_argument("--kept", action="store_true", help="take what was read as it is, whatever has changed since")
    parser.add_argument("--fits", type=Path, help="a folder of fits made before, of the same folds, in place of fits on what is read now")
    parser.add_argument("--plot", help="PNG to draw")
    args = parser.parse_args()
    if args.data is None:
        sys.exit("Give --data, or set AFFECT_DATA to the folder of the data sets.")
    torch.set_num_threads(1)
    if not args.kept:
        evidence.ready(args.data, args.run)
    tables, unread = samples.load(args.run)
    fits = [read_parameters(args.fits / name_of(fold)) for fold in range(samples.FOLDS)] if args.fits else fits_of(args.run, tables)[1]
    if args.what == "ablation":
        lines = ablation(fits, tables)
    else:
        lines, curves = calibration(fits, tables)
        if args.plot:
            draw(curves, args.plot)
    print("\n".join(lines))
    print("\nNothing was read of (of how many):", ", ".join(f"{s} {a} ({b})" for m in unread.values() for s, (a, b) in m.items()))


if __name__ == "__main__":
    main()
