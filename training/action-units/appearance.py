#!/usr/bin/env python3
"""Trains models/au-appearance.safetensors, the second witness of the Action Units, and fuses it with the first (au-basis).

One command: python3 training/action-units/appearance.py --data ../shared/data
Learns from warped photographs and from renders with known units; of real faces' labels only "neutral" is used. Tested on
persons that it never saw."""
import argparse
import json
from pathlib import Path
import sys
import tarfile
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "heads"))
import calibrate  # noqa: E402
import crops  # noqa: E402
import evaluate  # noqa: E402
import hog  # noqa: E402
import lines  # noqa: E402
import made  # noqa: E402
import real  # noqa: E402
import regress  # noqa: E402
import safetensors  # noqa: E402
from head import UNITS as SHOWN  # noqa: E402
from synthesis import UNITS  # noqa: E402

UPPER = (1, 2, 4, 5, 6, 7, 9, 45)
UPPER_ROWS, LOWER_ROWS = slice(0, 5), slice(3, 8)  # rows of cells: brows to the nose's base, cheeks to the chin
STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SHARES = (0.0, 0.5, 1.0, 2.0)  # what the look, and what the lines, count beside the regression's 1
GAIN = 0.01  # mean AUC that the look must add to count at all
SIDED = 0.5  # correlation of left minus right, read and true, on rendered faces
WEAK, VERIFIED = (0.6, 0.75)  # AUC whose interval must lie above for the grade


def sides(features):
    """Features of the picture's left half and of the mirrored right half, (n, 2, 8, 4, 8)."""
    return np.stack([features[:, :, :4], hog.mirrored(features)[:, :, :4]], 1)


def rows_of(unit):
    return UPPER_ROWS if unit in UPPER else LOWER_ROWS


def ridge_path(x, y, strengths):
    """Ridge at several strengths from one eigendecomposition: (strengths, features, units)."""
    x = x - x.mean(0)
    values, vectors = np.linalg.eigh(x.T @ x / len(x))
    goal = vectors.T @ (x.T @ (y - y.mean(0)) / len(x))
    scale = values.sum() / len(values)
    return np.stack([vectors @ (goal / (values + s * scale)[:, None]) for s in strengths])


def learn(sets):
    """Weights (units, 8, 4, 8), each unit's ridge strength chosen by how it carries over from warps to renders and back."""
    weights = np.zeros((len(SHOWN), 8, 4, 8), np.float32)
    chosen, carried = {}, {}
    for rows, units in ((UPPER_ROWS, [u for u in SHOWN if u in UPPER]), (LOWER_ROWS, [u for u in SHOWN if u not in UPPER])):
        k = [SHOWN.index(u) for u in units]
        data = [(f.mean(1)[:, rows].reshape(len(f), -1), l.mean(2)[:, k]) for f, l in sets]
        data = [(x - x.mean(0), y - y.mean(0)) for x, y in data]
        across = np.zeros((2, len(STRENGTHS), len(k)))
        for i, (a, b) in enumerate(((0, 1), (1, 0))):
            for s, w in enumerate(ridge_path(*data[a], STRENGTHS)):
                read = data[b][0] @ w
                across[i, s] = (read * data[b][1]).mean(0) / (read.std(0) * data[b][1].std(0) + 1e-9)
        best = np.nanmean(across, 0).argmax(0)
        share = np.concatenate([np.full(len(x), np.sqrt(1 / len(x))) for x, _ in data])[:, None] * np.sqrt(len(data[0][0]))
        path = ridge_path(np.concatenate([x for x, _ in data]) * share, np.concatenate([y for _, y in data]) * share, STRENGTHS)
        shape = (rows.stop - rows.start, 4, 8)
        for j, u in enumerate(units):
            weights[SHOWN.index(u), rows] = path[best[j], :, j].reshape(shape)
            chosen[u], carried[u] = STRENGTHS[best[j]], across[:, best[j], j].round(2).tolist()
    return weights, chosen, carried


def robust(v):
    return 1.4826 * np.median(np.abs(v - np.median(v, 0)), 0)


