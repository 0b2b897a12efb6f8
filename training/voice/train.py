"""Trains models/voice-affect.json: perceived arousal and valence of a voice from acoustic features.

    python3 training/voice/train.py --data $AFFECT_DATA

Reads EMO-DB from <data>/emodb.tar (or an unpacked folder emodb), decodes it with ffmpeg, measures it with the program's
own code (training/voice/ExtractFeatures), fits ridge regressions, tells the leave-one-speaker-out figures, and writes the
model and the figures. Needs the .NET SDK, ffmpeg, numpy. Takes about two minutes on two cores.
"""
import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_RATE = 16000

# Where an acted emotion lies, (valence, arousal), -1 to 1. Our own table after the circumplex (Russell 1980; Russell and
# Mehrabian 1977 for the signs); sadness is given low arousal because EMO-DB's is the quiet, not the weeping kind.
AFFECT = {
    "W": (-0.7, 0.8),   # anger
    "A": (-0.7, 0.7),   # fear
    "F": (0.8, 0.6),    # happiness
    "E": (-0.7, 0.3),   # disgust
    "N": (0.0, 0.0),    # neutral
    "L": (-0.3, -0.6),  # boredom
    "T": (-0.7, -0.5),  # sadness
}

# Only features that do not depend on how loud the recording is.
FEATURES = [
    "F0 mean in semitones", "F0 standard deviation", "F0 range", "F0 slope", "level standard deviation", "level range",
    "speaking rate", "voiced share", "voiced run length", "jitter (local)", "shimmer (local)", "HNR", "alpha ratio",
    "Hammarberg index", "spectral slope 0-500 Hz", "spectral slope 500-1500 Hz", "cepstral flux", "cepstral spread",
    "MFCC 1", "MFCC 2", "MFCC 3", "MFCC 4",
]


def decode(path):
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE), "-"],
                          capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.float32)


def coloured_noise(n, exponent, rng):
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum *= np.maximum(1, np.arange(len(spectrum))) ** -exponent
    noise = np.fft.irfft(spectrum, n)
    return noise / np.sqrt(np.mean(noise ** 2))


def low_pass(clip, hertz):
    spectrum = np.fft.rfft(clip)
    frequency = np.fft.rfftfreq(len(clip), 1 / SAMPLE_RATE)
    return np.fft.irfft(spectrum / np.sqrt(1 + (frequency / hertz) ** 16), len(clip))


def variants(clip, rng):
    """The clip as it is, in noise, through a telephone's band, and clipped."""
    power = np.sqrt(np.mean(clip ** 2))
    yield "clean", clip
    yield "noise 20 dB", clip + coloured_noise(len(clip), 0.5, rng) * power * 10 ** (-20 / 20)
    yield "noise 10 dB", clip + coloured_noise(len(clip), rng.choice([0, 0.5, 1]), rng) * power * 10 ** (-10 / 20)
    yield "8 kHz", low_pass(clip, 3600)
    yield "clipped", np.clip(clip * 3 / np.max(np.abs(clip)), -1, 1)


