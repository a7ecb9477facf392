"""Small functions that make the elements Documents are composed of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lxml import etree

from handbook.fields import Years
from handbook.trees import append_text
from handbook.words import Words

Child = str | etree._Element | None


def make(tag: str, *children: Child | Iterable[Child], **attributes: str) -> etree._Element:
    """Return an element; `class_` gives class, `aria_label` gives aria-label, None is left out."""
    element = etree.Element(tag)
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    add(element, *children)
    return element


def add(element: etree._Element, *children: Child | Iterable[Child]) -> None:
    """Add texts and elements at the end of an element."""
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            append_text(element, child)
        elif isinstance(child, etree._Element):
            element.append(child)
        else:
            add(element, *child)


def unwrap(holder: etree._Element) -> list[Child]:
    """Return the text and children of an element, to be added elsewhere."""
    parts: list[Child] = [holder.text]
    for child in list(holder):
        tail, child.tail = child.tail, None
        parts += [child, tail]
    return parts


def section(
    heading: str, level: int, name: str, *children: Child | Iterable[Child], class_: str = ""
) -> etree._Element:
    """Return a section with its heading."""
    attributes = {"class_": class_} if class_ else {}
    return make("section", make(f"h{level}", heading, id=name), *children, **attributes)


def facts(pairs: Iterable[tuple[str, str | None]]) -> etree._Element | None:
    """Return a description list of the pairs that have a value, or None."""
    parts = [
        part for name, value in pairs if value for part in (make("dt", name), make("dd", value))
    ]
    return make("dl", parts, class_="facts") if parts else None


def cite(sources: Iterable[str]) -> etree._Element:
    """Return the mark of a citation, which is numbered when the Document is finished."""
    return make("a", class_="citation", sources=" ".join(sources))


def long_date(day: date, words: Words) -> str:
    """Return a date as people write it: 22 November 2026."""
    return f"{day.day} {words.months[day.month - 1]} {day.year}"


def span_of_years(years: Years, words: Words) -> str:
    """Return years as people write them: 2019, or 2019 to 2022."""
    if years.to in (None, years.start):
        return f"{years.start}"
    return words.from_to.format(start=years.start, end=years.to)


def phrase(names: list[str], words: Words) -> str:
    """Return names as a phrase: 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.and_} {names[-1]}"


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def way_back(target: str, label: str) -> etree._Element:
    """Return the link from a note or a source back to where it was used."""
    return make("a", "↩", class_="back", role="doc-backlink", href=f"#{target}", aria_label=label)
