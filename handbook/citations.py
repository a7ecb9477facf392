"""Number the sources that a tree cites and list them, each with a way back."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from handbook.elements import add, make, section, way_back
from handbook.lists import describe_source
from handbook.model import Handbook
from handbook.words import Words


def number_citations(root: etree._Element, handbook: Handbook) -> dict[str, list[str]]:
    """Turn each mark of a citation into numbered links, `[1]`, `[2]`, one a source.

    Returns the ids of the links to each source, in order: source ids in order of first use.
    """
    used: dict[str, list[str]] = {}
    for mark in list(root.iterfind(".//a[@sources]")):
        ids = [name for name in mark.attrib.pop("sources").split() if name in handbook.sources]
        links = [_citation(name, used, handbook.settings.words) for name in dict.fromkeys(ids)]
        _replace(mark, links)
    return used


def _citation(source: str, used: dict[str, list[str]], words: Words) -> etree._Element:
    uses = used.setdefault(source, [])
    number = list(used).index(source) + 1
    name = f"cite-{number}-{len(uses) + 1}"
    uses.append(name)
    return make(
        "a",
        f"[{number}]",
        class_="citation",
        role="doc-biblioref",
        id=name,
        href=f"#source-{source}",
        aria_label=words.source_number.format(number=number),
    )


def _replace(mark: etree._Element, links: list[etree._Element]) -> None:
    """Put links in the place of a mark, a space between each."""
    parent, tail = mark.getparent(), mark.tail
    place = parent.index(mark)
    before = parent[place - 1] if place else None
    mark.tail = None
    parent.remove(mark)
    for offset, link in enumerate(links):
        link.tail = " " if offset < len(links) - 1 else tail
        parent.insert(place + offset, link)
    if not links and tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail


def bibliography(
    used: dict[str, list[str]],
    handbook: Handbook,
    *,
    level: int,
    also: Iterable[str] = (),
) -> etree._Element | None:
    """Return the section that lists the sources cited, and after them those in `also`."""
    words = handbook.settings.words
    also = [name for name in also if name in handbook.sources and name not in used]
    listed = {**used, **{name: [] for name in also}}
    items = []
    for number, (name, uses) in enumerate(listed.items(), 1):
        described = describe_source(handbook.sources[name], words)
        for place, use in enumerate(uses, 1):
            again = words.back_to_source_again if len(uses) > 1 else words.back_to_source
            add(described, " ", way_back(use, again.format(number=number, place=place)))
        items.append(make("li", described, id=f"source-{name}"))
    if not items:
        return None
    part = section(words.sources, level, "sources", make("ol", items), class_="sources")
    part.set("role", "doc-bibliography")
    return part
