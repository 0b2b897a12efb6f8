"""EMO-DB and its altered copies as functionals, measured with the program's own code; kept in the run's folder."""
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

ROOT = Path(__file__).resolve().parents[2]
RATE = 16000
# The letter that names the emotion in EMO-DB's file names, in the order of the tables.
LETTERS = "WLEAFTN"
NAMES = ["anger", "boredom", "disgust", "fear", "happiness", "sadness", "neutral"]
# Where an acted emotion lies (valence, arousal), -1 to 1: our own table after the circumplex (Russell 1980; Russell and
# Mehrabian 1977 for the signs); sadness is given low arousal because EMO-DB's is the quiet, not the weeping kind.
AFFECT = np.array([(-0.7, 0.8), (-0.3, -0.6), (-0.7, 0.3), (-0.7, 0.7), (0.8, 0.6), (-0.7, -0.5), (0.0, 0.0)])
MEN = {"03", "10", "11", "12", "15"}


def decode(path):
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"],
                          capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.float32)


def in_noise(clip, exponent, rng, low, high):
    """With noise whose amplitude falls with that power of the frequency (0 white, 0.5 pink, 1 brown)."""
    spectrum = np.fft.rfft(rng.standard_normal(len(clip)))
    spectrum *= np.maximum(1, np.arange(len(spectrum))) ** -exponent
    noise = np.fft.irfft(spectrum, len(clip))
    power = np.sqrt(np.mean(clip ** 2)) / np.sqrt(np.mean(noise ** 2))
    return clip + noise * power * 10 ** (-rng.uniform(low, high) / 20)


def speed(clip, factor):
    """Faster and higher, or slower and lower: pitch, pace and resonances change as with another speaker's size."""
    return resample_poly(clip, 100, int(round(100 * factor)))


def coloured(clip, rng):
    """Through another microphone: a smooth random response of a few dB."""
    spectrum = np.fft.rfft(clip)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(len(clip), 1 / RATE), 50) / 50)
    response = np.cumsum(rng.normal(0, 1.5, 7))
    decibel = np.interp(octaves, np.linspace(0, np.log2(RATE / 2 / 50), 7), response - response.mean())
    return np.fft.irfft(spectrum * 10 ** (decibel / 20), len(clip))


def low_pass(clip, hertz):
    spectrum = np.fft.rfft(clip)
    return np.fft.irfft(spectrum / np.sqrt(1 + (np.fft.rfftfreq(len(clip), 1 / RATE) / hertz) ** 16), len(clip))


def variants(clip, rng):
    """The clip as it is, then as another speaker, microphone or line might give it."""
    yield "clean", clip
    yield "slower", speed(clip, 0.94)
    yield "faster", speed(clip, 1.06)
    yield "noise", in_noise(clip, rng.choice([0, 0.5, 1]), rng, 15, 25)
    yield "coloured", coloured(clip, rng)
    yield "telephone", low_pass(clip, 3600)


def extract(clips):
    """Measures clips; one dictionary a clip as ExtractFeatures writes it."""
    project = ROOT / "training/voice/ExtractFeatures"
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet", "--nologo", str(project)], check=True, stdout=sys.stderr)
    payload = b"".join(np.int32(len(c)).tobytes() + np.asarray(c, np.float32).tobytes() for c in clips)
    done = subprocess.run([str(project / "bin/Release/net10.0/ExtractFeatures")], input=payload, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def clips_of(data, scratch):
    folder = Path(data) / "emodb"
    if not folder.is_dir():
        with tarfile.open(Path(data) / "emodb.tar") as tar:
            tar.extractall(scratch, [m for m in tar if m.isfile() and m.name.startswith("emodb/") and ".." not in m.name])
        folder = Path(scratch) / "emodb"
    for file in sorted(folder.glob("*.flac")):
        yield file.stem, decode(file)


def load(data, run):
    """names, x [n, features] (NaN where not measured), y [n], speakers [n], kinds [n], stems [n], and the features of every
    stretch of clean neutral speech (neutral, neutral_names); from the cache if it is there."""
    kept = Path(run) / "emotion-features.npz"
    if not kept.exists():
        measure(data, kept)
    with np.load(kept) as file:
        return {key: file[key] for key in file.files}


def measure(data, kept):
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as scratch:
        stems, kinds, clips = [], [], []
        for stem, clip in clips_of(data, scratch):
            for kind, altered in variants(clip, rng):
                stems.append(stem)
                kinds.append(kind)
                clips.append(altered)
    measured = extract(clips)
    # An utterance is one segment; where noise has cut it, the segment with most voice stands for it.
    best = [max(m["segments"], key=lambda s: s["voiced"], default={"features": {}})["features"] for m in measured]
    heard = [i for i, features in enumerate(best) if features]
    names = sorted({name for i in heard for name in best[i]})
    plain = [s["features"] for m, stem, kind in zip(measured, stems, kinds) if kind == "clean" and stem[5] == "N"
             for s in m["stretches"] if "F0 mean" in s["features"]]
    shown = sorted({name for features in plain for name in features})
    print(f"{len(clips)} clips, {len(heard)} heard as speech, {len(names)} features", file=sys.stderr)
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez(kept, names=np.array(names), x=np.array([[best[i].get(n, np.nan) for n in names] for i in heard], np.float32),
             y=np.array([LETTERS.index(stems[i][5]) for i in heard]), speakers=np.array([stems[i][:2] for i in heard]),
             kinds=np.array([kinds[i] for i in heard]), stems=np.array([stems[i] for i in heard]),
             neutral_names=np.array(shown), neutral=np.array([[f.get(n, np.nan) for n in shown] for f in plain], np.float32))
