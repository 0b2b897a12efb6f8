"""Trains the expression network on FER2013. finetune.py then shows it aligned photographs.

    python3 training/expression/train.py --data $AFFECT_DATA --out training/runs/expression

Stops and goes on: the newest checkpoint in --out is taken up again. PublicTest is not touched here.
"""

import argparse
import copy
import json
import math
import os
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F

import data
from augment import augment
from model import ExpressionNet


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with fer2013.tar.xz")
    parser.add_argument("--out", required=True, help="folder for checkpoints, log and the unpacked set")
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=0.08, help="peak learning rate")
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--held-out", type=float, default=0.06, help="share of the train folder kept for choices")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--widths", type=int, nargs="+", default=[32, 64, 128, 256], help="channels a stage")
    parser.add_argument("--blocks", type=int, nargs="+", default=[1, 2, 2, 2], help="residual blocks a stage")
    parser.add_argument("--stem", type=int, default=16)
    parser.add_argument("--stride", type=int, default=2, help="of the stem; 1 keeps the full size: better, four times the work")
    parser.add_argument("--strength", type=float, default=1.0, help="of the random changes; the last tenth of the epochs takes 0.6 of it")
    parser.add_argument("--mix", type=float, default=0.5, help="share of faces mixed with another one")
    parser.add_argument("--sharpen", type=int, default=10, help="epochs after the others with slight changes alone, so that the fine detail is learnt too")
    parser.add_argument("--sharpen-rate", type=float, default=0.04)
    parser.add_argument("--teachers", nargs="*", default=[], help="folders of finished runs whose mean reading is learnt as well")
    parser.add_argument("--disgust-times", type=int, default=2, help="how often the rarest class is seen per epoch")
    return parser.parse_args()


def side_of(progress):
    """Small pictures first, full size at the end: the same accuracy in three quarters of the time."""
    return 36 if progress < 0.2 else 40 if progress < 0.65 else 44 if progress < 0.85 else 48


def rate_at(progress, peak):
    """Linear warm-up over 8 % of the steps, then a half cosine to zero."""
    warm = 0.08
    if progress < warm:
        return peak * (0.05 + 0.95 * progress / warm)
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm)))


@dataclass(frozen=True)
class Moment:
    """How a step is taken: learning rate, side of the picture, strength of the random changes, share mixed, label smoothing, weight decay."""

    rate: float
    side: int
    strength: float
    mix: float
    smoothing: float
    decay: float


def moment(args, epoch):
    """Varied in full, then a little less in the last tenth; after that, in the sharpening epochs, slightly."""
    if epoch < args.epochs:
        progress = epoch / args.epochs
        return Moment(rate_at(progress, args.rate), side_of(progress), args.strength * (1.0 if progress < 0.9 else 0.6),
                      args.mix if progress < 0.85 else 0.0, args.smoothing, args.decay)
    return Moment(rate_at((epoch - args.epochs) / args.sharpen, args.sharpen_rate), 48, 0.3, 0.0, args.smoothing / 2, args.decay / 5)


def mixed(batch, labels, share, generator):
    """Each face with a little of another one's over it, and both labels (mixup, Zhang et al. 2018, alpha 0.2)."""
    device = generator.device
    other = torch.randperm(len(labels), generator=generator, device=device)
    draws = np.random.default_rng(int(torch.randint(2 ** 31, (1,), generator=generator, device=device)))
    weight = torch.from_numpy(draws.beta(0.2, 0.2, len(labels))).float().to(device)
    chosen = torch.rand(len(labels), generator=generator, device=device) < share
    weight = torch.where(chosen, torch.maximum(weight, 1 - weight), torch.ones_like(weight))
    shape = weight.view(-1, 1, 1, 1)
    return batch * shape + batch[other] * (1 - shape), labels[other], weight


def network(args):
    """A network as the options (a dictionary) describe it."""
    return ExpressionNet(args["widths"], args["blocks"], args["stem"], stride=args["stride"]).to(memory_format=torch.channels_last)


def finished(folder):
    """The averaged weights of a run, and its options."""
    state = torch.load(os.path.join(folder, "newest.pt"), map_location="cpu")
    net = network(state["args"])
    net.load_state_dict(state["average"])
    return net.eval(), state["args"]


@torch.no_grad()
def logits_of(net, faces, batch=256):
    net.eval()
    device = next(net.parameters()).device
    pieces = [net(torch.from_numpy(faces[i:i + batch]).to(device).unsqueeze(1).float().contiguous(memory_format=torch.channels_last)).cpu()
              for i in range(0, len(faces), batch)]
    return torch.cat(pieces)


def distilled(read, teachers, batch, heat=2.0):
    """Distance to the teachers' mean reading, softened (Hinton et al. 2015)."""
    with torch.no_grad():
        wanted = torch.stack([F.softmax(teacher(batch) / heat, 1) for teacher in teachers]).mean(0)
    return F.kl_div(F.log_softmax(read / heat, 1), wanted, reduction="batchmean") * heat * heat


