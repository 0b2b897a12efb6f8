"""Measures the scorer on the half of the persons that nothing was fitted on; prints tables in Markdown.

    python3 training/reasoning/report.py ablation --run training/runs/reasoning
    python3 training/reasoning/report.py calibration --run training/runs/reasoning --plot docs/calibration.png

`ablation`: what each channel gives. `calibration`: whether the stated confidence is right as often as it says, by channel, picture
quality and class shares; risk and coverage; the plot. Both compare with the linear pool that was there before and with plain means.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch

import samples
from fit import fit
from scorer import CHANNELS, EMOTIONS, divergence, linear_pool, pool, read_parameters

ROOT = Path(__file__).resolve().parents[2]
COUNT, DRAWS, BINS = 6000, 300, 10


class Scored:
    """Predictions over a table: probabilities [n, 8], confidence, right or wrong, weights, and who is behind each."""

    def __init__(self, table, p, confidence=None, weight=None):
        self.label, self.p = table["label"], p
        self.confidence = p.max(1) if confidence is None else confidence
        self.right = p.argmax(1) == self.label
        self.weight = np.full(len(p), 1 / len(p)) if weight is None else weight / weight.sum()
        self.persons = table["persons"] if "persons" in table else table["person"][:, None]

    def measures(self, weight=None):
        w = self.weight if weight is None else weight / weight.sum()
        recalls = [w[own & self.right].sum() / w[own].sum() for own in (self.label == k for k in np.unique(self.label)) if w[own].sum() > 0]
        told = np.clip(self.p[np.arange(len(self.p)), self.label], 1e-4, 1)
        right, stated = w[self.right].sum(), (w * self.confidence).sum()
        return np.array([np.mean(recalls), right, -(w * np.log(told)).sum(), stated, stated - right, ece(self.confidence, self.right, w)])

    def interval(self, draws=DRAWS):
        """95 % with persons drawn anew: each person counts as often as drawn, a meeting as often as the product of its persons."""
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
        return np.quantile(found, [0.025, 0.975], 0)

    def row(self, name):
        value, (low, high) = self.measures(), self.interval()
        people = sum(len(set(self.persons[:, j])) - ("" in self.persons[:, j]) for j in range(self.persons.shape[1]))
        cells = " | ".join(f"{v:.3f}" if k == STATED else f"{v:+.3f} ({a:+.3f} to {b:+.3f})" if k == GAP else f"{v:.3f} ({a:.3f} to {b:.3f})" for k, (v, a, b) in enumerate(zip(value, low, high)))
        return f"| {name} | {len(self.label)} | {people} | {cells} | {self.by_chance():.3f} |"

    def by_chance(self):
        """The calibration error that so many readings would show if every confidence were right."""
        rng = np.random.default_rng(4)
        return np.mean([ece(self.confidence, rng.random(len(self.confidence)) < self.confidence, self.weight) for _ in range(60)])


def ece(confidence, right, weight):
    """Expected calibration error: ten bins of equal weight; the mean distance between stated and true."""
    order = np.argsort(confidence, kind="stable")
    place = np.minimum((np.cumsum(weight[order]) / weight.sum() * BINS).astype(int), BINS - 1)
    c, r, w = confidence[order], right[order].astype(float), weight[order]
    return sum(abs(((c - r) * w)[place == b].sum()) for b in range(BINS)) / weight.sum()


HEAD = ["| | n | persons | UAR (95 %) | accuracy | log loss | mean confidence | less accuracy | calibration error | of it by chance |", "|---|---|---|---|---|---|---|---|---|---|"]
STATED, GAP, ERROR = 3, 4, 5


def scores_of(parameters, table, channels=CHANNELS):
    present = np.broadcast_to(np.isin(CHANNELS, channels), table["score"].shape[:2]).copy()
    present &= ~np.isnan(table["score"]).all(2)
    on = present.any(1)
    prior, numbers = parameters
    with torch.no_grad():
        logs = pool(prior, numbers, *(torch.from_numpy(np.ascontiguousarray(table[k])) for k in ("score", "trust", "severity")), torch.from_numpy(present))
    return on, np.exp(logs.numpy().astype(float)), present


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


def single(tables, modality, rows=None):
    """One modality's samples as they are, weighted to PRIOR; the picture as it is, or the rows asked for."""
    table = tables[modality]
    if rows is None:
        rows = table["variant"] == "plain"
        if modality == "voice":
            rows &= table["source"] == "emodb"
    table = samples.pick(table, rows)
    return table, samples.weights_of(table, [(1, np.ones(len(table["label"]), bool))])


