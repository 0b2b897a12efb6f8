"""Fits the scorer's parameters on the development half and writes them.

    python3 training/reasoning/fit.py --run training/runs/reasoning --model models/fusion.json

Log loss over made-up meetings of face, voice and words (samples.py), every subset of the three as often as any other, so that a
missing channel is nothing special; in one of ten meetings of several modalities one of them shows something else than the label.
Tells the least confidence, too, from the risk and coverage on the same half.
"""

import argparse
import json
from itertools import combinations

import numpy as np
import torch

import samples
from scorer import CHANNELS, CIRCUMSTANCES, EMOTIONS, MODALITY, Parameters, pool, read_parameters

SUBSETS = [s for size in (1, 2, 3) for s in combinations(samples.MODALITIES, size)]
COUNT = 8000  # meetings a subset
CONTEMPT = EMOTIONS.index("contempt")


def tensors(table):
    return tuple(torch.from_numpy(np.ascontiguousarray(table[k])) for k in ("score", "trust", "severity"))


def loss_of(parameters, batches):
    """Mean log loss over the seven emotions that have samples, each subset alike, and a light pull of all numbers to the middle."""
    total = 0
    for score, trust, severity, present, label in batches:
        logs = pool(parameters.prior, parameters.numbers(), score, trust, severity, present)
        keep = torch.ones(len(EMOTIONS), dtype=torch.bool)
        keep[CONTEMPT] = False
        logs = logs - torch.logsumexp(torch.where(keep, logs, torch.full((), -1e9)), 1, keepdim=True)
        total = total - logs[torch.arange(len(label)), label].clamp(min=-12).mean()
    pull = (parameters.bias() ** 2).sum() + (parameters.log_weight ** 2).sum() + torch.nn.functional.softplus(parameters.raw_quality).sum()
    return total / len(batches) + 2e-4 * pull


def fit(tables, seed=7, drop=0.05, conflict=samples.CONFLICT, channels=CHANNELS):
    """Parameters from tables of development samples; `drop`: how often one of a face's two channels is missing."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    batches = []
    for subset in SUBSETS:
        table = samples.trials(tables, subset, COUNT, rng, conflict)
        present = np.ones((len(table["label"]), len(CHANNELS)), bool)
        gone = rng.random(len(present))
        present[gone < drop, 0] = False
        present[(gone >= drop) & (gone < 2 * drop), 1] = False
        present &= np.isin(CHANNELS, channels)
        told = (~np.isnan(table["score"]).all(2) & present).any(1)
        batches.append(tuple(t[torch.from_numpy(told)] for t in (*tensors(table), torch.from_numpy(present), torch.from_numpy(table["label"]))))
    parameters = Parameters(samples.PRIOR)
    optimiser = torch.optim.LBFGS(parameters.parameters(), max_iter=150, line_search_fn="strong_wolfe", tolerance_change=1e-7)

    def step():
        optimiser.zero_grad()
        loss = loss_of(parameters, batches)
        loss.backward()
        return loss

    optimiser.step(step)
    return parameters, float(loss_of(parameters, batches))


def development(tables):
    return {k: samples.pick(t, t["development"]) for k, t in tables.items()}


def golden(path, parameters, count=16):
    """Made-up cases with what the scorer makes of them, for the program's own test of agreement."""
    rng, cases = np.random.default_rng(5), []
    prior, numbers = parameters
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
            logs = pool(prior, numbers, *(torch.from_numpy(x) for x in (score, trust, severity)), torch.ones(1, len(CHANNELS), dtype=torch.bool))
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
    tables, unread = samples.load(args.run)
    parameters, loss = fit(development(tables))
    with open(args.model, "w", encoding="utf-8") as file:
        json.dump(parameters.as_json(), file, indent=1)
        file.write("\n")
    if args.golden:
        golden(args.golden, read_parameters(args.model))
    print("log loss", round(loss, 4))
    print(json.dumps(parameters.as_json()["channels"]))
    print(json.dumps(parameters.as_json()["quality"]))


if __name__ == "__main__":
    main()
