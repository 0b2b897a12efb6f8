"""Makes models/fusion.json with one command: what the program reads of labelled samples, the fit, the tables and the plot.

    python3 training/reasoning/all.py

Takes the data from AFFECT_DATA, and keeps what was read and fitted in training/runs/reasoning (evidence.py says what is made there, and
from what). Put the new SHA-256 of models/fusion.json into models/catalogue.json afterwards.
"""

import argparse
import hashlib
import os
from pathlib import Path

import evidence

ROOT = evidence.ROOT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("AFFECT_DATA"), required="AFFECT_DATA" not in os.environ)
    parser.add_argument("--run", type=Path, default=ROOT / "training/runs/reasoning")
    args = parser.parse_args()
    evidence.ready(args.data, args.run)
    model = ROOT / "models/fusion.json"
    evidence.python("reasoning/fit.py", "--run", args.run, "--model", model, "--golden", ROOT / "tests/AffectAgent.Reasoning.Tests/fusion.json")
    for what in (("calibration", "--plot", ROOT / "docs/calibration.png"), ("ablation",)):
        evidence.python("reasoning/report.py", *what, "--data", args.data, "--run", args.run)
    print("sha256 for models/catalogue.json:", hashlib.sha256(model.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
