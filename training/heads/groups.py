#!/usr/bin/env python3
"""How the whole program reads rendered heads of different sex, age, skin and origin: the same table of figures for each group.

    python3 training/heads/groups.py render --data $AFFECT_DATA --out groups
    affect detect faces groups/*.jpg --out groups.csv
    python3 training/heads/groups.py report groups.csv --truth groups/truth.csv

Each head is shown twice, nearly from the front: neutral, and with Action Units. What the person is (skin, hair, eyes, beard) stays
the same in both; light, pose and background differ. Rendered heads are no people: sex, age and origin are sliders of MakeHuman's
shapes, skin is a plain colour, and a difference between groups may come from the renderer. A render that was stopped goes on."""
import argparse
import csv
import os
from pathlib import Path
import sys
import numpy as np
from PIL import Image

for folder in ("action-units", "expression"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
UNITS = (1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 28, 45)  # those that the program reads (synthesis.UNITS)
ORIGINS = ("african", "asian", "caucasian")
EXPRESSIONS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
WORN = ("skin", "hair", "iris", "pupil", "brows", "brow_ink", "lips", "lash", "blotch", "fine", "texture", "beard", "bald")
KINDS = ("neutral", "units")
DRAWS = 500
LEAST = 20  # heads; smaller groups are not told


def render(options):
    """Writes the pictures and truth.csv: pose in radians, units 0 to 1, age 0 (child) or up to 1 (old), skin 0 (light) to 1 (dark)."""
    import photographs
    import sample
    options.out.mkdir(parents=True, exist_ok=True)
    sampler = sample.sampler(options.data, options.work)
    look_of = sampler.renderer.look
    rows = []
    for i in range(options.heads):
        rng = np.random.default_rng((options.seed, i))
        neutral, person = sampler.person(rng)
        own = look_of(rng, person)
        worn = {name: own[name] for name in WORN}
        sampler.renderer.look = lambda *given, worn=worn: {**look_of(*given), **worn}
        for k, kind in enumerate(KINDS):
            # A generator a picture, so that a run that goes on draws the same.
            rng = np.random.default_rng((options.seed, i, k + 1))
            angles, gaze = np.radians(rng.normal(0, (6, 9, 4))), rng.uniform(-0.3, 0.3, 2)
            sides = sample.activations(rng) if kind == "units" else {}
            iod, name = rng.uniform(55, 85), f"{kind}-{i:04d}.jpg"
            if not (options.out / name).exists():
                picture, _ = sampler.photograph(rng, neutral, person, sides, photographs.turn(*angles), gaze, photographs.SIZE, iod)
                Image.fromarray(picture).save(options.out / (name + ".part"), "JPEG", quality=92)
                os.replace(options.out / (name + ".part"), options.out / name)
            dark = 1 - float(np.dot(own["skin"], (0.299, 0.587, 0.114)))
            rows.append([name, kind, i, *np.round(angles, 4), round(person["female"], 3), round(person["age"], 3), round(dark, 3),
                         *np.round(person["origin"], 3)] + [round(v, 3) for u in UNITS for v in sides.get(u, (0, 0))])
    with open(options.out / "truth.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["image", "kind", "head", "pitch", "yaw", "roll", "female", "age", "skin", *ORIGINS] + [f"AU{u:02d}_{s}" for u in UNITS for s in ("left", "right")])
        table.writerows(rows)


def groups(truth):
    """(what, group, heads): thirds by the heads' own order, so that each holds as many."""
    one = {t["head"]: t for t in truth}
    names = np.array(list(one))
    number = {c: np.array([float(one[n][c]) for n in names]) for c in ("female", "age", "skin", *ORIGINS)}
    origin = np.stack([number[o] for o in ORIGINS], 1).argmax(1)
    yield "all", "", names
    yield "sex", "female", names[number["female"] >= 0.5]
    yield "sex", "male", names[number["female"] < 0.5]
    for column, words in (("age", ("youngest", "middle", "oldest")), ("skin", ("lightest", "middle", "darkest"))):
        third = number[column].argsort(kind="stable").argsort(kind="stable") * 3 // len(names)
        for k, word in enumerate(words):
            yield column, f"{word} third", names[third == k]
    for k, o in enumerate(ORIGINS):
        yield "origin", f"mostly {o}", names[origin == k]


class Readings:
    """Truth and reading of each picture, by head."""

    def __init__(self, rows, truth):
        self.heads = np.array([t["head"] for t in truth])
        self.kind = np.array([t["kind"] for t in truth])
        self.found = np.array([t["image"] in rows for t in truth])
        number = lambda t, c: float(rows[t["image"]][c]) if t["image"] in rows and rows[t["image"]][c].strip() else np.nan  # noqa: E731
        self.angles = {c: np.degrees([abs(number(t, column) - float(t[c])) for t in truth]) for c, column in (("pitch", "pose_Rx"), ("yaw", "pose_Ry"))}
        self.shown = np.array([[(float(t[f"AU{u:02d}_left"]) + float(t[f"AU{u:02d}_right"])) / 2 for u in UNITS] for t in truth])
        self.read = np.array([[number(t, f"AU{u:02d}_r") for u in UNITS] for t in truth])
        self.p = {e: np.array([number(t, f"p_{e}") for t in truth]) for e in EXPRESSIONS}
        self.at = {h: np.flatnonzero(self.heads == h) for h in np.unique(self.heads)}

    def figures(self, pick):
        """Figures of some pictures (each as often as it stands in `pick`)."""
        units = pick[(self.kind[pick] == "units") & self.found[pick]]
        plain = pick[(self.kind[pick] == "neutral") & self.found[pick]]
        found = [np.corrcoef(self.shown[units, k], self.read[units, k])[0, 1] for k in range(len(UNITS))
                 if (self.shown[units, k] > 0).sum() > 1 and np.nanstd(self.read[units, k]) > 0]
        return {"pitch": np.nanmean(self.angles["pitch"][pick]), "yaw": np.nanmean(self.angles["yaw"][pick]),
                "units": np.nanmean(found) if found else np.nan, "level": np.nanmean(self.read[plain]),
                **{e: np.nanmean(self.p[e][plain]) for e in EXPRESSIONS}}

    def of(self, heads, rng):
        """Figures of a group of heads and their 95 % interval, heads drawn anew."""
        now = self.figures(np.concatenate([self.at[h] for h in heads]))
        draws = [self.figures(np.concatenate([self.at[h] for h in rng.choice(heads, len(heads))])) for _ in range(DRAWS)]
        return {k: (v, *np.nanpercentile([d[k] for d in draws], (2.5, 97.5))) for k, v in now.items()}


def report(options):
    """Prints Markdown: what was found, pose and units by group, then how neutral heads are read."""
    import table
    from measures import wilson
    with open(options.truth, newline="") as file:
        truth = list(csv.DictReader(file))
    readings, rng = Readings(table.read(options.table), truth), np.random.default_rng(1)
    listed = [(what, group, heads) for what, group, heads in groups(truth) if len(heads) >= LEAST]
    figures = [readings.of(heads, rng) for _, _, heads in listed]
    name = lambda what, group: f"{what} {group}".strip()  # noqa: E731
    text = lambda f, digits: f"{f[0]:.{digits}f} ({f[1]:.{digits}f} to {f[2]:.{digits}f})"  # noqa: E731
    print("| group | heads | pictures found (95 %) | pitch, mean error | yaw, mean error | units, mean correlation |\n|---|---|---|---|---|---|")
    for (what, group, heads), f in zip(listed, figures):
        pick = np.concatenate([readings.at[h] for h in heads])
        hits = int(readings.found[pick].sum())
        low, high = wilson(hits, len(pick))
        print(f"| {name(what, group)} | {len(heads)} | {hits} of {len(pick)} ({100 * low:.1f} to {100 * high:.1f} %) | {text(f['pitch'], 1)} | {text(f['yaw'], 1)} | {text(f['units'], 2)} |")
    print("\n| neutral heads | p(neutral) | p(anger) | p(sadness) | p(happiness) | other three | mean intensity of the units, 0-5 |\n|---|---|---|---|---|---|---|")
    for (what, group, _), f in zip(listed, figures):
        rest = sum(f[e][0] for e in ("disgust", "fear", "surprise"))
        print(f"| {name(what, group)} | {text(f['neutral'], 2)} | {text(f['anger'], 2)} | {text(f['sadness'], 2)} | {text(f['happiness'], 2)} | {rest:.2f} | {text(f['level'], 2)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    one = parts.add_parser("render", help="makes the pictures and truth.csv")
    one.add_argument("--data", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--work", type=Path, default=Path("training/runs/action-units"), help="where the heads are unpacked")
    one.add_argument("--heads", type=int, default=400)
    one.add_argument("--seed", type=int, default=97531)
    two = parts.add_parser("report", help="reads the program's table")
    two.add_argument("table", type=Path)
    two.add_argument("--truth", type=Path, required=True)
    options = parser.parse_args()
    (render if options.part == "render" else report)(options)


if __name__ == "__main__":
    main()
