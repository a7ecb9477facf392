"""ID3v2.3 tags of an MP3 file: what it is, its chapters, and its words.

https://id3.org/id3v2.3.0, https://id3.org/id3v2-chapters-1.0
"""

from __future__ import annotations

from collections.abc import Sequence

UNICODE = b"\x01"
"""The mark of UTF-16 with its byte order."""
NO_OFFSET = b"\xff\xff\xff\xff"
ORDERED_TOP = 0b11
MOST_CHAPTERS = 255
CODES = {
    "ar": "ara", "bn": "ben", "cy": "cym", "de": "deu", "en": "eng", "es": "spa", "fa": "fas",
    "fr": "fra", "ga": "gle", "gd": "gla", "gu": "guj", "hi": "hin", "it": "ita", "nl": "nld",
    "pa": "pan", "pl": "pol", "pt": "por", "ro": "ron", "so": "som", "ta": "tam", "tr": "tur",
    "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""Language to its code in ISO 639-2, which tags have; `und` for all others."""


def tag(frames: Sequence[bytes]) -> bytes:
    """Return frames as a whole tag, to stand at the beginning of a file."""
    body = b"".join(frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def frame(name: str, content: bytes) -> bytes:
    return name.encode("ascii") + len(content).to_bytes(4, "big") + b"\x00\x00" + content


def text(name: str, words: str) -> bytes:
    """Return a frame of words."""
    return frame(name, UNICODE + wide(words))


def address(name: str, url: str) -> bytes:
    """Return a frame of a web address."""
    return frame(name, url.encode("latin-1"))


def remark(name: str, language: str, about: str, words: str) -> bytes:
    """Return a comment (COMM) or the words of the sound (USLT)."""
    code = CODES.get(language.lower().partition("-")[0], "und").encode()
    return frame(name, UNICODE + code + wide(about) + b"\x00\x00" + wide(words))


def chapters(named: Sequence[tuple[str, float, float]], contents: str) -> list[bytes]:
    """Return the list of contents, then each chapter: title, start and end in seconds."""
    ids = [f"chapter-{number}".encode() + b"\x00" for number in range(1, len(named) + 1)]
    head = b"contents\x00" + bytes([ORDERED_TOP, len(ids)]) + b"".join(ids)
    made = [frame("CTOC", head + text("TIT2", contents))]
    for name, (title, start, end) in zip(ids, named, strict=True):
        times = b"".join(round(one * 1000).to_bytes(4, "big") for one in (start, end))
        made.append(frame("CHAP", name + times + NO_OFFSET * 2 + text("TIT2", title)))
    return made


def wide(words: str) -> bytes:
    """Return words in UTF-16 with their byte order before them."""
    return b"\xff\xfe" + words.encode("utf-16-le")
