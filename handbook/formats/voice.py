"""Voices: words to sound, each piece kept by the hash of its words, its voice and their versions.

English is read by the neural voice of the package hibari-tts, other languages by the program
espeak-ng, which also stands in where the package is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from handbook.formats.speech import Run

LOCK = "lock"
"""The file in each folder by which processes keep out of each other's way."""
RATE = 24_000
"""Samples a second of all sound here."""
PACKAGES = ("numpy", "lameenc", "miniaudio")
NEURAL = "hibari"
NEURAL_PARTS = ("hibari-tts", "onnxruntime", "numpy")
PACE = 165
"""Words a minute of espeak-ng."""
ESPEAK_HEADER = 44
"""Bytes before the samples of what espeak-ng writes."""
ESPEAK_RATE = 22_050
QUIET = 0.004
"""Level below which the ends of a piece are cut off."""
AROUND = 0.02
"""Seconds of quiet that stay at each end."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice."""

    name: str
    """Its name and all versions on which its sound depends."""
    say: Callable[[str], np.ndarray]
    """Returns words as sound: one channel, numbers from -1 to 1, RATE samples a second."""


def missing() -> str | None:
    """Say what this machine lacks to make sound, and the one command that gets it."""
    lacking = [name for name in PACKAGES if find_spec(name) is None]
    if not find_spec(NEURAL) and not shutil.which("espeak-ng"):
        lacking.append("hibari-tts")
    if not lacking:
        return None
    return (
        f"{', '.join(lacking)} cannot be found. Run this, then build again: "
        "python3 requirements/install.py audio"
    )


def narrator(language: str) -> str:
    """Return the name of the voice that reads most of a text, without versions."""
    return voice(language).name.partition(" ")[0]


@cache
def voice(language: str) -> Voice:
    """Return the voice for a language tag; the neural one where espeak-ng is needed and missing."""
    english = language.lower().partition("-")[0] == "en"
    known = espeak_language(language) if shutil.which("espeak-ng") else None
    if (english or not known) and find_spec(NEURAL):
        return neural()
    return espeak(known or "en-gb")


@cache
def neural() -> Voice:
    """Return the neural voice; one thread and one seed, as more give other bytes each time."""
    from hibari import Hibari

    reader = Hibari(threads=1)
    parts = " ".join(f"{name}-{version(name)}" for name in NEURAL_PARTS)
    return Voice(f"Hibari {reader.voice} {parts}", lambda text: reader(text, seed=0))


def espeak(language: str) -> Voice:
    """Return a voice of espeak-ng."""
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True).stdout
    number = re.search(r"\d[\w.]*", told)[0]
    command = ["espeak-ng", "-v", language, "-s", str(PACE), "--stdin", "--stdout"]

    def say(text: str) -> np.ndarray:
        import numpy as np

        done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        samples = done.stdout[ESPEAK_HEADER:]
        return resampled(np.frombuffer(samples, "<i2").astype(np.float32) / 32768)

    return Voice(f"eSpeak-NG {language} {number} pace-{PACE}", say)


def resampled(sound: np.ndarray) -> np.ndarray:
    """Return sound of espeak-ng with RATE samples a second, the same curve through them."""
    import numpy as np

    number = round(len(sound) * RATE / ESPEAK_RATE)
    made = np.fft.irfft(np.fft.rfft(sound), number) * (number / max(1, len(sound)))
    return made.astype(np.float32)


def versions() -> tuple[str, ...]:
    """Return the program of the system that reads other languages, with its version."""
    if not shutil.which("espeak-ng"):
        return ()
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True)
    return (told.stdout.partition("  Data at")[0],)


@cache
def espeak_language(language: str) -> str | None:
    """Return the tag by which espeak-ng knows a language, or None when it does not."""
    tag = language.lower()
    for name in (tag, tag.partition("-")[0]):
        tried = subprocess.run(["espeak-ng", "-q", "-v", name, "a"], capture_output=True)
        if not tried.returncode:
            return name
    return None


