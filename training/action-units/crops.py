"""The aligned crop that the appearance witness looks at: what FaceAligner in C# cuts out, here with a similarity that can also be
applied to warped and to rendered faces."""
from pathlib import Path
import sys
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "heads"))
import raster  # noqa: E402

SIDE = 64  # what the network sees
MARGIN = 4  # kept around it in training, so that crops can be shifted
SIDE_IN_UNITS, DOWN, EYES_TO_MOUTH = 2.8, 0.4, 1.2
RIGHT_EYE, LEFT_EYE, MOUTH = (33, 133), (263, 362), (61, 291)
STABLE = np.array([33, 133, 362, 263, 168, 6, 197, 2])


def similarity(points, target):
    """The similarity z -> a z + b (complex a, b) that takes the stable points of `points` (..., >=468, 2+) onto `target`."""
    p = points[..., STABLE, 0] + 1j * points[..., STABLE, 1]
    t = target[STABLE, 0] + 1j * target[STABLE, 1]
    pm, tm = p.mean(-1, keepdims=True), t.mean()
    d = p - pm
    a = (np.conj(d) * (t - tm)).sum(-1) / (np.abs(d) ** 2).sum(-1)
    return a, tm - a * pm[..., 0]


def alignment(mesh, margin=MARGIN):
    """The similarity (a, b) that takes places of the picture to pixels of the crop, the first pixel's middle at 0.5."""
    right, left, mouth = (mesh[list(ids), :2].mean(0) @ (1, 1j) for ids in (RIGHT_EYE, LEFT_EYE, MOUTH))
    eyes = (right + left) / 2
    width = abs(left - right)
    axis = (left - right) / width
    height = abs(((mouth - eyes) / axis).imag)
    side = SIDE_IN_UNITS * max(width, height / EYES_TO_MOUTH)
    a = SIDE / side / axis
    return a, (SIDE / 2 + margin) * (1 + 1j) - a * (eyes + DOWN * (mouth - eyes))


def window(picture, a, b, width=SIDE + 2 * MARGIN, height=SIDE + 2 * MARGIN):
    """Cuts a window out of a grey float picture, given the similarity to its pixels; several samples a pixel where the picture is finer."""
    step = 1 / abs(a)
    n = 1 if step <= 1.2 else int(min(8, max(2, np.ceil(step / 1.75))))
    x, y = (np.arange(width * n) + 0.5) / n, (np.arange(height * n) + 0.5) / n
    z = ((x[None] + 1j * y[:, None]) - b) / a
    return raster.sample(picture, np.stack([z.real, z.imag], -1)).reshape(height, n, width, n).mean((1, 3))


# The wide window of the mean face's frame that photographs are kept in for warping.
WIDE, WIDE_LEFT, WIDE_TOP, WIDE_SIZE = 90.0, -1.1, -1.05, (198, 252)


class Photographs:
    """LFW photographs of faces.tar: aligned crops, or wide windows and meshes in the frame of the mean face."""

    def __init__(self, faces, folder, rows, wide=False):
        self.rows, self.meshes, pictures = rows, [], []
        for row in rows:
            image = np.asarray(Image.open(folder / faces.image[row]).convert("L"), np.float32)
            mesh = faces.raw[row] * faces.iod[row]
            mesh[:, :2] += faces.centre[row, :2]
            if wide:
                a, b = similarity(mesh, faces.neutral)
                z = a * (mesh[:, 0] + 1j * mesh[:, 1]) + b
                self.meshes.append(np.stack([z.real, z.imag, mesh[:, 2] * abs(a)], 1))
                a, b = a * WIDE, (b - WIDE_LEFT - 1j * WIDE_TOP) * WIDE
                cut = window(image, a, b, *WIDE_SIZE)
            else:
                cut = window(image, *alignment(mesh))
            pictures.append(cut.round().clip(0, 255).astype(np.uint8))
        self.pictures = np.stack(pictures)
        self.meshes = np.array(self.meshes, np.float32)
