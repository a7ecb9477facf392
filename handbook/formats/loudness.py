"""How loud speech is, and how it is brought to one level: EBU R 128 and ITU-R BS.1770.

Sound is one channel, an array of numbers from -1 to 1 (float64 or float32).
https://tech.ebu.ch/docs/r/r128.pdf, https://www.itu.int/rec/R-REC-BS.1770
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

TARGET = -19.0
"""LUFS of one channel that is heard from one or two loudspeakers."""
CEILING = -2.5
"""dBTP of the sound before it is packed; packing adds up to a decibel, and -1.5 is the bound."""
OVERSAMPLED = 4
CLOSE = 0.15
"""LU from the target at which speech is left as it is."""
STEP = 0.002
"""Seconds between two values of the limiter's gain; it moves over SMOOTH of them."""
SMOOTH = 10


def levelled(sound: np.ndarray, rate: int, target: float = TARGET) -> np.ndarray:
    """Return speech at a loudness in LUFS, with no peak above CEILING."""
    peaks, gain = step_peaks(sound, rate), target - loudness(sound, rate)
    if not np.isfinite(gain):
        return sound
    for _ in range(3):
        made = limited(sound, rate, gain=round(gain, 2), peaks=peaks)
        off = target - loudness(made, rate)
        if abs(off) < CLOSE:
            break
        gain += off
    return made


def loudness(sound: np.ndarray, rate: int) -> float:
    """Return the integrated loudness in LUFS (BS.1770-4, Annex 1); minus infinity for silence."""
    power = np.square(weighted(sound, rate), dtype=np.float64)
    tenth = rate // 10
    tenths = power[: len(power) // tenth * tenth].reshape(-1, tenth).mean(axis=1)
    if len(tenths) < 4:
        tenths = np.full(4, power.mean() if len(power) else 0.0)
    blocks = np.convolve(tenths, np.full(4, 0.25), mode="valid")
    blocks = blocks[blocks > from_lufs(-70)]
    if len(blocks):
        blocks = blocks[blocks > blocks.mean() * 10 ** (-10 / 10)]
    return float(-0.691 + 10 * np.log10(blocks.mean())) if len(blocks) else -np.inf


def from_lufs(level: float) -> float:
    """Return the mean square that has a loudness."""
    return 10 ** ((level + 0.691) / 10)


def weighted(sound: np.ndarray, rate: int) -> np.ndarray:
    """Return sound as the K weighting lets it through; the two filters are run as one answer."""
    answer = k_answer(rate)
    size = 1 << 16
    step = size - len(answer) + 1
    spectrum = np.fft.rfft(answer, size)
    out = np.zeros(len(sound) + size)
    for start in range(0, len(sound), step):
        part = np.fft.irfft(np.fft.rfft(sound[start : start + step], size) * spectrum, size)
        out[start : start + size] += part
    return out[: len(sound)]


@lru_cache
def k_answer(rate: int) -> np.ndarray:
    """Return what the two filters of BS.1770 answer to one sample, for a third of a second.

    The constants give the Recommendation's own coefficients at 48 kHz, and the same curve at
    other rates.
    """
    answer = np.zeros(rate // 3)
    answer[0] = 1.0
    for numerator, denominator in (shelf(rate), high_pass(rate)):
        answer = filtered(answer, numerator, denominator)
    return answer


def shelf(rate: int) -> tuple[list[float], list[float]]:
    k = np.tan(np.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    below = 1 + k / q + k * k
    above = [high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k]
    return [one / below for one in above], [2 * (k * k - 1) / below, (1 - k / q + k * k) / below]


def high_pass(rate: int) -> tuple[list[float], list[float]]:
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    below = 1 + k / q + k * k
    return [1.0, -2.0, 1.0], [2 * (k * k - 1) / below, (1 - k / q + k * k) / below]


def filtered(sound: np.ndarray, above: list[float], below: list[float]) -> np.ndarray:
    """Return sound after a filter of the second order, sample by sample."""
    out, x1, x2, y1, y2 = np.empty_like(sound), 0.0, 0.0, 0.0, 0.0
    for place, x in enumerate(sound):
        y = above[0] * x + above[1] * x1 + above[2] * x2 - below[0] * y1 - below[1] * y2
        out[place] = y
        x1, x2, y1, y2 = x, x1, y, y1
    return out


def true_peaks(sound: np.ndarray) -> np.ndarray:
    """Return the highest level at and after each sample, between samples too (BS.1770-4, Annex 2).

    Each of the three levels between two samples is a sum of the twelve samples around it.
    """
    peaks = np.abs(sound)
    reach = np.arange(-6, 6)
    for part in range(1, OVERSAMPLED):
        away = reach + 1 - part / OVERSAMPLED
        taps = np.sinc(away) * np.cos(np.pi * away / 14) ** 2
        between = np.convolve(sound, taps[::-1] / taps.sum(), mode="full")[5 : 5 + len(sound)]
        np.maximum(peaks, np.abs(between), out=peaks)
    return peaks


def true_peak(sound: np.ndarray) -> float:
    """Return the highest level in dBTP."""
    highest = float(true_peaks(sound).max(initial=0.0))
    return 20 * np.log10(highest) if highest else -np.inf


def step_peaks(sound: np.ndarray, rate: int) -> np.ndarray:
    """Return the highest level in each STEP."""
    peaks, step = true_peaks(sound), int(rate * STEP)
    return np.pad(peaks, (0, -len(peaks) % step)).reshape(-1, step).max(axis=1)


def limited(
    sound: np.ndarray, rate: int, *, gain: float = 0.0, peaks: np.ndarray | None = None
) -> np.ndarray:
    """Return sound made louder by `gain` dB, and turned down for a moment round each peak.

    `peaks` are those of `step_peaks`, where they are known.
    """
    peaks = step_peaks(sound, rate) if peaks is None else peaks
    factor = 10 ** (gain / 20)
    need = factor * np.minimum(1.0, 10 ** (CEILING / 20) / np.maximum(factor * peaks, 1e-9))
    wide = np.pad(need, 2 * SMOOTH + 2, constant_values=factor)
    windows = np.lib.stride_tricks.sliding_window_view(wide, 2 * SMOOTH + 3).min(axis=1)
    even = np.convolve(windows, np.full(2 * SMOOTH + 1, 1 / (2 * SMOOTH + 1)), mode="valid")
    centres = (np.arange(len(even)) - 0.5) * int(rate * STEP)
    return sound * np.interp(np.arange(len(sound)), centres, even)
