#!/usr/bin/env python3
"""Trains the network that reads Action Units from the aligned crop, on renders and warped photographs together.

python3 training/action-units/network.py --data ../shared/data --out training/runs/au-network
Makes the pictures first where they are missing (see made.py); goes on from the last epoch where it was stopped."""
import argparse
import json
from pathlib import Path
import time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
import crops
import lips
import made
from made import UNITS

HELD_SHARDS = 2  # of the renders: heads that nothing is learnt from
SEEN = 0.1  # activation from which a unit counts as present


def conv(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut, which averages before it strides."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.path = nn.Sequential(conv(inputs, outputs, 2), nn.ReLU(), conv(outputs, outputs))
        self.shortcut = nn.Sequential(nn.AvgPool2d(2), conv(inputs, outputs, kernel=1))

    def forward(self, x):
        return torch.relu(self.path(x) + self.shortcut(x))


class Network(nn.Module):
    """[n, 1, 64, 64] grey, 0-255, to [n, 2, units] intensities (subject's right side, then left) and [n, units] logits of presence."""

    def __init__(self, widths, hidden, units=len(UNITS), dropout=0.2):
        super().__init__()
        self.units = units
        self.stem = nn.Sequential(conv(1, widths[0], 2, 5), nn.ReLU())
        self.blocks = nn.Sequential(*[Block(a, b) for a, b in zip(widths, widths[1:])])
        inputs = widths[-1] * (crops.SIDE // 2 ** len(widths)) ** 2
        self.mixed = nn.Sequential(nn.Dropout(dropout), nn.Linear(inputs, hidden, bias=False), nn.BatchNorm1d(hidden), nn.ReLU())
        self.sides, self.presence = nn.Linear(hidden, 2 * units), nn.Linear(hidden, units)

    def forward(self, face):
        centred = face - face.mean((2, 3), keepdim=True)
        centred = centred / ((centred * centred).mean((2, 3), keepdim=True) + 16).sqrt()
        seen = self.mixed(self.blocks(self.stem(centred)).flatten(1))
        return self.sides(seen).reshape(-1, 2, self.units), self.presence(seen)


def goals(shard):
    """(n, 2 sides, units): the subject's right side, then left. AU25 is also the lips parted by any other unit, as FACS has it."""
    goal = shard["l"].transpose(0, 2, 1)[:, ::-1].copy()
    i = UNITS.index(25)
    goal[:, :, i] = np.maximum(goal[:, :, i], lips.parted(shard["gap"])[:, None])
    return goal


def load(paths, held):
    """Pictures, goals and kind (0 render, 1 warp), of the held-out heads and persons or of the others."""
    x, y, kind = [], [], []
    for k, group in enumerate(paths):
        for number, path in enumerate(group):
            shard = np.load(path)
            mine = np.full(len(shard["who"]), (number < HELD_SHARDS) == held) if k == 0 else (shard["who"] % 10 == 0) == held
            if mine.any():
                x.append(shard["x"][mine])
                y.append(goals(shard)[mine])
                kind.append(np.full(mine.sum(), k))
    return torch.from_numpy(np.concatenate(x)), torch.from_numpy(np.concatenate(y)).float(), np.concatenate(kind)


def photographed(x, rng):
    """Crops (n, side, side) of a batch as they might have been photographed: shifted, another light, blur, noise, something before the face."""
    m, n = crops.MARGIN, len(x)
    x = x.float()
    out = torch.empty(n, 1, crops.SIDE, crops.SIDE)
    dy, dx = rng.integers(0, 2 * m + 1, (2, n))
    for i in range(n):
        out[i, 0] = x[i, dy[i]:dy[i] + crops.SIDE, dx[i]:dx[i] + crops.SIDE]
    if rng.random() < 0.25:
        out = F.avg_pool2d(F.pad(out, (1, 1, 1, 1), mode="replicate"), 3, 1)
    tensor = lambda a: torch.from_numpy(np.asarray(a, np.float32))[:, None, None, None]  # noqa: E731
    out = 255 * (out / 255 + 1e-3) ** tensor(np.exp(rng.normal(0, 0.25, n)))
    line = torch.linspace(-1, 1, crops.SIDE)
    out = out * (1 + tensor(rng.normal(0, 0.3, n)) * line + tensor(rng.normal(0, 0.2, n)) * line[:, None]).clamp(0.3, 2)
    out = out + tensor(np.abs(rng.normal(0, 4, n)) * (rng.random(n) < 0.5)) * torch.randn(out.shape)
    for i in np.flatnonzero(rng.random(n) < 0.06):
        top, left = rng.integers(0, crops.SIDE, 2)
        out[i, :, top:top + 14, left:left + 14] = float(rng.uniform(0, 255))
    return out


def correlation(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    return (a * b).sum(0) / np.sqrt((a * a).sum(0) * (b * b).sum(0) + 1e-12)


@torch.no_grad()
def read(net, x, batch=250):
    """(n, 2, units) of crops (n, side, side) bytes, with or without margin: the mean of the reading of the face and of its mirror image."""
    net.eval()
    m, out = (x.shape[-1] - crops.SIDE) // 2, []
    for part in x.split(batch):
        face = part[:, None, m:m + crops.SIDE, m:m + crops.SIDE].float()
        out.append(((net(face)[0] + net(face.flip(3))[0].flip(1)) / 2).numpy())
    return np.concatenate(out)


def report(got, y, kind):
    """Mean correlations with the truth: both sides' mean, and left minus right, renders and warps apart."""
    true = y.numpy()
    found = {}
    for k, name in enumerate(("renders", "warps")):
        g, t = got[kind == k], true[kind == k]
        found[name] = correlation(g.mean(1), t.mean(1))
        found[name + "_sides"] = correlation(g[:, 1] - g[:, 0], t[:, 1] - t[:, 0])
    return found


def miss(sides, presence, goal):
    """What is made small: the error of both sides' mean and of their difference, and of presence."""
    off = sides - goal
    return off.mean(1).square().mean() + (off[:, 0] - off[:, 1]).square().mean() \
        + 0.03 * F.binary_cross_entropy_with_logits(presence, (goal.mean(1) > SEEN).float())


def train(options, paths):
    torch.manual_seed(options.seed)
    net, state, begun = Network(options.widths, options.hidden).to(memory_format=torch.channels_last), options.out / "newest.pt", 0
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=options.decay)
    if options.start:
        net.load_state_dict(torch.load(options.start))
    if state.exists():
        kept = torch.load(state)
        net.load_state_dict(kept["net"])
        optimiser.load_state_dict(kept["optimiser"])
        begun = kept["epoch"]
    x, y, _ = load(paths, False)
    held = load(paths, True)
    print(f"{len(x)} pictures, {len(held[0])} held out, {sum(p.numel() for p in net.parameters())} weights", flush=True)
    steps = len(x) // options.batch
    for epoch in range(begun, options.epochs):
        rng, started, total = np.random.default_rng((options.seed, epoch)), time.time(), 0
        torch.manual_seed(options.seed * 1000 + epoch)
        net.train()
        for step, rows in enumerate(rng.permutation(len(x))[:steps * options.batch].reshape(steps, -1)):
            done = (epoch + step / steps) / options.epochs
            for group in optimiser.param_groups:
                group["lr"] = options.rate * min(1, (epoch * steps + step + 1) / 200) * (0.5 + 0.5 * np.cos(np.pi * done))
            face, goal = photographed(x[rows], rng).contiguous(memory_format=torch.channels_last), y[rows]
            if rng.random() < 0.5:
                face, goal = face.flip(3), goal.flip(1)
            loss = miss(*net(face), goal)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += float(loss)
        torch.save(dict(net=net.state_dict(), optimiser=optimiser.state_dict(), epoch=epoch + 1), state)
        line = dict(epoch=epoch + 1, loss=round(total / steps, 5), seconds=round(time.time() - started))
        if epoch % 4 == 3 or epoch + 1 == options.epochs:
            line.update({k: round(float(np.mean(v)), 3) for k, v in report(read(net, held[0]), *held[1:]).items()})
        print(json.dumps(line), flush=True)
    for name, values in report(read(net, held[0]), *held[1:]).items():
        print(name, {u: round(float(v), 2) for u, v in zip(UNITS, values)})
    torch.save(net.state_dict(), options.out / "final.pt")
    return net


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/runs/action-units"), help="keeps pictures between runs")
    parser.add_argument("--out", type=Path, default=Path("training/runs/au-network"))
    parser.add_argument("--widths", type=int, nargs="+", default=[24, 48, 96, 160], help="channels of the stem and of each block")
    parser.add_argument("--hidden", type=int, default=192, help="numbers before the last layer")
    parser.add_argument("--renders", type=int, default=made.RENDERS, help="shards of 600")
    parser.add_argument("--warps", type=int, default=made.WARPS, help="shards of 600")
    parser.add_argument("--start", type=Path, help="weights to go on from, in a folder --out of its own")
    parser.add_argument("--epochs", type=int, default=28)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    train(options, made.make(options.data, options.work, (options.renders, options.warps)))


if __name__ == "__main__":
    main()
