#!/usr/bin/env python3
"""Photographs of rendered heads with known Action Units, head pose and gaze, to test the whole program with.

python3 training/heads/photographs.py --data ../shared/data --out FOLDER   writes FOLDER/*.jpg and FOLDER/truth.csv
(angles in radians, the gap of the lips in distances of the outer eye corners, units 0 to 1)."""
import argparse
import csv
from pathlib import Path
import sys
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "action-units"))
import sample  # noqa: E402
from head import UNITS  # noqa: E402

SIZE = (300, 340)


def turn(pitch, yaw, roll):
    """R = Rx Ry Rz, as OpenFace writes head pose; radians, x right, y down, z to the back."""
    (cx, cy, cz), (sx, sy, sz) = np.cos((pitch, yaw, roll)), np.sin((pitch, yaw, roll))
    return np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]]) @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]]) \
        @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])


def looking(heads, vertices, matrix):
    """Mean angles of the gaze as seen by the camera, right and down, radians: where the front of each eyeball points."""
    total = np.zeros(3)
    for part in (1, 2):
        mine = heads.vertex_part == part
        rest, now = heads.rest[mine], vertices[mine]
        front = rest[:, 2].argsort()[:4]
        d = matrix @ (now[front].mean(0) - (now.min(0) + now.max(0)) / 2)
        total += d / np.linalg.norm(d)
    return np.arctan2(total[0], -total[2]), np.arctan2(total[1], -total[2])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"))
    parser.add_argument("--units", type=int, default=150, help="pictures with Action Units, nearly from the front")
    parser.add_argument("--each", type=int, default=1, help="pictures of a head; with more than 1 the first is neutral")
    parser.add_argument("--balanced", action="store_true", help="each unit often and at any strength, as in training, to fit curves by")
    parser.add_argument("--poses", type=int, default=120, help="pictures of turned heads that look somewhere")
    parser.add_argument("--seed", type=int, default=4242)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sampler, rng = sample.sampler(options.data, options.work), np.random.default_rng(options.seed)
    draw = sample.balanced if options.balanced else sample.activations
    with open(options.out / "truth.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["image", "kind", "head", "pitch", "yaw", "roll", "gaze_x", "gaze_y", "lip_gap"] + [f"AU{u:02d}_{s}" for u in UNITS for s in ("left", "right")])
        for i in range(options.units + options.poses):
            mine = i % options.each if i < options.units else 0
            if mine == 0:
                neutral, person = sampler.person(rng)
                first = i
            if i < options.units:
                kind, angles, gaze = "units", np.radians(rng.normal(0, (6, 9, 4))), rng.uniform(-0.3, 0.3, 2)
                sides = {} if (mine == 0 and options.each > 1) or rng.random() < 0.1 else draw(rng)
            else:
                kind, angles, gaze, sides = "poses", np.radians(rng.uniform((-25, -50, -20), (25, 50, 20))), rng.uniform(-0.8, 0.8, 2), {}
            matrix = turn(*angles)
            state = rng.bit_generator.state
            vertices = sampler.vertices(rng, neutral, person, sides, gaze)
            rng.bit_generator.state = state
            picture, _ = sampler.photograph(rng, neutral, person, sides, matrix, gaze, SIZE, rng.uniform(55, 85))
            points = sampler.head.points(vertices)
            name = f"{kind}-{i:04d}.jpg"
            Image.fromarray(picture).save(options.out / name, quality=92)
            table.writerow([name, kind, first, *np.round(angles, 4), *np.round(looking(sampler.head, vertices, matrix), 4),
                            round(float(np.linalg.norm(points[13] - points[14])), 4)]
                           + [round(v, 3) for u in UNITS for v in sides.get(u, (0, 0))])


if __name__ == "__main__":
    main()
