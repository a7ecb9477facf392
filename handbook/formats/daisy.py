"""A Document as a DAISY 2.02 book with sound and text, for players of talking books.

https://daisy.org/activities/standards/daisy/daisy-2/daisy-format-2-02-specification/
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.daisy_text import CONTENT, XHTML_TYPE, content_file, page, written
from handbook.formats.media import file_title
from handbook.formats.recording import record
from handbook.formats.voice import narrator
from handbook.formats.zips import archive

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.recording import Recording
    from handbook.load import Edition

SMIL_TYPE = (
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
)
FORMAT = "Daisy 2.02"
ABOUT = "about-"
"""What begins the id of a block that the Document does not hold."""
NCC, MASTER, SOUND = "ncc.html", "master.smil", "speech.mp3"


@dataclass(frozen=True, slots=True)
class Clip:
    """One block as it is read."""

    target: str
    """The id of its text in the book."""
    level: int
    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is read below it, up to the next one."""

    file: str
    title: str
    level: int
    clips: tuple[Clip, ...]

    @property
    def start(self) -> float:
        return self.clips[0].start

    @property
    def end(self) -> float:
        return self.clips[-1].end


def write_daisy(document: Document, edition: Edition) -> bytes:
    """Return a page as a zipped DAISY 2.02 book: `ncc.html` first, all files at its top."""
    recording = record(document, edition)
    clips = clips_of(recording)
    about = [one for one in clips if one.target.startswith(ABOUT)]
    sections, name = sections_of(clips), name_of(document, edition)
    book = {
        CONTENT: content_file(recording.script.document, texts_of(about), edition),
        SOUND: recording.frames,
        MASTER: master_file(sections, document.title, name),
        **{one.file: smil_file(one, name) for one in sections},
    }
    facts = facts_of(document, edition, sections, name)
    facts["ncc:files"] = str(len(book) + 1)
    facts["ncc:kByteSize"] = str(round(sum(map(len, book.values())) / 1024))
    ncc = ncc_file(sections, document, facts)
    return archive({NCC: ncc, **{file: book[file] for file in sorted(book)}})


def clips_of(recording: Recording) -> list[Clip]:
    """Return the blocks as they are read; those outside the Document have ids of their own."""
    return [
        Clip(block.target or f"{ABOUT}{number}", block.level, block.text, start, end)
        for number, (block, start, end) in enumerate(recording.parts())
    ]


def texts_of(clips: Sequence[Clip]) -> list[tuple[str, int, str]]:
    """Return id, level and words of clips; a heading without the stop that the voice needs."""
    return [
        (one.target, one.level, one.text.removesuffix(".") if one.level else one.text)
        for one in clips
    ]


def sections_of(clips: Sequence[Clip]) -> list[Section]:
    """Return the clips by heading; what stands before the first heading belongs to it."""
    groups: list[list[Clip]] = [[]]
    for clip in clips:
        if clip.level and any(one.level for one in groups[-1]):
            groups.append([])
        groups[-1].append(clip)
    sections = []
    for number, group in enumerate(groups, start=1):
        heading = next(one for one in group if one.level)
        title = heading.text.removesuffix(".")
        sections.append(Section(f"part-{number:04}.smil", title, heading.level, tuple(group)))
    return sections


def name_of(document: Document, edition: Edition) -> str:
    """Return the book's identifier, the same for each build."""
    address = edition.settings.site_url.rstrip("/") + "/" + document.url
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{address}#{document.path}#daisy')}"


def facts_of(
    document: Document, edition: Edition, sections: Sequence[Section], name: str
) -> dict[str, str]:
    """Return what the book says about itself, by the names of the specification."""
    settings = edition.settings
    words = settings.words.formats.speech
    return {
        "dc:title": file_title(document.title, edition),
        "dc:creator": settings.publisher,
        "dc:date": settings.edition.date.isoformat(),
        "dc:format": FORMAT,
        "dc:identifier": name,
        "dc:language": document.language,
        "dc:publisher": settings.publisher,
        "dc:rights": settings.licence,
        "dc:source": settings.site_url.rstrip("/") + "/" + document.url,
        "ncc:charset": "utf-8",
        "ncc:depth": str(max(one.level for one in sections)),
        "ncc:multimediaType": "audioFullText",
        "ncc:narrator": f"{words.voice} ({narrator(document.language)})",
        "ncc:pageFront": "0",
        "ncc:pageNormal": "0",
        "ncc:pageSpecial": "0",
        "ncc:setInfo": "1 of 1",
        "ncc:tocItems": str(len(sections)),
        "ncc:totalTime": clock(sections[-1].end),
    }


def ncc_file(sections: Sequence[Section], document: Document, facts: dict[str, str]) -> bytes:
    """Return the navigation centre: each heading at its level, leading to its sound."""
    html = page(facts["dc:title"], document.language)
    for name, value in facts.items():
        etree.SubElement(html[0], "meta", name=name, content=value)
    for number, section in enumerate(sections, start=1):
        heading = etree.SubElement(html[1], f"h{section.level}", id=f"ncc-{number}")
        if number == 1:
            heading.set("class", "title")
        link = etree.SubElement(heading, "a", href=f"{section.file}#par-1")
        link.text = section.title
    return written(html, XHTML_TYPE)


def smil_file(section: Section, name: str) -> bytes:
    """Return the times of one section: the text and the sound of each block, in parallel."""
    smil = smil_head(section.title, name)
    head, layout = smil[0], smil[0][-1]
    for about, value in (
        ("ncc:timeInThisSmil", clock(section.end - section.start)),
        ("ncc:totalElapsedTime", clock(section.start)),
    ):
        layout.addprevious(etree.Element("meta", name=about, content=value))
    etree.SubElement(head[-1], "region", id="txtView")
    body = etree.SubElement(smil, "body")
    whole = etree.SubElement(body, "seq", dur=f"{section.end - section.start:.3f}s")
    for number, clip in enumerate(section.clips, start=1):
        par = etree.SubElement(whole, "par", endsync="last", id=f"par-{number}")
        text = f"{CONTENT}#{clip.target}"
        etree.SubElement(par, "text", src=text, id=f"text-{number}", region="txtView")
        times = {"clip-begin": f"npt={clip.start:.3f}s", "clip-end": f"npt={clip.end:.3f}s"}
        sounds = etree.SubElement(par, "seq")
        etree.SubElement(sounds, "audio", {"src": SOUND, **times, "id": f"audio-{number}"})
    return written(smil, SMIL_TYPE)


def master_file(sections: Sequence[Section], title: str, name: str) -> bytes:
    """Return the list of the sections in the order in which they are read."""
    smil = smil_head(title, name)
    total = etree.Element("meta", name="ncc:timeInThisSmil", content=clock(sections[-1].end))
    smil[0][-1].addprevious(total)
    etree.SubElement(smil[0][-1], "region", id="txtView")
    body = etree.SubElement(smil, "body")
    for number, one in enumerate(sections, start=1):
        etree.SubElement(body, "ref", title=one.title, src=one.file, id=f"part-{number}")
    return written(smil, SMIL_TYPE)


def smil_head(title: str, name: str) -> etree._Element:
    """Return the beginning of a file of times."""
    smil = etree.Element("smil")
    head = etree.SubElement(smil, "head")
    for about, value in (("dc:format", FORMAT), ("dc:identifier", name), ("title", title)):
        etree.SubElement(head, "meta", name=about, content=value)
    etree.SubElement(head, "layout")
    return smil


def clock(seconds: float) -> str:
    """Return a time as the specification writes it: 00:14:22.632."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
