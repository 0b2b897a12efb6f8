"""The hint reader's network. A word is its frozen English vector beside the mean of the vectors of its character n-grams (learnt, any
language); a window is the most that filters over one to three words in a row find, beside the words' mean."""

import numpy as np
import torch
from torch import nn

LONGEST = 48
BUCKETS = 1 << 14
MOST_GRAMS = 32
GRAMS = 32
INNER = 48
FILTERS = 48
WIDTHS = (1, 2, 3)


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def grams(word):
    """The buckets of a word: the word between underscores and its runs of three to five characters, the first MOST_GRAMS."""
    padded = f"_{word}_"
    found = [padded] + [padded[k:k + size] for size in (3, 4, 5) for k in range(len(padded) - size + 1) if size < len(padded)]
    return [fnv1a(one) % BUCKETS for one in found[:MOST_GRAMS]]


class Words:
    """Numbers for words; the last row of the tables is padding."""

    def __init__(self, vectors, width):
        self.vectors, self.width, self.numbers = vectors, width, {}

    def window(self, words):
        return [self.numbers.setdefault(word, len(self.numbers)) for word in words[:LONGEST]]

    def tables(self):
        """Vectors [words + 1, width] and buckets [words + 1, MOST_GRAMS]."""
        dense = np.zeros((len(self.numbers) + 1, self.width), np.float32)
        bags = np.full((len(self.numbers) + 1, MOST_GRAMS), BUCKETS)
        for word, number in self.numbers.items():
            if word in self.vectors:
                dense[number] = self.vectors[word]
            found = grams(word)
            bags[number, :len(found)] = found
        return torch.tensor(dense), torch.tensor(bags)


class Reader(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.grams = nn.EmbeddingBag(BUCKETS + 1, GRAMS, mode="mean", padding_idx=BUCKETS)
        nn.init.normal_(self.grams.weight, 0, 0.1)
        self.inner = nn.Linear(width + GRAMS, INNER)
        self.filters = nn.ModuleList([nn.Linear(INNER * size, FILTERS) for size in WIDTHS])
        self.out = nn.Linear(FILTERS * len(WIDTHS) + INNER, classes)
        self.dropout = nn.Dropout(0.4)
        self.word_dropout = nn.Dropout(0.15)

    def embed(self, dense, bags):
        """Words to inner vectors: dense [words, width], bags [words, most]."""
        return torch.relu(self.inner(self.word_dropout(torch.cat([dense, self.grams(bags)], 1))))

    def forward(self, inner, places, mask):
        """inner [words, INNER]; places [batch, longest] rows of it; mask [batch, longest], 1 where a word stands."""
        x = inner[places] * mask[..., None]
        mean = x.sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        found = []
        for size, filter_ in zip(WIDTHS, self.filters):
            edged = nn.functional.pad(x, (0, 0, size - 1, size - 1))
            runs = torch.cat([edged[:, k:edged.shape[1] - size + 1 + k] for k in range(size)], 2)
            found.append(torch.relu(filter_(runs)).amax(1))
        return self.out(self.dropout(torch.cat(found + [mean], 1)))
