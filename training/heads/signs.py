#!/usr/bin/env python3
"""Photographs of rendered heads for the signs made of several units: the pain score (AU4, 6, 7, 9, 10, 43) and kinds of smile.

python3 training/heads/signs.py --data ../shared/data --out FOLDER   writes FOLDER/*.jpg and FOLDER/truth.csv, which
`tools/AffectAgent.SignClips renders --folder FOLDER` reads. Each head gives one picture of every kind; strengths are FACS 0-5."""
import argparse
import csv
from pathlib import Path
import sys
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "action-units"))
import photographs  # noqa: E402
import sample  # noqa: E402

UNITS = (1, 2, 4, 5, 6, 7, 9, 10, 12, 15, 25, 26, 45)
# Kind -> units that move together, each by its own strength. AU45 is AU43 held: the lids shut.
KINDS = {
    "neutral": (), "pain-weak": (4, 6, 7, 9, 10), "pain-strong": (4, 6, 7, 9, 10), "pain-eyes-shut": (4, 6, 7, 9, 10, 45),
    "some-of-pain": (4, 6, 7, 9, 10), "surprise": (1, 2, 5, 25, 26), "AU12": (12,), "AU6+12": (6, 12), "AU12+25+26": (12, 25, 26),
    "AU6+12+25+26": (6, 12, 25, 26), "AU6": (6,), "AU12-one-side": (12,),
}


def strengths(rng, kind):
    """Unit -> (left, right), 0 to 1."""
    low, high = {"pain-weak": (0.15, 0.4), "pain-strong": (0.6, 1), "pain-eyes-shut": (0.5, 1)}.get(kind, (0.3, 1))
    sides = {}
    for unit in KINDS[kind]:
        if kind == "some-of-pain" and rng.random() < 0.5:
            continue
        value = 1.0 if unit == 45 else rng.uniform(low, high)
        sides[unit] = (value, value)
    if kind == "AU12-one-side":
        sides[12] = (sides[12][0], 0.0) if rng.random() < 0.5 else (0.0, sides[12][0])
    return sides


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"))
    parser.add_argument("--heads", type=int, default=40)
    parser.add_argument("--seed", type=int, default=977)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sampler, rng = sample.sampler(options.data, options.work), np.random.default_rng(options.seed)
    with open(options.out / "truth.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["image", "kind", "head"] + [f"AU{u:02d}_{s}" for u in UNITS for s in ("left", "right")])
        for number in range(options.heads):
            neutral, person = sampler.person(rng)
            for kind in KINDS:
                sides = strengths(rng, kind)
                matrix = photographs.turn(*np.radians(rng.normal(0, (5, 7, 3))))
                picture, _ = sampler.photograph(rng, neutral, person, sides, matrix, rng.uniform(-0.2, 0.2, 2), photographs.SIZE, rng.uniform(60, 85))
                name = f"{number:03d}-{kind}.jpg"
                Image.fromarray(picture).save(options.out / name, quality=92)
                table.writerow([name, kind, number] + [round(5 * v, 2) for u in UNITS for v in sides.get(u, (0, 0))])
            file.flush()


if __name__ == "__main__":
    main()
