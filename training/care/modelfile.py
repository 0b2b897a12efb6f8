"""The file models/care-hints.bin, little-endian:

    8 bytes   "AFFHINT1"
    f32       threshold on the score
    i32       words N, numbers a word D, buckets B, numbers a bucket G, inner I, filters F, widths W, classes C, networks M
    N times   u32 FNV-1a of the word's UTF-8, ascending
    N times   f16 step of the word's numbers
    N*D       i8, a number is step * i8
    M times   f16 [B] steps, i8 [B, G] of the buckets; then f32: inner [I, D + G] and [I]; for each width w from 1 to W the filters
              [F, w * I] and [F]; out [C, F * W + I] and [C]

A word's vector is its numbers (zero where unknown) beside the mean of its buckets' (see network.grams). The score of a window is the
logit of "some crisis", averaged over the networks: log of the sum of exp of the logits 1 to C-1, less logit 0.
"""

import json
import struct

import numpy as np
import torch

import network

MAGIC = b"AFFHINT1"


def small(rows):
    """Rows in 8 bits: steps as f16, numbers as i8."""
    steps = np.maximum((np.abs(rows).max(1) / 127), 1e-6).astype(np.float16)
    return steps, np.clip(np.rint(rows / steps.astype(np.float32)[:, None]), -127, 127).astype(np.int8)


def write(path, threshold, vectors, models):
    order = {}
    for word in vectors:
        order.setdefault(network.fnv1a(word), word)
    hashes = sorted(order)
    steps, numbers = small(np.array([vectors[order[one]] for one in hashes], np.float32))
    sizes = (len(hashes), numbers.shape[1], network.BUCKETS, network.GRAMS, network.INNER, network.FILTERS, len(network.WIDTHS), models[0].out.out_features, len(models))
    parts = [MAGIC, struct.pack("<f9i", threshold, *sizes), np.array(hashes, "<u4").tobytes(), steps.astype("<f2").tobytes(), numbers.tobytes()]
    for model in models:
        steps, numbers = small(model.grams.weight.detach().numpy()[:network.BUCKETS])
        parts += [steps.astype("<f2").tobytes(), numbers.tobytes()]
        for layer in (model.inner, *model.filters, model.out):
            parts += [layer.weight.detach().numpy().astype("<f4").tobytes(), layer.bias.detach().numpy().astype("<f4").tobytes()]
    with open(path, "wb") as file:
        file.write(b"".join(parts))


class Model:
    """The file read back, one plain loop after the other: a second witness for the C# reader."""

    def __init__(self, path):
        with open(path, "rb") as file:
            raw = file.read()
        if raw[:8] != MAGIC:
            raise ValueError(f"{path} is not a hint model")
        self.threshold, count, width, buckets, wide, inner, filters, widths, classes, networks = struct.unpack_from("<f9i", raw, 8)
        at = 48

        def take(kind, *shape):
            nonlocal at
            size = int(np.prod(shape))
            found = np.frombuffer(raw, kind, size, at).reshape(shape)
            at += found.nbytes
            return found

        hashes, steps, numbers = take("<u4", count), take("<f2", count), take("i1", count, width)
        self.width = width
        self.words = {int(one): steps[row].astype(np.float32) * numbers[row] for row, one in enumerate(hashes)}
        self.networks = []
        for _ in range(networks):
            steps, numbers = take("<f2", buckets), take("i1", buckets, wide)
            layers = [(take("<f4", inner, width + wide), take("<f4", inner))]
            layers += [(take("<f4", filters, size * inner), take("<f4", filters)) for size in range(1, widths + 1)]
            layers.append((take("<f4", classes, filters * widths + inner), take("<f4", classes)))
            self.networks.append((steps.astype(np.float32)[:, None] * numbers, layers))

    def logits(self, words, number):
        grams, layers = self.networks[number]
        vectors = [np.r_[self.words.get(network.fnv1a(word), np.zeros(self.width)), grams[network.grams(word)].mean(0)] for word in words[:network.LONGEST]]
        inner = [np.maximum(layers[0][0] @ vector + layers[0][1], 0) for vector in vectors]
        nothing, found = np.zeros(len(layers[0][1])), []
        for size, (weights, bias) in enumerate(layers[1:-1], 1):
            edged = [nothing] * (size - 1) + inner + [nothing] * (size - 1)
            found.append(np.max([np.maximum(weights @ np.concatenate(edged[k:k + size]) + bias, 0) for k in range(len(edged) - size + 1)], 0))
        return layers[-1][0] @ np.concatenate(found + [np.mean(inner, 0)]) + layers[-1][1]

    def score(self, words):
        each = [self.logits(words, number).astype(np.float64) for number in range(len(self.networks))]
        return float(np.mean([np.logaddexp.reduce(one[1:]) - one[0] for one in each]))


def golden(path, model, texts):
    """Scores of some texts as this file computes them, for the tests of the C# reader."""
    read = Model(model)
    rows = [{"text": text.text, "score": round(max(read.score(window) for window in text.windows), 3)} for text in texts]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")
