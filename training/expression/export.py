"""Writes the trained expression network as ONNX and, with --report, measures it on FER2013's PublicTest.

    python3 training/expression/export.py --data $AFFECT_DATA --out training/runs/expression --model models/expression.onnx --report

The face and a larger mirror image of it are read and averaged.
The temperature is chosen on the held-out part of the train folder and folded into the last layer.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parents[1]))
import data  # noqa: E402
from half import halved  # noqa: E402
from measures import summary  # noqa: E402
from train import finished, logits_of  # noqa: E402


class TwoViews(nn.Module):
    """The mean of the logits of a face and of its mirror image a seventh larger, so that less hangs on the exact framing."""

    BORDER = 3

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, face):
        inner = face[:, :, self.BORDER:48 - self.BORDER, self.BORDER:48 - self.BORDER]
        larger = F.interpolate(inner, size=(48, 48), mode="bilinear", align_corners=False)
        plain, mirrored = self.net.pooled(torch.cat([face, torch.flip(larger, [3])])).chunk(2)  # one pass: a tenth faster than two
        return self.net.head((plain + mirrored) / 2)  # the head is linear: the mean of the logits


def temperature_of(logits, labels):
    """The divisor of the logits that gives the least log loss."""
    log_t = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([log_t], max_iter=50)

    def step():
        optimiser.zero_grad()
        loss = F.cross_entropy(logits / log_t.exp(), labels)
        loss.backward()
        return loss

    optimiser.step(step)
    return float(log_t.exp())


def load_final(folder):
    """The network as shipped: both views, temperature folded in, kernels in 16 bits."""
    net, _ = finished(folder)
    net.load_state_dict(torch.load(os.path.join(folder, "final.pt")))
    return TwoViews(halved(net)).eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--model", required=True, help="the file to write; at most 8 MB may be shipped")
    parser.add_argument("--weights", default="tuned-all.pt", help="which weights in --out are shipped")
    parser.add_argument("--report", action="store_true", help="measure on PublicTest; once, at the end")
    args = parser.parse_args()
    torch.set_num_threads(1)

    state = torch.load(os.path.join(args.out, "newest.pt"), map_location="cpu")
    plain, _ = finished(args.out)
    plain.load_state_dict(torch.load(os.path.join(args.out, args.weights)))
    net = TwoViews(plain.eval()).eval()
    parts = data.load(args.data, args.out)
    faces, labels = parts["train"]
    held = data.hold_out(faces, state["args"]["held_out"])
    held_logits, held_labels = logits_of(net, faces[held]), torch.from_numpy(labels[held])
    temperature = temperature_of(held_logits, held_labels)
    with torch.no_grad():
        plain.head.weight /= temperature
        plain.head.bias /= temperature
    torch.save(plain.state_dict(), os.path.join(args.out, "final.pt"))
    net = load_final(args.out)
    result = {"epochs": state["epoch"], "of": state["args"]["epochs"], "parameters": sum(p.numel() for p in plain.parameters()),
              "temperature": round(temperature, 4),
              "held_out": summary(logits_of(net, faces[held]).numpy(), labels[held], data.NAMES)}
    if args.report:
        test_faces, test_labels = parts["public_test"]
        seen = set(data.digests(faces))
        result["public_test"] = summary(logits_of(net, test_faces).numpy(), test_labels, data.NAMES)
        result["public_test_pictures_also_in_train"] = sum(d in seen for d in data.digests(test_faces))
    torch.onnx.export(net, torch.full((2, 1, 48, 48), 128.0) + torch.randn(2, 1, 48, 48), args.model, opset_version=13, do_constant_folding=False,
                      input_names=["face"], output_names=["logits"],
                      dynamic_axes={"face": {0: "n"}, "logits": {0: "n"}})
    result["bytes"] = os.path.getsize(args.model)
    # A picture that needs no data and its logits, for the runtime's own test of agreement.
    ramp = (np.add.outer(np.arange(48) * 5, np.arange(48) * 3) % 256).astype(np.uint8)
    result["ramp_logits"] = [round(float(x), 5) for x in logits_of(net, ramp[None])[0]]
    with open(os.path.join(args.out, "report.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
