"""The words that only the report says, as a book: its index, its colophon, its page numbers."""

from __future__ import annotations

from handbook.word_group import WordGroup


class BookWords(WordGroup):
    """English defaults; `extra.handbook.words.book` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    index: str = "Index"
    index_about: str = (
        "Terms, places and projects in alphabetical order, and where each chapter first names them."
    )
    on_page: str = "(page {page})"
    """Stands after a link on paper."""
    version: str = "Edition"
    date: str = "Date"
    publisher: str = "Published by"
    licence: str = "Licence"
    contact: str = "Contact"
    checks: str = "How it was checked"
    how_checked: str = (
        "Before this edition is published, each file is read back by a second program and compared "
        "with the text, word by word. One difference, one link that leads nowhere or one picture "
        "without a description stops it. The tests have other programs judge the web pages, the "
        "PDF and the EPUB by published standards of accessibility."
    )
    letters: str = "Letters"
    fonts: str = (
        "Atkinson Hyperlegible Next, and Inter for the signs that it lacks. Both are free to use, "
        "under the SIL Open Font License 1.1."
    )
