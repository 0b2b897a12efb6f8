"""The upright 48x48 crop of a face from its 468-point mesh: the reference for FaceAligner in C#."""

from dataclasses import dataclass

import numpy as np

SIDE = 48
RIGHT_EYE, LEFT_EYE, MOUTH = (33, 133), (263, 362), (61, 291)  # corners in MediaPipe's numbering
MOST_SAMPLES = 8


@dataclass(frozen=True)
class Framing:
    """Size and place of the crop. The unit is the larger of the eye centres' distance and eye-to-mouth distance / ratio."""

    side: float = 2.8
    down: float = 0.3
    ratio: float = 1.2


def square(mesh, framing):
    """Centre, x axis (to the crop's right) and side of the crop, in pixels. mesh: [468, 2 or more] in pixels."""
    points = mesh[:, :2].astype(np.float64)
    right, left, mouth = (points[list(ids)].mean(0) for ids in (RIGHT_EYE, LEFT_EYE, MOUTH))
    eyes = (right + left) / 2
    line = left - right
    width = np.hypot(*line)
    axis = line / width
    drop = mouth - eyes
    height = abs(drop @ np.array([-axis[1], axis[0]]))
    unit = max(width, height / framing.ratio)
    return eyes + framing.down * drop, axis, framing.side * unit


def crop(grey, mesh, framing):
    """grey [H,W] -> float [48,48]. Bilinear samples, several a pixel where the picture is finer; outside, the border is repeated."""
    centre, axis, side = square(mesh, framing)
    step = side / SIDE
    count = 1 if step <= 1.2 else int(min(MOST_SAMPLES, max(2, np.ceil(step / 1.75))))
    at = ((np.arange(SIDE * count) + 0.5) / count - SIDE / 2) * step
    x = centre[0] + at[None, :] * axis[0] - at[:, None] * axis[1]
    y = centre[1] + at[None, :] * axis[1] + at[:, None] * axis[0]
    return bilinear(grey, x, y).reshape(SIDE, count, SIDE, count).mean((1, 3))


def bilinear(grey, x, y):
    """Values at x, y, where a pixel's centre lies at its index + 0.5."""
    height, width = grey.shape
    x, y = np.clip(x - 0.5, 0, width - 1), np.clip(y - 0.5, 0, height - 1)
    left, top = np.minimum(x.astype(int), width - 2 if width > 1 else 0), np.minimum(y.astype(int), height - 2 if height > 1 else 0)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    fx, fy = x - left, y - top
    grey = grey.astype(np.float64)
    upper = grey[top, left] * (1 - fx) + grey[top, right] * fx
    lower = grey[bottom, left] * (1 - fx) + grey[bottom, right] * fx
    return upper * (1 - fy) + lower * fy
