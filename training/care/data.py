"""Reads the texts that the hint reader learns from, cut into windows by the program's own code."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["none", "self_harm", "violence", "abuse", "medical"]
OTHERS = ".other"
TESTS = ROOT / "tests/AffectAgent.Empathy.Tests"
MEASURE = ["dotnet", "run", "--no-build", "-c", "Release", "--project", str(ROOT / "tools/AffectAgent.CareMeasure"), "--"]


@dataclass
class Text:
    text: str
    language: str
    kind: int          # index into KINDS
    other: bool        # of somebody else than the writer
    group: str         # texts of like meaning, in whatever language, share it
    source: str        # "written", "care" or "everyday"
    windows: list = None

    @property
    def whole(self):
        """All sentences in a row, as one message is read when it is short."""
        words = []
        for window in self.windows:
            if "." not in window:
                words += window + ["."]
        return words[:-1][:48]


def written():
    for path in sorted((ROOT / "training/care").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                language, label, group = line[1:].split()
                kind = label.removesuffix(OTHERS)
            elif line.strip():
                yield Text(line, language, KINDS.index(kind), label.endswith(OTHERS), group if kind == "none" else f"{kind}-{group}", "written")


def care():
    """The set's dev part and the later batches; never the part kept aside. A boundary is no crisis."""
    for name in ("care", "care-fresh"):
        for number, line in enumerate((TESTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            one = json.loads(line) if line else {"part": "held"}
            if one["part"] != "held":
                kind = one["kind"] if one["kind"] in KINDS else "none"
                yield Text(one["text"], one["language"], KINDS.index(kind), False, f"{one['part']}-{kind}-{number % 7}", "care")


def everyday(data, part):
    """GoEmotions alone: MELD would make the model GPL-3.0."""
    names = ["Anna", "John", "Tom", "Maria", "Sam", "Lisa"]
    folder = Path(data)
    texts = [line.split("\t")[0] for line in (folder / f"goemotions/{part}.tsv").read_text(encoding="utf-8").splitlines()]
    for number, text in enumerate(texts):
        plain = " ".join(text.replace("[NAME]", names[number % len(names)]).replace("[RELIGION]", "Christian").split())
        yield Text(plain, "en", 0, False, "everyday", "everyday")


def cut(texts, folder):
    """Lays the windows on the texts; those cut before are kept in the folder."""
    kept = Path(folder) / "windows.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    fresh = sorted({plain for text in texts if (plain := " ".join(text.text.split())) not in known})
    if fresh:
        lines = subprocess.run(MEASURE + ["cut"], input="\n".join(fresh) + "\n", capture_output=True, text=True, check=True, encoding="utf-8").stdout.splitlines()
        if len(lines) != len(fresh):
            raise ValueError(f"{len(fresh)} texts were cut into {len(lines)} lines")
        known.update(zip(fresh, lines))
        kept.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    for text in texts:
        text.windows = [words for window in known[" ".join(text.text.split())].split("\t") if (words := window.removesuffix(" .").split())]
    return [text for text in texts if text.windows]


def flagged(texts, folder):
    """Those in which the phrases find a crisis: the few that everyday collections hold are left out of the negatives."""
    kept = Path(folder) / "known.json"
    if kept.exists():
        return set(json.loads(kept.read_text(encoding="utf-8")))
    path = Path(folder) / "scan.txt"
    path.write_text("\n".join(text.text for text in texts), encoding="utf-8")
    shown = subprocess.run(MEASURE + ["scan", str(path), "--phrases"], capture_output=True, text=True, check=True, encoding="utf-8").stdout
    found = [line[4:] for line in shown.splitlines() if line.startswith("    ")]
    kept.write_text(json.dumps(found), encoding="utf-8")
    return set(found)
