"""The words that a reading voice says beside the text's own, and how it says signs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handbook.word_group import WordGroup


class SpeechWords(WordGroup):
    """English defaults; `extra.handbook.words.formats.speech` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    opening: str = "From {title}. {edition}. A synthetic voice reads it."
    sources: str = "The sources are listed at the end."
    voice: str = "Synthetic voice"
    """Who reads, in the file's own facts."""
    about: str = "About this recording"
    accessible: str = (
        "All of it is read aloud by a synthetic voice too, and each part is marked as it is read."
    )
    """What talking books add to what they say of their accessibility."""
    picture: str = "Picture:"
    end_of_picture: str = "End of picture."
    table: str = "Table:"
    rows: str = "{number} rows."
    one_row: str = "One row."
    columns: str = "The columns are:"
    end_of_table: str = "End of table."
    quotation: str = "Quotation:"
    end_of_quotation: str = "End of quotation."
    code: str = "Code:"
    end_of_code: str = "End of code."
    note: str = "note"
    power: str = "to the power"
    to: str = "to"
    and_: str = "and"
    percent: str = "per cent"
    plus: str = "plus"
    times: str = "times"
    equals: str = "equals"
    degrees: str = "degrees"
    at: str = "at"
    dot: str = "dot"
    point: str = "point"
    slash: str = "slash"
    number_sign: str = "hash"
    hyphen: str = "hyphen"
    currencies: Mapping[str, tuple[str, str]] = MappingProxyType(
        {
            "£": ("pound", "pounds"),
            "€": ("euro", "euros"),
            "$": ("dollar", "dollars"),
        }
    )
    """Sign of a currency to its name for one and for more."""
    amounts: tuple[str, ...] = ("hundred", "thousand", "million", "billion", "trillion")
    """What may stand between a number and the name of its currency."""
    abbreviations: Mapping[str, str] = MappingProxyType(
        {
            "n.d.": "no date",
            "e.g.": "for example",
            "i.e.": "that is",
            "etc.": "and so on",
            "et al.": "and others",
            "vs.": "against",
            "approx.": "about",
            "CC BY-SA": "Creative Commons Attribution Share Alike",
            "CC BY": "Creative Commons Attribution",
            "sq km": "square kilometres",
            "sq m": "square metres",
            "km²": "square kilometres",
            "m²": "square metres",
        }
    )
    """Short form to what a person says."""
    two_ways: Mapping[str, str] = MappingProxyType(
        {"Read in full": "Red in full", "Read: the": "Red: the"}
    )
    """The handbook's own words that could be read in two ways, spelt as they sound; heard only."""
    pronounced: Mapping[str, str] = MappingProxyType({})
    """Names that voices read wrongly, spelt as they sound; heard only, never shown."""
