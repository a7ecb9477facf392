"""Mark each glossary term where a page first uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from handbook.elements import make
from handbook.model import Term

_NOT_IN = {
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "code",
    "pre",
    "th",
    "caption",
    "figcaption",
    "dt",
}
_CLASSES_NOT_IN = {"kicker", "pillar", "rec-facts", "entry-title", "facts"}


class Glossary:
    """The terms of a handbook, ready to be found in text."""

    def __init__(self, terms: Iterable[Term], page: str | None) -> None:
        self.page = page
        """Path of the page that explains the terms; with none, nothing is marked."""
        self.forms: dict[str, str] = {}
        for term in terms:
            for form in filter(None, (term.term, term.abbreviation, *term.also)):
                self.forms.setdefault(_fold(form), term.id)
        words = sorted(self.forms, key=len, reverse=True)
        self.pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)
            if words
            else None
        )

    def mark(self, path: str, root: etree._Element, href: str) -> None:
        """Turn the first use of each term on a page into a link to its meaning."""
        if self.pattern is None or path == self.page:
            return
        seen: set[str] = set()
        for element, where in list(_texts(root)):
            self._mark_text(element, where, href, seen)

    def _mark_text(self, element: etree._Element, where: str, href: str, seen: set[str]) -> None:
        """Mark terms in one text; `where` is 'text' or 'tail'."""
        text = getattr(element, where)
        for found in self.pattern.finditer(text):
            term = self.forms[_fold(found[0])]
            if term in seen:
                continue
            seen.add(term)
            link = make("a", found[0], class_="term", href=f"{href}#term-{term}")
            setattr(element, where, text[: found.start()])
            if where == "text":
                element.insert(0, link)
            else:
                element.addnext(link)
            link.tail = text[found.end() :]
            self._mark_text(link, "tail", href, seen)
            return


def _fold(words: str) -> str:
    return " ".join(words.lower().split())


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the places of running text below `root`, in reading order."""
    if root.tag in _NOT_IN or _CLASSES_NOT_IN & set(root.get("class", "").split()):
        return
    if root.text and root.text.strip():
        yield root, "text"
    for child in root:
        yield from _texts(child)
        if child.tail and child.tail.strip():
            yield child, "tail"
