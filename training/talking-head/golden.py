"""Writes the golden numbers of SoundVisemesTests: bands and logarithms of probabilities of a made sound, by numpy alone.
python3 training/talking-head/golden.py models/sound-visemes.safetensors tests/AffectAgent.Plugins.TalkingHead.Tests/Speech/sound-golden.json"""
import json
import struct
import sys
import numpy as np
import features as F

FRAMES = [0, 17, 60, 99]


def load(path):
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__")
    return {name: np.frombuffer(data, np.float32, int(np.prod(e["shape"])), 8 + length + e["data_offsets"][0]).reshape(e["shape"]) for name, e in header.items()}


def main():
    model = load(sys.argv[1])
    t = np.arange(F.RATE) / F.RATE
    x = (0.4 * np.sin(2 * np.pi * (150 * t + 400 * t * t)) + 0.1 * np.sin(2 * np.pi * 2500 * t * t)) * (0.2 + np.sin(np.pi * 3 * t) ** 2)
    bands, speech = F.bands(x)
    y = F.context((F.settle(bands, speech, model["usual"]) - model["mean"]) / model["spread"])
    for i in range(3):
        y = y @ model[f"weight{i}"].T + model[f"bias{i}"]
        y = np.maximum(y, 0) if i < 2 else y
    y = y - y.max(1, keepdims=True)
    y = y - np.log(np.exp(y).sum(1, keepdims=True))
    json.dump({"frames": FRAMES, "bands": [np.round(bands[f], 4).tolist() for f in FRAMES], "logs": [np.round(y[f], 4).tolist() for f in FRAMES]}, open(sys.argv[2], "w"))


if __name__ == "__main__":
    main()