def compare(parameters, table, weight=None, channels=CHANNELS):
    """The scorer, the linear pool before it, mean and product, over the same rows."""
    on, p, present = scores_of(parameters, table, channels)
    part = {k: v[on] for k, v in table.items()}
    weight = None if weight is None else weight[on]
    old, confidence = linear_pool(part, present[on])
    return {"the scorer": Scored(part, p[on], weight=weight), "linear pool, before": Scored(part, old, confidence, weight),
            "plain mean": Scored(part, plain_mean(part, present[on]), weight=weight), "plain product": Scored(part, plain_mean(part, present[on], True), weight=weight)}


def meetings(tables, subset, conflict=0.0):
    plain = {k: single(tables, k)[0] for k in subset}
    return samples.trials(plain, subset, COUNT, np.random.default_rng(11), conflict)


def ablation(parameters, tables):
    lines = ["Each channel by itself, on labelled samples as they are:", "", *HEAD]
    for name, modality, channels in (("face: expression and patterns", "face", ("expression", "pattern")), ("face without the patterns", "face", ("expression",)),
                                     ("face without the expression network", "face", ("pattern",)), ("voice", "voice", ("voice",)), ("words", "words", ("words",))):
        table, weight = single(tables, modality)
        lines.append(compare(parameters, table, weight, channels)["the scorer"].row(name))
    lines += ["", "Made-up meetings of samples of the same label:", "", *HEAD]
    everything = None
    for name, subset, channels in (("face and voice", ("face", "voice"), CHANNELS), ("face and words", ("face", "words"), CHANNELS), ("voice and words", ("voice", "words"), CHANNELS),
                                   ("all", samples.MODALITIES, CHANNELS), ("all, without the patterns", samples.MODALITIES, ("expression", "voice", "words")),
                                   ("all, without the expression network", samples.MODALITIES, ("pattern", "voice", "words"))):
        found = compare(parameters, meetings(tables, subset), channels=channels)
        lines.append(found["the scorer"].row(name))
        everything = found if name == "all" else everything
    lines += ["", "All, one modality in ten showing another emotion:", "", *HEAD,
              compare(parameters, meetings(tables, samples.MODALITIES, samples.CONFLICT))["the scorer"].row("all, with conflicts")]
    lines += ["", "Against other ways to weigh the same channels:", "", *HEAD]
    table, weight = single(tables, "face")
    for what, found in (("face", compare(parameters, table, weight)), ("all", everything)):
        lines += [one.row(f"{what}: {name}") for name, one in found.items()]
    return lines