def all_said(runs: Sequence[Run], folder: Path, pronounced: dict[str, str]) -> list[np.ndarray]:
    """Return the sound of each run, from the folder or made now.

    Several processes share the folder: what another one is making is left to it, and read at the
    end.
    """
    pieces = {run: Piece.of(run.language, respelt(run.text, pronounced), folder) for run in runs}
    for piece in pieces.values():
        piece.make(wait=False)
    for piece in pieces.values():
        piece.make(wait=True)
    sounds = {run: piece.read() for run, piece in pieces.items()}
    return [sounds[run] for run in runs]


def sound_files(runs: Iterable[Run], folder: Path, pronounced: dict[str, str]) -> set[Path]:
    """Return the files that keep the sound of some runs."""
    return {
        Piece.of(run.language, respelt(run.text, pronounced), folder).file for run in set(runs)
    }


def respelt(text: str, pronounced: dict[str, str]) -> str:
    """Return words with names spelt as they sound."""
    for name, sound in pronounced.items():
        text = re.sub(rf"\b{re.escape(name)}\b", sound, text)
    return text


@dataclass(frozen=True, slots=True)
class Piece:
    """Words for one voice, and the file that keeps their sound."""

    voice: Voice
    text: str
    file: Path

    @classmethod
    def of(cls, language: str, text: str, folder: Path) -> Piece:
        speaker = voice(language)
        key = hashlib.sha256(f"{speaker.name}\n{text}".encode()).hexdigest()
        return cls(speaker, text, folder / key[:2] / f"{key}.sound")

    def make(self, *, wait: bool) -> None:
        """Make the sound, unless it is there, or another process makes it and we do not wait."""
        if self.file.exists():
            return
        with locked(self.file, wait=wait) as mine:
            if mine and not self.file.exists():
                write_whole(self.file, packed(self.sound()))

    def sound(self) -> np.ndarray:
        """Return the words as the voice says them now."""
        return trimmed(self.voice.say(self.text))

    def read(self) -> np.ndarray:
        """Return the sound that was kept; what is damaged is made again."""
        if (data := read_whole(self.file)) is None:
            write_whole(self.file, data := packed(self.sound()))
        return unpacked(data)


def trimmed(sound: np.ndarray) -> np.ndarray:
    """Return sound without the quiet at its ends."""
    import numpy as np

    loud = np.flatnonzero(np.abs(sound) > QUIET)
    if not len(loud):
        return sound[:0]
    around = int(AROUND * RATE)
    return sound[max(0, loud[0] - around) : loud[-1] + around]


def packed(sound: np.ndarray) -> bytes:
    """Return sound of 16 bits, without loss: steps from sample to sample, high bytes apart."""
    import numpy as np

    samples = np.clip(np.round(sound * 32767), -32768, 32767).astype(np.int16)
    steps = np.diff(samples, prepend=np.int16(0)).astype("<i2")
    return zlib.compress(steps.view(np.uint8).reshape(-1, 2).T.tobytes(), 6)


def unpacked(data: bytes) -> np.ndarray:
    """Return what was packed."""
    import numpy as np

    planes = np.frombuffer(zlib.decompress(data), np.uint8).reshape(2, -1)
    steps = np.ascontiguousarray(planes.T).view("<i2").ravel()
    return np.cumsum(steps, dtype=np.int16).astype(np.float32) / 32767


@contextmanager
def locked(file: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of a file to be made; gives False when another process holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with (file.parent / LOCK).open("a") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 1, lock_place(file))
        except BlockingIOError:
            yield False
            return
        yield True


def lock_place(file: Path) -> int:
    """Return the byte of the folder's lock that stands for a file."""
    return int(hashlib.sha256(file.name.encode()).hexdigest()[:12], 16)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file, after its hash, so that no one meets it half done or damaged."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as into:
            into.write(hashlib.sha256(data).digest() + data)
        os.replace(name, file)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def read_whole(file: Path) -> bytes | None:
    """Return what was written, or None unless every byte is as it was."""
    try:
        held = file.read_bytes()
    except FileNotFoundError:
        return None
    return held[32:] if hashlib.sha256(held[32:]).digest() == held[:32] else None
