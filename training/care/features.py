"""The features of a window of words; src/AffectAgent.Empathy/Care/Hints has the same in C#, a golden file keeps them equal.

    w W     a word, ^ and $ at the ends          b A B   two in a row
    p W     its first four, its first five letters   s A B   two with one between
    e W     its last four letters                t A B   two with two between
"""

LONGEST = 48
_HASHES = {}


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def _hash(text):
    if text not in _HASHES:
        _HASHES[text] = fnv1a(text)
    return _HASHES[text]


def of(words):
    """The distinct hashes of a window's features."""
    shown = ["^"] + words[:LONGEST] + ["$"]
    found = set()
    for place, word in enumerate(shown):
        found.add(_hash("w " + word))
        if len(word) > 3:
            found.update((_hash("p " + word[:4]), _hash("e " + word[-4:])))
        if len(word) > 5:
            found.add(_hash("p " + word[:5]))
        for kind, step in (("b ", 1), ("s ", 2), ("t ", 3)):
            if place + step < len(shown):
                found.add(_hash(kind + word + " " + shown[place + step]))
    return sorted(found)
