"""The file models/text-emotion.bin, little-endian:

    8 bytes   "AFFTEXT2"
    u32       labels L
    u32       features N
    L times   u8 length, name in UTF-8, f32 bias, f32 threshold (a probability), f32 precision and f32 F1 at that
              threshold, out of fold on the train set, f32 a, b, c: the calibrated logit is c + b softplus(z) - a softplus(-z)
    N times   u32 FNV-1a of the feature's UTF-8 (ascending, unique)
    N times   f16 value: the kind's weight times the inverse document frequency
    N times   f16 step of the row's weights
    N times L i8 weights; a weight is step * i8

A text's logit for a label is bias + sum over its distinct known features of (value / length) * weight, where length is the
root of the sum of the squared values. The sum is over tokens, so each token's share of a logit is exact. The logit is then
bent by its label's curve (a, b, c) into a calibrated one.

models/text-dialogue.bin: "AFFDIAL1"; u32 length of the first part, u32 rows D, u32 rows S; the first part, a file as above (its
labels are the classes, its curves straight); f32 [D, L] weights of the numbers beside words: the 28 GoEmotions logits,
clipped and scaled, then the form; f32 [S, L] weights of the second softmax, its biases, and the offsets for choosing.
"""

import struct

import numpy as np

MAGIC = b"AFFTEXT2"
MAGIC_DIALOGUE = b"AFFDIAL1"


def fnv1a(feature):
    value = 0x811C9DC5
    for byte in feature.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def pack(labels, numbers, features, values, weights):
    """The file's bytes, and how many features were dropped: of two with the same hash the first stays. numbers: biases, thresholds, precisions, F1s, a, b, c, each by label."""
    hashes = np.array([fnv1a(f) for f in features], np.uint32)
    unique, first = np.unique(hashes, return_index=True)
    weights = weights[first]
    steps = (np.maximum(np.abs(weights).max(1), 1e-6) / 127).astype(np.float16)
    steps = np.maximum(steps, np.float16(6e-8))
    small = np.clip(np.rint(weights / steps.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    parts = [MAGIC, struct.pack("<II", len(labels), len(unique))]
    for label, *seven in zip(labels, *numbers):
        name = label.encode("utf-8")
        parts.append(struct.pack("<B", len(name)) + name + struct.pack("<7f", *seven))
    parts += [unique.astype("<u4").tobytes(), np.asarray(values)[first].astype("<f2").tobytes(), steps.astype("<f2").tobytes(), small.tobytes()]
    return b"".join(parts), len(hashes) - len(unique)


def write(path, labels, numbers, features, values, weights):
    """Writes the text-emotion model; returns how many features were dropped."""
    content, dropped = pack(labels, numbers, features, values, weights)
    with open(path, "wb") as out:
        out.write(content)
    return dropped


def write_dialogue(path, labels, numbers, features, values, weights, dense, second):
    """Writes the dialogue model. dense [inputs, labels]: weights of the GoEmotions logits and the form; second: those of the second softmax, its biases, the offsets."""
    content, _ = pack(labels, numbers, features, values, weights)
    with open(path, "wb") as out:
        out.write(MAGIC_DIALOGUE + struct.pack("<III", len(content), len(dense), len(second)) + content)
        out.write(np.asarray(dense).astype("<f4").tobytes() + np.asarray(second).astype("<f4").tobytes())


class Model:
    """The file, read back: what C# computes, computed here, for the report and the golden file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self._read(file.read())

    def _read(self, raw):
        if raw[:8] != MAGIC:
            raise ValueError("not a text-emotion model")
        count, features = struct.unpack_from("<II", raw, 8)
        at, self.labels, biases, thresholds, self.abc = 16, [], [], [], []
        for _ in range(count):
            length = raw[at]
            self.labels.append(raw[at + 1:at + 1 + length].decode("utf-8"))
            bias, threshold, _, _, *abc = struct.unpack_from("<7f", raw, at + 1 + length)
            biases.append(bias)
            thresholds.append(threshold)
            self.abc.append(abc)
            at += 29 + length
        self.biases, self.thresholds = np.array(biases), np.array(thresholds)
        self.abc = np.array(self.abc).T
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
        z, (a, b, c) = self.logits(features), self.abc
        return 1 / (1 + np.exp(-(c + b * np.logaddexp(0, z) - a * np.logaddexp(0, -z))))


class Dialogue(Model):
    """The dialogue model, read back."""

    def __init__(self, path):
        with open(path, "rb") as file:
            raw = file.read()
        if raw[:8] != MAGIC_DIALOGUE:
            raise ValueError(f"{path} is not a dialogue model")
        length, dense, second = struct.unpack_from("<III", raw, 8)
        self._read(raw[20:20 + length])
        count = len(self.labels)
        numbers = np.frombuffer(raw, "<f4", offset=20 + length).astype(np.float64)
        self.dense = numbers[:dense * count].reshape(dense, count)
        second = numbers[dense * count:].reshape(second, count)
        self.weights_second, self.biases_second, self.offsets = second[:-2], second[-2], second[-1]

    def first(self, found, dense):
        """Logits of one line by itself."""
        return self.logits(found) + dense @ self.dense

    def second(self, inputs):
        """Logits of the lines in their context."""
        return inputs @ self.weights_second + self.biases_second
