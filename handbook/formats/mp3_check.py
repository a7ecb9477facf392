"""A reader of MP3 files: what their tags say, and what is heard at the times that they name.

It shares no code with the writer of tags, and hears the sound through another library.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.formats.base import Measures
from handbook.formats.speech_check import script_faults, title_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from handbook.document import Document
    from handbook.load import Edition

RATE = 24_000
FRAME = 144
"""Bytes of a frame of 576 samples at 24 kHz and 48 kbit/s."""
HEAD = b"\xff\xf3\x64"
"""MPEG-2, Layer III, no checksum, 48 kbit/s, 24 kHz; the byte after it says one channel."""
LOUDNESS = (-19.5, -18.5)
"""LUFS: EBU R 128 allows half a unit either way; -19 is one channel at the level of -16 in two."""
PEAK = -1.5
"""dBTP."""
PACE = (1.0, 5.0)
"""Words a second of all that is said, with its silences."""
MOST_CHAPTERS = 255
"""A list of contents can hold no more (ID3v2 Chapter Frame Addendum, 3.2)."""
QUIET = 0.02
"""Level below which nothing is said."""


@dataclass
class Tag:
    """What a tag says."""

    texts: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    chapters: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    """Title, start and end in milliseconds, by id."""
    contents: list[str] = field(default_factory=list)
    """The ids in the order of the list of contents."""


def check_mp3(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with an MP3 file of a Document, in sentences."""
    try:
        tag, sound = read_tag(data)
        heard = decoded(sound)
    except (ValueError, struct.error, LookupError) as error:
        return [f"it cannot be read as MP3 with a tag: {error}"]
    words = tag.remarks.get("USLT", "")
    faults = script_faults(words, document, edition)
    faults += facts(tag, document, edition)
    faults += chapter_faults(tag, document, edition, len(heard) / RATE)
    return [*faults, *stream_faults(sound), *sound_faults(heard, words), *starts(tag, heard)]


def read_tag(data: bytes) -> tuple[Tag, bytes]:
    """Return the tag at the beginning of a file, and what comes after it."""
    if data[:5] != b"ID3\x03\x00":
        raise ValueError("it does not begin with a tag of ID3v2.3")
    a, b, c, d = data[6:10]
    end = 10 + (a * 128**3 + b * 128**2 + c * 128 + d)
    tag = Tag()
    for name, content in read_frames(data[10:end]):
        take(tag, name, content)
    return tag, data[end:]


