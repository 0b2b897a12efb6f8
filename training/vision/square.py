"""Fits the square of MeshRegions.OfDetection: where the mesh settles, from the detector's eyes, nose and mouth.

    python3 training/vision/identity.py pack $AFFECT_DATA faces.bin
    AFFECT_FACES=$PWD/faces.bin dotnet run -c Release --project tests/AffectAgent.Plugins.Vision.Tests -- -explicit only -class AffectAgent.Plugins.Vision.Tests.SquareExport
    python3 training/vision/square.py faces.bin.squares.csv $AFFECT_DATA/faces_mesh.npz

SquareExport.cs lets the program find every seventh photograph and read its mesh five times, each time in the square of the mesh
before; the square after the last is what is wanted. Least squares, errors as shares of the side: side and downward shift from how far
mouth and nose lie below the eyes, sideward shift from how far they lie beside. Fitted on half of the persons, figures of the others.
"""

import csv
import re
import sys

import numpy as np

from identity import held_out

SHIPPED = {"side": (4.94, -2.32), "right": (1.4, -2), "down": (0.54, -0.25)}


def fitted(v, learn):
    """Factors of mouth and nose."""
    def solve(mouth, nose, wanted):
        a = np.stack([v[mouth], v[nose]], 1) / v["side"][:, None]
        return tuple(np.linalg.lstsq(a[learn], (wanted / v["side"])[learn], rcond=None)[0])
    return {"side": solve("mouth_y", "nose_y", v["side"]), "right": solve("mouth_x", "nose_x", v["middle_x"]), "down": solve("mouth_y", "nose_y", v["middle_y"])}


def squares(v, factors):
    """Side, right and down of the squares that the factors give."""
    return [f[0] * v["mouth_" + axis] + f[1] * v["nose_" + axis] for f, axis in ((factors["side"], "y"), (factors["right"], "x"), (factors["down"], "y"))]


def told(name, v, test, side, right, down):
    off, ratio = np.hypot(right - v["middle_x"], down - v["middle_y"]) / v["side"], side / v["side"]
    print(f"{name}: middle off by {off[test].mean():.2%} of the side, side {ratio[test].mean() - 1:+.1%} +- {ratio[test].std():.1%}")


def main(source, meshes):
    with open(source, newline="") as file:
        rows = list(csv.DictReader(file))
    v = {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}
    names = np.load(meshes, allow_pickle=True)["image"]
    test = held_out(np.array([re.sub(r"_?\d+\.\w+$", "", str(names[int(i)])) for i in v["photograph"]]))
    factors = fitted(v, ~test)
    print(f"{(~test).sum()} faces to learn from, {test.sum()} of other persons")
    for name, (mouth, nose) in factors.items():
        print(f"{name} = {mouth:.2f} mouth {nose:+.2f} nose; the program has {SHIPPED[name][0]:.2f} and {SHIPPED[name][1]:+.2f}")
    told("fitted", v, test, *squares(v, factors))
    told("the program's", v, test, *squares(v, SHIPPED))
    told("box times 1.5", v, test, v["rule_side"], v["rule_x"], v["rule_y"])
    print(f"the mesh as the program reads it, against the fifth pass, in distances of the outer eye corners: first pass {v['first'][test].mean():.4f}, second {v['second'][test].mean():.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
