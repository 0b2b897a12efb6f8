"""Makes plugins/Vision/Resources/rigid-head.csv: the mean place of the mesh points that expressions move least.

    python3 training/vision/rigid_head.py $AFFECT_DATA/faces_mesh.npz plugins/Vision/Resources/rigid-head.csv

Neutral meshes are brought onto their mean (generalised Procrustes), the mean is made symmetric, and points are kept that
differ little between neutral and expressive faces and lie well apart. Unit: distance of the outer eye corners; x to the picture's right,
y down, z away from the viewer; the origin is the midpoint of the outer eye corners.
"""

import sys

import numpy as np

RIGHT, LEFT = 33, 263
APART = 0.13
STEADY = 0.6
JAW = 0.6


def aligned(meshes, mean, weight):
    """Each mesh turned, scaled and moved onto the mean (Kabsch with scale)."""
    w = (weight / weight.sum())[:, None]
    target = mean - (mean * w).sum(0)
    out = np.empty_like(meshes)
    for i, mesh in enumerate(meshes):
        middle = (mesh * w).sum(0)
        x = mesh - middle
        u, s, vt = np.linalg.svd((x * w).T @ target)
        sign = np.array([1, 1, np.sign(np.linalg.det(u @ vt))])
        scale = (s * sign).sum() / (w * x**2).sum()
        out[i] = scale * x @ (u * sign) @ vt
    return out


def mirror_pairs(mean):
    """For each point the index of its mirror image: the nearest point to it with x turned round."""
    turned = mean * np.array([-1, 1, 1])
    return np.array([np.argmin(((mean - t) ** 2).sum(1)) for t in turned])


def frontal(mean):
    """Symmetric about x = 0, upright, its outer eye corners 1 apart and around the origin."""
    mean = mean - (mean[RIGHT] + mean[LEFT]) / 2
    for _ in range(20):
        pairs = mirror_pairs(mean)
        turned = mean[pairs] * np.array([-1, 1, 1])
        mean = (mean + aligned(turned[None], mean, np.ones(len(mean)))[0] + mean.mean(0)) / 2
        mean = mean - (mean[RIGHT] + mean[LEFT]) / 2
        # The mirror plane: turn until the mean difference of the pairs lies along x.
        line = (mean[pairs] - mean) * np.sign(-mean[:, :1])
        axis = line.sum(0) / np.linalg.norm(line.sum(0))
        other = np.cross([0, 0, 1.0], axis)
        other /= np.linalg.norm(other)
        mean = mean @ np.stack([axis, other, np.cross(axis, other)], 1)
    return mean / np.linalg.norm(mean[LEFT] - mean[RIGHT])


def main(source, target):
    data = np.load(source, allow_pickle=True)
    mesh = data["mesh"].astype(np.float64)
    usable = data["mesh_conf"] > 0.9
    neutral = mesh[usable & (data["emotion"] == "neutral")]
    expressive = mesh[usable & (data["emotion"] != "neutral")]
    mean, weight = np.median(neutral, 0), np.ones(468)
    for _ in range(4):
        mean = aligned(neutral, mean, weight).mean(0)
        moved = aligned(expressive, mean, weight) - (mean - (mean * (weight / weight.sum())[:, None]).sum(0))
        spread = (moved**2).sum(2).mean(0)
        weight = 1 / (spread + np.quantile(spread, 0.1))
    mean = frontal(mean)
    pairs = mirror_pairs(mean)
    both = spread + spread[pairs]
    kept = []
    for i in np.argsort(both)[: int(STEADY * len(both))]:
        if mean[i, 1] < JAW and all(np.linalg.norm(mean[i] - mean[k]) > APART for k in kept):
            kept += sorted({int(i), int(pairs[i])})
    kept.sort()
    with open(target, "w", encoding="utf-8") as out:
        out.write("point,x,y,z,weight\n")
        for i in kept:
            x, y, z = mean[i]
            out.write(f"{i},{x:.4f},{y:.4f},{z:.4f},{weight[i] / weight[kept].max():.3f}\n")
    print(f"{len(neutral)} neutral, {len(expressive)} expressive meshes, {len(kept)} points: {kept}")


if __name__ == "__main__":
    main(*sys.argv[1:])
