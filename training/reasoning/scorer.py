"""The scorer as the program has it (src/AffectAgent.Reasoning/Fusion/ModalityFusion.cs), over whole tables.

A table is a dictionary: `score` [n, channels, 8] (nan where a channel can't tell an emotion or says nothing), `trust` [n, channels],
`severity` [n, 6], `label` [n]; see `samples.py`. Words whose clauses say different things, or that tell an event, have parts as well:
`parts` [n, PARTS, 8] (probabilities; nan where one can't tell an emotion), `shares` [n, PARTS], `is_scored` [n, PARTS].
"""

import json

import numpy as np
import torch

EMOTIONS = ["anger", "contempt", "disgust", "fear", "happiness", "neutral", "sadness", "surprise"]
CHANNELS = ["expression", "pattern", "voice", "words"]
MODALITY = {"expression": "face", "pattern": "face", "voice": "voice", "words": "words"}
CIRCUMSTANCES = ["small", "border", "turned", "blurred", "dark", "covered"]
CONTEMPT = EMOTIONS.index("contempt")
NEUTRAL = EMOTIONS.index("neutral")
WORDS = CHANNELS.index("words")
INPUTS = ("score", "trust", "severity", "parts", "shares", "is_scored")  # what `pool` takes of a table
PARTS = 12  # of a text, at most
LEAST = 1e-3  # as Witnesses in the program
SCHEMA = "affect-fusion/1"
# What the fit may not go below, by judgement: nothing is never wrong, and a tool that is unsure of itself must count less even where the
# samples don't ask for it.
LEAST_LAPSE = 0.02
LEAST_POWER = {"voice": 1.0}


class Parameters(torch.nn.Module):
    """Weights that can't be negative, lapses in (0, 1), powers and qualities that can't be negative, biases that add up to zero."""

    def __init__(self, prior):
        super().__init__()
        n = len(CHANNELS)
        self.prior = torch.tensor([prior[e] for e in EMOTIONS])
        self.log_weight = torch.nn.Parameter(torch.zeros(n))
        self.logit_lapse = torch.nn.Parameter(torch.full((n,), -2.5))
        self.raw_power = torch.nn.Parameter(torch.full((n,), -3.0))
        self.raw_quality = torch.nn.Parameter(torch.full((len(CIRCUMSTANCES),), -2.0))
        self.raw_bias = torch.nn.Parameter(torch.zeros(n, len(EMOTIONS)))

    def bias(self):
        fitted = torch.ones(len(EMOTIONS))
        fitted[CONTEMPT] = 0  # nine photographs are too few to fit anything
        bias = self.raw_bias * fitted
        return (bias - (bias.sum(1, keepdim=True) / fitted.sum())) * fitted

    def numbers(self):
        power = torch.tensor([LEAST_POWER.get(c, 0.25) for c in CHANNELS])
        return (self.log_weight.exp().clamp(max=20), LEAST_LAPSE + (1 - LEAST_LAPSE) * torch.sigmoid(self.logit_lapse),
                (power + torch.nn.functional.softplus(self.raw_power)).clamp(max=4), torch.nn.functional.softplus(self.raw_quality), self.bias())

    def as_json(self):
        weight, lapse, power, quality, bias = (x.detach().numpy().astype(float) for x in self.numbers())
        prior = {e: round(float(p), 4) for e, p in zip(EMOTIONS, self.prior)}
        return {"schema": SCHEMA, "prior": prior,
                "channels": {c: {"weight": round(weight[i], 4), "lapse": round(lapse[i], 4), "trustPower": round(power[i], 4),
                                 "bias": {e: round(bias[i, k], 4) for k, e in enumerate(EMOTIONS)}} for i, c in enumerate(CHANNELS)},
                "quality": {c: round(quality[i], 4) for i, c in enumerate(CIRCUMSTANCES)}}


def read_parameters(path):
    """The numbers of a parameter file, as `pool` takes them."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if found["schema"] != SCHEMA:
        raise ValueError(f"{path} is not of {SCHEMA}")
    of = [found["channels"][c] for c in CHANNELS]
    tensor = lambda values: torch.tensor(values, dtype=torch.float32)  # noqa: E731
    return (tensor([found["prior"][e] for e in EMOTIONS]),
            (tensor([c["weight"] for c in of]), tensor([c["lapse"] for c in of]), tensor([c["trustPower"] for c in of]),
             tensor([found["quality"][c] for c in CIRCUMSTANCES]), tensor([[c["bias"].get(e, 0) for e in EMOTIONS] for c in of])))


def said(table):
    """Which channels say anything, [n, channels]."""
    found = ~np.isnan(table["score"]).all(2)
    found[:, WORDS] |= table["shares"].sum(1) > 0
    return found


def mixed(parts, shares, is_scored, scale, bias):
    """What the words' parts come to, each sharpened by itself: probabilities [n, 8], and which emotions they can tell."""
    told = ~torch.isnan(parts)
    p = torch.nan_to_num(parts)
    sharpened = torch.softmax(torch.where(told, scale[:, None, None] * (torch.log(p.clamp(min=LEAST)) + bias), torch.full((), -1e9)), 2)
    known = (told & (shares > 0)[:, :, None]).any(1)
    left = (1 - shares.sum(1)).clamp(min=0) / known.sum(1).clamp(min=1)
    return left[:, None] + (shares[:, :, None] * torch.where(is_scored[:, :, None], sharpened, p)).sum(1), known


def pool(prior, numbers, score, trust, severity, parts, shares, is_scored, present):
    """Log probabilities [n, 8]; an emotion that no channel present can tell gets -inf. `present` [n, channels] switches channels off."""
    weight, lapse, power, quality, bias = numbers
    told = ~torch.isnan(score) & present[:, :, None]
    face = torch.tensor([MODALITY[c] == "face" for c in CHANNELS])
    leaves = torch.exp(-(severity * quality).sum(1))
    scale = weight * trust.clamp(0.01, 1) ** power * torch.where(face[None], leaves[:, None], torch.ones(1))
    tempered = torch.where(told, scale[:, :, None] * (torch.nan_to_num(score) + bias[None]), torch.full((), -1e9))
    share = torch.softmax(tempered, 2)
    apart = (shares.sum(1) > 0) & present[:, WORDS]
    if apart.any():
        p, known = mixed(parts[apart], shares[apart], is_scored[apart], scale[apart, WORDS], bias[WORDS])
        words = torch.zeros(len(CHANNELS), dtype=torch.bool)
        words[WORDS] = True
        rows, told = torch.zeros_like(share), told.clone()
        rows[apart, WORDS], told[apart, WORDS] = p, known
        share = torch.where(apart[:, None, None] & words[None, :, None], rows, share)
    says = torch.log((1 - lapse[None, :, None]) * told.sum(2, keepdim=True) * share + lapse[None, :, None])
    total = torch.log(prior)[None] + torch.where(told, says, torch.zeros(())).sum(1)
    return torch.log_softmax(torch.where(told.any(1), total, torch.full((), -1e9)), 1)


def divergence(a, b):
    """Jensen-Shannon divergence, bits."""
    m = (a + b) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log2(x / m), 0) for x in (a, b)]
    return np.clip(sum(np.nan_to_num(part).sum(1) for part in parts) / 2, 0, 1)
