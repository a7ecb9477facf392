"""The words that braille files have beside the Document's own."""

from __future__ import annotations

from handbook.word_group import WordGroup


class BrailleWords(WordGroup):
    """English defaults; `extra.handbook.words.formats.braille` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    made_by: str = "Made by computer, UEB grade {grade}, 40 by 25. Not checked by a braille reader."
    """Stands on the title page."""
    pages: str = "Braille pages: {number}."
    rows: str = "Shown row by row. Columns:"
    """Stands before a table that is too wide to be set in columns."""
    volume: str = "Volume {number} of {total}: pages {first} to {last}."
    """Stands on the title page of a volume."""
    made_by_ebraille: str = "Made by computer, UEB grade {grade}. Not checked by a braille reader."
    """Stands in files that each display lays out for itself."""