def extract(clips):
    project = ROOT / "training/voice/ExtractFeatures"
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet", str(project)], check=True, stdout=sys.stderr)
    payload = b"".join(np.int32(len(c)).tobytes() + np.asarray(c, np.float32).tobytes() for c in clips)
    done = subprocess.run([str(project / "bin/Release/net10.0/ExtractFeatures")], input=payload, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def load(data, rng):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(data) / "emodb"
        if not folder.is_dir():
            with tarfile.open(Path(data) / "emodb.tar") as tar:
                tar.extractall(scratch, [m for m in tar if m.isfile() and m.name.startswith("emodb/") and ".." not in m.name])
            folder = Path(scratch) / "emodb"
        files = sorted(folder.glob("*.flac"))
        clips, tags = [], []
        for i, file in enumerate(files):
            for name, clip in variants(decode(file), rng):
                clips.append(clip)
                tags.append((i, file.stem[:2], file.stem[5], name))
    rows = []
    for tag, measured in zip(tags, extract(clips)):
        for stretch in measured["stretches"]:
            if "F0 mean" in stretch["features"]:
                rows.append((*tag, stretch["features"]))
    print(f"{len(files)} files, {len(clips)} clips, {len(rows)} stretches", file=sys.stderr)
    return rows


def matrix(rows):
    x = np.array([[row[4].get(name, np.nan) for name in FEATURES] for row in rows])
    y = np.array([AFFECT[row[2]] for row in rows])
    neutral = np.array([row[2] == "N" for row in rows])
    return x, y, np.array([row[4]["voiced time"] for row in rows]), neutral


def fit(x, y, weight, neutral, ridge):
    """Ridge regression; then zero is set to where neutral speech lies, since the mix of a set's emotions says nothing of voices."""
    mean = np.nanmean(x, 0)
    deviation = np.nanstd(x, 0)
    z = np.clip(np.nan_to_num((x - mean) / deviation), -4, 4)
    share = (weight / weight.sum())[:, None]
    centre = (y * share).sum(0)
    gram = z.T @ (z * share) + ridge * np.eye(z.shape[1])
    weights = np.linalg.solve(gram, z.T @ ((y - centre) * share))
    bias = -np.average(z[neutral] @ weights, axis=0, weights=weight[neutral])
    return {"mean": mean, "deviation": deviation, "weights": weights, "bias": bias}


def standardise(model, x):
    return np.clip(np.nan_to_num((x - model["mean"]) / model["deviation"]), -4, 4)


def predict(model, x):
    return np.clip(standardise(model, x) @ model["weights"] + model["bias"], -1, 1)


def ccc(a, b):
    return 2 * np.mean((a - a.mean()) * (b - b.mean())) / (a.var() + b.var() + (a.mean() - b.mean()) ** 2)


def by_clip(rows, values, weight, wanted):
    """Weighted mean over the stretches of each clip of one variant."""
    total, mass, label, speaker = {}, {}, {}, {}
    for row, value, w in zip(rows, values, weight):
        if row[3] == wanted:
            total[row[0]] = total.get(row[0], 0) + value * w
            mass[row[0]] = mass.get(row[0], 0) + w
            label[row[0]] = row[2]
            speaker[row[0]] = row[1]
    keys = sorted(total)
    return np.array([total[k] / mass[k] for k in keys]), [label[k] for k in keys], [speaker[k] for k in keys]


def distance(z, precision):
    return np.sqrt(np.einsum("ij,jk,ik->i", z, precision, z) / z.shape[1])


def precision_of(z):
    covariance = np.cov(z.T)
    return np.linalg.inv(0.9 * covariance + 0.1 * np.diag(np.diag(covariance)))


def held_out(rows, ridge):
    x, y, weight, neutral = matrix(rows)
    speakers = np.array([row[1] for row in rows])
    out, far = np.zeros_like(y), np.zeros(len(rows))
    for speaker in sorted(set(speakers)):
        test = speakers == speaker
        model = fit(x[~test], y[~test], weight[~test], neutral[~test], ridge)
        out[test] = predict(model, x[test])
        far[test] = distance(standardise(model, x[test]), precision_of(standardise(model, x[~test])))
    return out, far, y, weight


def figures(rows, out, weight):
    table = {}
    for variant in ["clean", "noise 20 dB", "noise 10 dB", "8 kHz", "clipped"]:
        got, labels, speakers = by_clip(rows, out, weight, variant)
        want = np.array([AFFECT[label] for label in labels])
        entry = {"n": len(labels)}
        for d, name in enumerate(["valence", "arousal"]):
            entry[name] = {
                "ccc": ccc(got[:, d], want[:, d]), "pearson": np.corrcoef(got[:, d], want[:, d])[0, 1],
                "rmse": np.sqrt(np.mean((got[:, d] - want[:, d]) ** 2)),
                "sign": np.mean([np.sign(g) == np.sign(w) for g, w in zip(got[:, d], want[:, d]) if abs(w) > 0.05]),
                "auc": auc(got[:, d], want[:, d]),
                "by_speaker": {s: ccc(got[np.array(speakers) == s, d], want[np.array(speakers) == s, d]) for s in sorted(set(speakers))},
                "mean_by_emotion": {e: got[np.array(labels) == e, d].mean() for e in AFFECT},
            }
        table[variant] = entry
    return table


def auc(got, want):
    """Chance that a clip above the middle is scored above one below it."""
    high, low = got[want > 0.05], got[want < -0.05]
    return np.mean(high[:, None] > low[None, :])


def rounded(values, digits=5):
    return [round(float(v), digits) for v in values]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default=str(ROOT / "models/voice-affect.json"))
    parser.add_argument("--figures", default=str(ROOT / "training/runs/voice/figures.json"))
    arguments = parser.parse_args()
    rows = load(arguments.data, np.random.default_rng(7))
    ridge = 0.1
    out, far, _, weight = held_out(rows, ridge)
    table = figures(rows, out, weight)
    x, y, weight, neutral = matrix(rows)
    model = fit(x, y, weight, neutral, ridge)
    neutral &= np.array([row[3] == "clean" for row in rows])
    clean_figures = table["clean"]
    document = {
        "schema": "affect-voice/1",
        "features": [
            {"name": name, "mean": round(float(model["mean"][i]), 5), "deviation": round(float(model["deviation"][i]), 5),
             "valence": round(float(model["weights"][i, 0]), 6), "arousal": round(float(model["weights"][i, 1]), 6),
             "neutralMean": round(float(np.nanmean(x[neutral, i])), 5), "neutralDeviation": round(float(np.nanstd(x[neutral, i])), 5)}
            for i, name in enumerate(FEATURES)],
        "valence": {"bias": round(float(model["bias"][0]), 6), "explained": round(float(clean_figures["valence"]["pearson"]) ** 2, 3), "error": round(float(clean_figures["valence"]["rmse"]), 3)},
        "arousal": {"bias": round(float(model["bias"][1]), 6), "explained": round(float(clean_figures["arousal"]["pearson"]) ** 2, 3), "error": round(float(clean_figures["arousal"]["rmse"]), 3)},
        "precision": [rounded(row, 4) for row in precision_of(standardise(model, x))],
        "familiar": round(float(np.percentile(far, 95)), 4),
        "strange": round(float(np.percentile(far, 95) * 2), 4),
    }
    Path(arguments.out).write_text(json.dumps(document, indent=1) + "\n")
    Path(arguments.figures).parent.mkdir(parents=True, exist_ok=True)
    Path(arguments.figures).write_text(json.dumps(table, indent=1))
    for variant, entry in table.items():
        print(variant, entry["n"], {d: {k: round(float(v), 3) for k, v in entry[d].items() if not isinstance(v, dict)} for d in ("arousal", "valence")})
    print({d: {k: {e: round(float(v), 2) for e, v in clean_figures[d][k].items()} for k in ("by_speaker", "mean_by_emotion")} for d in ("arousal", "valence")})
    print("sha256 for models/catalogue.json:", hashlib.sha256(Path(arguments.out).read_bytes()).hexdigest())
    print("distance", np.percentile(far, [5, 50, 95, 99]).round(2))


if __name__ == "__main__":
    main()
