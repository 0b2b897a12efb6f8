"""Trains models/voice-emotion.onnx: seven emotions that a voice expresses, from functionals of a segment of speech.

    python3 training/voice/emotion_train.py --data $AFFECT_DATA --out training/runs/voice

Measures EMO-DB and altered copies of it with the program's own code, and tells the leave-one-speaker-out figures: width
and ridge are chosen for each speaker on the seven others (emotion_choose.py). Then calibrates by distance
(emotion_shift.py) and writes the model trained on all speakers. A stopped run goes on where it was. Needs the .NET SDK,
ffmpeg, numpy, scipy, torch.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

import emotion_choose as choose
import emotion_data as data
import emotion_fit as fit
import emotion_shift as shift
from emotion_report import report, uar


def held_out(d, speaker, folder):
    """What every candidate says of one speaker after the other seven, and how far that speech lies from theirs; kept."""
    kept = Path(folder) / f"emotion-held-out-{speaker}.npz"
    if not kept.exists():
        own = d["speakers"] == speaker
        np.savez(kept, logs=choose.logs_of_all(d["x"], d["y"], ~own, own, choose.CANDIDATES), distance=distance_of(d["x"], ~own, own))
        print("held out", speaker, flush=True)
    with np.load(kept) as file:
        return file["logs"], file["distance"]


def distance_of(x, train, test):
    scale = fit.scale_of(x[train])
    return fit.distance(fit.far_scale(x[test], scale), fit.familiar_space(fit.far_scale(x[train], scale)))


def temperature_of(logs, y):
    """The divisor of the logits that gives the least log loss."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(4), 60))
    return float(grid[int(np.argmin([shift.loss(logs / t, y) for t in grid]))])


def crossed(d, values, logs):
    """Calibrated logs, each speaker's with the temperature of the others."""
    clean, out = d["kinds"] == "clean", np.zeros_like(logs)
    for speaker in values:
        own, others = d["speakers"] == speaker, clean & (d["speakers"] != speaker)
        out[own] = logs[own] / temperature_of(logs[others], d["y"][others])
    return out


def ship(arguments, d, chosen, temperature, temper, familiar):
    """Trains on all speakers and writes network and norms."""
    x, y = d["x"], d["y"]
    scale = fit.scale_of(x)
    z = fit.standardise(x, scale)
    weights = fit.ridge_weights(fit.kernel(fit.squares(z, z), chosen[0], z.shape[1]), y, chosen[1])
    target = Path(arguments.model)
    fit.export(target, scale, z, weights, chosen[0], fit.familiar_space(fit.far_scale(x, scale)), temperature)
    neutral = d["neutral"]
    norms = {"schema": "affect-voice-emotion/2",
             "features": [{"name": str(n), "mean": round(float(m), 5)} for n, m in zip(d["names"], scale[0])],
             "classes": [{"name": n, "valence": float(v), "arousal": float(a)} for n, (v, a) in zip(data.NAMES, data.AFFECT)],
             "familiar": round(familiar, 4), "strange": round(familiar * 2, 4),
             "temper": {"from": round(temper[0], 4), "slope": round(temper[1], 4)},
             "neutral": [{"name": str(n), "mean": round(float(np.nanmean(neutral[:, i])), 5), "deviation": round(float(np.nanstd(neutral[:, i])), 5)}
                         for i, n in enumerate(d["neutral_names"])]}
    Path(str(target).replace(".onnx", "-norms.json")).write_text(json.dumps(norms, indent=1) + "\n")
    for file in (target, Path(str(target).replace(".onnx", "-norms.json"))):
        print("sha256 for models/catalogue.json:", file.name, hashlib.sha256(file.read_bytes()).hexdigest())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default=str(data.ROOT / "training/runs/voice"))
    parser.add_argument("--model", default=str(data.ROOT / "models/voice-emotion.onnx"))
    arguments = parser.parse_args()
    d = data.load(arguments.data, arguments.out)
    names, clean = sorted(set(d["speakers"])), d["kinds"] == "clean"
    chosen = choose.choose(d, arguments.out)
    every = np.zeros((len(choose.CANDIDATES), len(d["y"]), 7), np.float32)
    distance, nested = np.zeros(len(d["y"])), np.zeros((len(d["y"]), 7), np.float32)
    for speaker in names:
        own = d["speakers"] == speaker
        every[:, own], distance[own] = held_out(d, speaker, arguments.out)
        nested[own] = every[choose.CANDIDATES.index(chosen[speaker])][own]
    everyone = {c: uar(d["y"][clean], every[i][clean].argmax(1)) for i, c in enumerate(choose.CANDIDATES)}
    print("on all eight, not nested:", {c: round(v, 4) for c, v in everyone.items()})
    best = max(everyone, key=everyone.get)
    figures = report(d, crossed(d, names, nested), distance)
    logs = every[choose.CANDIDATES.index(best)]
    temperature = temperature_of(logs[clean], d["y"][clean])
    familiar = float(np.percentile(distance[clean], 95))
    far, far_distance = shift.across_sexes(d, best, distance_of)
    temper, figures["shift"] = shift.calibrate(d, logs / temperature, distance, far / temperature, far_distance, familiar)
    figures.update({"chosen": {s: list(c) for s, c in chosen.items()}, "all eight": {str(c): v for c, v in everyone.items()},
                    "shipped": list(best), "temperature": temperature, "temper": list(temper), "familiar": familiar})
    ship(arguments, d, best, temperature, temper, familiar)
    (Path(arguments.out) / "emotion-figures.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
