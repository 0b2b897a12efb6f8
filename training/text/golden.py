"""Writes what the Python side makes of a few sentences, so that the tests can hold the C# side to it."""

import json

from tokenizer import features, tokenize

SENTENCES = [
    "I am so happy for you!", "I'm not happy about this.", "I am not at all angry, just tired.",
    "Thank you so much, this really helped me.", "LOL that's hilarious 😂😂", "This is the WORST day ever!!!",
    "What?! Are you serious??", "I don’t know what that means...", "I miss my dog, he died last week :(",
    "Sooooo proud of my little sister <3", "The meeting starts at 10:30 in room 204.",
    "Ew, that's disgusting.", "Sorry, I didn't mean to hurt you.", "I'm scared of what will happen next",
    "You can't be serious; nobody likes it.", "wow… just wow", "ask not what your country can do for you",
    "👍🏽 great job, [NAME]", "See https://example.org/a?b=c for more", "He never said he was sad, did he?",
    "I love it xD but I hate the price :/", "no, I was happy.", "Dont worry, it isnt bad", "naïve café déjà vu", "", "   ", "12345",
    "I am furious!", "😡 not amused", "Oh great, another meeting /s", "Wow, thanks for nothing", "I am not livid. yay!",
    "I hope so", "Well, at least it's over. What a relief!", "WHY WOULD YOU DO THAT",
]


def utf16(text, index):
    """Index in UTF-16 units, as .NET counts."""
    return len(text[:index].encode("utf-16-le")) // 2


def write(path, model):
    cases = []
    for text in SENTENCES:
        tokens = tokenize(text)
        found = sorted({f for f, _, _ in features(text, tokens)})
        probabilities = model.probabilities(found)
        cases.append({
            "text": text,
            "tokens": [[kind, shown, utf16(text, start), utf16(text, end)] for kind, shown, start, end in tokens],
            "features": found,
            "probabilities": {label: round(float(p), 6) for label, p in zip(model.labels, probabilities)}})
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
