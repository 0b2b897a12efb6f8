"""Trains models/voice-emotion.onnx: seven emotions that a voice expresses, from functionals of a segment of speech.

    python3 training/voice/emotion_train.py --data $AFFECT_DATA --out training/runs/voice

Measures EMO-DB and altered copies of it with the program's own code, tells the leave-one-speaker-out figures (nothing is
chosen on the speaker that is held out), and writes the model trained on all speakers. A stopped run goes on with the
next speaker. Needs the .NET SDK, ffmpeg, numpy, scipy, torch.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

import emotion_data as data
import emotion_fit as fit
from emotion_report import report, uar

PENALTY = 0.09
NETS = 2


def held_out(x, y, speakers, kinds, speaker, nets):
    """Everything that is said of one speaker by a model of the others."""
    train, test = speakers != speaker, speakers == speaker
    scale = fit.scale_of(x[train])
    z, other = fit.standardise(x[train], scale), fit.standardise(x[test], scale)
    linear = fit.linear_logs(other, fit.fit_linear(z, y[train], PENALTY))
    net = np.mean([fit.net_logs(other, fit.fit_net(z, y[train], seed)) for seed in range(nets)], 0)
    far = np.clip(np.nan_to_num((x - scale[0]) / scale[1]), -fit.STRONGEST, fit.STRONGEST)
    distance = fit.distance(far[test], fit.familiar_space(far[train]))
    print(speaker, "clean UAR over its emotions: linear %.3f nets %.3f both %.3f" % tuple(
        uar(y[test][kinds[test] == "clean"], logs[kinds[test] == "clean"].argmax(1)) for logs in (linear, net, linear + net)), flush=True)
    return {"linear": linear, "net": net, "distance": distance}


def temperature_of(logs, y):
    """The divisor of the logits that gives the least log loss."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(4), 60))
    scaled = [fit.log_softmax(logs / t) for t in grid]
    return float(grid[int(np.argmin([-np.mean(s[np.arange(len(y)), y]) for s in scaled]))])


def ship(arguments, d, out, temperature):
    """Trains on all speakers and writes network and norms."""
    x, y = d["x"], d["y"]
    scale = fit.scale_of(x)
    z = fit.standardise(x, scale)
    nets = [fit.fit_net(z, y, seed) for seed in range(arguments.nets)]
    far = np.clip(np.nan_to_num((x - scale[0]) / scale[1]), -fit.STRONGEST, fit.STRONGEST)
    target = Path(arguments.model)
    fit.export(target, scale, fit.fit_linear(z, y, PENALTY), nets, fit.familiar_space(far), temperature)
    familiar = float(np.percentile(out["distance"][d["kinds"] == "clean"], 95))
    norms = {"schema": "affect-voice-emotion/1",
             "features": [{"name": str(n), "mean": round(float(m), 5)} for n, m in zip(d["names"], scale[0])],
             "classes": [{"name": n, "valence": float(v), "arousal": float(a)} for n, (v, a) in zip(data.NAMES, data.AFFECT)],
             "familiar": round(familiar, 4), "strange": round(familiar * 2, 4)}
    Path(str(target).replace(".onnx", "-norms.json")).write_text(json.dumps(norms, indent=1) + "\n")
    for file in (target, Path(str(target).replace(".onnx", "-norms.json"))):
        print("sha256 for models/catalogue.json:", file.name, hashlib.sha256(file.read_bytes()).hexdigest())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default=str(data.ROOT / "training/runs/voice"))
    parser.add_argument("--model", default=str(data.ROOT / "models/voice-emotion.onnx"))
    parser.add_argument("--nets", type=int, default=NETS)
    arguments = parser.parse_args()
    d = data.load(arguments.data, arguments.out)
    parts = {}
    for speaker in sorted(set(d["speakers"])):
        kept = Path(arguments.out) / f"emotion-held-out-{speaker}.npz"
        if not kept.exists():
            np.savez(kept, **held_out(d["x"], d["y"], d["speakers"], d["kinds"], speaker, arguments.nets))
        parts[speaker] = dict(np.load(kept))
    out = {key: np.zeros((len(d["y"]),) + parts["03"][key].shape[1:], np.float32) for key in ("linear", "net", "distance")}
    for speaker, part in parts.items():
        for key in out:
            out[key][d["speakers"] == speaker] = part[key]
    clean = d["kinds"] == "clean"
    logs = (out["linear"] + out["net"]) / 2
    temperature = temperature_of(logs[clean], d["y"][clean])
    # Calibration is judged with the temperature of the other speakers.
    cross = np.zeros_like(logs)
    for speaker in parts:
        others = clean & (d["speakers"] != speaker)
        cross[d["speakers"] == speaker] = logs[d["speakers"] == speaker] / temperature_of(logs[others], d["y"][others])
    figures = report(d, cross, out)
    figures["temperature"] = temperature
    ship(arguments, d, out, temperature)
    (Path(arguments.out) / "emotion-figures.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
