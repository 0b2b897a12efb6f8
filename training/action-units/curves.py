#!/usr/bin/env python3
"""Measures how far the joined score of each unit goes on rendered heads that show it fully, for intensities. Three steps, on heads
that nothing else uses:

python3 training/heads/photographs.py --data ../shared/data --out heads --units 600 --poses 0 --seed 909 --balanced
python3 training/action-units/curves.py open models flat        a copy of models/ whose AUnn_p tells the score itself
AFFECT_MODELS=flat affect detect faces heads/*.jpg --out heads.csv
python3 training/action-units/curves.py fit heads.csv --truth heads/truth.csv

The last writes curves.json, which appearance.py takes: run that once more afterwards."""
import argparse
import csv
import hashlib
import json
from pathlib import Path
import shutil
import numpy as np
import calibrate
import safetensors
import table
from synthesis import UNITS

MIDDLE, SLOPE = 6.0, 0.15  # of the logistic that AUnn_p is in the copy: scores of -20 to 40 stay apart in three decimals
FILE = Path(__file__).parent / "curves.json"
FULLY, FEWEST = 0.8, 5  # activation from which a rendered unit counts as fully on, and how many such heads there must be


def flatten(models, out):
    """Copies the models and replaces the logistic of presence."""
    shutil.copytree(models, out, dirs_exist_ok=True)
    path = out / "au-appearance.safetensors"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    tensors = safetensors.load(path)
    tensors["presence"] = np.tile(np.float32((MIDDLE, SLOPE)), (len(UNITS), 1))
    safetensors.save(path, tensors, dict(model="au-appearance"))
    catalogue = out / "catalogue.json"
    catalogue.write_text(catalogue.read_text().replace(before, hashlib.sha256(path.read_bytes()).hexdigest()))


def fit(rows, truth):
    """Writes each unit's median score on the heads that show it fully."""
    with open(truth, newline="") as file:
        shown = [t for t in csv.DictReader(file) if t["image"] in rows]
    reach = {}
    for unit in UNITS:
        p = np.clip([float(rows[t["image"]][f"AU{unit:02d}_p"]) for t in shown], 5e-4, 1 - 5e-4)
        score = MIDDLE + np.log(p / (1 - p)) / SLOPE
        level = np.array([table.shown(t, unit) for t in shown])
        if (level > FULLY).sum() >= FEWEST:
            reach[str(unit)] = round(float(np.median(score[level > FULLY])), 2)
        print(f"AU{unit}: {reach.get(str(unit))}, n {(level > FULLY).sum()}; correlation with the score {np.corrcoef(score, level)[0, 1]:.2f}")
    FILE.write_text(json.dumps(reach) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    step = steps.add_parser("open")
    step.add_argument("models", type=Path)
    step.add_argument("out", type=Path)
    step.set_defaults(do=lambda o: flatten(o.models, o.out))
    step = steps.add_parser("fit")
    step.add_argument("table", type=Path)
    step.add_argument("--truth", type=Path, required=True)
    step.set_defaults(do=lambda o: fit(table.read(o.table), o.truth))
    options = parser.parse_args()
    options.do(options)


if __name__ == "__main__":
    main()
