"""espeak-ng through its C library: sound with the phonemes' times, and the mouth shape of each 10 ms by the program's own table."""
import ctypes as C
import os
import numpy as np

TABLE = os.path.join(os.path.dirname(__file__), "../../plugins/TalkingHead/Resources/phonemes.tsv")
VISEMES = ["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"]
SILENT = 0.002


class Event(C.Structure):
    _fields_ = [("kind", C.c_int), ("message", C.c_uint), ("position", C.c_int), ("length", C.c_int),
                ("milliseconds", C.c_int), ("sample", C.c_int), ("user", C.c_void_p), ("name", C.c_ubyte * 8)]


CALLBACK = C.CFUNCTYPE(C.c_int, C.POINTER(C.c_short), C.c_int, C.POINTER(Event))


class Espeak:
    """One process can hold one of these: the library's state is global."""

    def __init__(self):
        self.library = C.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(2, 0, None, 1 | 2 | 0x8000)
        self.callback = CALLBACK(self.receive)
        self.library.espeak_SetSynthCallback(self.callback)
        self.symbols = read_table()

    def receive(self, sound, count, events):
        if sound and count:
            self.sound.append(C.string_at(sound, 2 * count))
        i = 0
        while events[i].kind != 0:
            if events[i].kind == 7:
                name = bytes(events[i].name).split(b"\0")[0].decode("utf8", "ignore")
                if not name.startswith("("):
                    self.events.append((events[i].sample, name))
            i += 1
        return 0

    def speak(self, text, voice, rate, pitch, span):
        """Samples, and (first sample, end, phoneme) in their order."""
        self.sound, self.events = [], []
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(voice)
        for parameter, value in ((1, rate), (2, 100), (3, pitch), (4, span), (7, 0)):
            self.library.espeak_SetParameter(parameter, int(value), 0)
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1 | 0x1000, None, None)
        samples = np.frombuffer(b"".join(self.sound), np.int16) / 32768.0
        starts = [e[0] for e in self.events] + [len(samples)]
        phonemes = [(a, b, e[1]) for a, b, e in zip(starts, starts[1:], self.events) if b > a]
        if phonemes and phonemes[0][0] > 0:
            phonemes.insert(0, (0, phonemes[0][0], ""))
        return samples, phonemes

    def cues(self, samples, phonemes):
        """(first sample, viseme's number), as EspeakTrack makes them: closures come before their burst, h takes what follows."""
        spans = [list(p) for p in phonemes]
        for before, now in zip(spans, spans[1:]):
            parts = split(now[2], self.symbols)
            if not parts or parts[0][0] != "stop":
                continue
            pause = before[2] == ""
            least = max(now[0] - int((0.09 if pause else 0.12) * self.rate), before[0] if pause else before[0] + (before[1] - before[0]) // 3)
            start = now[0]
            while start > least and abs(samples[start - 1]) < SILENT:
                start -= 1
            before[1] = now[0] = start
        cues, at = [], 0
        for start, end, name in spans:
            shapes = [(0, 1.0)] if name == "" else [s for p in split(name, self.symbols) for s in p[1]]
            whole = sum(s[1] for s in shapes)
            begin = at
            for viseme, weight in shapes:
                cues.append((begin, viseme))
                begin += int((end - at) * weight / whole)
            at = end if shapes else at
        return cues


def read_table():
    table = {}
    for line in open(TABLE, encoding="utf8"):
        if line.startswith("#"):
            continue
        symbol, kind, shape, _ = line.rstrip("\n").split("\t")
        names = [] if shape in ("-", "next") else shape.split("+")
        weights = [1.0] if len(names) == 1 else [0.4, 0.6]
        table[symbol] = (kind, [(VISEMES.index(n), w) for n, w in zip(names, weights)])
    return table


def split(phoneme, table):
    found, at, longest = [], 0, max(map(len, table))
    while at < len(phoneme):
        for length in range(longest, 0, -1):
            if phoneme[at:at + length] in table and at + length <= len(phoneme):
                if table[phoneme[at:at + length]][0] != "mark":
                    found.append(table[phoneme[at:at + length]])
                break
        at += max(1, length)
    return found
