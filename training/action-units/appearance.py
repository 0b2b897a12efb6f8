#!/usr/bin/env python3
"""Makes models/au-appearance.onnx and .safetensors, the second witness of the Action Units, from the trained network
(network.py), and fuses it with the first (au-basis).

One command: python3 training/action-units/appearance.py --data ../shared/data
Trains the network first where training/runs/au-network/final.pt is missing. Learnt from warped photographs and from renders with
known units; of real faces' labels only "neutral" is used. Tested on persons that it never saw."""
import argparse
import json
from pathlib import Path
import sys
import numpy as np
import torch
from torch import nn

sys.path[:0] = [str(Path(__file__).parents[1] / "heads"), str(Path(__file__).parents[1])]
import calibrate  # noqa: E402
import crops  # noqa: E402
import curves  # noqa: E402
import evaluate  # noqa: E402
import lines  # noqa: E402
import made  # noqa: E402
import network  # noqa: E402
import regress  # noqa: E402
import safetensors  # noqa: E402
from half import halved  # noqa: E402
from head import UNITS as SHOWN  # noqa: E402
from synthesis import UNITS  # noqa: E402

LINE_SHARES, LOOK_SHARES = (0.0, 0.5, 1.0), (1.0, 2.0)  # what lines and look may count beside the regression's 1, in spreads of neutral faces
PLAIN, GAIN = (0.0, 1.0), 0.01  # no lines and both witnesses alike, unless another choice adds this much to the mean AUC
LOOK_UNSHOWN = 2.0  # for units that no class of photographs shows: better than 1 on 200 rendered heads of their own
KINDS = {  # the wide one reads rendered heads better, the narrow one photographs; their mean is good at both
    "wide": dict(widths=(24, 48, 96, 160), hidden=192, renders=100, warps=50, epochs=28, batch=96, rate=3e-3),
    "narrow": dict(widths=(16, 32, 64, 96), hidden=128, renders=32, warps=12, epochs=30, batch=64, rate=3e-3)}
SIDED = 0.5  # correlation of left minus right, read and true, on rendered faces
CLASSES = ("neutral", "happiness", "surprise", "sadness", "anger")
ONE = (25, 26, 28)  # the jaw and the gap of the lips have no sides
WEAK, VERIFIED, RENDERED = 0.6, 0.75, 0.5  # AUCs that the intervals must lie above for a grade, and the correlation on rendered heads for the best
SMILE_AGAIN = 6  # from a mesh the raised cheeks can't be told from the smile that lifts them: weak at most
MINE = [SHOWN.index(u) for u in UNITS]


class Shipped(nn.Module):
    """[n, 1, 64, 64] grey, 0-255, to [n, 2, 18]: the mean of the networks' readings of the face and of its mirror image, weights in 16 bits."""

    def __init__(self, nets):
        super().__init__()
        self.nets = nn.ModuleList(halved(net, (nn.Conv2d, nn.Linear)) for net in nets)

    def forward(self, face):
        both = torch.cat([face, face.flip(3)])  # one pass is faster than two
        there, back = (sum(net(both)[0] for net in self.nets) / len(self.nets)).chunk(2)
        return ((there + back.flip(1)) / 2)[:, :, MINE].reshape(-1, 2, len(MINE))  # the program reads the units' number from the file


def robust(v):
    return 1.4826 * np.median(np.abs(v - np.median(v, 0)), 0)


def nested_shares(meshes, looks, faces, test):
    """What the lines and the look count for each unit beside the regression's 1, chosen on one half of the test persons for use on the
    other; and on all. Units that no class of photographs shows are not chosen for."""
    def best(unit, rows):
        pairs, i = [(p, a) for p, a, u in PAIRS if u == unit], UNITS.index(unit)
        if not pairs:
            return 0.0, LOOK_UNSHOWN
        def mean(line, look):
            s = meshes.scores[:, i] + line * meshes.lines[:, i] + look * looks.scores[:, i]
            return np.mean([evaluate.auc(s[rows & (faces.emotion == p)], s[rows & (faces.emotion == a)]) for p, a in pairs])
        tried = {(v, w): mean(v, w) for v in (LINE_SHARES if unit in lines.RISES else (0.0,)) for w in LOOK_SHARES}
        found = max(tried, key=tried.get)
        return found if tried[found] >= tried[PLAIN] + GAIN else PLAIN
    halves = [{u: best(u, test & (faces.half == h)) for u in UNITS} for h in (0, 1)]
    return halves, {u: best(u, test) if PLAIN not in (h[u] for h in halves) else PLAIN for u in UNITS}


PAIRS = [(e, "neutral", u) for e, u in evaluate.AGAINST_NEUTRAL] + list(evaluate.BETWEEN) + [("surprise", "neutral", 25)]


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


def portraits(options, faces):
    """The aligned faces of all photographs, kept between runs."""
    kept = options.work / "aligned.npz"
    if not kept.exists():
        np.savez(kept, x=crops.Photographs(faces, made.photographs(options.data, options.work), np.arange(len(faces.emotion))).pictures)
    return torch.from_numpy(np.load(kept)["x"])


