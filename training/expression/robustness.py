"""How the shipped network reads faces that are framed badly, tilted, unsharp or half covered, on FER2013's PublicTest.

    python3 training/expression/robustness.py --data $AFFECT_DATA --out training/runs/expression

Honest is: where the accuracy falls, the confidence falls with it (calibration error small, entropy up).
"""

import argparse
import json
import math
import os

import numpy as np
import torch
from torch.nn import functional as F

import data
from export import load_final
from measures import calibration_error, probabilities, wilson


def moved(faces, dx=0.0, dy=0.0, scale=1.0, roll=0.0):
    """dx, dy in shares of the crop's side, roll in degrees; outside is the border repeated."""
    angle = math.radians(roll)
    theta = torch.tensor([[math.cos(angle) * scale, -math.sin(angle) * scale, 2 * dx],
                          [math.sin(angle) * scale, math.cos(angle) * scale, 2 * dy]]).expand(len(faces), 2, 3)
    return F.grid_sample(faces, F.affine_grid(theta, faces.shape, align_corners=False), padding_mode="border", align_corners=False)


def blurred(faces, side):
    """Detail of a face of side x side pixels."""
    small = F.interpolate(faces, size=(side, side), mode="bilinear", align_corners=False, antialias=True)
    return F.interpolate(small, size=faces.shape[-2:], mode="bilinear", align_corners=False)


def covered(faces, top, bottom, left=0.0, right=1.0):
    """A mid-grey bar over a part of the face, in shares of the side, as a hand, dark glasses or a mask cover it."""
    faces = faces.clone()
    faces[:, :, int(top * 48):int(bottom * 48), int(left * 48):int(right * 48)] = 96.0
    return faces


def conditions():
    plain = {"as it is": lambda x: x}
    for name, dx, dy in (("left", -0.1, 0), ("right", 0.1, 0), ("up", 0, -0.1), ("down", 0, 0.1)):
        plain[f"crop 10 % {name}"] = lambda x, dx=dx, dy=dy: moved(x, dx, dy)
    plain["crop 10 % too small"] = lambda x: moved(x, scale=0.9)
    plain["crop 10 % too large"] = lambda x: moved(x, scale=1.1)
    plain["rolled 15 degrees left"] = lambda x: moved(x, roll=15)
    plain["rolled 15 degrees right"] = lambda x: moved(x, roll=-15)
    for side in (32, 24, 16):
        plain[f"detail of {side} px"] = lambda x, side=side: blurred(x, side)
    plain["both eyes covered"] = lambda x: covered(x, 0.22, 0.48)
    plain["one eye covered"] = lambda x: covered(x, 0.22, 0.48, 0.0, 0.5)
    plain["mouth covered"] = lambda x: covered(x, 0.62, 0.95)
    return plain


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    net = load_final(args.out)
    faces, labels = data.load(args.data, args.out)["public_test"]
    tensor = torch.from_numpy(faces).unsqueeze(1).float()
    rows = []
    for name, change in conditions().items():
        with torch.no_grad():
            logits = torch.cat([net(change(tensor[i:i + 256])) for i in range(0, len(tensor), 256)]).numpy()
        p = probabilities(logits)
        right = int((p.argmax(1) == labels).sum())
        recall = [float((p[labels == k].argmax(1) == k).mean()) for k in range(len(data.NAMES))]
        rows.append({"condition": name, "accuracy": round(right / len(labels), 4), "accuracy_95": wilson(right, len(labels)),
                     "uar": round(float(np.mean(recall)), 4), "confidence": round(float(p.max(1).mean()), 4),
                     "entropy_bits": round(float(-(p * np.log2(p + 1e-9)).sum(1).mean()), 3),
                     "calibration_error": round(calibration_error(p, labels), 4)})
        print(json.dumps(rows[-1]), flush=True)
    with open(os.path.join(args.out, "robustness.json"), "w", encoding="utf-8") as file:
        json.dump({"n": len(labels), "rows": rows}, file, indent=1)


if __name__ == "__main__":
    main()
