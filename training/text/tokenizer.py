"""The tokeniser and the features of the text-emotion model. plugins/TextEmotion has the same in C#; a golden file keeps them equal.

A token is (kind, text, start, end); start and end count code points of the given text.
Kinds: word, negator (a word that turns what follows), emoji, smiley, mark (! ? ...), break (ends a negation's reach).
Only code points and simple one-to-one lower case are used, so that any language can do the same.
"""

import unicodedata
from pathlib import Path

FEELINGS = Path(__file__).resolve().parents[2] / "plugins/TextEmotion/Resources/feelings.txt"

EMOTICONS = sorted([
    ":)", ":-)", ":(", ":-(", ":D", ":-D", "xD", "XD", ";)", ";-)", ":P", ":p", ":-P", ":/", ":-/", ":\\", ":'(", ":')",
    "<3", "</3", ":o", ":O", "^^", "^_^", "-_-", ":|", "=)", "=(", "=D", "D:", "T_T", ">:(", "(:", "):", ":3", ":]", ":["],
    key=lambda e: (-len(e), e))
NEGATORS = frozenset(
    "not n't never no nothing nobody none neither nor cannot without hardly barely dont doesnt didnt isnt arent wasnt "
    "werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt aint".split())
SUFFIXES = ("n't", "'s", "'m", "'re", "'ve", "'ll", "'d")
REACH = 3
IRONY = "irony"
# "can't stop laughing" is laughter: a negator beside these tells nothing by itself.
NOT_TURNED = frozenset(["amusement"])
SKIPPED = frozenset([0xFE0E, 0xFE0F, 0x200D, 0x20E3])


def once(word):
    """Every letter once in a row."""
    return "".join(char for k, char in enumerate(word) if k == 0 or word[k - 1] != char)


def read_feelings():
    """{member, its words joined by +: groups}, and the pleasant groups."""
    groups, pleasant = {}, set()
    for line in FEELINGS.read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        name, members = line.split(":", 1)
        if name[0] == "!":
            name = name[1:]
            pleasant.add(name)
        for member in members.split():
            groups.setdefault(member, []).append(name)
    return groups, frozenset(pleasant)


GROUPS, PLEASANT = read_feelings()
# Members by their letters without doubles, for what is drawn out: "saad", "thaaanks".
DRAWN_OUT = {once(member): groups for member, groups in reversed(GROUPS.items()) if member.isalpha()}
LONGEST_PHRASE = max(member.count("+") + 1 for member in GROUPS)


def is_emoji(code):
    return (0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or 0x2300 <= code <= 0x23FF
            or 0x2B00 <= code <= 0x2BFF) and not 0x1F3FB <= code <= 0x1F3FF


def lower(char):
    small = char.lower()
    return small if len(small) == 1 else char


def is_word_char(char):
    return char.isalpha() or char == "_"


def is_drawn_over(char):
    """A mark drawn over a letter, or a sign that is not seen: no part of how a word is spelt."""
    return unicodedata.category(char) in ("Mn", "Cf")


def is_apostrophe(char):
    return char in "'\u2019"


def squeeze(word):
    """soooo -> soo: a letter stands at most twice in a row."""
    out = []
    for char in word:
        if len(out) >= 2 and out[-1] == char and out[-2] == char:
            continue
        out.append(char)
    return "".join(out)


def tokenize(text):
    tokens, i, count = [], 0, len(text)
    while i < count:
        char = text[i]
        after_word = i > 0 and (is_word_char(text[i - 1]) or text[i - 1].isdecimal())
        place = _placeholder(text, i)
        if place:
            tokens.append(("word", "<" + text[i + 1:place - 1].lower() + ">", i, place))
            i = place
        elif not after_word and _is_url(text, i):
            end = i
            while end < count and not text[end].isspace():
                end += 1
            tokens.append(("word", "<url>", i, end))
            i = end
        elif (smiley := _emoticon(text, i, after_word)) is not None:
            tokens.append(("smiley", smiley, i, i + len(smiley)))
            i += len(smiley)
        elif is_word_char(char):
            i = _word(text, i, tokens)
        elif char == "/" and _marks_irony(text, i):
            tokens.append(("mark", "/s", i, i + 2))
            i += 2
        elif char.isdecimal():
            end = i
            while end < count and text[end].isdecimal():
                end += 1
            tokens.append(("word", "<num>", i, end))
            i = end
        elif char in "!?":
            end = i
            while end < count and text[end] in "!?":
                end += 1
            run = text[i:end]
            shown = "?!" if "!" in run and "?" in run else run[0] * min(2, len(run))
            tokens.append(("mark", shown, i, end))
            i = end
        elif char in ".\u2026":
            end = i
            while end < count and text[end] in ".\u2026":
                end += 1
            single = end - i == 1 and char == "."
            tokens.append(("break", ".", i, end) if single else ("mark", "...", i, end))
            i = end
        else:
            if char in ",;:\n":
                tokens.append(("break", ",", i, i + 1))
            elif is_emoji(ord(char)) and ord(char) not in SKIPPED:
                tokens.append(("emoji", char, i, i + 1))
            i += 1
    return tokens


