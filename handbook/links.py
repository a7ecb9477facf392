"""Links between pages: every one must lead to a page, and to a part of it, that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from handbook.blocks import place_of, problem_at
from handbook.problems import Problem, did_you_mean, nearest
from handbook.references import unknown_source
from handbook.trees import AT, text_of
from handbook.web_addresses import fault_of_address, written

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:")
_HIDDEN = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MADE = frozenset({"entry", "rec-facts"})
"""Classes of what lists of entries are made of: a list leads to everything."""
_SPACED = (
    "unsafe-link",
    "this address holds a space or a hidden character",
    "write the address again, with %20 for a space",
)


@dataclass(slots=True)
class Targets:
    """Every page that a link may lead to, with the ids on it."""

    anchors: dict[str, set[str]]
    """Project path of a page to the ids on it."""
    ids: dict[str, str]
    """Id of an entry or guide to its project path."""
    unread: set[str] = field(default_factory=set)
    """Pages that are there and have Problems of their own, so that their parts are not known."""
    own: dict[str, str] = field(default_factory=dict)
    """Web address of each page to its project path: what people copy from their browser."""

    @property
    def paths(self) -> list[str]:
        return sorted({*self.anchors, *self.unread})


def anchors_of(root: etree._Element) -> set[str]:
    """Return the ids on a page."""
    return {name for element in root.iter() if (name := element.get("id"))}


def resolve_links(
    path: str,
    root: etree._Element,
    targets: Targets,
    problems: list[Problem],
) -> None:
    """Turn each link into `#id`, an outside address or `project/path.md#id`."""
    for link in root.iter("a"):
        href = link.get("href")
        if href is None:
            continue
        resolved = _resolve(path, href, text_of(link), targets)
        if resolved == _SPACED and link.get(AT) is None:
            continue  # made from a page's file name, which has a Problem of its own
        if isinstance(resolved, str):
            link.set("href", resolved)
        else:
            problems.append(problem_at(path, link, *resolved))


def _resolve(path: str, href: str, words: str, targets: Targets) -> str | tuple[str, str, str]:
    """Return where a link leads, or code, message and fix of what is wrong with it."""
    if not href:
        return "unknown-page", "this link leads nowhere", "write an address in the round brackets"
    if _HIDDEN.search(href):
        return _SPACED
    if own := _own(href, targets):
        return _part_of(path, *own, targets)
    if _SCHEME.match(href) or href.startswith(("//", "\\")):
        return fault_of_address(href, words) or written(href)
    return _inside(path, href, targets)


def leads_somewhere(path: str, href: str, targets: Targets) -> bool:
    """Say whether a link of a page leads to something that is there, or out of the handbook."""
    if own := _own(href, targets):
        return isinstance(_part_of(path, *own, targets), str)
    if _SCHEME.match(href) or href.startswith(("//", "\\")):
        return True
    return isinstance(_inside(path, href, targets), str)


def _inside(path: str, href: str, targets: Targets) -> str | tuple[str, str, str]:
    """Return the part of the handbook that a link leads to, or what is wrong with it."""
    page, _, part = href.partition("#")
    part = unquote(part)
    target = path if not page else _page(path, unquote(page), targets)
    if isinstance(target, tuple):
        return target
    target, _, inner = target.partition("#")
    return _part_of(path, target, part or inner, targets)


def _own(href: str, targets: Targets) -> tuple[str, str] | None:
    """Return the page and the part of it that a web address of this very site names, if it does."""
    if not href.startswith("http"):
        return None
    address, _, part = href.partition("#")
    address = address.partition("?")[0].removesuffix("index.html").rstrip("/")
    found = targets.own.get(address)
    return (found, unquote(part)) if found else None


def _part_of(path: str, target: str, part: str, targets: Targets) -> str | tuple[str, str, str]:
    """Return a link to a part of a page, or what is wrong with it."""
    if part and target not in targets.unread and part not in targets.anchors[target]:
        known = sorted(targets.anchors[target])
        return (
            "unknown-anchor",
            f"there is no part '{part}' in {target}",
            did_you_mean(
                part, known, otherwise="use the words of a heading, in small letters with hyphens"
            ),
        )
    if target == path and part:
        return f"#{part}"
    return f"{target}#{part}" if part else target


def _page(path: str, page: str, targets: Targets) -> str | tuple[str, str, str]:
    """Return the project path of the page that a link names by file or by id."""
    if not page.endswith(".md"):
        if page.startswith("www.") or ("@" in page and "/" not in page):
            start = "https://" if page.startswith("www.") else "mailto:"
            return "unknown-page", f"there is no page '{page}'", f"write {start}{page}"
        name, _, recommendation = page.partition("/")
        if name in targets.ids:
            found = targets.ids[name]
            return f"{found}#rec-{recommendation}" if recommendation else found
        return (
            "unknown-page",
            f"there is no page '{page}'",
            did_you_mean(
                page,
                targets.ids,
                otherwise="write the path of a page's file, ending in .md, or its id",
            ),
        )
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), page))
    if target.startswith("..") or page.startswith("/"):
        return (
            "link-outside",
            f"'{page}' leads out of the project",
            "write the path from this page's own folder",
        )
    if target in targets.anchors or target in targets.unread:
        return target
    return "unknown-page", f"there is no page '{page}'", _meant(path, target, targets.paths)


def _meant(path: str, target: str, paths: Collection[str]) -> str:
    """Return the fix for a path that leads to no page, with the path to write where it is clear."""
    name = posixpath.basename(target)
    same = [one for one in paths if posixpath.basename(one) == name]
    fix = "write the path from this page's own folder, as it is on disk"
    if meant := same[0] if len(same) == 1 else nearest(target, paths):
        shortest = posixpath.relpath(meant, posixpath.dirname(path) or ".")
        return f"did you mean '{shortest}'? {fix}"
    return fix


def check_citations(
    path: str,
    root: etree._Element,
    sources: Collection[str],
    problems: list[Problem],
) -> None:
    """Add a Problem for each source that the text cites and the list does not have.

    Citations that composing made from fields have no place of their own; the fields are checked
    where they stand (references.py).
    """
    for link in root.iterfind(".//a[@sources][@at]"):
        ids = (link.get("sources") or "").split()
        for name in ids:
            if name not in sources:
                problems.append(unknown_source(name, path, place_of(link), sources))
        if not ids:
            problems.append(unknown_source("", path, place_of(link), sources))


def leads_to(tree: etree._Element) -> Iterator[str]:
    """Yield the paths of the pages that a page leads to, but for those in lists of all entries."""
    for link in tree.iter("a"):
        target = link.get("href", "").partition("#")[0]
        if target.endswith(".md") and link.get("class") != "term":
            around = {outer.get("class") for outer in link.iterancestors()}
            if not around & _MADE:
                yield target
