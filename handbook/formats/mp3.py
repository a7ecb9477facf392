"""A Document read aloud as an MP3 file with chapters, and its words inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.formats import id3
from handbook.formats.recording import record

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def write_mp3(document: Document, edition: Edition) -> bytes:
    """Return a Document as MP3: one channel, 24 kHz, 48 kbit/s, -19 LUFS.

    Its chapters are the headings of the first two levels; players show its words as lyrics.
    """
    recording, settings = record(document, edition), edition.settings
    words, language = settings.words.formats, document.language
    chapters = recording.chapters(2)
    if len(chapters) > id3.MOST_CHAPTERS:
        chapters = recording.chapters(1)
    frames = [
        id3.text("TIT2", document.title),
        id3.text("TALB", settings.title),
        id3.text("TPE1", settings.publisher),
        id3.text("TPUB", settings.publisher),
        id3.text("TYER", f"{settings.edition.date.year:04}"),
        id3.text("TLEN", str(round(recording.seconds * 1000))),
        id3.text("TLAN", id3.CODES.get(language.partition("-")[0], "und")),
        id3.text("TCOP", f"{settings.edition.date.year:04} {settings.licence}"),
        id3.address("WOAF", settings.site_url.rstrip("/") + "/" + document.url),
        id3.remark("COMM", language, "", words.speech.voice),
        *id3.chapters(chapters, words.contents),
        id3.remark("USLT", language, "", recording.script.text()),
    ]
    return id3.tag(frames) + recording.frames
