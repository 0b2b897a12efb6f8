"""The file models/text-emotion.bin, little-endian:

    8 bytes   "AFFTEXT1"
    u32       labels L
    u32       features N
    L times   u8 length, name in UTF-8, f32 bias, f32 threshold (a probability), f32 precision and f32 F1 at that
              threshold, out of fold on the train set
    N times   u32 FNV-1a of the feature's UTF-8 (ascending, unique)
    N times   f16 value: the kind's weight times the inverse document frequency
    N times   f16 step of the row's weights
    N times L i8 weights; a weight is step * i8

A text's logit for a label is bias + sum over its distinct known features of (value / length) * weight, where length is the
root of the sum of the squared values. The sum is over tokens, so each token's share of a logit is exact.
"""

import struct

import numpy as np

MAGIC = b"AFFTEXT1"


def fnv1a(feature):
    value = 0x811C9DC5
    for byte in feature.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def write(path, labels, numbers, features, values, weights):
    """Writes the file. numbers: biases, thresholds, precisions, F1s, each by label. Of two features with the same hash the first stays; returns how many were dropped."""
    hashes = np.array([fnv1a(f) for f in features], np.uint32)
    unique, first = np.unique(hashes, return_index=True)
    weights = weights[first]
    steps = (np.maximum(np.abs(weights).max(1), 1e-6) / 127).astype(np.float16)
    steps = np.maximum(steps, np.float16(6e-8))
    small = np.clip(np.rint(weights / steps.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<II", len(labels), len(unique)))
        for label, *four in zip(labels, *numbers):
            name = label.encode("utf-8")
            out.write(struct.pack("<B", len(name)) + name + struct.pack("<4f", *four))
        out.write(unique.astype("<u4").tobytes())
        out.write(np.asarray(values)[first].astype("<f2").tobytes())
        out.write(steps.astype("<f2").tobytes())
        out.write(small.tobytes())
    return len(hashes) - len(unique)


class Model:
    """The file, read back: what C# computes, computed here, for the report and the golden file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            raw = file.read()
        if raw[:8] != MAGIC:
            raise ValueError(f"{path} is not a text-emotion model")
        count, features = struct.unpack_from("<II", raw, 8)
        at, self.labels, biases, thresholds = 16, [], [], []
        for _ in range(count):
            length = raw[at]
            self.labels.append(raw[at + 1:at + 1 + length].decode("utf-8"))
            bias, threshold, _, _ = struct.unpack_from("<4f", raw, at + 1 + length)
            biases.append(bias)
            thresholds.append(threshold)
            at += 17 + length
        self.biases, self.thresholds = np.array(biases), np.array(thresholds)
        hashes = np.frombuffer(raw, "<u4", features, at)
        self.row = {int(h): i for i, h in enumerate(hashes)}
        at += 4 * features
        self.values = np.frombuffer(raw, "<f2", features, at).astype(np.float64)
        at += 2 * features
        self.steps = np.frombuffer(raw, "<f2", features, at).astype(np.float64)
        at += 2 * features
        self.weights = np.frombuffer(raw, np.int8, features * count, at).reshape(features, count)

    def logits(self, features):
        rows = [r for r in {self.row.get(fnv1a(f)) for f in set(features)} if r is not None]
        if not rows:
            return self.biases.copy()
        values = self.values[rows]
        return self.biases + (values * self.steps[rows] / np.sqrt((values * values).sum())) @ self.weights[rows]

    def probabilities(self, features):
        return 1 / (1 + np.exp(-self.logits(features)))