def first_witness(path):
    """The first witness' scores, as its file holds them."""
    t = safetensors.load(path)
    scores = regress.Scores(t["neutral"], t["regression"].T)
    scores.pose = t["pose"].T
    return scores


def golden(shipped, pose, look_gain, mesh_gain, rest):
    """A portrait made by a formula and what is read from it, for a mesh that scores 0.1: the C# must agree."""
    x, y = np.meshgrid(np.arange(crops.SIDE), np.arange(crops.SIDE))
    face = ((x * 7 + y * 13 + (x * y) % 31 * 3) % 256).astype(np.float32)
    with torch.no_grad():
        look = shipped(torch.from_numpy(face[None, None])).numpy()[0]
    joined = mesh_gain * (0.1 - rest) + look_gain * (look - np.array([1, 0.1, 0.01, 0.04]) @ pose)
    told = lambda a: [round(float(v), 4) for v in a]  # noqa: E731
    return dict(look_right=told(look[0]), look_left=told(look[1]), right=told(joined[0]), left=told(joined[1]))


def options_of():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"), help="keeps pictures between runs")
    parser.add_argument("--run", type=Path, default=Path("training/runs/au-network"), help="where network.py leaves the networks")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "models")
    parser.add_argument("--golden", type=Path, help="write the golden case for the C# tests there")
    return parser.parse_args()


def rendered(nets, work):
    """How well the networks alone read heads that it never saw: correlations of both sides' mean, and of left minus right."""
    x, y, kind = network.load(made.existing(work), True)
    found = network.report(readings(nets, x), y, kind)
    told = {name: {u: round(float(v), 2) for u, v in zip(SHOWN, values)} for name, values in found.items()}
    return told | dict(n=dict(renders=int((kind == 0).sum()), warps=int((kind == 1).sum())))


class Looks:
    """What the network reads from the photographs, without what the head's pose does to it, in spreads of neutral faces."""

    def __init__(self, nets, pictures, faces, calm):
        raw = readings(nets, pictures)[:, :, MINE].mean(1)
        terms = regress.pose_terms(faces.pitch, faces.yaw, len(raw))
        self.pose = np.linalg.lstsq(terms[calm], raw[calm], rcond=None)[0]
        self.pose[0] += np.median((raw - terms @ self.pose)[calm], 0)
        level = raw - terms @ self.pose
        self.spread = robust(level[calm])
        self.scores = level / self.spread


class Meshes:
    """The first witness' scores of the photographs in spreads of neutral faces, and the plain distances beside them."""

    def __init__(self, path, faces, calm):
        first = first_witness(path)
        raw = first(faces.mesh, faces.pitch, faces.yaw)
        self.rest, self.wide = np.median(raw[calm], 0), robust(raw[calm])
        self.scores = (raw - self.rest) / self.wide
        self.line_rows, self.line_pose = lines.learn(first, faces, calm)
        self.lines = first.features(faces.mesh) @ self.line_rows.T - regress.pose_terms(faces.pitch, faces.yaw, len(raw)) @ self.line_pose.T


class Joined:
    """Both witnesses' scores put together with the lines' shares, in spreads of neutral faces."""

    def __init__(self, meshes, looks, shares, calm):
        self.line, look = np.array([shares[u] for u in UNITS]).T
        self.upright = meshes.scores + self.line * meshes.lines
        both = self.upright + look * looks.scores
        self.scale = robust(both[calm])
        self.scores = both / self.scale
        self.gains = dict(look_gain=look / looks.spread / self.scale, mesh_gain=1 / meshes.wide / self.scale)


def told_of(report, levels, likely, faces, test):
    """Adds what the program would tell of each class: shares of faces and mean intensities."""
    told = (likely >= 0.6) & (levels >= 0.5)
    for name, values in (("told_share", told), ("mean_intensity", levels)):
        report[name] = {e: {u: round(float(values[test & (faces.emotion == e), i].mean()), 3) for i, u in enumerate(UNITS)} for e in CLASSES}


def trained(options, kind):
    """The network of that kind, trained first where there is none."""
    out, shape = options.run / kind, KINDS[kind]
    if not (out / "final.pt").exists():
        given = [str(v) for name, values in shape.items() for v in (f"--{name}", *np.atleast_1d(values))]
        network.main(["--data", str(options.data), "--work", str(options.work), "--out", str(out), *given])
    net = network.Network(shape["widths"], shape["hidden"])
    net.load_state_dict(torch.load(out / "final.pt"))
    return net.eval()


def readings(nets, pictures):
    """(n, 2, units): the mean of the networks' readings."""
    return sum(network.read(net, pictures) for net in nets) / len(nets)