def calibration(parameters, tables, development):
    lines, curves = ["Stated confidence against share right, on the reporting half:", "", *HEAD], {}
    for name, modality in (("face", "face"), ("voice", "voice"), ("words", "words")):
        table, weight = single(tables, modality)
        curves[name] = compare(parameters, table, weight)["the scorer"]
    curves["all"] = compare(parameters, meetings(tables, samples.MODALITIES))["the scorer"]
    lines += [one.row(name) for name, one in curves.items()]
    lines += ["", "The same over both halves, each by a fit on the other:", "", *HEAD]
    other, both = exchanged(tables), {}
    for name in ("face", "voice", "words"):
        parts = [compare(p, *single(half, name))["the scorer"] for p, half in ((parameters, tables), (other, development))]
        both[name] = Scored({"label": np.concatenate([s.label for s in parts]), "persons": np.concatenate([s.persons for s in parts])},
                            np.concatenate([s.p for s in parts]), weight=np.concatenate([s.weight * len(s.weight) for s in parts]))
        lines.append(both[name].row(name))
    curves["voice"] = both["voice"]  # four speakers are too few for a curve
    lines += ["", "By circumstances of the picture, and by source:", "", *HEAD]
    face = tables["face"]
    seen = face["severity"] > 0
    for name, rows in [("no circumstance told", ~seen.any(1)), *((f"told: {c}", seen[:, i]) for i, c in enumerate(samples.CIRCUMSTANCES)), ("two or more told", seen.sum(1) >= 2),
                       *((f"made worse: {v}", face["variant"] == v) for v in ("small", "blurred", "dark", "covered")),
                       *((f"{s}, as they are", (face["source"] == s) & (face["variant"] == "plain")) for s in ("fer", "lfw", "stills"))]:
        if rows.sum() >= 40:
            table, weight = single(tables, "face", rows)
            lines.append(compare(parameters, table, weight)["the scorer"].row(name))
    for name, modality, rows in (("voice: altered copies", "voice", (tables["voice"]["variant"] != "plain") & (tables["voice"]["source"] == "emodb")),
                                 ("voice: model of the other sex", "voice", tables["voice"]["source"] == "emodb-other-sex"),
                                 ("words: MELD dev", "words", tables["words"]["source"] == "meld-dev"), ("words: GoEmotions dev", "words", tables["words"]["source"] == "goemotions")):
        table, weight = single(tables, modality, rows)
        lines.append(compare(parameters, table, weight)["the scorer"].row(name))
    lines += ["", "The same with the shares of the emotions as the sets have them, and with all alike:", "", *HEAD]
    for name, modality, rows in (("face: FER2013's shares", "face", (face["source"] == "fer") & (face["variant"] == "plain")), ("words: MELD's shares", "words", tables["words"]["source"] == "meld-dev"),
                                 ("voice: EMO-DB's shares", "voice", (tables["voice"]["variant"] == "plain") & (tables["voice"]["source"] == "emodb"))):
        lines.append(compare(parameters, samples.pick(tables[modality], rows))["the scorer"].row(name))
    table, _ = single(tables, "face")
    even = sum((table["label"] == k) / max(1, (table["label"] == k).sum()) for k in range(8))
    lines.append(compare(parameters, table, even)["the scorer"].row("face: all emotions alike"))
    lfw = samples.pick(face, (face["source"] == "lfw") & (face["variant"] == "plain"))
    natural = {"neutral": 2940, "happiness": 2826, "surprise": 265, "anger": 152, "sadness": 102, "disgust": 10}
    weight = sum((lfw["label"] == EMOTIONS.index(e)) * c / max(1, (lfw["label"] == EMOTIONS.index(e)).sum()) for e, c in natural.items())
    lines.append(compare(parameters, lfw, weight)["the scorer"].row("face: LFW's shares (45 % neutral, 45 % happy)"))
    lines += ["", *coverage(parameters, tables, development), "", *chance(parameters, tables)]
    return lines, curves


def exchanged(tables):
    """Parameters fitted on the reporting half: only to measure the development half with; shipped are those of the development half."""
    fitted, _ = fit(tables)
    found = fitted.as_json()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(found, file)
        file.flush()
        return read_parameters(file.name)


def coverage(parameters, tables, development):
    """Risk and coverage over thresholds, on both halves."""
    lines = ["| least confidence | read, development half | wrong of those read | read, reporting half | wrong of those read | right of those not read |", "|---|---|---|---|---|---|"]
    halves = []
    for half in (development, tables):
        face = half["face"]
        table, weight = samples.pick(face, np.ones(len(face["label"]), bool)), samples.weights_of(face, samples.mixture_of("face", face))
        halves.append(compare(parameters, table, weight)["the scorer"])
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        cells = []
        for one in halves:
            read = one.confidence >= least
            cells += [f"{one.weight[read].sum():.3f}", f"{(one.weight * ~one.right)[read].sum() / max(1e-9, one.weight[read].sum()):.3f}"]
        out = halves[1].confidence < least
        cells.append(f"{(halves[1].weight * halves[1].right)[out].sum() / max(1e-9, halves[1].weight[out].sum()):.3f}" if out.any() else "none")
        lines.append(f"| {least:.2f} | " + " | ".join(cells) + " |")
    return lines


