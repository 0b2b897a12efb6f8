"""Folds of the skin as light and dark lines in the common frame, drawn with random place, number, width and depth."""
import numpy as np
import raster

_SCALE, _LEFT, _TOP, _WIDTH, _HEIGHT = 60.0, -0.8, -0.65, 96, 126
_PLACES = None


def _grid():
    global _PLACES
    if _PLACES is None:
        y, x = np.mgrid[0:_HEIGHT, 0:_WIDTH] + 0.5
        _PLACES = (x / _SCALE + _LEFT).astype(np.float32), (y / _SCALE + _TOP).astype(np.float32)
    return _PLACES


def _line(rng, points, depth):
    """A fold along a polyline: dark in the middle, light beside it."""
    x, y = _grid()
    width = rng.uniform(0.008, 0.02)
    best = np.full(x.shape, 9.0, np.float32)
    points = np.asarray(points) + rng.normal(0, 0.012, (len(points), 2))
    for p, q in zip(points[:-1], points[1:]):
        d = q - p
        t = np.clip(((x - p[0]) * d[0] + (y - p[1]) * d[1]) / (d @ d), 0, 1)
        best = np.minimum(best, np.hypot(x - p[0] - t * d[0], y - p[1] - t * d[1]))
    u = (best / width) ** 2
    return -depth * (1 - 0.6 * u) * np.exp(-u / 2)


def _mirror(points, side):
    return np.asarray(points) * ((1, 1) if side == 0 else (-1, 1))  # side 0: the picture's right, the subject's left


def _forehead(rng, inner, outer):
    """inner: strength of AU1; outer: of AU2 by side."""
    x, y = _grid()
    out = np.zeros(x.shape, np.float32)
    n = rng.integers(2, 5)
    step, first, wave = rng.uniform(0.05, 0.09), rng.uniform(-0.42, -0.34), rng.uniform(-0.03, 0.05)
    for i in range(n):
        xs = np.linspace(-0.5, 0.5, 9)
        out += _line(rng, np.stack([xs, first - i * step + wave * np.cos(xs * 6)], 1), rng.uniform(0.5, 1))
    gain = inner * np.exp(-(x / 0.22) ** 2) + outer[0] * np.exp(-((x - 0.33) / 0.16) ** 2) + outer[1] * np.exp(-((x + 0.33) / 0.16) ** 2)
    return out * np.minimum(gain, 1)


def _glabella(rng, side):
    n = rng.integers(1, 3)
    out = 0
    for _ in range(n):
        x = rng.uniform(0.0, 0.11)
        out = out + _line(rng, _mirror([(x + rng.uniform(-0.02, 0.04), -0.3), (x, -0.2), (x - rng.uniform(-0.02, 0.03), -0.1)], side), rng.uniform(0.5, 1))
    return out


def _bulge(rng, side):
    """The brow's head drawn down and in: dark below it, light above the nose's root."""
    x, y = _grid()
    cx = 0.13 if side == 0 else -0.13
    return -0.5 * np.exp(-((x - cx) / 0.07) ** 2 - ((y + 0.11) / 0.05) ** 2) + 0.25 * np.exp(-((x - cx * 0.6) / 0.05) ** 2 - ((y + 0.22) / 0.06) ** 2)


def _crow(rng, side):
    out = 0
    for _ in range(rng.integers(2, 5)):
        a, s = rng.uniform(-0.7, 0.8), rng.uniform(0.53, 0.58)
        length = rng.uniform(0.08, 0.2)
        out = out + _line(rng, _mirror([(s, 0.03 + 0.05 * a), (s + length * np.cos(a), 0.03 + 0.05 * a + length * np.sin(a))], side), rng.uniform(0.4, 1))
    return out


def _pouch(rng, side):
    y = rng.uniform(0.1, 0.17)
    return _line(rng, _mirror([(0.18, y - 0.03), (0.28, y + 0.01), (0.38, y + 0.015), (0.48, y - 0.02)], side), rng.uniform(0.5, 1))


def _lower_lid(rng, side):
    return _line(rng, _mirror([(0.2, 0.06), (0.28, 0.085), (0.36, 0.085), (0.46, 0.055)], side), rng.uniform(0.5, 1))