def read_frames(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each frame."""
    place = 0
    while place < len(data):
        name, size, _ = struct.unpack_from(">4sIH", data, place)
        content = data[place + 10 : place + 10 + size]
        if len(content) < size:
            raise ValueError(f"the frame {name.decode('ascii')} is cut short")
        yield name.decode("ascii"), content
        place += 10 + size


def take(tag: Tag, name: str, content: bytes) -> None:
    """Take what one frame says."""
    if name.startswith("T"):
        tag.texts[name] = words_of(content[1:])
    elif name in ("COMM", "USLT"):
        rest = content[4:]
        ends = [at for at in range(0, len(rest), 2) if rest[at : at + 2] == b"\0\0"]
        tag.remarks[name] = words_of(rest[ends[0] + 2 :])
    elif name == "CHAP":
        name, _, rest = content.partition(b"\0")
        start, end = struct.unpack_from(">II", rest)
        inner = dict(read_frames(rest[16:]))
        tag.chapters[name.decode()] = (words_of(inner["TIT2"][1:]), start, end)
    elif name == "CTOC":
        _, _, rest = content.partition(b"\0")
        tag.contents = [one.decode() for one in rest[2:].split(b"\0")[: rest[1]]]


def words_of(data: bytes) -> str:
    return data.decode("utf-16")


def decoded(sound: bytes) -> np.ndarray:
    """Return what is heard."""
    import miniaudio
    import numpy as np

    try:
        made = miniaudio.decode(sound, miniaudio.SampleFormat.FLOAT32, 1, RATE)
    except miniaudio.DecodeError as error:
        raise ValueError("its sound cannot be heard") from error
    return np.array(made.samples, np.float64)


def facts(tag: Tag, document: Document, edition: Edition) -> list[str]:
    """What it is called, and that no person reads it."""
    wanted = {"TIT2": document.title, "TALB": edition.settings.title}
    faults = [
        f"it is called '{tag.texts.get(name)}' instead of '{title}'"
        for name, title in wanted.items()
        if tag.texts.get(name) != title
    ]
    if tag.remarks.get("COMM") != edition.settings.words.formats.speech.voice:
        faults.append("it does not say in its tag that the voice is synthetic")
    return faults


def chapter_faults(tag: Tag, document: Document, edition: Edition, seconds: float) -> list[str]:
    """The chapters: those of the headings, one after the other, from beginning to end."""
    found = [tag.chapters[name] for name in tag.contents if name in tag.chapters]
    faults = []
    if len(found) != len(tag.contents) or len(found) != len(tag.chapters):
        faults.append("its list of contents is not the list of its chapters")
    titles = [title for title, _, _ in found]
    few = sum(heading.level <= 2 for heading in document.headings) < MOST_CHAPTERS
    faults += title_faults(titles, document, edition, depth=2 if few else 1)
    starts = [start for _, start, _ in found]
    ends = [end for _, _, end in found]
    if not found or starts[0] != 0 or starts[1:] != ends[:-1] or starts != sorted(set(starts)):
        faults.append("its chapters do not follow each other from the beginning on")
    elif abs(ends[-1] / 1000 - seconds) > 0.2:
        faults.append(f"its last chapter ends at {ends[-1] / 1000} of {seconds:.1f} seconds")
    return faults


def stream_faults(sound: bytes) -> list[str]:
    """The stream: frames of one kind and nothing else."""
    heads = {sound[at : at + 3] + bytes([sound[at + 3] >> 6]) if at + 4 <= len(sound) else b""
             for at in range(0, len(sound), FRAME)}  # fmt: skip
    if heads != {HEAD + b"\x03"} or len(sound) % FRAME:
        return ["its sound is not MPEG-2 Layer III of one channel, 24 kHz and 48 kbit/s throughout"]
    return []


def seconds_of(sound: bytes) -> float:
    """Return how long a stream of frames is."""
    return len(sound) / FRAME * 576 / RATE


def sound_faults(heard: np.ndarray, words: str) -> list[str]:
    """The sound: as loud as it must be, never too loud, as long as its words need."""
    from handbook.formats.loudness import loudness, true_peak

    faults, level, peak = [], loudness(heard, RATE), true_peak(heard)
    if not LOUDNESS[0] <= level <= LOUDNESS[1]:
        faults.append(f"it has {level:.1f} LUFS instead of -19")
    if peak > PEAK:
        faults.append(f"its highest peak has {peak:.1f} dBTP, and {PEAK} is the most")
    pace = len(words.split()) / max(len(heard) / RATE, 0.1)
    if not PACE[0] <= pace <= PACE[1]:
        faults.append(f"it says {pace:.1f} words a second")
    return faults


def starts(tag: Tag, heard: np.ndarray) -> list[str]:
    """The times of the chapters: silence is heard there, and words soon after."""
    import numpy as np

    faults, loud = [], np.abs(heard)
    for title, start, _ in tag.chapters.values():
        at = start * RATE // 1000
        before, after = loud[max(0, at - RATE // 5) : at + RATE // 5], loud[at : at + RATE]
        if start and (not len(after) or before.max() > QUIET):
            faults.append(f"the chapter '{title}' begins where something is said")
        elif after.max(initial=0) <= QUIET:
            faults.append(f"nothing is said at the beginning of the chapter '{title}'")
    return faults


def measure_mp3(data: bytes) -> Measures:
    """Return the size of an MP3 file and how long it is."""
    return Measures(len(data), seconds=round(seconds_of(read_tag(data)[1])))
