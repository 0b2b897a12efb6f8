"""Sparse features, a logistic regression over many labels at once, and its measures. numpy and scipy only."""

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

# How much each kind of feature counts before inverse document frequency, and in how many texts it must stand.
KIND_WEIGHT = {"w": 1.0, "n": 1.0, "s": 1.0, "b": 1.0, "c": 0.6, "e": 2.0, "f": 2.0, "i": 2.0}
KIND_MINIMUM = {"w": 2, "n": 2, "s": 2, "b": 3, "c": 5, "e": 2, "f": 2, "i": 2}


def vocabulary(document_counts, documents):
    """{feature: value}, the value being the kind's weight times the inverse document frequency."""
    return {feature: KIND_WEIGHT[feature[0]] * np.log(documents / count)
            for feature, count in sorted(document_counts.items())
            if feature[0] in KIND_WEIGHT and count >= KIND_MINIMUM[feature[0]]}


def matrix(texts, vocabulary_values):
    """One row a text: each distinct known feature's value, the row then scaled to length 1."""
    column = {feature: index for index, feature in enumerate(vocabulary_values)}
    values = np.array(list(vocabulary_values.values()), np.float32)
    starts, columns = [0], []
    for features in texts:
        columns.extend(column[f] for f in features if f in column)
        starts.append(len(columns))
    rows = sparse.csr_matrix((values[columns], columns, starts), shape=(len(texts), len(values)))
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    lengths[lengths == 0] = 1
    return (sparse.diags((1 / lengths).astype(np.float32)) @ rows).tocsr()


def ratios(rows, truth):
    """How much each feature tells about each label: the size of its log-count ratio (Wang & Manning, 2012), its root mean square 1 by label."""
    there = (rows > 0).astype(np.float32)
    hits = there.T @ truth + 1
    others = np.asarray(there.sum(0)).T - (hits - 1) + 1
    size = np.abs(np.log(hits / hits.sum(0)) - np.log(others / others.sum(0))).astype(np.float32)
    return size / np.sqrt((size * size).mean(0))


def fit(rows, truth, strength, scale=1.0, iterations=50):
    """Weights [features, labels] and biases [labels] that minimise log loss plus |W / scale|^2 / (2 strength)."""
    features, labels, turned = rows.shape[1], truth.shape[1], rows.T.tocsr()
    share, scale = truth.mean(0), np.float32(scale)

    def loss(flat):
        weights = flat[:-labels].reshape(features, labels).astype(np.float32)
        logits = rows @ (weights * scale) + flat[-labels:].astype(np.float32)
        value = np.logaddexp(0, logits).sum() - (logits * truth).sum() + float((weights * weights).sum()) / (2 * strength)
        error = 1 / (1 + np.exp(-logits)) - truth
        slope = np.concatenate([((turned @ error) * scale + weights / strength).ravel(), error.sum(0)])
        return float(value), slope.astype(np.float64)

    start = np.concatenate([np.zeros(features * labels), np.log(share / (1 - share))])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 6}).x
    return found[:-labels].reshape(features, labels).astype(np.float32) * scale, found[-labels:].astype(np.float32)


def fit_both(rows, truth, strength):
    """The mean of two linear models: one that shrinks all features alike, one that shrinks those less that tell a label apart."""
    weights, biases = fit(rows, truth, strength)
    others, other_biases = fit(rows, truth, strength, ratios(rows, truth))
    return (weights + others) / 2, (biases + other_biases) / 2


def softplus(z):
    return np.logaddexp(0, z)


def curve(logits, abc):
    """Calibrated logits: c + b softplus(z) - a softplus(-z), beta calibration (Kull et al., 2017) in terms of the logit."""
    a, b, c = abc
    return c + b * softplus(logits) - a * softplus(-logits)


def calibrate(logits, truth):
    """[3, labels]: a, b and c of each label's curve; a and b stay above zero, so the order of texts stays."""
    found = np.ones((3, truth.shape[1]))
    for k in range(truth.shape[1]):
        z, y = logits[:, k].astype(np.float64), truth[:, k]
        low, high = -softplus(-z), softplus(z)

        def loss(abc):
            s = abc[2] + abc[1] * high + abc[0] * low
            e = 1 / (1 + np.exp(-s)) - y
            return float(np.logaddexp(0, s).sum() - (s * y).sum()), np.array([(e * low).sum(), (e * high).sum(), e.sum()])

        found[:, k] = minimize(loss, [1.0, 1.0, 0.0], jac=True, method="L-BFGS-B", bounds=[(0.05, None), (0.05, None), (None, None)]).x
    return found.astype(np.float32)


def best_thresholds(logits, truth):
    """The logit above which each label's F1 is highest."""
    chosen = []
    for k in range(truth.shape[1]):
        order = np.argsort(-logits[:, k])
        hits = np.cumsum(truth[order, k])
        f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth[:, k].sum())
        i = int(np.argmax(f1))
        chosen.append((logits[order[i], k] + logits[order[min(i + 1, len(order) - 1)], k]) / 2)
    return np.array(chosen, np.float32)


def steady_thresholds(logits, truth, draws=15):
    """The median of the best thresholds of bootstrap draws: rare labels' best threshold is a matter of luck."""
    random = np.random.RandomState(3)
    rows = (random.randint(0, len(logits), len(logits)) for _ in range(draws))
    return np.median([best_thresholds(logits[r], truth[r]) for r in rows], 0)


def scores(flags, truth):
    """Precision, recall and F1 by label."""
    hits = (flags * truth).sum(0)
    precision = hits / np.maximum(flags.sum(0), 1)
    recall = hits / np.maximum(truth.sum(0), 1)
    return precision, recall, 2 * hits / np.maximum(flags.sum(0) + truth.sum(0), 1)


def calibration_error(probabilities, truth, bins=15):
    """Expected calibration error over all label decisions together, equal-width bins."""
    p, y = probabilities.ravel(), truth.ravel()
    slot = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[slot == b].mean() - y[slot == b].mean()) * (slot == b).mean() for b in range(bins) if (slot == b).any())