def chance(parameters, tables):
    """How often two modalities that show the same emotion lead with different ones (neither neutral), and how far apart; the same for different emotions."""
    lines = ["| two modalities | both lead with an emotion, another one each | … and diverge by 0.2 bits or more | by 0.3 | by 0.4 | by 0.5 |", "|---|---|---|---|---|---|"]
    neutral = EMOTIONS.index("neutral")
    for subset in (("face", "voice"), ("face", "words"), ("voice", "words")):
        for name, conflict in (("same emotion", 0.0), ("drawn anew", 2.0)):
            table = meetings(tables, subset, conflict)
            parts = []
            for modality in subset:
                on, p, _ = scores_of(parameters, table, [c for c in CHANNELS if samples.MODALITY[c] == modality])
                parts.append((on, p))
            both = parts[0][0] & parts[1][0]
            a, b = parts[0][1][both], parts[1][1][both]
            apart = (a.argmax(1) != b.argmax(1)) & (a.argmax(1) != neutral) & (b.argmax(1) != neutral)
            d = divergence(a, b)
            lines.append(f"| {' and '.join(subset)}, {name} | {apart.mean():.3f} | " + " | ".join(f"{(apart & (d >= t)).mean():.3f}" for t in (0.2, 0.3, 0.4, 0.5)) + " |")
    return lines


def draw(curves, path):
    """Reliability: share right over stated confidence, in tenths of the readings, with Wilson's 95 % intervals."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt
    colours = {"face": "#3b6fb6", "voice": "#c2571a", "words": "#3d8b4f", "all": "#222222"}
    figure, axes = plt.subplots(1, 4, figsize=(12, 3.5), sharex=True, sharey=True)
    for axis, (name, one) in zip(axes, curves.items()):
        order = np.argsort(one.confidence, kind="stable")
        steps = BINS if len(order) > 1000 else BINS // 2
        place = np.minimum((np.cumsum(one.weight[order]) * steps).astype(int), steps - 1)
        axis.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1, zorder=1)
        xs, ys, low, high = [], [], [], []
        for b in range(steps):
            own = order[place == b]
            w = one.weight[own] / one.weight[own].sum()
            n = 1 / (w ** 2).sum()  # effective number
            x, y = (w * one.confidence[own]).sum(), (w * one.right[own]).sum()
            middle, half = (y + 1.92 / n) / (1 + 3.84 / n), 1.96 / (1 + 3.84 / n) * np.sqrt(y * (1 - y) / n + 0.96 / n ** 2)
            xs.append(x), ys.append(y), low.append(max(0, y - middle + half)), high.append(max(0, middle + half - y))
        axis.errorbar(xs, ys, yerr=[low, high], fmt="o-", color=colours[name], markersize=4, linewidth=1.2, elinewidth=0.9, zorder=2)
        axis.set_title(f"{name} (n {len(one.label):,})", fontsize=10)
        axis.text(0.96, 0.05, f"calibration error {one.measures()[ERROR]:.3f}", ha="right", fontsize=8.5, transform=axis.transAxes)
        axis.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="stated confidence")
        axis.grid(color="#eeeeee", linewidth=0.8)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("share right")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("ablation", "calibration"))
    parser.add_argument("--run", required=True)
    parser.add_argument("--model", default=str(ROOT / "models/fusion.json"))
    parser.add_argument("--plot")
    args = parser.parse_args()
    torch.set_num_threads(1)
    parameters = read_parameters(args.model)
    tables, unread = samples.load(args.run)
    report = {k: samples.pick(t, ~t["development"]) for k, t in tables.items()}
    if args.what == "ablation":
        print("\n".join(ablation(parameters, report)))
    else:
        lines, curves = calibration(parameters, report, {k: samples.pick(t, t["development"]) for k, t in tables.items()})
        print("\n".join(lines))
        if args.plot:
            draw(curves, args.plot)
    print("\nNothing was read of (of how many):", ", ".join(f"{s} {a} ({b})" for m in unread.values() for s, (a, b) in m.items()))


if __name__ == "__main__":
    main()
