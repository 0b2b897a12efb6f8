"""The voice-emotion model: logistic regression and small networks on the same standardised functionals, averaged."""
import numpy as np
from scipy.optimize import minimize

CLIP = 4.0
STRONGEST = 12.0
COMPONENTS = 40


def scale_of(x):
    return np.nanmean(x, 0), np.nanstd(x, 0) + 1e-6


def standardise(x, scale):
    return np.clip(np.nan_to_num((x - scale[0]) / scale[1]), -CLIP, CLIP).astype(np.float32)


def class_weights(y):
    """Each class counts the same, whatever its number."""
    count = np.bincount(y, minlength=7)
    return (len(y) / 7 / np.maximum(count, 1)).astype(np.float32)


def fit_linear(z, y, penalty):
    """Multinomial logistic regression; penalty is that on the squared weights, per example."""
    n, d = z.shape
    target = np.eye(7, dtype=np.float32)[y]
    importance = class_weights(y)[y][:, None] / n

    def loss(flat):
        w, b = flat[:-7].reshape(d, 7), flat[-7:]
        logits = z @ w.astype(np.float32) + b.astype(np.float32)
        logits -= logits.max(1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        error = (np.exp(logs) - target) * importance
        grad = z.T @ error + penalty * w
        return float(-(logs * target * importance).sum() + 0.5 * penalty * (w ** 2).sum()), np.concatenate([grad.ravel(), error.sum(0)]).astype(np.float64)

    found = minimize(loss, np.zeros(d * 7 + 7), jac=True, method="L-BFGS-B", options={"maxiter": 45})
    return found.x[:-7].reshape(d, 7).astype(np.float32), found.x[-7:].astype(np.float32)


def linear_logs(z, model):
    return log_softmax(z @ model[0] + model[1])


def fit_net(z, y, seed, hidden=96, epochs=25, batch=64, rate=2e-3, decay=1e-2):
    """One hidden layer; dropout, noise, mixed examples and softened labels hold it back from learning speakers by heart."""
    rng = np.random.default_rng(seed)
    (n, d), one = z.shape, np.float32(1)
    bounds = [1 / np.sqrt(d), 1 / np.sqrt(hidden)]
    net = [rng.uniform(-bounds[layer], bounds[layer], shape).astype(np.float32)
           for layer, shape in [(0, (d, hidden)), (0, hidden), (1, (hidden, 7)), (1, 7)]]
    moments = [[np.zeros_like(p), np.zeros_like(p)] for p in net]
    target = np.eye(7, dtype=np.float32)[y] * np.float32(0.9) + np.float32(0.1 / 7)
    weights = class_weights(y)
    steps = epochs * (n // batch)
    for step in range(steps):
        first, other = rng.integers(n, size=(2, batch))
        share = rng.beta(0.3, 0.3, (batch, 1)).astype(np.float32)
        x = share * z[first] + (one - share) * z[other] + np.float32(0.2) * rng.standard_normal((batch, d), np.float32)
        x *= (rng.random((batch, d), np.float32) >= 0.2) / np.float32(0.8)
        before = x @ net[0] + net[1]
        keep = (before > 0) * (rng.random((batch, hidden), np.float32) >= 0.5) / np.float32(0.5)
        h = before * keep
        wanted = (share * target[first] + (one - share) * target[other]) * weights
        logits = h @ net[2] + net[3]
        odds = np.exp(logits - logits.max(1, keepdims=True))
        error = (odds / odds.sum(1, keepdims=True) * wanted.sum(1, keepdims=True) - wanted) / batch
        back = (error @ net[2].T) * keep
        advance(net, [x.T @ back, back.sum(0), h.T @ error, error.sum(0)], moments, step, steps, rate, decay)
    return net


def advance(net, gradients, moments, step, steps, top, decay):
    """AdamW with one cycle of the rate: up over three tenths of the steps, then down, both as a cosine."""
    up = 0.3 * steps
    phase = step / up if step < up else 1 - (step - up) / (steps - up)
    rate = top * (0.04 + 0.96 * 0.5 * (1 - np.cos(np.pi * phase)))
    for p, g, (m, v) in zip(net, gradients, moments):
        m += np.float32(0.1) * (g - m)
        v += np.float32(0.001) * (g * g - v)
        step_size = np.float32(rate / (1 - 0.9 ** (step + 1)))
        p *= np.float32(1 - rate * decay)
        p -= step_size * m / (np.sqrt(v / np.float32(1 - 0.999 ** (step + 1))) + np.float32(1e-8))


def log_softmax(logits):
    logits = logits - logits.max(1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(1, keepdims=True))


def net_logs(z, net):
    return log_softmax(np.maximum(z @ net[0] + net[1], 0) @ net[2] + net[3])


def familiar_space(z):
    """Main directions of the training speech and their variances; what lies off them is measured by its mean variance."""
    mean = z.mean(0)
    _, s, v = np.linalg.svd(z - mean, full_matrices=False)
    variance = s ** 2 / len(z)
    return mean.astype(np.float32), v[:COMPONENTS].astype(np.float32), variance[:COMPONENTS].astype(np.float32), np.float32(variance[COMPONENTS:].sum() / (z.shape[1] - COMPONENTS))


def distance(z, space):
    """Root mean squared deviation a feature, in deviations of the training speech: about 1 for what is like it."""
    mean, directions, variance, rest = space
    off = z - mean
    along = off @ directions.T
    squares = (along ** 2 / variance).sum(1) + ((off ** 2).sum(1) - (along ** 2).sum(1)) / rest
    return np.sqrt(np.maximum(squares, 0) / z.shape[1])


def export(path, scale, linear, nets, space, temperature):
    """Writes the shipped network: raw functionals in; calibrated logits and the distance to the training speech out."""
    import torch
    from torch.nn import functional as F

    class VoiceEmotion(torch.nn.Module):
        def __init__(self):
            super().__init__()
            parts = {"mean": scale[0], "deviation": scale[1], "weight": linear[0], "bias": linear[1],
                     "centre": space[0], "directions": space[1].T, "variance": space[2], "rest": space[3]}
            for number, net in enumerate(nets):
                parts.update({f"net{number}_{i}": value for i, value in enumerate(net)})
            for name, value in parts.items():
                self.register_buffer(name, torch.tensor(np.array(value, dtype=np.float32)))

        def forward(self, features):
            z = (features - self.mean) / self.deviation
            near = z.clamp(-CLIP, CLIP)
            logs = F.log_softmax(near @ self.weight + self.bias, 1)
            part = [[getattr(self, f"net{number}_{i}") for i in range(4)] for number in range(len(nets))]
            hidden = [F.log_softmax(torch.relu(near @ p[0] + p[1]) @ p[2] + p[3], 1) for p in part]
            off = z.clamp(-STRONGEST, STRONGEST) - self.centre
            along = off @ self.directions
            squares = (along ** 2 / self.variance).sum(1) + ((off ** 2).sum(1) - (along ** 2).sum(1)) / self.rest
            return (logs + sum(hidden) / len(hidden)) / 2 / temperature, torch.sqrt(squares.clamp(min=0) / z.shape[1])

    torch.onnx.export(VoiceEmotion().eval(), torch.zeros(1, len(scale[0])), str(path), input_names=["features"],
                      output_names=["logits", "distance"], opset_version=13)
