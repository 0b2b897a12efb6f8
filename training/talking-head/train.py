"""Trains models/sound-visemes.safetensors: mouth shapes from sound alone, taught by espeak-ng. See README.md of this folder's parent."""
import argparse
import json
import os
import random
import struct
import numpy as np
import torch
from scipy.signal import fftconvolve, resample_poly
from espeak import Espeak, VISEMES
import features as F
from texts import sentence

TRAIN_LANGUAGES = ["en", "en-us", "en-gb-x-rp", "de", "fr", "es", "es-419", "it", "pl"]
HELD_LANGUAGES = ["pt", "tr"]
TRAIN_VOICES = ["", "m1", "m2", "m3", "m4", "m5", "f1", "f2", "f3", "klatt", "klatt3", "Alex", "Andrea", "belinda", "Denis", "Gene", "Lee", "linda", "Mario", "norbert", "pablo", "steph", "victor", "zac"]
HELD_VOICES = ["m7", "f4", "f5", "klatt2", "Michael", "Jacky", "Annie"]
GROUPS = {"silence": ["sil"], "lips closed": ["PP"], "lip to teeth": ["FF"], "lips pushed out": ["CH"], "rounded": ["O", "U"], "open": ["aa"], "spread": ["E", "I"],
          "tongue": ["TH", "DD", "kk", "SS", "nn", "RR"]}
GROUP_OF = np.array([next(i for i, g in enumerate(GROUPS.values()) if v in g) for v in VISEMES])
OPEN = np.array([v in ("aa", "E", "O") for v in VISEMES])
SHUT = np.array([v in ("sil", "PP", "FF") for v in VISEMES])


def spoil(x, rng, clean):
    """A room, a microphone and noise."""
    if clean:
        return x
    if rng.random() < 0.5:
        length = int(rng.uniform(0.05, 0.4) * F.RATE)
        room = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length) * rng.uniform(0.02, 0.15)
        room[0] = 1
        x = fftconvolve(x, room)[: len(x)]
    spectrum = np.fft.rfft(x)
    frequency = np.linspace(0, 8, len(spectrum))
    knots = rng.uniform(-8, 8, 7)
    spectrum *= 10 ** (np.interp(frequency, [0, 0.25, 0.7, 1.5, 3, 5, 8], knots) / 20)
    if rng.random() < 0.25:
        spectrum[frequency > rng.uniform(3.4, 6)] *= 0.01
    x = np.fft.irfft(spectrum, len(x))
    noise = np.fft.rfft(rng.standard_normal(len(x)))
    noise /= np.maximum(1, np.arange(len(noise))) ** rng.uniform(0, 0.7)
    noise = np.fft.irfft(noise, len(x))
    ratio = rng.uniform(8, 45)
    return x + noise / noise.std() * x.std() * 10 ** (-ratio / 20)


