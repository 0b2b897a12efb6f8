"""Lines and voices whose label is known and which the model that reads them has not seen.

    python3 training/reasoning/spoken.py --data $AFFECT_DATA --voices training/runs/voice --out training/runs/reasoning

Writes OUT/words/trials.csv for `affect bench channels`: MELD's train and dev lines (the word model has seen neither; the labels are of
people who saw and heard the scene, so many an angry line has neutral words, as in life) and GoEmotions' dev lines (labels of the
words alone). Writes OUT/voice/channels.csv itself: every utterance of EMO-DB and its altered copies as read by the model that
`training/voice/emotion_train.py` fitted without its speaker, its kind chosen without the speaker, too; and by a model of the other sex.
"""

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training/voice"))
import emotion_choose as choose  # noqa: E402
import emotion_data as voices  # noqa: E402
import emotion_shift as shift  # noqa: E402
from emotion_train import crossed, distance_of, held_out  # noqa: E402

MELD = {"anger": "anger", "disgust": "disgust", "fear": "fear", "joy": "happiness", "neutral": "neutral", "sadness": "sadness", "surprise": "surprise"}
# GoEmotions' labels by the grouping of its paper (Demszky et al., 2020, the Ekman mapping).
GROUPS = {"anger": ["anger", "annoyance", "disapproval"], "disgust": ["disgust"], "fear": ["fear", "nervousness"],
          "happiness": ["joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride", "admiration", "desire", "caring"],
          "sadness": ["sadness", "disappointment", "embarrassment", "grief", "remorse"],
          "surprise": ["surprise", "realization", "confusion", "curiosity"], "neutral": ["neutral"]}
LEAST = 1e-3  # as Witnesses in the program


def write_words(args):
    rows = []
    for part in ("train", "dev"):
        with open(Path(args.data) / f"meld/{part}_sent_emo.csv", encoding="utf-8") as file:
            for i, row in enumerate(csv.DictReader(file)):
                rows.append((row["Utterance"].replace("\n", " "), f"meld-{part}-{i}", f"meld-{part}", MELD[row["Emotion"]], f"meld-{part}-{row['Dialogue_ID']}", "plain"))
    names = (Path(args.data) / "goemotions/labels.txt").read_text().split()
    group = {label: emotion for emotion, labels in GROUPS.items() for label in labels}
    for i, line in enumerate((Path(args.data) / "goemotions/dev.tsv").read_text(encoding="utf-8").splitlines()):
        text, ids, _ = line.split("\t")
        found = {group[names[int(k)]] for k in ids.split(",")}
        if len(found) == 1:  # raters' labels of several groups name no one emotion
            rows.append((text, f"goemotions-{i}", "goemotions", found.pop(), f"goemotions-{i}", "plain"))
    folder = Path(args.out) / "words"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "trials.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "id", "source", "label", "person", "variant"), *rows])
    print("words", len(rows))


def write_voices(args):
    d = voices.load(args.data, args.voices)
    figures = json.loads((Path(args.voices) / "emotion-figures.json").read_text())
    logs, distance = np.zeros((len(d["y"]), 7), np.float32), np.zeros(len(d["y"]))
    for speaker, chosen in figures["chosen"].items():
        own = d["speakers"] == speaker
        every, distance[own] = held_out(d, speaker, args.voices)
        logs[own] = every[choose.CANDIDATES.index(tuple(chosen))]
    logs = crossed(d, sorted(figures["chosen"]), logs)
    far, far_distance = shift.across_sexes(d, tuple(figures["shipped"]), distance_of)
    folder = Path(args.out) / "voice"
    folder.mkdir(parents=True, exist_ok=True)
    order = ["anger", "contempt", "disgust", "fear", "happiness", "neutral", "sadness", "surprise"]
    lines = [["id", "source", "label", "person", "variant", *(f"voice_{e}" for e in order), "voice_trust", "voice_reliability"]]
    for source, scores, away in (("emodb", logs, distance), ("emodb-other-sex", far / figures["temperature"], far_distance)):
        tempers = figures["shift"]["tempers by speaker left out"]
        for i, kind in enumerate(d["kinds"]):
            p, trust = shift.flattened(scores[i:i + 1], away[i:i + 1], tempers[d["speakers"][i]], figures["familiar"])
            if trust[0] <= 0:
                continue
            p, heard = p[0], dict.fromkeys(order, 0.0)
            for k, name in enumerate(voices.NAMES):
                heard["neutral" if name == "boredom" else name] += p[k]
            label = voices.NAMES[d["y"][i]]
            scores_of = ["" if e in ("contempt", "surprise") else round(float(np.log(max(LEAST, heard[e]))), 5) for e in order]
            lines.append([f"{source}-{d['stems'][i]}", source, "neutral" if label == "boredom" else label, d["speakers"][i], "plain" if kind == "clean" else kind,
                          *scores_of, round(float(trust[0]), 5), "weak"])
    with open(folder / "channels.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    print("voice", len(lines) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--voices", required=True, help="the run of training/voice/emotion_train.py")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    write_words(args)
    write_voices(args)


if __name__ == "__main__":
    main()