def _placeholder(text, i):
    """[NAME] and [RELIGION], GoEmotions' masks: the index after the bracket, or None."""
    for mask in ("[NAME]", "[RELIGION]"):
        if text.startswith(mask, i):
            return i + len(mask)
    return None


def _marks_irony(text, i):
    """/s by itself, as forums mark what is not meant."""
    return (text[i + 1:i + 2] in ("s", "S") and (i == 0 or text[i - 1].isspace() or text[i - 1] in ".!?)")
            and (i + 2 == len(text) or text[i + 2].isspace() or text[i + 2] in ".!"))


def _is_url(text, i):
    head = "".join(lower(c) for c in text[i:i + 8])
    return head.startswith("http://") or head.startswith("https://") or head.startswith("www.")


def _emoticon(text, i, after_word):
    for smiley in EMOTICONS:
        if text.startswith(smiley, i):
            end = i + len(smiley)
            lettered = smiley[0].isalpha() or smiley[-1].isalpha() or smiley[-1].isdecimal()
            follows_word = end < len(text) and (is_word_char(text[end]) or text[end].isdecimal())
            if (lettered and follows_word) or (smiley[0].isalpha() and after_word):
                continue
            return smiley
    return None


def _word(text, i, tokens):
    """Appends a word and its split contraction; returns the index after both."""
    end, count = i, len(text)
    while end < count and (is_word_char(text[end]) or is_drawn_over(text[end]) or (
            is_apostrophe(text[end]) and end + 1 < count and text[end + 1].isalpha())):
        end += 1
    while is_drawn_over(text[end - 1]):
        end -= 1
    places = [k for k in range(i, end) if not is_drawn_over(text[k])] + [end]
    raw = "".join("'" if is_apostrophe(text[k]) else lower(text[k]) for k in places[:-1])
    cut = len(raw)
    for suffix in SUFFIXES:
        if raw.endswith(suffix) and len(raw) > len(suffix):
            cut = len(raw) - len(suffix)
            break
    for part, start, stop in ((raw[:cut], i, places[cut]), (raw[cut:], places[cut], end)):
        if part:
            small = squeeze(part)
            tokens.append(("negator" if small in NEGATORS else "word", small, start, stop))
    return end


def shouts(text, token):
    """A word of three or more letters, all of them capitals."""
    kind, _, start, end = token
    part = text[start:end]
    return kind == "word" and end - start >= 3 and all(c.isalpha() and c != lower(c) for c in part)


def feelings(tokens):
    """The groups of feelings that each token belongs to, by itself or as the first of a phrase."""
    found = []
    for index, (kind, shown, _, _) in enumerate(tokens):
        groups = list(GROUPS.get(shown, ()))
        if not groups and kind == "word" and (short := once(shown)) != shown:
            groups = list(DRAWN_OUT.get(short, ()))
        phrase = shown
        for size in range(1, LONGEST_PHRASE):
            if index + size >= len(tokens) or tokens[index + size][0] == "break":
                break
            phrase += "+" + tokens[index + size][1]
            groups += [g for g in GROUPS.get(phrase, ()) if g not in groups]
        found.append(groups)
    return found


def features(text, tokens=None):
    """Yields (feature, first token, last token) for every feature occurrence of the text.

    w:WORD, n:WORD (a word within reach of a negator, in place of w:), b:A B (^ stands for the start), c: 3 to 5
    characters of a word between underscores (not when negated), s:CAPS for a shouted word, e:GROUP for a word or picture
    that names or shows a feeling, f:GROUP for a negated one. In a text with a mark of irony a word of a pleasant group
    gives i:GROUP and nothing else.
    """
    tokens = tokenize(text) if tokens is None else tokens
    felt = feelings(tokens)
    ironic = any(IRONY in groups for groups in felt)
    reach, before = 0, ("^", -1)
    for index, token in enumerate(tokens):
        kind, shown = token[0], token[1]
        if kind == "break":
            reach = 0
            continue
        turned = kind == "word" and reach > 0
        if ironic and not turned and any(g in PLEASANT for g in felt[index]):
            for group in felt[index]:
                yield ("i:" if group in PLEASANT else "e:") + group, index, index
            before = ("*", index)
            continue
        for group in felt[index]:
            if not (turned and group in NOT_TURNED):
                yield ("f:" if turned else "e:") + group, index, index
        if turned:
            yield "n:" + shown, index, index
            reach -= 1
        else:
            yield "w:" + shown, index, index
            if kind == "word" and shown[0] != "<":
                padded = "_" + shown + "_"
                for size in (3, 4, 5):
                    for k in range(len(padded) - size + 1):
                        yield "c:" + padded[k:k + size], index, index
        if kind in ("mark", "emoji", "smiley"):
            reach = 0
        if kind == "negator":
            reach = REACH
        if shouts(text, token):
            yield "s:CAPS", index, index
        yield f"b:{before[0]} {shown}", before[1] if before[1] >= 0 else index, index
        before = (shown, index)