def utterance(teacher, language, voice, seed, clean=False):
    """Bands, speech flags and labels of one spoken sentence."""
    words, rng = random.Random(seed), np.random.default_rng(seed)
    text = sentence(language.split("-")[0], words)
    samples, phonemes = teacher.speak(text, language + ("+" + voice if voice else ""), words.randint(120, 240), words.randint(20, 80), words.randint(20, 90))
    cues = teacher.cues(samples, phonemes)
    warp = words.uniform(0.85, 1.2) if not clean else 1.0
    steps = int(round(F.RATE * warp / 50))
    x = resample_poly(samples, steps, teacher.rate // 50)
    scale = steps * 50 / teacher.rate
    middles = np.arange(max(1, len(x) // F.HOP)) * F.HOP + F.HOP / 2
    place = np.searchsorted(np.array([c[0] for c in cues]) * scale, middles, side="right") - 1
    labels = np.array([c[1] for c in cues])[np.maximum(place, 0)]
    # Pauses in which only the room is heard, at both ends.
    before, after = (words.randint(0, 60) for _ in range(2)) if not clean else (0, 0)
    x = np.concatenate([np.zeros(before * F.HOP), x, np.zeros(after * F.HOP)])
    labels = np.concatenate([np.zeros(before, int), labels, np.zeros(after, int)])
    x = spoil(x, rng, clean) + rng.standard_normal(len(x)) * 1e-5
    bands, speech = F.bands(x)
    count = min(len(bands), len(labels))
    return bands[:count], speech[:count], labels[:count]


def gather(teacher, count, languages, voices, seed, clean=False):
    pick = random.Random(seed)
    return [utterance(teacher, pick.choice(languages), pick.choice(voices), seed * 100_003 + i, clean) for i in range(count)]


def matrix(set_, usual, mean, spread):
    x = [F.context((F.settle(b, s, usual) - mean) / spread) for b, s, _ in set_]
    return torch.tensor(np.concatenate(x), dtype=torch.float32), torch.tensor(np.concatenate([l for _, _, l in set_]))


def learn(train, usual, mean, spread, epochs, seed):
    torch.manual_seed(seed)
    x, y = matrix(train, usual, mean, spread)
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 96), torch.nn.ReLU(), torch.nn.Dropout(0.1), torch.nn.Linear(96, 64), torch.nn.ReLU(), torch.nn.Linear(64, 15))
    weight = torch.bincount(y, minlength=15).float().clamp(min=1) ** -0.5
    loss = torch.nn.CrossEntropyLoss(weight=weight / weight.mean(), label_smoothing=0.05)
    batch, steps = 512, epochs * (len(x) // 512)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 1)
    net.train()
    for step in range(steps):
        at = torch.randint(0, len(x), (batch,))
        value = loss(net(x[at]), y[at])
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        plan.step()
        if step % 1000 == 0:
            print(f"step {step} of {steps}, loss {value.item():.3f}", flush=True)
    return net.eval()


def interval(per, rng=np.random.default_rng(1)):
    """Mean over frames and its 95 % interval by utterances."""
    per = np.array(per, float)
    means = [per[rng.integers(0, len(per), len(per))].sum(0) for _ in range(500)]
    low, high = np.percentile([m[0] / max(m[1], 1) for m in means], [2.5, 97.5])
    return f"{per[:, 0].sum() / per[:, 1].sum():.3f} ({low:.3f}-{high:.3f})"


def report(name, net, set_, usual, mean, spread):
    exact, grouped, openness, recall = [], [], [], np.zeros((len(GROUPS), len(GROUPS)))
    for one in set_:
        x, y = matrix([one], usual, mean, spread)
        with torch.no_grad():
            p = net(x).argmax(1).numpy()
        y = y.numpy()
        exact.append((np.sum(p == y), len(y)))
        grouped.append((np.sum(GROUP_OF[p] == GROUP_OF[y]), len(y)))
        told = OPEN[y] | SHUT[y]
        openness.append((np.sum((OPEN[p] & OPEN[y]) | (SHUT[p] & SHUT[y])), told.sum()))
        np.add.at(recall, (GROUP_OF[y], GROUP_OF[p]), 1)
    frames = sum(e[1] for e in exact)
    print(f"{name}: n {len(set_)} sentences, {frames} frames; 15 shapes {interval(exact)}; 8 groups {interval(grouped)}; open read as open, shut as shut {interval(openness)}")
    print("  recall by group: " + ", ".join(f"{g} {recall[i, i] / max(1, recall[i].sum()):.2f}" for i, g in enumerate(GROUPS)), flush=True)


def save(path, tensors):
    header, data = {"__metadata__": {"format": "affect-sound-visemes-1"}}, b""
    for name, value in tensors.items():
        value = np.ascontiguousarray(value, np.float32)
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + value.nbytes]}
        data += value.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    os.replace(path + ".part", path)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", required=True)
    options.add_argument("--sentences", type=int, default=600)
    options.add_argument("--epochs", type=int, default=14)
    options = options.parse_args()
    torch.set_num_threads(1)
    teacher = Espeak()
    train = gather(teacher, options.sentences, TRAIN_LANGUAGES, TRAIN_VOICES, 1)
    usual = np.concatenate([b[s] for b, s, _ in train]).mean(0)
    settled = np.concatenate([F.settle(b, s, usual) for b, s, _ in train])
    mean, spread = settled.mean(0), settled.std(0)
    print(f"{len(settled)} frames of {len(train)} sentences", flush=True)
    net = learn(train, usual, mean, spread, options.epochs, 1)
    layers = [l for l in net if isinstance(l, torch.nn.Linear)]
    tensors = {"usual": usual, "mean": mean, "spread": spread, "prior": np.bincount(np.concatenate([l for _, _, l in train]), minlength=15) / len(settled)}
    for i, layer in enumerate(layers):
        tensors[f"weight{i}"], tensors[f"bias{i}"] = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    save(options.model, tensors)
    # None of these voices, and in the last two none of these languages, were heard in training.
    report("other voices", net, gather(teacher, 100, TRAIN_LANGUAGES, HELD_VOICES, 2, clean=True), usual, mean, spread)
    report("other voices, rooms and noise", net, gather(teacher, 100, TRAIN_LANGUAGES, HELD_VOICES, 3), usual, mean, spread)
    report("other voices and languages", net, gather(teacher, 80, HELD_LANGUAGES, HELD_VOICES, 4, clean=True), usual, mean, spread)
    report("other voices and languages, rooms and noise", net, gather(teacher, 80, HELD_LANGUAGES, HELD_VOICES, 5), usual, mean, spread)


if __name__ == "__main__":
    main()
