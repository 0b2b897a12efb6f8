"""The tokeniser and the features of the text-emotion model. plugins/TextEmotion has the same in C#; a golden file keeps them equal.

A token is (kind, text, start, end); start and end count code points of the given text.
Kinds: word, negator (a word that turns what follows), emoji, smiley, mark (! ? ...), break (ends a negation's reach).
Only code points and simple one-to-one lower case are used, so that any language can do the same.
"""

EMOTICONS = sorted([
    ":)", ":-)", ":(", ":-(", ":D", ":-D", "xD", "XD", ";)", ";-)", ":P", ":p", ":-P", ":/", ":-/", ":\\", ":'(", ":')",
    "<3", "</3", ":o", ":O", "^^", "^_^", "-_-", ":|", "=)", "=(", "=D", "D:", "T_T", ">:(", "(:", "):", ":3", ":]", ":["],
    key=lambda e: (-len(e), e))
NEGATORS = frozenset(
    "not n't never no nothing nobody none neither nor cannot without hardly barely dont doesnt didnt isnt arent wasnt "
    "werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt aint".split())
SUFFIXES = ("n't", "'s", "'m", "'re", "'ve", "'ll", "'d")
REACH = 3
SKIPPED = frozenset([0xFE0E, 0xFE0F, 0x200D, 0x20E3])


def is_emoji(code):
    return (0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or 0x2300 <= code <= 0x23FF
            or 0x2B00 <= code <= 0x2BFF) and not 0x1F3FB <= code <= 0x1F3FF


def lower(char):
    small = char.lower()
    return small if len(small) == 1 else char


def is_word_char(char):
    return char.isalpha() or char == "_"


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
    while end < count and (is_word_char(text[end]) or (
            is_apostrophe(text[end]) and end + 1 < count and text[end + 1].isalpha())):
        end += 1
    raw = "".join("'" if is_apostrophe(c) else lower(c) for c in text[i:end])
    cut = len(raw)
    for suffix in SUFFIXES:
        if raw.endswith(suffix) and len(raw) > len(suffix):
            cut = len(raw) - len(suffix)
            break
    for part, start, stop in ((raw[:cut], i, i + cut), (raw[cut:], i + cut, end)):
        if part:
            small = squeeze(part)
            tokens.append(("negator" if small in NEGATORS else "word", small, start, stop))
    return end


def shouts(text, token):
    """A word of three or more letters, all of them capitals."""
    kind, _, start, end = token
    part = text[start:end]
    return kind == "word" and end - start >= 3 and all(c.isalpha() and c != lower(c) for c in part)


def features(text, tokens=None):
    """Yields (feature, first token, last token) for every feature occurrence of the text.

    w:WORD, n:WORD (a word within reach of a negator, in place of w:), b:A B (^ stands for the start), c: 3 to 5
    characters of a word between underscores (not when negated), s:CAPS for a shouted word.
    """
    tokens = tokenize(text) if tokens is None else tokens
    reach, before = 0, ("^", -1)
    for index, token in enumerate(tokens):
        kind, shown = token[0], token[1]
        if kind == "break":
            reach = 0
            continue
        if kind == "word" and reach > 0:
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
