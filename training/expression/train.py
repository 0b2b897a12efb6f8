"""Trains the expression network on FER2013 and, in the last epochs, on aligned photographs of half of the persons of faces.tar.

    python3 training/expression/train.py --data $AFFECT_DATA --out training/runs/expression

Stops and goes on: the newest checkpoint in --out is taken up again. PublicTest is not touched here.
"""

import argparse
import copy
import json
import math
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

import data
import photos
from align import Framing
from augment import augment
from model import ExpressionNet


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with fer2013.tar.xz")
    parser.add_argument("--out", required=True, help="folder for checkpoints, log and the unpacked set")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=0.08, help="peak learning rate")
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--held-out", type=float, default=0.06, help="share of the train folder kept for choices")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--photos-from", type=int, default=29, help="epoch after which aligned photographs are added")
    parser.add_argument("--disgust-times", type=int, default=2, help="how often the rarest class is seen per epoch")
    return parser.parse_args()


def side_of(progress):
    """Small pictures first, full size for the last half: the same accuracy in three quarters of the time."""
    return 36 if progress < 0.3 else 42 if progress < 0.5 else 48


def rate_at(progress, peak):
    """Linear warm-up over 8 % of the steps, then a half cosine to zero."""
    warm = 0.08
    if progress < warm:
        return peak * (0.05 + 0.95 * progress / warm)
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm)))


def strength_at(progress):
    """Geometry is varied in full until the last tenth, then by 0.6 so that the end resembles the data."""
    return 1.0 if progress < 0.9 else 0.6


@torch.no_grad()
def logits_of(net, faces, batch=256):
    net.eval()
    pieces = [net(torch.from_numpy(faces[i:i + batch]).unsqueeze(1).float().to(memory_format=torch.channels_last))
              for i in range(0, len(faces), batch)]
    return torch.cat(pieces)


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


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    faces, labels = data.load(args.data, args.out)["train"]
    held = data.hold_out(faces, args.held_out)
    train_faces, train_labels = faces[~held], labels[~held]
    held_faces, held_labels = faces[held], torch.from_numpy(labels[held])
    rare = np.flatnonzero(train_labels == data.NAMES.index("disgust"))
    order_base = np.concatenate([np.arange(len(train_labels))] + [rare] * (args.disgust_times - 1))
    photo_faces, photo_labels = photos.training_crops(args.data, Framing())
    photo_order = np.arange(len(photo_labels)) + len(train_labels)
    train_faces, train_labels = np.concatenate([train_faces, photo_faces]), np.concatenate([train_labels, photo_labels])
    print(f"train {len(train_labels)} ({len(photo_labels)} photographs), held out {len(held_labels)}, epoch of {len(order_base)}", flush=True)

    net = ExpressionNet().to(memory_format=torch.channels_last)
    average = copy.deepcopy(net)
    optimiser = torch.optim.SGD(groups(net, args.decay), lr=args.rate, momentum=0.9, nesterov=True)
    first, step = 0, 0
    newest = os.path.join(args.out, "newest.pt")
    if os.path.exists(newest):
        state = torch.load(newest)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        first, step = state["epoch"], state["step"]
        print(f"going on after epoch {first}", flush=True)

    for epoch in range(first, args.epochs):
        generator = torch.Generator().manual_seed(args.seed * 1000 + epoch)
        seen = np.concatenate([order_base, photo_order]) if epoch >= args.photos_from else order_base
        order, steps = seen[torch.randperm(len(seen), generator=generator).numpy()], len(seen) // args.batch
        began, losses = time.time(), 0.0
        net.train()
        for index in range(steps):
            progress = (epoch + index / steps) / args.epochs
            for group in optimiser.param_groups:
                group["lr"] = rate_at(progress, args.rate)
            chosen = order[index * args.batch:(index + 1) * args.batch]
            batch = torch.from_numpy(train_faces[chosen]).unsqueeze(1)
            batch = augment(batch, generator, side_of(progress), strength_at(progress))
            loss = F.cross_entropy(net(batch.contiguous(memory_format=torch.channels_last)),
                                   torch.from_numpy(train_labels[chosen]), label_smoothing=args.smoothing)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            step += 1
            update_average(average, net, step)
            losses += loss.item()
        read = logits_of(average, held_faces)
        right = (read.argmax(1) == held_labels).float().mean().item()
        entry = {"epoch": epoch + 1, "of": args.epochs, "side": side_of(epoch / args.epochs),
                 "train_loss": round(losses / steps, 4), "held_loss": round(F.cross_entropy(read, held_labels).item(), 4),
                 "held_accuracy": round(right, 4), "seconds": round(time.time() - began)}
        print(json.dumps(entry), flush=True)
        with open(os.path.join(args.out, "log.jsonl"), "a") as log:
            log.write(json.dumps(entry) + "\n")
        state = {"net": net.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                 "epoch": epoch + 1, "step": step, "args": vars(args)}
        torch.save(state, newest + ".part")
        os.replace(newest + ".part", newest)


if __name__ == "__main__":
    main()
