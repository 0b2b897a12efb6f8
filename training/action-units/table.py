#!/usr/bin/env python3
"""Action Unit, pose and gaze figures of the whole program, from its own table.

Photographs:  affect detect faces FOLDER/*.jpg --out faces.csv, FOLDER being faces.tar's images, then
              python3 training/action-units/table.py faces.csv --data ../shared/data
Renders:      python3 training/heads/photographs.py --data ../shared/data --out renders, affect detect faces renders/*.jpg --out renders.csv,
              then python3 training/action-units/table.py renders.csv --truth renders/truth.csv"""
import argparse
import csv
from pathlib import Path
import numpy as np
import evaluate
import lips
import real
from synthesis import UNITS


def read(path):
    """The largest face of each input, as text by column."""
    best = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            row = {k.strip(): v for k, v in row.items()}
            name = Path(row["input"]).name
            if row["success"].strip() == "1" and (name not in best or width(row) > width(best[name])):
                best[name] = row
    return best


def width(row):
    return max(float(row[f"x_{i}"]) for i in range(17)) - min(float(row[f"x_{i}"]) for i in range(17))


def photographs(rows, data):
    weights = np.load(data / "facs468_bank.npz")["weights"].astype(np.float32)
    faces = real.Faces(data / "faces_mesh.npz", weights)
    names = [str(n) for n in faces.image]
    test = ~faces.plain_persons() & np.array([n in rows for n in names])
    print(f"{test.sum()} photographs of {len(np.unique(faces.person[test]))} persons that nothing was learnt from")
    value = {u: np.array([float(rows[n][f"AU{u:02d}_p"]) if n in rows else 0 for n in names]) for u in UNITS}
    level = {u: np.array([float(rows[n][f"AU{u:02d}_r"] or 0) if n in rows and f"AU{u:02d}_r" in rows[n] else 0 for n in names]) for u in UNITS}
    aucs = []
    for present, absent, unit in [(e, "neutral", u) for e, u in evaluate.AGAINST_NEUTRAL] + list(evaluate.BETWEEN):
        p, a = test & (faces.emotion == present), test & (faces.emotion == absent)
        low, high = evaluate.interval(value[unit], faces.person, p, a, np.random.default_rng(11), 200)
        aucs.append(evaluate.auc(value[unit][p], value[unit][a]))
        print(f"AU{unit} | {present} | {absent} | {aucs[-1]:.2f} | {low:.2f} to {high:.2f} | {p.sum()} / {a.sum()}")
    print(f"mean of the 12 against neutral {np.mean(aucs[:12]):.3f}")
    print("share told (probability at least 0.6)")
    for emotion in ("neutral", "happiness", "surprise", "sadness", "anger"):
        mine = test & (faces.emotion == emotion)
        print(emotion, " ".join(f"{u}:{(value[u][mine] >= 0.6).mean():.2f}" for u in UNITS), "mean AU12", round(level[12][mine].mean(), 2))


def interval(error, rng):
    means = [rng.choice(error, len(error)).mean() for _ in range(500)]
    return f"{error.mean():.1f} ({np.percentile(means, 2.5):.1f} to {np.percentile(means, 97.5):.1f})"


