"""Fits the scorer's parameters and writes them.

    python3 training/reasoning/fit.py --run training/runs/reasoning --model models/fusion.json

Log loss over made-up meetings of face, voice and words (samples.py), every subset of the three as often as any other, so that a
missing channel is nothing special; in one of ten meetings of several modalities one of them shows something else than the label.
The shipped parameters are fitted on all samples; what is reported of them (report.py) comes from one fit a fold, which saw
none of the fold's persons.
"""

import argparse
import hashlib
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import torch

import samples
from scorer import CHANNELS, CIRCUMSTANCES, EMOTIONS, INPUTS, MODALITY, PARTS, Parameters, pool, read_parameters, said

SUBSETS = [s for size in (1, 2, 3) for s in combinations(samples.MODALITIES, size)]
COUNT = 8000  # meetings a subset
DROP = 0.05  # how often each of a face's two channels is missing
CONTEMPT = EMOTIONS.index("contempt")


def tensors(table):
    return tuple(torch.from_numpy(np.ascontiguousarray(table[k])) for k in INPUTS)


def loss_of(parameters, batches):
    """Mean log loss over the seven emotions that have samples, each subset alike, and a light pull of all numbers to the middle."""
    total = 0
    for *inputs, present, label in batches:
        logs = pool(parameters.prior, parameters.numbers(), *inputs, present)
        keep = torch.ones(len(EMOTIONS), dtype=torch.bool)
        keep[CONTEMPT] = False
        logs = logs - torch.logsumexp(torch.where(keep, logs, torch.full((), -1e9)), 1, keepdim=True)
        total = total - logs[torch.arange(len(label)), label].clamp(min=-12).mean()
    pull = (parameters.bias() ** 2).sum() + (parameters.log_weight ** 2).sum() + torch.nn.functional.softplus(parameters.raw_quality).sum()
    return total / len(batches) + 2e-4 * pull


def fit(tables, seed=7):
    """Parameters from tables of samples."""
    rng = np.random.default_rng(seed)
    batches = []
    for subset in SUBSETS:
        table = samples.trials(tables, subset, COUNT, rng, samples.CONFLICT)
        present = np.ones((len(table["label"]), len(CHANNELS)), bool)
        gone = rng.random(len(present))
        present[gone < DROP, 0] = False
        present[(gone >= DROP) & (gone < 2 * DROP), 1] = False
        told = (said(table) & present).any(1)
        batches.append(tuple(t[torch.from_numpy(told)] for t in (*tensors(table), torch.from_numpy(present), torch.from_numpy(table["label"]))))
    parameters = Parameters(samples.PRIOR)
    optimiser = torch.optim.LBFGS(parameters.parameters(), max_iter=150, line_search_fn="strong_wolfe", tolerance_change=1e-7)

    def step():
        optimiser.zero_grad()
        loss = loss_of(parameters, batches)
        loss.backward()
        return loss

    optimiser.step(step)
    return parameters.as_json()


def fits(run, tables):
    """The fit on all samples and one for each fold on the others, as `pool` takes them; kept in RUN/fits, made again when samples or code change."""
    run, made_of = Path(run), hashlib.sha256()
    for path in [*sorted(run.glob("*/channels.csv")), *(Path(__file__).parent / f"{name}.py" for name in ("fit", "samples", "scorer"))]:
        made_of.update(path.read_bytes())
    folder = run / "fits" / made_of.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for fold in (None, *range(samples.FOLDS)):
        kept = folder / name_of(fold)
        if not kept.exists():
            found = fit({k: samples.pick(t, t["fold"] != fold) if fold is not None else t for k, t in tables.items()})
            kept.with_suffix(".part").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
            kept.with_suffix(".part").rename(kept)
    return folder / name_of(None), [read_parameters(folder / name_of(fold)) for fold in range(samples.FOLDS)]


def name_of(fold):
    return "all.json" if fold is None else f"without-{fold}.json"


def golden(path, parameters, count=16):
    """Made-up cases with what the scorer makes of them, for the program's own test of agreement."""
    rng, cases = np.random.default_rng(5), []
    prior, numbers = parameters
    no_parts = torch.full((1, PARTS, len(EMOTIONS)), torch.nan), torch.zeros(1, PARTS), torch.zeros(1, PARTS, dtype=torch.bool)
    for _ in range(count):
        score = np.full((1, len(CHANNELS), len(EMOTIONS)), np.nan, np.float32)
        trust, severity = np.ones((1, len(CHANNELS)), np.float32), np.zeros((1, len(CIRCUMSTANCES)), np.float32)
        for i in np.flatnonzero(rng.random(len(CHANNELS)) < 0.7) if cases else range(len(CHANNELS)):
            told = [k for k in range(len(EMOTIONS)) if k != CONTEMPT or CHANNELS[i] in ("pattern", "words")]
            score[0, i, told] = (rng.random(len(told)) if CHANNELS[i] == "pattern" else np.log(rng.dirichlet(np.full(len(told), 0.5)) + 1e-3)).round(4)
            trust[0, i] = round(rng.uniform(0.2, 1), 3)
        severity[0, rng.integers(len(CIRCUMSTANCES))] = round(rng.choice([0, 1, 1.7]), 1)
        if np.isnan(score).all():
            continue
        with torch.no_grad():
            logs = pool(prior, numbers, *(torch.from_numpy(x) for x in (score, trust, severity)), *no_parts, torch.ones(1, len(CHANNELS), dtype=torch.bool))
        cases.append({"witnesses": [{"channel": c, "modality": MODALITY[c], "trust": float(trust[0, i]),
                                     "scores": {e: round(float(score[0, i, k]), 4) for k, e in enumerate(EMOTIONS) if not np.isnan(score[0, i, k])}}
                                    for i, c in enumerate(CHANNELS) if not np.isnan(score[0, i]).all()],
                      "severity": {c: round(float(severity[0, i]), 1) for i, c in enumerate(CIRCUMSTANCES) if severity[0, i] > 0},
                      "expected": {e: round(float(np.exp(logs[0, k])), 6) for k, e in enumerate(EMOTIONS)}})
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"cases": cases}, file, indent=1)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--golden", help="cases for the program's test of agreement")
    args = parser.parse_args()
    torch.set_num_threads(1)
    fitted, _ = fits(args.run, samples.load(args.run)[0])
    Path(args.model).write_text(fitted.read_text(encoding="utf-8"), encoding="utf-8")
    if args.golden:
        golden(args.golden, read_parameters(args.model))


if __name__ == "__main__":
    main()
