"""The rasteriser of raster.c and the light of shade.c, compiled when first used."""
import ctypes
import hashlib
import os
from pathlib import Path
import subprocess
import tempfile
import numpy as np


def compile(source):
    """Builds a C file once and loads it."""
    name = f"{source.stem}-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}.so"
    built = Path(tempfile.gettempdir()) / f"affect-{os.getuid()}" / name
    if not built.exists():
        built.parent.mkdir(exist_ok=True)
        part = built.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-o", part, source, "-lm"], check=True)
        part.rename(built)
    return ctypes.CDLL(str(built))


_C = compile(Path(__file__).with_name("raster.c"))
_SHADE = compile(Path(__file__).with_name("shade.c"))


def _f(a):
    return np.ascontiguousarray(a, np.float32)


def _p(a):
    return a.ctypes.data_as(ctypes.c_void_p)


def draw(width, height, xyz, attributes, triangles, group=None, depth=True):
    """Attribute maps (height, width, k) and a mask (0 = nothing, else group + 1)."""
    xyz, attributes = _f(xyz), _f(attributes)
    triangles = np.ascontiguousarray(triangles, np.int32)
    group = np.zeros(len(triangles), np.uint8) if group is None else np.ascontiguousarray(group, np.uint8)
    out = np.zeros((height, width, attributes.shape[1]), np.float32)
    far = np.full((height, width), 1e30, np.float32)
    mask = np.zeros((height, width), np.uint8)
    _C.raster(width, height, _p(xyz), _p(attributes), attributes.shape[1], _p(triangles), _p(group), len(triangles), int(depth),
              _p(out), _p(far), _p(mask))
    return out, mask


def sample(picture, places):
    """Bilinear samples of a grey picture at places (..., >= 2), x and y in pixels."""
    picture, places = _f(picture), _f(places)
    out = np.zeros(places.shape[:-1], np.float32)
    _C.sample(_p(picture), picture.shape[1], picture.shape[0], _p(places), places.shape[-1], out.size, _p(out))
    return out


def normals(xyz, triangles):
    """Smooth unit normals of the vertices."""
    xyz = _f(xyz)
    triangles = np.ascontiguousarray(triangles, np.int32)
    out = np.zeros_like(xyz)
    _C.normals(_p(xyz), len(xyz), _p(triangles), len(triangles), _p(out))
    return out


def shade(maps, mask, folds, parameters, pictures):
    """Linear light of one channel (height, width); see shade.c."""
    maps, mask, folds = _f(maps), np.ascontiguousarray(mask, np.uint8), None if folds is None else _f(folds)
    pictures = [_f(p) for p in pictures]
    out = np.empty(mask.shape, np.float32)
    _SHADE.shade(mask.size, _p(maps), _p(mask), None if folds is None else _p(folds), _p(_f(parameters)),
                 (ctypes.c_void_p * len(pictures))(*[p.ctypes.data for p in pictures]), (ctypes.c_int * len(pictures))(*[len(p) for p in pictures]),
                 _p(out))
    return out
