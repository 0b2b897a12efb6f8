"""Accuracy, UAR, recall, confusion and calibration of class logits."""

import numpy as np


def wilson(hits, count, z=1.96):
    """Wilson's 95 % interval of a share."""
    share, spread = hits / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return [round(float(middle - half), 4), round(float(middle + half), 4)]


def probabilities(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def calibration_error(p, labels, bins=15):
    """Expected calibration error of the top class, equal-width bins."""
    top, right = p.max(1), p.argmax(1) == labels
    slot = np.minimum((top * bins).astype(int), bins - 1)
    return float(sum(abs(top[slot == b].mean() - right[slot == b].mean()) * (slot == b).mean()
                     for b in range(bins) if (slot == b).any()))


def summary(logits, labels, names):
    said = logits.argmax(1)
    confusion = np.zeros((len(names), len(names)), int)
    np.add.at(confusion, (labels, said), 1)
    counts = confusion.sum(1)
    recall = np.diag(confusion) / np.maximum(counts, 1)
    hits = int((said == labels).sum())
    return {
        "n": len(labels), "accuracy": round(hits / len(labels), 4), "accuracy_95": wilson(hits, len(labels)),
        "uar": round(float(recall[counts > 0].mean()), 4),
        "calibration_error": round(calibration_error(probabilities(logits), labels), 4),
        "recall": {n: round(float(r), 3) for n, r, c in zip(names, recall, counts) if c},
        "counts": {n: int(c) for n, c in zip(names, counts) if c},
        "confusion_rows_true": {n: confusion[i].tolist() for i, n in enumerate(names) if counts[i]}}