def _root(rng, side):
    out = 0
    for _ in range(rng.integers(1, 4)):
        y = rng.uniform(-0.08, 0.1)
        out = out + _line(rng, _mirror([(0, y), (0.07, y + rng.uniform(-0.02, 0.02))], side), rng.uniform(0.5, 1))
    for _ in range(rng.integers(1, 3)):
        y = rng.uniform(0.05, 0.2)
        out = out + _line(rng, _mirror([(0.1, y - 0.06), (0.17, y + 0.05)], side), rng.uniform(0.4, 1))
    return out


def _nasolabial(rng, side):
    out = rng.uniform(0.28, 0.4)
    return _line(rng, _mirror([(0.2, 0.4), (0.26, 0.5), (out, 0.65), (out + rng.uniform(-0.02, 0.05), 0.78)], side), rng.uniform(0.6, 1))


def _wing(rng, side):
    return _line(rng, _mirror([(0.17, 0.33), (0.22, 0.4), (0.25, 0.5)], side), rng.uniform(0.6, 1))


def _dimple(rng, side):
    x = rng.uniform(0.3, 0.36)
    return _line(rng, _mirror([(x, 0.7), (x + 0.015, 0.77), (x, 0.84)], side), rng.uniform(0.6, 1))


def _marionette(rng, side):
    return _line(rng, _mirror([(0.28, 0.8), (0.31, 0.88), (0.31, 0.98)], side), rng.uniform(0.6, 1))


def _chin(rng, side):
    x, y = _grid()
    out = 0
    for _ in range(rng.integers(4, 10)):
        cx, cy, s = rng.uniform(0, 0.14), rng.uniform(1.02, 1.18), rng.uniform(0.012, 0.025)
        cx = cx if side == 0 else -cx
        out = out - rng.uniform(0.4, 1) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * s * s))
    return out + _line(rng, _mirror([(0, 0.98), (0.1, 1.0)], side), rng.uniform(0, 1))


# Which folds each unit makes on its own side; AU1 and AU2 share those of the forehead.
FOLDS = {4: (_glabella, _bulge), 6: (_crow, _pouch), 7: (_lower_lid,), 9: (_root, _wing), 10: (_nasolabial,), 11: (_nasolabial,),
         12: (_nasolabial,), 14: (_dimple,), 15: (_marionette,), 17: (_chin,)}
KINDS = sorted({f for folds in FOLDS.values() for f in folds}, key=lambda f: f.__name__)
BANK = 24
_bank = {}


def templates():
    """A bank of random folds, drawn once: kind -> (BANK, 2 sides, height, width)."""
    if not _bank:
        rng = np.random.default_rng(99)
        for kind in KINDS:
            _bank[kind] = np.array([[kind(rng, side) for side in (0, 1)] for _ in range(BANK)], np.float32)
        _bank["forehead"] = np.array([[_forehead(rng, *g) for g in ((1, (0, 0)), (0, (1, 0)), (0, (0, 1)))] for _ in range(BANK)], np.float32)
    return _bank


def shade(rng, places, strengths):
    """Factor by which the light changes at `places` (h, w, 2) of the common frame. strengths: unit -> (left, right), 0-1.
    Folds that no unit made (age) are drawn too, so that a fold alone is no proof."""
    bank = templates()
    total = np.zeros((_HEIGHT, _WIDTH), np.float32)
    gain = rng.uniform(0, 1) if rng.random() < 0.75 else 0.0  # smooth skins show hardly any
    for unit, folds in FOLDS.items():
        for fold in folds:
            for side in (0, 1):
                s = strengths.get(unit, (0, 0))[side] * gain
                s += rng.uniform(0, 0.25) if rng.random() < 0.08 else 0
                if s > 0.03:
                    total += s * bank[fold][rng.integers(BANK), side]
    k = rng.integers(BANK)
    inner, outer = np.mean(strengths.get(1, (0, 0))), strengths.get(2, (0, 0))
    old = rng.uniform(0, 0.3) if rng.random() < 0.15 else 0
    for j, s in enumerate((inner, outer[0], outer[1])):
        s = s * gain + old
        if s > 0.03:
            total += s * bank["forehead"][k, j]
    if not total.any():
        return np.ones(places.shape[:2], np.float32)
    at = np.stack([(places[..., 0] - _LEFT) * _SCALE, (places[..., 1] - _TOP) * _SCALE], -1)
    return np.exp(0.45 * raster.sample(total, at))
