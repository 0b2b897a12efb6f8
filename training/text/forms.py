"""How a line of a dialogue is written and where it stands. plugins/TextEmotion has the same in C#; a golden file keeps them equal."""

import math

from tokenizer import shouts

NAMES = [
    "one word or none", "two words", "three words", "4-6 words", "7-12 words", "over 12 words", "over 20 words", "log words",
    "!", "several !", "?", "several ?", "! and ?", "ends with !", "ends with ?", "...", "ends with ...", "shouted word",
    "letter three times", "word said twice", "starts with oh", "starts with no", "first line", "last line",
    "same speaker as before", "position", "comma", "several stops", "short and !", "short and ?", "long and !"]


def elongated(text):
    """A letter that stands three times in a row, in any case."""
    small = text.lower()
    return any(a == b == c and a.isalpha() for a, b, c in zip(small, small[1:], small[2:]))


def form(text, tokens, position, is_last, same_speaker):
    """The values of NAMES. position: the line's number in its dialogue, from 0."""
    spoken = [t[1] for t in tokens if t[0] in ("word", "negator")]
    words, end = len(spoken), text.rstrip()[-1:]
    shout, ask = text.count("!"), text.count("?")
    dots = any(t[0] == "mark" and t[1] == "..." for t in tokens)
    twice = any(a == b for a, b in zip(spoken, spoken[1:]))
    first = spoken[0] if spoken else ""
    return [float(v) for v in (
        words <= 1, words == 2, words == 3, 4 <= words <= 6, 7 <= words <= 12, words > 12, words > 20, math.log1p(words) / 3,
        shout > 0, shout > 1, ask > 0, ask > 1, shout > 0 and ask > 0, end == "!", end == "?", dots,
        bool(tokens) and tokens[-1][:2] == ("mark", "..."), any(shouts(text, t) for t in tokens), elongated(text), twice,
        first == "oh", first == "no", position == 0, is_last, same_speaker, min(position, 20) / 20, "," in text,
        text.count(".") > 1, words <= 3 and shout > 0, words <= 3 and ask > 0, words > 8 and shout > 0)]