def nested_shares(geometry, plain, looks, faces, test):
    """Each judged unit's shares (of the lines, of the look), chosen on one half of the test persons for use on the other; and on all."""
    def best(unit, rows):
        pairs, i = [(p, a) for p, a, u in PAIRS if u == unit], UNITS.index(unit)
        if not pairs:
            return 0.0, 0.0  # what can't be judged stays the regression's
        def mean(shares):
            s = geometry[:, i] + shares[0] * plain[:, i] + shares[1] * looks[:, i]
            return np.mean([evaluate.auc(s[rows & (faces.emotion == p)], s[rows & (faces.emotion == a)]) for p, a in pairs])
        chosen = 0.0, 0.0
        for k, options in ((0, SHARES if unit in lines.RISES else (0.0,)), (1, SHARES)):
            tried = [tuple(v if j == k else chosen[j] for j in (0, 1)) for v in options]
            found = max(tried, key=mean)
            chosen = found if mean(found) >= mean(chosen) + GAIN else chosen
        return chosen
    halves = [{u: best(u, test & (faces.half == h)) for u in UNITS} for h in (0, 1)]
    everywhere = {u: tuple(v if min(h[u][k] for h in halves) > 0 else 0.0 for k, v in enumerate(best(u, test))) for u in UNITS}
    return halves, everywhere


PAIRS = [(e, "neutral", u) for e, u in evaluate.AGAINST_NEUTRAL] + list(evaluate.BETWEEN)


def table(columns, faces, test):
    """AUC of each pair for each witness, with intervals by resampling persons."""
    out = []
    for present, absent, unit in PAIRS:
        row = dict(unit=unit, present=present, absent=absent)
        p, a = test & (faces.emotion == present), test & (faces.emotion == absent)
        row.update(n_present=int(p.sum()), n_absent=int(a.sum()))
        for name, z in columns.items():
            v = z[:, UNITS.index(unit)]
            low, high = evaluate.interval(v, faces.person, p, a, np.random.default_rng(11), 200)
            row[name] = [round(float(x), 3) for x in (evaluate.auc(v[p], v[a]), low, high)]
        out.append(row)
    return out


def mean_interval(columns, faces, test, rounds=200):
    """Mean of the twelve AUCs against neutral, with its interval by resampling persons."""
    rows = np.flatnonzero(test)
    people, where = np.unique(faces.person[rows], return_inverse=True)
    order = np.argsort(where, kind="stable")
    groups = np.split(rows[order], np.cumsum(np.bincount(where))[:-1])
    rng, found = np.random.default_rng(12), {name: [] for name in columns}
    for k in range(rounds + 1):
        pick = rows if k == 0 else np.concatenate([groups[i] for i in rng.integers(len(people), size=len(people))])
        emotion = faces.emotion[pick]
        for name, z in columns.items():
            found[name].append(np.mean([evaluate.auc(z[pick[emotion == p], UNITS.index(u)], z[pick[emotion == a], UNITS.index(u)])
                                        for p, a, u in PAIRS[:12]]))
    return {n: [round(float(v), 3) for v in (f[0], *np.percentile(f[1:], [2.5, 97.5]))] for n, f in found.items()}


def photographs(options, faces):
    folder = options.work / "faces/images"
    if not folder.exists():
        with tarfile.open(options.data / "faces.tar") as tar:
            tar.extractall(options.work)
    kept = options.work / "aligned.npz"
    if not kept.exists():
        np.savez(kept, x=crops.Photographs(faces, folder, np.arange(len(faces.emotion))).pictures)
    return np.load(kept)["x"], folder


def first_witness(path):
    """The first witness' scores, as its file holds them."""
    t = safetensors.load(path)
    scores = regress.Scores(t["neutral"], t["regression"].T)
    scores.pose = t["pose"].T
    return scores


