"""Mel bands of 16 kHz sound, number for number what SpeechFeatures in plugins/TalkingHead computes."""
import numpy as np

RATE, HOP, SIZE, BANDS = 16000, 160, 512, 26
FLOOR, SPEECH, TRUST = -11.0, 6.0, 100.0
OFFSETS = [-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9]


def mel_bank():
    mel = lambda f: 1127 * np.log(1 + f / 700)
    hertz = lambda m: 700 * (np.exp(m / 1127) - 1)
    low, width = mel(20), RATE / SIZE
    step = (mel(8000) - low) / (BANDS + 1)
    bank = np.zeros((BANDS, SIZE // 2 + 1))
    for b in range(BANDS):
        left, middle, right = hertz(low + b * step), hertz(low + (b + 1) * step), hertz(low + (b + 2) * step)
        first, last = max(1, int(left / width)), min(SIZE // 2, int(np.ceil(right / width)))
        f = np.arange(first, last + 1) * width
        bank[b, first:last + 1] = np.maximum(0, np.where(f < middle, (f - left) / (middle - left), (right - f) / (right - middle)))
    return bank


BANK = mel_bank()
WINDOW = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)


def bands(samples):
    """Logarithms of the bands' powers relative to the recording's level, [frames, 26]; and which frames are speech."""
    count = max(1, len(samples) // HOP)
    padded = np.concatenate([np.zeros(SIZE // 2 - HOP // 2), samples, np.zeros(SIZE)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[: count * HOP: HOP]
    power = np.abs(np.fft.rfft(frames * WINDOW)) ** 2 * 2 / (0.375 * SIZE * SIZE)
    power = power @ BANK.T
    energy = np.log(power.sum(1) + 1e-12)
    level = np.sort(energy)[int(0.95 * (count - 1))]
    return np.clip(np.log(np.maximum(power, 1e-12)) - level, FLOOR, None), energy > level - SPEECH


def settle(x, speech, usual):
    """Takes most of the recording's own colour out: its mean over speech moves towards the usual one."""
    count = speech.sum()
    return x if count == 0 else x - (x[speech].mean(0) - usual) * count / (count + TRUST)


def context(x):
    at = np.arange(len(x))
    return np.concatenate([x[np.clip(at + o, 0, len(x) - 1)] for o in OFFSETS], 1)