def save(options, meshes, looks, joined, maps, report, faces, calm):
    """Writes how both witnesses are put together."""
    f32 = lambda a: np.ascontiguousarray(a, np.float32)  # noqa: E731
    (at, value), presence = maps
    safetensors.save(options.out / "au-appearance.safetensors", {
        "units": np.array(UNITS, np.int32), "pose": f32(looks.pose.T),
        "lines": f32(meshes.line_rows * (joined.line * meshes.wide)[:, None]), "line_pose": f32(meshes.line_pose * (joined.line * meshes.wide)[:, None]),
        **{k: f32(v) for k, v in joined.gains.items()},
        "mesh_alone": f32(1 / meshes.wide / robust(joined.upright[calm])), "mesh_rest": f32(meshes.rest),
        "sided": np.array([int(u not in ONE and report["renders_sides"][u] >= SIDED) for u in UNITS], np.int32),
        "own_spread": f32(np.minimum(own_spread(joined.scores[calm], faces.person[calm]), 1)), "knots": f32(at), "knot_values": f32(value),
        "presence": f32(presence), "reliability": np.array([report["grades"][u] for u in UNITS], np.int32),
    }, dict(model="au-appearance", version="3", licence="Apache-2.0", card="au-appearance.md"))


def main():
    options = options_of()
    torch.set_num_threads(1)
    nets = [trained(options, kind) for kind in KINDS]
    report = rendered(nets, options.work)
    faces = made.faces_of(options.data)
    learnt_on = faces.plain_persons()
    test, calm = ~learnt_on, learnt_on & (faces.emotion == "neutral")
    looks = Looks(nets, portraits(options, faces), faces, calm)
    meshes = Meshes(options.out / "au-basis.safetensors", faces, calm)

    halves, everywhere = nested_shares(meshes, looks, faces, test)
    by_half = [Joined(meshes, looks, h, calm) for h in halves]
    other = (faces.half == 1)[:, None]
    nested, nested_mesh = (np.where(other, getattr(by_half[0], k), getattr(by_half[1], k)) for k in ("scores", "upright"))
    joined = Joined(meshes, looks, everywhere, calm)
    columns = dict(geometry=meshes.scores, lines=nested_mesh, appearance=looks.scores, both=nested)
    report.update(people=dict(learnt=int(len(np.unique(faces.person[learnt_on]))), tested=int(len(np.unique(faces.person[test])))),
                  real=table(columns, faces, test), mean12=mean_interval(columns, faces, test), shares=everywhere, shares_by_half=halves)
    report["grades"] = {u: grade(u, report["real"], report["renders"]) for u in UNITS}

    reach = json.loads(curves.FILE.read_text()) if curves.FILE.exists() else None
    maps = calibrate.knots(joined.scores, faces.emotion, reach), calibrate.thresholds(joined.scores, faces.emotion, learnt_on)
    likely = 1 / (1 + np.exp(-maps[1][:, 1] * (joined.scores - maps[1][:, 0])))
    told_of(report, calibrate.intensity(joined.scores, *maps[0]), likely, faces, test)
    save(options, meshes, looks, joined, maps, report, faces, calm)
    shipped = Shipped(nets).eval()
    torch.onnx.export(shipped, torch.rand(2, 1, crops.SIDE, crops.SIDE) * 255, options.out / "au-appearance.onnx", opset_version=13,
                      do_constant_folding=False, input_names=["face"], output_names=["sides"], dynamic_axes={"face": {0: "n"}, "sides": {0: "n"}})
    (Path(__file__).parent / "appearance.json").write_text(json.dumps(report, indent=1) + "\n")
    if options.golden:
        options.golden.write_text(json.dumps(golden(shipped, looks.pose, **joined.gains, rest=meshes.rest)) + "\n")
    for row in report["real"]:
        print(f"AU{row['unit']:<3} {row['present']:>9} against {row['absent']:<8}", *(f"{n} {row[n][0]:.3f}" for n in columns))
    print("mean of 12", report["mean12"])
    print("renders", report["renders"], "\nsides", report["renders_sides"], "\nshares", everywhere)


def own_spread(z, person):
    """Robust spread between the neutral photographs of one person."""
    off = [(z[person == p] - z[person == p].mean(0)) * np.sqrt((person == p).sum() / ((person == p).sum() - 1))
           for p in np.unique(person) if (person == p).sum() > 2]
    return robust(np.concatenate(off))


def grade(unit, rows, renders):
    """2 (verified) where every pair with neutral of this unit lies above VERIFIED and rendered heads agree by RENDERED; 1 (weak) where the best
    pair lies above WEAK with its interval; else 0, also where no class of faces shows the unit."""
    mine = [r["both"] for r in rows if r["unit"] == unit]
    if not mine or max(low for _, low, _ in mine) <= WEAK:
        return 0
    against = [r["both"] for r in rows if r["unit"] == unit and r["absent"] == "neutral"]
    sure = all(low > VERIFIED for _, low, _ in against) and renders[unit] >= RENDERED
    return 2 if against and sure and unit != SMILE_AGAIN else 1


if __name__ == "__main__":
    main()
