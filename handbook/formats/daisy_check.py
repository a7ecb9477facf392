"""A reader of DAISY 2.02 books: the parts that the specification asks for, their words and times.

https://daisy.org/activities/standards/daisy/daisy-2/daisy-format-2-02-specification/
No free program judges these books without a network; this reader knows the rules that players
depend on, and none of our writer's code.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from handbook.formats.base import Measures
from handbook.formats.clips_check import Heard, clip_faults, order_faults
from handbook.formats.markup_reader import read_xhtml
from handbook.formats.mp3_check import seconds_of
from handbook.formats.parts_of_books import BROKEN, files_of, part, value
from handbook.formats.said import differences, on_the_web, said
from handbook.formats.speech import write_script
from handbook.formats.speech_check import title_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.document import Document
    from handbook.load import Edition

X = "{http://www.w3.org/1999/xhtml}"
NEEDED = """dc:creator dc:date dc:format dc:identifier dc:language dc:publisher dc:title
ncc:charset ncc:pageFront ncc:pageNormal ncc:pageSpecial ncc:setInfo ncc:tocItems ncc:totalTime
""".split()
"""What the navigation centre must say (2.1.1)."""
TAGS = frozenset(
    """html head title meta body div h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote pre table
    caption thead tbody tr th td a em strong code span sub sup br""".split()
)
"""Elements of XHTML 1.0 that players know."""
CLIP = re.compile(r"npt=(\d+\.\d{3})s")


@dataclass(frozen=True)
class Section:
    """One file of times, as the navigation centre leads to it."""

    title: str
    level: int
    file: str
    clips: tuple[Heard, ...]
    facts: Mapping[str, str]


def check_daisy(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a DAISY book of a Document, in sentences."""
    try:
        files = files_of(data)
        ncc = ElementTree.fromstring(files["ncc.html"])
        sections = read_sections(ncc, files)
        content = ElementTree.fromstring(files["content.html"])
    except BROKEN as error:
        return [f"it cannot be read as a DAISY 2.02 book: {error}"]
    faults = said_faults(files["content.html"], document, edition)
    faults += ncc_faults(ncc, sections, document, edition)
    faults += times(sections, files)
    clips = [clip for section in sections for clip in section.clips]
    words = write_script(document, edition).text()
    faults += clip_faults(clips, files["speech.mp3"], words)
    return faults + order_faults(content, clips)


def facts_of(root: ElementTree.Element, space: str = "") -> dict[str, str]:
    return {one.get("name"): one.get("content", "") for one in root.iter(f"{space}meta")}


def read_sections(ncc: ElementTree.Element, files: Mapping[str, bytes]) -> list[Section]:
    """Return the sections in the order of the navigation centre."""
    sections = []
    for heading in part(ncc, f"{X}body"):
        link = part(heading, f"{X}a")
        file, _, anchor = value(link, "href").partition("#")
        smil = ElementTree.fromstring(files[file])
        if anchor not in {one.get("id") for one in smil.iter("par")}:
            raise ValueError(f"'{link.text}' leads to '{anchor}', which is not in {file}")
        clips = tuple(read_clip(par, files) for par in smil.iter("par"))
        level = int(heading.tag.removeprefix(f"{X}h"))
        sections.append(Section(link.text, level, file, clips, facts_of(smil)))
    return sections


def read_clip(par: ElementTree.Element, files: Mapping[str, bytes]) -> Heard:
    """Return one clip; raises ValueError or LookupError where a part of it is missing."""
    file, _, anchor = value(part(par, "text"), "src").partition("#")
    audio = part(par, "seq/audio")
    if file != "content.html" or audio.get("src") not in files:
        raise ValueError(f"a clip has the text {file} and the sound {audio.get('src')}")
    times = [CLIP.fullmatch(audio.get(name, "")) for name in ("clip-begin", "clip-end")]
    if None in times:
        raise ValueError(f"the clip of '{anchor}' has no times")
    return Heard(anchor, *(float(time[1]) for time in times))


def said_faults(content: bytes, document: Document, edition: Edition) -> list[str]:
    """The words: those of the Document, then what the recording says about itself."""
    words = edition.settings.words.formats.speech
    reader = read_xhtml(content, frozenset({"body"}))
    faults = [f"its text has <{tag}>" for tag in sorted(reader.tags - TAGS)]
    expected, found = on_the_web(said(document), edition), reader.said()
    own = len(expected.headings)
    title, level = words.about, 2
    if found.headings[own:] != ((level, title),):
        faults.append(f"its text does not end with '{title}'")
    starts = [at for at in range(len(found.words)) if starts_at(found.words, at, title)]
    place = max(starts, default=len(found.words))
    found = replace(found, words=found.words[:place], headings=found.headings[:own])
    return faults + differences(expected, found, labels=[words.picture, words.note])


def starts_at(words: tuple[str, ...], place: int, label: str) -> bool:
    parts = tuple(label.split())
    return words[place : place + len(parts)] == parts


def ncc_faults(
    ncc: ElementTree.Element, sections: list[Section], document: Document, edition: Edition
) -> list[str]:
    """The navigation centre: what it must say, and the headings."""
    facts, words = facts_of(ncc, X), edition.settings.words.formats.speech
    faults = [
        f"its navigation centre does not say {name}" for name in NEEDED if not facts.get(name)
    ]
    if facts.get("dc:format") != "Daisy 2.02" or facts.get("ncc:tocItems") != str(len(sections)):
        faults.append("its navigation centre does not say what is in the book")
    if ncc.find(f"{X}body")[0].get("class") != "title":
        faults.append("its navigation centre does not begin with the title")
    if not facts.get("ncc:narrator", "").startswith(words.voice):
        faults.append("it does not say that the voice is synthetic")
    levels = [one.level for one in sections]
    if levels != [*(one.level for one in document.headings), 2]:
        faults.append("its navigation centre does not have the headings of the text")
    return faults + title_faults([one.title for one in sections], document, edition, depth=6)


def times(sections: list[Section], files: Mapping[str, bytes]) -> list[str]:
    """The times that are told: of each section, before it, and of the whole."""
    faults, passed = [], 0.0
    for one in sections:
        length = one.clips[-1].end - one.clips[0].start
        told = {"timeInThisSmil": length, "totalElapsedTime": passed}
        if not all(
            abs(seconds(one.facts.get(f"ncc:{name}", "")) - time) <= 0.002
            for name, time in told.items()
        ):
            faults.append(f"{one.file} does not tell its time")
        passed += length
    whole = seconds(facts_of(ElementTree.fromstring(files["ncc.html"]), X).get("ncc:totalTime", ""))
    if not abs(whole - passed) <= 0.01:
        faults.append(f"it says that it lasts {whole} seconds, and its clips last {passed:.3f}")
    master = ElementTree.fromstring(files["master.smil"])
    if [one.get("src") for one in master.iter("ref")] != [one.file for one in sections]:
        faults.append("its master file does not list its sections")
    return faults


def seconds(clock: str) -> float:
    """Return the seconds of 00:14:22.632; not a number where it is none."""
    found = re.fullmatch(r"(\d+):(\d\d):(\d\d\.\d{3})", clock)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else float("nan")


def measure_daisy(data: bytes) -> Measures:
    """Return the size of a DAISY book and how long it is."""
    with zipfile.ZipFile(BytesIO(data)) as held:
        sounds = [held.read(name) for name in held.namelist() if name.endswith(".mp3")]
    return Measures(len(data), seconds=round(sum(map(seconds_of, sounds))))
