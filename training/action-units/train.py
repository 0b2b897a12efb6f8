#!/usr/bin/env python3
"""Trains models/au-basis.safetensors. One command: python3 training/action-units/train.py --data ../shared/data"""
import argparse
import copy
import json
from pathlib import Path
import numpy as np
import calibrate
import displacement
import evaluate
import geometry
import real
import regress
import safetensors
import synthesis
from synthesis import UNITS

# 2: told apart on real faces; 1: better than chance, or not for itself alone; 0: not shown. The card says on what.
RELIABILITY = {12: 2, 25: 2, 26: 2, 1: 1, 2: 1, 4: 1, 5: 1, 6: 1, 7: 1, 9: 1, 45: 1}


def synthesise(bank, faces, count, seed, noise=(0.003, 0.012)):
    rng = np.random.default_rng(seed)
    meshes, labels = [], []
    for start in range(0, count, 4000):
        some, mine = synthesis.sample(rng, bank, min(4000, count - start))
        some = synthesis.photograph(rng, some, noise)
        meshes.append(geometry.procrustes(some, faces.neutral, faces.weights)[0].astype(np.float32))
        labels.append(mine)
    return np.concatenate(meshes), np.concatenate(labels)


def golden(scores, faces, moves, sd, own, at, value, presence):
    """A few faces of our own making, and what the reading of each is: the C# must agree."""
    rng = np.random.default_rng(3)
    cases = []
    for mix in ({}, {12: 5.0}, {12: 3.0, 6: 3.0, 25: 2.0}, {1: 4.0, 2: 4.0, 5: 3.0, 26: 4.0}, {45: 5.0}, {4: 5.0, 7: 3.0}):
        mesh = faces.neutral + sum((moves[UNITS.index(u)] * v / 5 for u, v in mix.items()), np.zeros((468, 3), np.float32))
        turn = synthesis.rotation(*np.radians(rng.uniform(-15, 15, (3, 1))))[0]
        shown = (mesh @ turn.T * rng.uniform(60, 200) + rng.uniform(100, 500, 3)).astype(np.float32)
        upright, rotation = geometry.procrustes(shown[None].astype(np.float64), faces.neutral, faces.weights)
        pitch, yaw = geometry.angles(rotation)
        score = scores(upright, pitch, yaw)[:, regress.REPORTED]
        z = score / sd[regress.REPORTED]
        cases.append(dict(mix={str(k): v for k, v in mix.items()}, mesh=[round(float(c), 4) for c in shown.ravel()],
                          score=[round(float(c), 6) for c in score[0]],
                          intensity=[round(float(c), 4) for c in calibrate.intensity(z, at, value)[0]],
                          presence=[round(float(c), 4) for c in
                                    (1 / (1 + np.exp(-presence[:, 1] * (z[0] - presence[:, 0]))))]))
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ict468_bank.npz, facs468_bank.npz, faces_mesh.npz")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "models")
    parser.add_argument("--count", type=int, default=20000, help="synthetic faces a head")
    parser.add_argument("--golden", type=Path, help="write the golden cases for the C# tests there")
    options = parser.parse_args()

    weights = np.load(options.data / "facs468_bank.npz")["weights"].astype(np.float32)
    faces = real.Faces(options.data / "faces_mesh.npz", weights)
    banks = {k: synthesis.Bank(options.data / f"{k}468_bank.npz", k) for k in ("ict", "facs")}
    parts = [synthesise(bank, faces, options.count, seed) for seed, bank in enumerate(banks.values())]
    meshes, labels = (np.concatenate(p) for p in zip(*parts))
    scores = regress.fit_synthetic(meshes, labels, faces.neutral, faces.partner)

    report = dict(synthetic={k: evaluate.on_synthetic(scores, *synthesise(b, faces, 6000, 90 + i, (0.01, 0.01)))
                             for i, (k, b) in enumerate(banks.items())})
    report["pose_share"] = evaluate.pose_share(scores, faces)
    report["real"], _ = evaluate.on_real(copy.deepcopy(scores), faces)

    everyone = np.ones(len(faces.mesh), bool)
    regress.correct_on_real(scores, faces, everyone)
    sd, own = regress.spread(scores, faces, everyone)
    z = (scores(faces.mesh, faces.pitch, faces.yaw) / sd)[:, regress.REPORTED]
    at, value = calibrate.knots(z, faces.emotion)
    presence = calibrate.presence(z, faces.emotion)
    report["mean_z"] = {e: {u: round(float(z[faces.emotion == e, i].mean()), 2) for i, u in enumerate(UNITS)}
                        for e in ("neutral", "happiness", "surprise", "sadness", "anger")}
    read = calibrate.intensity(z, at, value)
    report["mean_intensity"] = {e: {u: round(float(read[faces.emotion == e, i].mean()), 2) for i, u in enumerate(UNITS)}
                                for e in ("neutral", "happiness", "surprise", "sadness", "anger")}
    likely = 1 / (1 + np.exp(-presence[:, 1] * (z - presence[:, 0])))
    report["present_share"] = {e: {u: round(float((likely[faces.emotion == e, i] >= 0.6).mean()), 3) for i, u in enumerate(UNITS)}
                               for e in ("neutral", "happiness", "surprise", "sadness", "anger")}
    report["neutral_any_above_1"] = round(float((read[faces.emotion == "neutral"] >= 1).any(1).mean()), 3)
    full = calibrate.target_for_full(at, sd)
    moves = displacement.scale_to(scores, displacement.learn(scores, faces, faces.partner), full)
    moves = displacement.scale_to(scores, displacement.tell_apart(scores, moves, sd), full)

    own = np.minimum(own, sd)
    f32 = lambda a: np.ascontiguousarray(a, np.float32)
    safetensors.save(options.out / "au-basis.safetensors", {
        "units": np.array(UNITS, np.int32), "mirror": faces.partner.astype(np.int32),
        "neutral": f32(faces.neutral), "procrustes_weights": f32(weights / weights.sum()),
        "regression": f32(scores.weights[:, regress.REPORTED].T), "pose": f32(scores.pose[:, regress.REPORTED].T),
        "displacement": f32(moves), "spread": f32(sd[regress.REPORTED]), "own_spread": f32(own[regress.REPORTED]),
        "knots": f32(at), "knot_values": f32(value), "presence": f32(presence),
        "reliability": np.array([RELIABILITY.get(u, 0) for u in UNITS], np.int32),
    }, dict(model="au-basis", version="1", licence="Apache-2.0", card="au-basis.md"))
    (Path(__file__).parent / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    if options.golden:
        options.golden.write_text(json.dumps(golden(scores, faces, moves, sd, own, at, value, presence)) + "\n")
    for row in report["real"]:
        print(f"AU{row['unit']:<3} {row['present']} against {row['absent']}: {row['auc']:.2f} [{row['low']:.2f}, {row['high']:.2f}]")
    print("mean of 12:", round(np.mean([r["auc"] for r in report["real"][:12]]), 3))


if __name__ == "__main__":
    main()
