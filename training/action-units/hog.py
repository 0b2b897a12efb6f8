"""Gradient features of aligned crops, see hog.c."""
import ctypes
from pathlib import Path
import sys
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "heads"))
import raster  # noqa: E402

CELL, BINS, FLOOR = 6, 8, 4.0
_C = raster.compile(Path(__file__).with_name("hog.c"))


def features(crops, cell=CELL):
    """(n, h, w) bytes to (n, h/cell, w/cell, 8)."""
    crops = np.ascontiguousarray(crops, np.uint8)
    n, h, w = crops.shape
    out = np.zeros((n, h // cell, w // cell, BINS), np.float32)
    p = lambda a: a.ctypes.data_as(ctypes.c_void_p)  # noqa: E731
    _C.hog(p(crops), n, w, h, cell, ctypes.c_float(FLOOR), p(out))
    return out


def mirrored(f):
    """The features of the mirrored crops."""
    # direction a -> pi - a: bin b -> (4 - b) mod 8
    return f[:, :, ::-1][..., (4 - np.arange(BINS)) % BINS]
