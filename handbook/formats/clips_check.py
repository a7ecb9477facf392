"""Whether the times of a talking book fit its text and its sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from handbook.formats.mp3_check import QUIET, RATE, decoded, sound_faults, stream_faults

if TYPE_CHECKING:
    import numpy as np

SILENT_ROLES = frozenset({"doc-biblioref", "doc-backlink"})
BEFORE = 0.08
"""Seconds of silence before each clip."""


@dataclass(frozen=True)
class Heard:
    """A clip as a book names it."""

    text: str
    """The id of the element that is read."""
    start: float
    end: float


def clip_faults(clips: Sequence[Heard], sound: bytes, words: str) -> list[str]:
    """The clips: one after the other without a gap, each beginning in a silence of the sound."""
    try:
        heard = decoded(sound)
    except ValueError as error:
        return [str(error)]
    faults = [*stream_faults(sound), *sound_faults(heard, words)]
    if not clips or clips[0].start != 0 or clips[-1].end > len(heard) / RATE + 0.1:
        faults.append("its clips are not those of the sound")
    for one, after in pairwise(clips):
        if one.end != after.start or one.start >= one.end:
            faults.append(f"the clips of '{one.text}' and '{after.text}' do not follow each other")
        elif not quiet(heard, after.start):
            faults.append(f"the clip of '{after.text}' begins where something is said")
    return faults


def quiet(heard: np.ndarray, at: float) -> bool:
    """Tell whether nothing is said just before and after a time in seconds."""
    import numpy as np

    part = heard[round((at - BEFORE) * RATE) : round((at + BEFORE / 2) * RATE)]
    return bool(np.abs(part).max(initial=0.0) <= QUIET)


def order_faults(root: Element, clips: Sequence[Heard]) -> list[str]:
    """The text: its clips come in its order, and every word of it is in one of them."""
    order = {one.get("id"): place for place, one in enumerate(root.iter()) if one.get("id")}
    faults = [f"'{one.text}' is not in the text" for one in clips if one.text not in order]
    places = [order[one.text] for one in clips if one.text in order]
    if places != sorted(places):
        faults.append("its text is not read in its order")
    unread = [words for words in silent(root, frozenset(one.text for one in clips)) if words]
    return faults + [f"'{words}' is not read" for words in unread]


def silent(element: Element, read: frozenset[str]) -> list[str]:
    """Return the words of an element that are in no clip.

    The names of a table's columns are read with its caption, and a term with its meaning.
    """
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if element.get("id") in read or element.get("role") in SILENT_ROLES or tag in ("head", "thead"):
        return []
    found = [spoken_words(element.text)]
    children = list(element)
    for place, child in enumerate(children):
        following = children[place + 1] if place + 1 < len(children) else None
        is_term = child.tag.rpartition("}")[2] == "dt" and following is not None
        if not (is_term and not silent(following, read)):
            found += silent(child, read)
        found.append(spoken_words(child.tail))
    return [words for words in found if words]


def spoken_words(text: str | None) -> str:
    return " ".join((text or "").split()) if any(map(str.isalnum, text or "")) else ""
