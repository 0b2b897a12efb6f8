"""What the program reads from labelled pictures, voices and lines, kept in a folder; made where it is missing or out of date.

`ready(data, run)` does, in this order, what isn't there: the networks and their held-out readings beside the run's folder
(`training/expression/all.py`: hours on one core, once; `training/voice/emotion_train.py`: minutes), pictures and lines with their labels
(`pictures.py`, `spoken.py`), and what the program's own tools say of each (`affect bench channels`: a quarter of an hour on two cores).
Each part remembers the models, samples and cards it was read with and is read again when they change; after a change of the program's
code remove the part's `read.json`. Needs the .NET SDK, ffmpeg, PyTorch and Pillow.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

HERE, ROOT = Path(__file__).resolve().parent, Path(__file__).resolve().parents[2]
FOLDS = ("fold0", "fold1", "fold2")
NETWORKS = ("fer2013.npz", "newest.pt", *(f"tuned-{k}.pt" for k in range(len(FOLDS))))


def run(*command, **environment):
    print("+", *command, file=sys.stderr, flush=True)
    subprocess.run([str(c) for c in command], check=True, stdout=sys.stderr, env={**os.environ, **environment}, cwd=ROOT)


def python(script, *arguments):
    run(sys.executable, ROOT / "training" / script, *arguments)


def digest(paths):
    """One hash over names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_with(folder, models):
    """What a part's readings depend on: the weights (those that read, not those that weigh), the samples, the cards."""
    return {"models": digest(p for p in models.iterdir() if p.suffix in (".onnx", ".bin", ".safetensors", ".json") and p.name not in ("fusion.json", "catalogue.json")),
            "samples": digest([folder / "trials.csv"]),
            "cards": digest(p for p in (ROOT / "knowledge").rglob("*.yaml"))}


def networks(data, out):
    if not all((out / name).exists() for name in NETWORKS):
        python("expression/all.py", "--data", data, "--out", out, "--model", out / "expression.onnx")


def voices(data, out):
    if not (out / "emotion-figures.json").exists():
        out.mkdir(parents=True, exist_ok=True)
        python("voice/emotion_train.py", "--data", data, "--out", out, "--model", out / "voice-emotion.onnx")


def ready(data, folder):
    """Makes what is missing of the samples and their readings in `folder`."""
    data, folder = Path(data).resolve(), Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    networks(data, folder.parent / "expression")
    voices(data, folder.parent / "voice")
    python("reasoning/pictures.py", "--data", data, "--networks", folder.parent / "expression", "--out", folder)
    python("reasoning/spoken.py", "--data", data, "--voices", folder.parent / "voice", "--out", folder)
    bench = ROOT / "bench/bin/Release/net10.0/AffectAgent.Bench"
    run("dotnet", "build", "bench", "-c", "Release", "-m:1", "-v", "quiet", "--nologo")
    for name in ("words", *FOLDS, "fer"):
        part, kept = folder / name, folder / name / "read.json"
        models = folder / f"models-{name}" if name in FOLDS else ROOT / "models"
        now, then = read_with(part, models), json.loads(kept.read_text()) if kept.exists() else {}
        if now == then:
            continue
        known = {**then, "cards": now["cards"]} == now
        run(bench, "patterns" if known else "channels", AFFECT_TRIALS=str(part), AFFECT_MODELS=str(models), AFFECT_DATA=str(data))
        kept.write_text(json.dumps(now, indent=1))