def renders(rows, path):
    with open(path, newline="") as file:
        truth = list(csv.DictReader(file))
    found = [t for t in truth if t["image"] in rows]
    print(f"{len(found)} of {len(truth)} found")
    units = [t for t in found if t["kind"] == "units"]
    number = lambda t, c: float(rows[t["image"]][c])  # noqa: E731
    first = {}
    for i, t in enumerate(units):
        first.setdefault(t.get("head", i), i)
    others = [(i, first[t.get("head", i)]) for i, t in enumerate(units) if first[t.get("head", i)] != i]
    both = []
    for unit in UNITS if units else ():
        true = np.array([shown(t, unit) for t in units])
        got = [np.array([number(t, f"AU{unit:02d}_{f}") for t in units]) for f in ("r", "p")]
        r = [np.corrcoef(true, g)[0, 1] if len(g) and g.std() > 0 else np.nan for g in got]
        odds = np.log(np.clip(got[1], 1e-6, 1 - 1e-6) / (1 - np.clip(got[1], 1e-6, 1 - 1e-6)))
        r.append(np.corrcoef(true, odds)[0, 1])
        now, own = (np.array([pair[k] for pair in others], int) for k in (0, 1))
        r.append(np.corrcoef(true[now] - true[own], odds[now] - odds[own])[0, 1] if others else np.nan)
        both.append(r)
        print(f"AU{unit} | intensity {r[0]:.2f} | score {r[2]:.2f} | against own neutral {r[3]:.2f} | shown in {(true > 0).sum()} of {len(units)}")
    print("mean: intensity, probability, score, against own neutral", np.nanmean(both, 0).round(2) if both else "")
    rng = np.random.default_rng(1)
    if units:
        heads = np.array([str(t.get("head", i)) for i, t in enumerate(units)])
        groups = [np.flatnonzero(heads == h) for h in np.unique(heads)]
        means = [mean_of(units, number, np.concatenate([groups[k] for k in rng.integers(len(groups), size=len(groups))])) for _ in range(200)]
        print(f"mean of the intensities' correlations {mean_of(units, number, np.arange(len(units))):.2f}, 95 % by heads {np.percentile(means, 2.5):.2f} to {np.percentile(means, 97.5):.2f}")
    turned = [t for t in found if t["kind"] == "poses"]
    if turned:
        angles(rows, turned, number, rng)


def shown(row, unit):
    """The unit's true activation, 0 to 1, the mean of both sides; AU25 also where any other unit parts the lips, as FACS has it."""
    told = (float(row[f"AU{unit:02d}_left"]) + float(row[f"AU{unit:02d}_right"])) / 2
    return max(told, float(lips.parted(float(row["lip_gap"])))) if unit == 25 and "lip_gap" in row else told


def mean_of(units, number, pick):
    """Mean over the units of the correlation of the read intensity with the true one."""
    found = []
    for unit in UNITS:
        true = np.array([shown(units[i], unit) for i in pick])
        got = np.array([number(units[i], f"AU{unit:02d}_r") for i in pick])
        if true.std() > 0 and got.std() > 0:
            found.append(np.corrcoef(true, got)[0, 1])
    return np.mean(found)


def angles(rows, turned, number, rng):
    """Errors of head pose and gaze."""
    for name, column in (("pitch", "pose_Rx"), ("yaw", "pose_Ry"), ("roll", "pose_Rz"), ("gaze_x", "gaze_angle_x"), ("gaze_y", "gaze_angle_y")):
        some = [t for t in turned if rows[t["image"]][column].strip()]
        error = np.degrees([number(t, column) - float(t[name]) for t in some])
        true = np.degrees([float(t[name]) for t in some])
        yaw = np.abs(np.degrees([float(t["yaw"]) for t in some]))
        slope, shift = np.polyfit(true, true + error, 1)
        print(f"{name}: mean error {interval(np.abs(error), rng)} degrees, n {len(some)}; read = {slope:.2f} true {shift:+.1f}; by yaw", " ".join(
            f"{a}-{b}: {np.abs(error[(yaw >= a) & (yaw < b)]).mean():.1f} (n {((yaw >= a) & (yaw < b)).sum()})" for a, b in ((0, 15), (15, 30), (30, 50))))
    near = [t for t in turned if rows[t["image"]]["gaze_angle_x"].strip() and max(abs(float(t["gaze_x"])), abs(float(t["gaze_y"]))) < np.radians(30)]
    for name, column in (("gaze_x", "gaze_angle_x"), ("gaze_y", "gaze_angle_y")):
        error = np.degrees([abs(number(t, column) - float(t[name])) for t in near])
        print(f"{name} within 30 degrees of the camera: mean error {interval(error, rng)}, n {len(near)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--truth", type=Path)
    options = parser.parse_args()
    if options.truth:
        renders(read(options.table), options.truth)
    else:
        photographs(read(options.table), options.data)


if __name__ == "__main__":
    main()
