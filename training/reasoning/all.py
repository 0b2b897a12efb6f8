"""Everything in order: samples, what each channel says of them, the fit, the tables and the plot.

    python3 training/reasoning/all.py --data $AFFECT_DATA --networks training/runs/expression --voices training/runs/voice --out training/runs/reasoning

Needs the runs of `training/expression` (its fold networks) and `training/voice` (its held-out predictions), the .NET SDK, PyTorch, Pillow and
matplotlib; twenty minutes on two cores. What is measured already is kept; after a change of the cards `--cards` looks the measured
Action Units up in them again. Put the new SHA-256 of models/fusion.json into models/catalogue.json afterwards.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE, ROOT = Path(__file__).resolve().parent, Path(__file__).resolve().parents[2]
PARTS = ("words", "fold0", "fold1", "fold2", "fer")


def run(*command, **environment):
    print("+", *command, flush=True)
    subprocess.run([str(c) for c in command], check=True, env={**os.environ, **environment}, cwd=ROOT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--networks", required=True)
    parser.add_argument("--voices", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--again", action="store_true", help="measure all samples anew")
    parser.add_argument("--cards", action="store_true", help="look the Action Units up in the present cards")
    args = parser.parse_args()
    out = Path(args.out).resolve()
    data, networks, voices = (Path(p).resolve() for p in (args.data, args.networks, args.voices))
    if not (out / "fer" / "trials.csv").exists():
        run(sys.executable, HERE / "pictures.py", "--data", data, "--networks", networks, "--out", out)
    if not (out / "voice" / "channels.csv").exists():
        run(sys.executable, HERE / "spoken.py", "--data", data, "--voices", voices, "--out", out)
    run("dotnet", "build", "bench", "-c", "Release", "-v", "quiet", "--nologo")
    for part in PARTS:
        if args.again or not (out / part / "channels.csv").exists():
            models = ROOT / "models" if part == "words" else out / f"models-{part}"
            run(ROOT / "bench/bin/Release/net10.0/AffectAgent.Bench", "channels", AFFECT_TRIALS=str(out / part), AFFECT_MODELS=str(models), AFFECT_DATA=str(data))
        elif args.cards and part != "words":
            run(ROOT / "bench/bin/Release/net10.0/AffectAgent.Bench", "patterns", AFFECT_TRIALS=str(out / part), AFFECT_DATA=str(data))
    model = ROOT / "models/fusion.json"
    run(sys.executable, HERE / "fit.py", "--run", out, "--model", model, "--golden", ROOT / "tests/AffectAgent.Reasoning.Tests/fusion.json")
    print("sha256 for models/catalogue.json:", hashlib.sha256(model.read_bytes()).hexdigest())
    run(sys.executable, HERE / "report.py", "ablation", "--run", out)
    run(sys.executable, HERE / "report.py", "calibration", "--run", out, "--plot", ROOT / "docs/calibration.png")


if __name__ == "__main__":
    main()
