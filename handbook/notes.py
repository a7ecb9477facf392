"""Number the notes of a page, each with a way back to the text."""

from __future__ import annotations

from lxml import etree

from handbook.elements import make, section, way_back
from handbook.trees import append_text
from handbook.words import Words


def number_notes(
    root: etree._Element,
    notes: list[etree._Element],
    words: Words,
) -> etree._Element | None:
    """Number the references to notes and return the section that holds the notes."""
    uses: dict[str, list[str]] = {}
    for mark in root.iterfind(".//a[@note]"):
        number, use = mark.attrib.pop("note"), mark.attrib.pop("use")
        name = f"noteref-{number}" if use == "1" else f"noteref-{number}-{use}"
        uses.setdefault(number, []).append(name)
        mark.text = number
        for attribute, value in (
            ("class", "noteref"),
            ("role", "doc-noteref"),
            ("id", name),
            ("href", f"#note-{number}"),
            ("aria-label", words.note_number.format(number=number)),
        ):
            mark.set(attribute, value)
    for number, note in enumerate(notes, 1):
        note.set("id", f"note-{number}")
        last = note[-1] if len(note) and note[-1].tag == "p" else etree.SubElement(note, "p")
        for use in uses.get(str(number), []):
            append_text(last, " ")
            last.append(way_back(use, words.back_to_note.format(number=number)))
    if not notes:
        return None
    part = section(words.notes, 2, "notes", make("ol", notes), class_="notes")
    part.set("role", "doc-endnotes")
    return part
