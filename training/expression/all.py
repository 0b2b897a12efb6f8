"""Makes the expression model with one command: train.py, finetune.py, export.py and robustness.py, in this order.

    python3 training/expression/all.py --data $AFFECT_DATA --out training/runs/expression --model models/expression.onnx

A run that was stopped goes on where it stopped: training from its newest checkpoint, fine-tuning with the next fold. What is done is
not done again, so over a finished run this only writes the file and the figures anew. Each step's own options stay at their defaults.
"""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path


def steps(data, out, model):
    """The four commands."""
    here, common = Path(__file__).parent, ["--data", data, "--out", out]
    yield [sys.executable, here / "train.py", *common]
    yield [sys.executable, here / "finetune.py", *common]
    yield [sys.executable, here / "export.py", *common, "--model", model, "--report"]
    yield [sys.executable, here / "robustness.py", *common]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with fer2013.tar.xz, faces.tar and faces_mesh.npz")
    parser.add_argument("--out", required=True, help="folder for checkpoints, logs and figures")
    parser.add_argument("--model", required=True, help="the file to write")
    args = parser.parse_args()
    Path(args.out).mkdir(parents=True, exist_ok=True)
    for step in steps(args.data, args.out, args.model):
        command = [str(part) for part in step]
        print(shlex.join(command), flush=True)
        done = subprocess.run(command)
        if done.returncode:
            sys.exit(f"{Path(command[1]).name} stopped with {done.returncode}; the same command goes on from there.")


if __name__ == "__main__":
    main()