def golden(weights, pose, both_of):
    """A crop made by a formula and what its features and joined scores are, for a mesh that scores 0.1: the C# must agree."""
    x, y = np.meshgrid(np.arange(48), np.arange(48))
    crop = ((x * 7 + y * 13 + (x * y) % 31 * 3) % 256).astype(np.uint8)
    found = sides(hog.features(crop[None]))[0]
    looks = np.einsum("sabc,uabc->su", found, weights) - np.array([1, 0.1, 0.01, 0.04]) @ pose
    look_gain, mesh_gain, rest = both_of
    joined = mesh_gain * (0.1 - rest) + look_gain * looks
    return dict(features=[[round(float(v), 5) for v in side.ravel()[::17]] for side in found],
                right=[round(float(v), 4) for v in joined[0]], left=[round(float(v), 4) for v in joined[1]])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"), help="keeps pictures between runs")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "models")
    parser.add_argument("--warps", type=int, default=6000)
    parser.add_argument("--renders", type=int, default=2400)
    parser.add_argument("--golden", type=Path, help="write the golden case for the C# tests there")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    weights = np.load(options.data / "facs468_bank.npz")["weights"].astype(np.float32)
    faces = real.Faces(options.data / "faces_mesh.npz", weights)
    learnt_on = faces.plain_persons()
    test, calm = ~learnt_on, learnt_on & (faces.emotion == "neutral")
    aligned, folder = photographs(options, faces)
    maker = made.Maker(options.data, options.work, faces, folder, np.flatnonzero(calm))
    sets = [maker.warps(options.warps, 2), maker.renders(options.renders, 2)]
    held_out = maker.renders(450, 77)
    learnt, strengths, carried = learn([(sides(hog.features(x)), l) for x, l in sets])

    def looks_of(features):
        return np.einsum("nsabc,uabc->nsu", sides(features), learnt)

    looks = looks_of(hog.features(aligned)).mean(1)
    terms = regress.pose_terms(faces.pitch, faces.yaw, len(looks))
    pose = np.linalg.lstsq(terms[calm], looks[calm], rcond=None)[0]
    looks = looks - terms @ pose
    pose[0] += np.median(looks[calm], 0)
    looks = looks - np.median(looks[calm], 0)
    spread = robust(looks[calm])
    mine = [SHOWN.index(u) for u in UNITS]
    looks = (looks / spread)[:, mine]
    mesh = first_witness(options.out / "au-basis.safetensors")
    raw = mesh(faces.mesh, faces.pitch, faces.yaw)
    rest, wide = np.median(raw[calm], 0), robust(raw[calm])
    geometry = (raw - rest) / wide
    line_rows, line_pose = lines.learn(mesh, faces, calm)
    plain = mesh.features(faces.mesh) @ line_rows.T - terms @ line_pose.T

    halves, everywhere = nested_shares(geometry, plain, looks, faces, test)
    def fuse(shares):
        line, look = (np.array([shares[u][k] for u in UNITS]) for k in (0, 1))
        upright = geometry + line * plain
        both = upright + look * looks
        return both, upright, line, look
    chosen = [fuse(h) for h in halves]
    other = (faces.half == 1)[:, None]
    nested, nested_mesh = (np.where(other, chosen[0][k], chosen[1][k]) for k in (0, 1))
    both, upright, line_share, look_share = fuse(everywhere)
    scale = robust(both[calm])
    both = both / scale
    columns = dict(geometry=geometry, lines=nested_mesh, appearance=looks, both=nested)
    report = dict(people=dict(learnt=int(len(np.unique(faces.person[learnt_on]))), tested=int(len(np.unique(faces.person[test])))),
                  real=table(columns, faces, test), mean12=mean_interval(columns, faces, test), shares=everywhere, shares_by_half=halves,
                  strengths=strengths, carried=carried)
    read, true = looks_of(hog.features(held_out[0])), held_out[1]
    r = lambda a, b: round(float(np.corrcoef(a, b)[0, 1]), 2) if b.std() > 0 else None  # noqa: E731
    report["renders"] = {u: r(read.mean(1)[:, i], true.mean(2)[:, i]) for i, u in enumerate(SHOWN)}
    # Side 0 of the features is the picture's left half: the subject's right side, side 1 of the labels.
    report["renders_sides"] = {u: r(read[:, 1, i] - read[:, 0, i], true[:, i, 0] - true[:, i, 1]) for i, u in enumerate(SHOWN)}

    at, value = calibrate.knots(both, faces.emotion)
    presence = calibrate.thresholds(both, faces.emotion, learnt_on)
    person = faces.person[calm]
    own = robust(np.concatenate([(both[calm][person == p] - both[calm][person == p].mean(0)) * np.sqrt((person == p).sum() / ((person == p).sum() - 1))
                                 for p in np.unique(person) if (person == p).sum() > 2]))
    likely = 1 / (1 + np.exp(-presence[:, 1] * (both - presence[:, 0])))
    levels = calibrate.intensity(both, at, value)
    classes = ("neutral", "happiness", "surprise", "sadness", "anger")
    told = (likely >= 0.6) & (levels >= 0.5)
    report["told_share"] = {e: {u: round(float(told[test & (faces.emotion == e), i].mean()), 3) for i, u in enumerate(UNITS)} for e in classes}
    report["mean_intensity"] = {e: {u: round(float(levels[test & (faces.emotion == e), i].mean()), 2) for i, u in enumerate(UNITS)} for e in classes}
    grades = {u: grade(u, report["real"]) for u in UNITS}
    report["grades"] = grades
    f32 = lambda a: np.ascontiguousarray(a, np.float32)  # noqa: E731
    safetensors.save(options.out / "au-appearance.safetensors", {
        "units": np.array(UNITS, np.int32), "weights": f32(learnt[mine].reshape(len(UNITS), -1)), "pose": f32(pose[:, mine].T),
        "lines": f32(line_rows * (line_share * wide)[:, None]), "line_pose": f32(line_pose * (line_share * wide)[:, None]),
        "look_gain": f32(look_share / spread[mine] / scale), "mesh_gain": f32(1 / wide / scale),
        "mesh_alone": f32(1 / wide / robust(upright[calm])), "mesh_rest": f32(rest),
        "sided": np.array([int((report["renders_sides"][u] or 0) >= SIDED) for u in UNITS], np.int32),
        "own_spread": f32(np.minimum(own, 1)), "knots": f32(at), "knot_values": f32(value), "presence": f32(presence),
        "reliability": np.array([grades[u] for u in UNITS], np.int32),
    }, dict(model="au-appearance", version="1", licence="Apache-2.0", card="au-appearance.md"))
    (Path(__file__).parent / "appearance.json").write_text(json.dumps(report, indent=1) + "\n")
    if options.golden:
        options.golden.write_text(json.dumps(golden(learnt[mine], pose[:, mine], both_of=(look_share / spread[mine] / scale, 1 / wide / scale, rest))) + "\n")
    np.savez(options.work / "fused.npz", geometry=geometry, looks=looks, both=both, levels=levels)
    for row in report["real"]:
        print(f"AU{row['unit']:<3} {row['present']:>9} against {row['absent']:<8}", *(f"{n} {row[n][0]:.3f}" for n in columns))
    print("mean of 12", report["mean12"])
    print("renders", report["renders"], "\nsides", report["renders_sides"], "\nshares", everywhere)


def grade(unit, rows):
    """2 where every pair with neutral of this unit lies above VERIFIED, 1 where the best lies above WEAK with its interval; else 0.
    AU25 and AU45 have no class of their own: their grades are the geometry's (AU25 is a distance of the lips)."""
    if unit in (25, 45):
        return 2 if unit == 25 else 1
    mine = [r["both"] for r in rows if r["unit"] == unit]
    if not mine:
        return 0
    if unit == 6:
        return 1  # on a mesh the smile seen again
    against = [r["both"] for r in rows if r["unit"] == unit and r["absent"] == "neutral"]
    if against and all(low > VERIFIED for _, low, _ in against):
        return 2
    return 1 if max(low for _, low, _ in mine) > WEAK else 0


if __name__ == "__main__":
    main()