def update_average(average, net, step):
    """Exponential average of weights; young averages forget faster."""
    keep = min(0.999, (1 + step) / (10 + step))
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), net.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.mul_(keep).add_(new, alpha=1 - keep)
            else:
                kept.copy_(new)


def groups(net, decay):
    """Weight decay on kernels only, not on biases and normalisation."""
    kernels = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() <= 1]
    return [{"params": kernels, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


@dataclass
class Run:
    """A training under way: the network, the average of its weights, the optimiser, epochs and steps done."""

    net: torch.nn.Module
    average: torch.nn.Module
    optimiser: torch.optim.Optimizer
    epoch: int = 0
    step: int = 0


def begun(args, newest):
    """A new training, or the one of the checkpoint `newest` where there is one."""
    net = network(vars(args)).to(args.device)
    run = Run(net, copy.deepcopy(net), torch.optim.SGD(groups(net, args.decay), lr=args.rate, momentum=0.9, nesterov=True))
    if os.path.exists(newest):
        state = torch.load(newest, map_location=args.device)
        run.net.load_state_dict(state["net"])
        run.average.load_state_dict(state["average"])
        run.optimiser.load_state_dict(state["optimiser"])
        run.epoch, run.step = state["epoch"], state["step"]
        print(f"going on after epoch {run.epoch}", flush=True)
    return run


def keep(args, run, newest):
    """Writes the checkpoint, whole or not at all."""
    state = {"net": run.net.state_dict(), "average": run.average.state_dict(), "optimiser": run.optimiser.state_dict(),
             "epoch": run.epoch, "step": run.step, "args": vars(args)}
    torch.save(state, newest + ".part")
    os.replace(newest + ".part", newest)


def loss_of(net, teachers, batch, right, now, generator):
    """Log loss of faces that are varied and mixed, and the distance to the teachers where there are any."""
    batch = augment(batch, generator, now.side, now.strength)
    batch, second, weight = mixed(batch, right, now.mix, generator)
    read = net(batch.contiguous(memory_format=torch.channels_last))
    first_loss = F.cross_entropy(read, right, label_smoothing=now.smoothing, reduction="none")
    second_loss = F.cross_entropy(read, second, label_smoothing=now.smoothing, reduction="none")
    loss = (weight * first_loss + (1 - weight) * second_loss).mean()
    return 0.4 * loss + 0.6 * distilled(read, teachers, batch) if teachers else loss


def learn(args, run, teachers, faces, labels, seen):
    """One epoch over the rows `seen`. Returns the mean loss and the last step's moment."""
    generator = torch.Generator(args.device).manual_seed(args.seed * 1000 + run.epoch)
    order, steps = seen[torch.randperm(len(seen), generator=generator, device=args.device).cpu().numpy()], len(seen) // args.batch
    losses = 0.0
    run.net.train()
    for index in range(steps):
        now = moment(args, run.epoch + index / steps)
        run.optimiser.param_groups[0]["weight_decay"] = now.decay
        for group in run.optimiser.param_groups:
            group["lr"] = now.rate
        chosen = order[index * args.batch:(index + 1) * args.batch]
        batch = torch.from_numpy(faces[chosen]).to(args.device).unsqueeze(1)
        loss = loss_of(run.net, teachers, batch, torch.from_numpy(labels[chosen]).to(args.device), now, generator)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        run.optimiser.step()
        run.step += 1
        update_average(run.average, run.net, run.step)
        losses += loss.item()
    run.epoch += 1
    return losses / steps, now


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    faces, labels = data.load(args.data, args.out)["train"]
    held = data.hold_out(faces, args.held_out)
    train_faces, train_labels = faces[~held], labels[~held]
    held_faces, held_labels = faces[held], torch.from_numpy(labels[held])
    rare = np.flatnonzero(train_labels == data.NAMES.index("disgust"))
    seen = np.concatenate([np.arange(len(train_labels))] + [rare] * (args.disgust_times - 1))
    print(f"train {len(train_labels)}, held out {len(held_labels)}, epoch of {len(seen)}", flush=True)

    newest = os.path.join(args.out, "newest.pt")
    run = begun(args, newest)
    teachers = [finished(folder)[0].to(args.device) for folder in args.teachers]
    while run.epoch < args.epochs + args.sharpen:
        began = time.time()
        loss, now = learn(args, run, teachers, train_faces, train_labels, seen)
        read = logits_of(run.average, held_faces)
        right = (read.argmax(1) == held_labels).float().mean().item()
        entry = {"epoch": run.epoch, "of": args.epochs + args.sharpen, "side": now.side,
                 "train_loss": round(loss, 4), "held_loss": round(F.cross_entropy(read, held_labels).item(), 4),
                 "held_accuracy": round(right, 4), "seconds": round(time.time() - began)}
        print(json.dumps(entry), flush=True)
        with open(os.path.join(args.out, "log.jsonl"), "a") as log:
            log.write(json.dumps(entry) + "\n")
        keep(args, run, newest)


if __name__ == "__main__":
    main()
