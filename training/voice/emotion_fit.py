"""The voice-emotion model: ridge regression in the space of a Gaussian kernel over standardised functionals."""
import numpy as np
from scipy.linalg import solve

CLIP = 4.0
STRONGEST = 12.0
COMPONENTS = 40
# What turns the regression's scores into logits before they are calibrated.
SHARPNESS = 6.0


def scale_of(x):
    return np.nanmean(x, 0), np.nanstd(x, 0) + 1e-6


def standardise(x, scale):
    return np.clip(np.nan_to_num((x - scale[0]) / scale[1]), -CLIP, CLIP).astype(np.float32)


def class_weights(y):
    """Each class counts the same, whatever its number."""
    count = np.bincount(y, minlength=7)
    return (len(y) / 7 / np.maximum(count, 1)).astype(np.float32)


def squares(a, b):
    """Squared distances of every two rows."""
    return np.maximum((a ** 2).sum(1)[:, None] + (b ** 2).sum(1) - 2 * a @ b.T, 0)


def kernel(distances, width, features):
    return np.exp(-width / 2 * distances / features)


def ridge_weights(gram, y, ridge):
    """Weights of the support points for each class's score; each class counts the same."""
    gram = gram + np.diag(ridge / class_weights(y)[y]).astype(np.float32)
    return solve(gram, np.eye(7, dtype=np.float32)[y] - np.float32(1 / 7), assume_a="pos", overwrite_a=True).astype(np.float32)


def scores_to_logs(scores):
    return log_softmax(SHARPNESS * scores)


def log_softmax(logits):
    logits = logits - logits.max(1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(1, keepdims=True))


def familiar_space(z):
    """Main directions of the training speech and their variances; what lies off them is measured by its mean variance."""
    mean = z.mean(0)
    _, s, v = np.linalg.svd(z - mean, full_matrices=False)
    variance = s ** 2 / len(z)
    return mean.astype(np.float32), v[:COMPONENTS].astype(np.float32), variance[:COMPONENTS].astype(np.float32), np.float32(variance[COMPONENTS:].sum() / (z.shape[1] - COMPONENTS))


def far_scale(x, scale):
    """Standardised for the distance: drawn in later, so that what is very strange stays so."""
    return np.clip(np.nan_to_num((x - scale[0]) / scale[1]), -STRONGEST, STRONGEST)


def distance(z, space):
    """Root mean squared deviation a feature, in deviations of the training speech: about 1 for what is like it."""
    mean, directions, variance, rest = space
    off = z - mean
    along = off @ directions.T
    total = (along ** 2 / variance).sum(1) + ((off ** 2).sum(1) - (along ** 2).sum(1)) / rest
    return np.sqrt(np.maximum(total, 0) / z.shape[1])


def export(path, scale, points, weights, width, space, temperature):
    """Writes the shipped network: raw functionals in; calibrated logits and the distance to the training speech out. Support points in 16 bits."""
    import torch

    held = {"mean": scale[0], "deviation": scale[1], "centre": space[0], "directions": space[1].T, "variance": space[2], "rest": space[3],
            "sizes": (points.astype(np.float16).astype(np.float32) ** 2).sum(1), "shares": weights}

    class VoiceEmotion(torch.nn.Module):
        def __init__(self):
            super().__init__()
            for name, value in held.items():
                self.register_buffer(name, torch.tensor(np.array(value, dtype=np.float32)))
            self.register_buffer("points", torch.tensor(points.T.astype(np.float16)))

        def forward(self, features):
            z = (features - self.mean) / self.deviation
            near = z.clamp(-CLIP, CLIP)
            apart = ((near ** 2).sum(1, keepdim=True) + self.sizes - 2 * near @ self.points.float()).clamp(min=0)
            scores = torch.exp(-width / 2 * apart / near.shape[1]) @ self.shares
            off = z.clamp(-STRONGEST, STRONGEST) - self.centre
            along = off @ self.directions
            total = (along ** 2 / self.variance).sum(1) + ((off ** 2).sum(1) - (along ** 2).sum(1)) / self.rest
            return SHARPNESS * scores / temperature, torch.sqrt(total.clamp(min=0) / z.shape[1])

    torch.onnx.export(VoiceEmotion().eval(), torch.zeros(1, len(scale[0])), str(path), input_names=["features"],
                      output_names=["logits", "distance"], opset_version=13, do_constant_folding=False)
