"""Does the program name compound emotions on rendered heads that show them? A closed test: no labelled compounds of people are at hand.

    python3 training/reasoning/compounds.py --data $AFFECT_DATA --run training/runs/compounds

Renders each compound of Du, Tao and Martinez (2014, table 1), each of their basic emotions and a neutral face on random heads of
`training/heads`: the units that most of their 230 people showed, and each other unit as often as they report it. Then the program
reads the pictures (`affect bench compounds`) and this prints how often the compound is named. Renders that are there are kept.
The cards' patterns come from the same table, so this tells what is lost between a face that shows a compound by the book
and its name; nothing about people.
"""

import argparse
import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training" / name) for name in ("heads", "action-units", "expression")]

# Kind -> (units that most showed, {unit: share of people}). The shares are the paper's.
COMPOUNDS = {
    "happily-surprised": ((1, 2, 12, 25), {5: 0.64, 26: 0.67}), "happily-disgusted": ((10, 12, 25), {4: 0.32, 6: 0.61, 9: 0.59}),
    "sadly-fearful": ((1, 4, 20, 25), {2: 0.46, 5: 0.24, 6: 0.34, 15: 0.30}), "sadly-angry": ((4, 15), {6: 0.26, 7: 0.48, 11: 0.20, 17: 0.50}),
    "sadly-surprised": ((1, 4, 25, 26), {2: 0.27, 6: 0.31}), "sadly-disgusted": ((4, 10), {1: 0.49, 6: 0.61, 9: 0.20, 11: 0.35, 15: 0.54, 17: 0.47, 25: 0.43}),
    "fearfully-angry": ((4, 20, 25), {5: 0.40, 7: 0.39, 10: 0.30, 11: 0.33}), "fearfully-surprised": ((1, 2, 5, 20, 25), {4: 0.47, 10: 0.35, 11: 0.22, 26: 0.51}),
    "fearfully-disgusted": ((1, 4, 10, 20, 25), {2: 0.64, 5: 0.50, 6: 0.26, 9: 0.28, 15: 0.33}), "angrily-surprised": ((4, 25, 26), {5: 0.35, 7: 0.50, 10: 0.34}),
    "angrily-disgusted": ((4, 10, 17), {7: 0.60, 9: 0.57, 24: 0.36}), "disgustedly-surprised": ((1, 2, 5, 10), {4: 0.45, 9: 0.37, 17: 0.66, 24: 0.33}),
    "appalled": ((4, 10), {6: 0.25, 9: 0.56, 17: 0.67, 24: 0.36}), "hatred": ((4, 10), {7: 0.57, 9: 0.27, 17: 0.63, 24: 0.37}),
    "awed": ((1, 2, 5, 25), {4: 0.21, 20: 0.62, 26: 0.56}),
}
BASIC = {
    "happiness": ((12, 25), {6: 0.51}), "sadness": ((4, 15), {1: 0.60, 6: 0.50, 11: 0.26, 17: 0.67}), "fear": ((1, 4, 20, 25), {2: 0.57, 5: 0.63, 26: 0.33}),
    "anger": ((4, 7, 24), {10: 0.26, 17: 0.52, 23: 0.29}), "surprise": ((1, 2, 25, 26), {5: 0.66}), "disgust": ((9, 10, 17), {4: 0.31, 24: 0.26}), "neutral": ((), {}),
}
UNITS = sorted({u for always, others in (*COMPOUNDS.values(), *BASIC.values()) for u in (*always, *others)})


def strengths(rng, kind):
    """Unit -> (left, right), 0 to 1: what most show, and of the others each as often as people showed it."""
    always, others = {**COMPOUNDS, **BASIC}[kind]
    shown = [*always, *(u for u, share in others.items() if rng.random() < share)]
    return {u: (value, value) for u in shown for value in [float(rng.uniform(0.5, 1))]}


def render(data, run, heads, seed):
    """Grey pictures and trials.csv, with the true units, 0 to 5."""
    import photographs
    import sample
    run.mkdir(parents=True, exist_ok=True)
    sampler, rows = sample.sampler(data, run.parent / "action-units"), []
    for head in range(heads):
        neutral, person = sampler.person(np.random.default_rng((seed, head)))
        for k, kind in enumerate((*COMPOUNDS, *BASIC)):
            rng = np.random.default_rng((seed, head, k + 1))
            sides, matrix = strengths(rng, kind), photographs.turn(*np.radians(rng.normal(0, (5, 7, 3))))
            name = f"{kind}-{head:03d}"
            if not (run / f"{name}.pgm").exists():
                picture, _ = sampler.photograph(rng, neutral, person, sides, matrix, rng.uniform(-0.2, 0.2, 2), photographs.SIZE, rng.uniform(60, 85))
                Image.fromarray(picture).convert("L").save(run / f"{name}.part.pgm")
                os.replace(run / f"{name}.part.pgm", run / f"{name}.pgm")
            rows.append([f"{name}.pgm", name, "render", kind, head, "plain", *(round(5 * sides.get(u, (0,))[0], 2) for u in UNITS)])
        print("head", head, file=sys.stderr, flush=True)
    with open(run / "trials.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["file", "id", "source", "label", "person", "variant", *(f"true{u:02d}" for u in UNITS)], *rows])


def wilson(hits, n):
    share, z = hits / n, 1.96
    middle, half = (share + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / 4 / n / n)
    return f"{hits} ({100 * (middle - half):.0f} to {100 * (middle + half):.0f} %)"


def table(run):
    with open(run / "compounds.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def among(row, column, first):
        return f"compound/{row['label']}" in row[column].split()[:first]

    def counts(own):
        return [sum(hits) for hits in zip(*((r["found"] == "1", r["both"] == "1", r["named"] != "", among(r, "named", 1),
                                             *(among(r, column, first) for column in ("pattern", "truth") for first in (1, 3))) for r in own))]
    lines = ["| shown | n | face found | both emotions 0.1 or more | a compound named | the right one | by the measured units alone: first | among three | by the true units alone: first | among three |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    for kind in COMPOUNDS:
        own = [r for r in rows if r["label"] == kind]
        lines.append(f"| {kind.replace('-', ' ')} | {len(own)} | {' | '.join(map(str, counts(own)))} |")
    mine = [r for r in rows if r["label"] in COMPOUNDS]
    lines.append(f"| **all compounds** | {len(mine)} | {' | '.join(wilson(hits, len(mine)) for hits in counts(mine))} |")
    lines += ["", "| shown | n | face found | a compound named, wrongly |", "|---|---|---|---|"]
    for kind in BASIC:
        own = [r for r in rows if r["label"] == kind]
        lines.append(f"| {kind} | {len(own)} | {sum(r['found'] == '1' for r in own)} | {wilson(sum(r['named'] != '' for r in own), len(own))} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("AFFECT_DATA"), required="AFFECT_DATA" not in os.environ)
    parser.add_argument("--run", type=Path, default=ROOT / "training/runs/compounds")
    parser.add_argument("--heads", type=int, default=20)
    parser.add_argument("--seed", type=int, default=60613)
    options = parser.parse_args()
    options.run = options.run.resolve()
    render(Path(options.data).resolve(), options.run, options.heads, options.seed)
    subprocess.run(["dotnet", "run", "-c", "Release", "--project", "bench", "--", "compounds"], check=True, cwd=ROOT, stdout=sys.stderr,
                   env={**os.environ, "AFFECT_TRIALS": str(options.run)})
    print("\n".join(table(options.run)))


if __name__ == "__main__":
    main()
