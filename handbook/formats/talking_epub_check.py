"""A reader of talking EPUB books: the book, and the times that tie its text to its sound.

EPUB 3.3, 9 (https://www.w3.org/TR/epub-33/#sec-media-overlays).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from handbook.formats.base import Measures
from handbook.formats.clips_check import Heard, clip_faults, order_faults
from handbook.formats.epub_check import SPACES, Book, check_epub, read_book
from handbook.formats.mp3_check import seconds_of
from handbook.formats.parts_of_books import BROKEN, part, value
from handbook.formats.speech import write_script

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

SMIL = "{http://www.w3.org/ns/SMIL}"


def check_talking_epub(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a talking EPUB of a Document, in sentences."""
    try:
        book = read_book(data)
        overlays = list(overlays_of(book))
    except BROKEN as error:
        return [f"it cannot be read as an EPUB: {error}"]
    faults = check_epub(data, document, edition)
    if not overlays:
        return [*faults, "none of its text has sound"]
    words = write_script(document, edition).text()
    for text, overlay in overlays:
        try:
            faults += overlay_faults(book, text, overlay, words)
        except BROKEN as error:
            faults.append(f"{overlay} cannot be read: {error}")
    return [*faults, *claims(book, edition)]


def overlays_of(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the path of each text that has times, and that of its times."""
    items = {one.get("id"): one for one in book.package.iterfind("o:manifest/o:item", SPACES)}
    for item in items.values():
        if (overlay := items.get(item.get("media-overlay"))) is not None:
            text, times = value(item, "href"), value(overlay, "href")
            yield posixpath.join(book.folder, text), posixpath.join(book.folder, times)


def overlay_faults(book: Book, text: str, overlay: str, words: str) -> list[str]:
    """The times of one text."""
    folder, clips, sounds = posixpath.dirname(overlay), [], set()
    for par in ElementTree.fromstring(book.files[overlay]).iter(f"{SMIL}par"):
        file, _, anchor = value(part(par, f"{SMIL}text"), "src").partition("#")
        audio = part(par, f"{SMIL}audio")
        sounds.add(posixpath.join(folder, value(audio, "src")))
        start, end = (float(value(audio, name)[:-1]) for name in ("clipBegin", "clipEnd"))
        clips.append(Heard(anchor, start, end))
        if posixpath.join(folder, file) != text:
            return [f"{overlay} reads {file} in the place of {text}"]
    if len(sounds) != 1 or not sounds <= set(book.files):
        return [f"the sound of {overlay} is not in the book"]
    faults = clip_faults(clips, book.files[sounds.pop()], words)
    faults += order_faults(ElementTree.fromstring(book.files[text]), clips)
    told = {float(one[:-1]) for one in book.claims("media:duration")}
    if told != {clips[-1].end}:
        faults.append(f"it says that it lasts {told}, and its clips last {clips[-1].end} seconds")
    return faults


def claims(book: Book, edition: Edition) -> list[str]:
    """What it says of itself: that it talks, and that no person does."""
    voice = edition.settings.words.formats.speech.voice
    faults = []
    if not any(one.startswith(voice) for one in book.claims("media:narrator")):
        faults.append("it does not say that the voice is synthetic")
    if "synchronizedAudioText" not in book.claims("schema:accessibilityFeature"):
        faults.append("it does not say that it is read aloud")
    if "auditory" not in book.claims("schema:accessMode"):
        faults.append("it does not say that it can be heard")
    return faults


def measure_talking_epub(data: bytes) -> Measures:
    """Return the size of a talking EPUB and how long it is."""
    book = read_book(data)
    sounds = [content for name, content in book.files.items() if name.endswith(".mp3")]
    return Measures(len(data), seconds=round(sum(map(seconds_of, sounds))))
