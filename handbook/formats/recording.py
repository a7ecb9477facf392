"""A recording of a script: one stream of MP3 frames, and when each block is said.

Pages are recorded, and the whole handbook is not: it would be hours of sound in hundreds of
megabytes, which no one can send on or find their way in.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats.speech import write_script
from handbook.formats.voice import (
    LOCK,
    RATE,
    Voice,
    all_said,
    locked,
    read_whole,
    sound_files,
    voice,
    write_whole,
)

if TYPE_CHECKING:
    import numpy as np

    from handbook.document import Document
    from handbook.formats.speech import Script, Spoken
    from handbook.load import Edition

FOLDER = ".cache/speech"
YOUNG = 3600
"""Seconds for which a file that nothing needs is left where it is."""
BITS = 48
"""Thousand bits a second."""
VERSION = 2
"""Of what is done to the sound here; a new number makes all recordings anew."""
BEFORE_HEADING = 0.9
AFTER_HEADING = 0.55
AFTER = 0.35
AFTER_OPENING = 0.6
BETWEEN_RUNS = 0.08
"""Seconds of silence."""
PACKING = 0.45
"""LU that packing to BITS takes from speech, as it leaves out the highest tones."""
DELAY = 1105 / RATE
"""Seconds of silence that every encoder and decoder of MP3 put before the sound: LAME's 576
samples and a decoder's 529."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A Document read aloud."""

    script: Script
    frames: bytes
    """MPEG-2 Layer III, one channel, 24 kHz, 48 kbit/s, without tags."""
    times: tuple[tuple[float, float], ...]
    """Start and end of each block of the script in seconds; the end is after the silence."""

    @property
    def seconds(self) -> float:
        return self.times[-1][1]

    def parts(self) -> list[tuple[Spoken, float, float]]:
        """Return the blocks, each with its times, without a gap.

        The opening counts as the beginning of the first block, so that no player leaves it out,
        and the silence before a block as the end of the block before it.
        """
        ends = [end for _, end in self.times[1:]]
        timed = zip(self.script.blocks[1:], [0.0, *ends[:-1]], ends, strict=True)
        return list(timed)

    def chapters(self, depth: int = 2) -> list[tuple[str, float, float]]:
        """Return title, start and end of each chapter, without a gap: headings down to a level."""
        starts = [
            (block.text.removesuffix("."), time[0] - BEFORE_HEADING / 2)
            for block, time in zip(self.script.blocks, self.times, strict=True)
            if 0 < block.level <= depth
        ]
        starts[0] = (starts[0][0], 0.0)
        ends = [start for _, start in starts[1:]] + [self.seconds]
        return [(title, start, end) for (title, start), end in zip(starts, ends, strict=True)]


def record(document: Document, edition: Edition) -> Recording:
    """Return a Document read aloud, from what was kept where nothing in it changed."""
    script = write_script(document, edition)
    folder, spelt = edition.root / FOLDER, respellings(edition)
    file = recording_file(script, spelt, folder)
    with locked(file, wait=False) as mine:
        if not mine:
            all_said([run for block in script.blocks for run in block.runs], folder, spelt)
    with locked(file, wait=True):
        if (held := read_whole(file)) is None:
            write_whole(file, held := made(script, folder, spelt))
    times, _, frames = held.partition(b"\n")
    return Recording(script, frames, tuple(tuple(pair) for pair in json.loads(times)))


def respellings(edition: Edition) -> dict[str, str]:
    """Return the names that are said otherwise than they are written."""
    words = edition.settings.words.formats.speech
    return words.two_ways | words.pronounced


def forget_others(pages: Iterable[tuple[Document, Edition]]) -> None:
    """Remove the sound that none of some pages needs, so that the folder does not grow for ever.

    What is younger than YOUNG stays: another build may be at it.
    """
    used: set[Path] = set()
    folders: set[Path] = set()
    for document, edition in pages:
        folder, spelt = edition.root / FOLDER, respellings(edition)
        script = write_script(document, edition)
        runs = [run for block in script.blocks for run in block.runs]
        used |= {recording_file(script, spelt, folder), *sound_files(runs, folder, spelt)}
        folders.add(folder)
    oldest = time.time() - YOUNG
    for file in (file for folder in folders for file in folder.rglob("*")):
        with suppress(OSError):
            known = file in used or file.name == LOCK or not file.is_file()
            if not known and file.stat().st_mtime < oldest:
                file.unlink()


def recording_file(script: Script, spelt: dict[str, str], folder: Path) -> Path:
    """Return the file that keeps a recording."""
    key = recording_key(script, spelt)
    return folder / "pages" / key[:2] / f"{key}.mp3"


def recording_key(script: Script, spelt: dict[str, str]) -> str:
    """Return the hash of all that the sound depends on."""
    said = [(block.level, *((voice(run.language).name, run.text) for run in block.runs))
            for block in script.blocks]  # fmt: skip
    return hashlib.sha256(json.dumps([VERSION, BITS, PACKING, said, spelt]).encode()).hexdigest()


def made(script: Script, folder: Path, spelt: dict[str, str]) -> bytes:
    """Return the times as a line of JSON, then the frames."""
    import numpy as np

    from handbook.formats.loudness import TARGET, levelled

    runs = [run for block in script.blocks for run in block.runs]
    sounds = alike(all_said(runs, folder, spelt), [voice(run.language) for run in runs])
    pieces, times, place = [], [], 0
    for number, block in enumerate(script.blocks):
        before = samples(BEFORE_HEADING if block.level and number else 0.1)
        said = joined(sounds[: len(block.runs)])
        sounds = sounds[len(block.runs) :]
        after = samples(AFTER_HEADING if block.level else AFTER if number else AFTER_OPENING)
        start = place + len(before)
        place = start + len(said) + len(after)
        times.append((round(start / RATE + DELAY, 3), round(place / RATE + DELAY, 3)))
        pieces += [before, said, after]
    sound = levelled(np.concatenate(pieces), RATE, TARGET + PACKING)
    return json.dumps(times).encode() + b"\n" + encoded(sound)


def alike(sounds: list[np.ndarray], voices: list[Voice]) -> list[np.ndarray]:
    """Return sounds with the voices brought to one level, each by all that it says."""
    if len(set(voices)) == 1:
        return sounds
    import numpy as np

    from handbook.formats.loudness import TARGET, loudness

    gains = {}
    for speaker in dict.fromkeys(voices):
        own = [one for one, by in zip(sounds, voices, strict=True) if by is speaker]
        level = loudness(np.concatenate(own), RATE)
        gains[speaker] = 10 ** (round(TARGET - level, 1) / 20) if np.isfinite(level) else 1.0
    return [one * gains[by] for one, by in zip(sounds, voices, strict=True)]


def joined(sounds: list[np.ndarray]) -> np.ndarray:
    """Return the runs of one block with a short silence between them."""
    import numpy as np

    gap = samples(BETWEEN_RUNS)
    return np.concatenate([piece for sound in sounds for piece in (gap, sound)][1:])


def samples(seconds: float) -> np.ndarray:
    """Return silence."""
    import numpy as np

    return np.zeros(int(seconds * RATE), np.float32)


def encoded(sound: np.ndarray) -> bytes:
    """Return sound as MP3 frames of one size."""
    import lameenc
    import numpy as np

    encoder = lameenc.Encoder()
    encoder.set_bit_rate(BITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(5)
    encoder.silence()
    pcm = np.clip(np.round(sound * 32767), -32768, 32767).astype("<i2").tobytes()
    return bytes(encoder.encode(pcm) + encoder.flush())
