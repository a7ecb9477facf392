"""Every word that the code itself prints to readers; a handbook may replace any of them."""

from __future__ import annotations

from types import MappingProxyType

from handbook.book_words import BookWords
from handbook.evidence_words import EvidenceWords
from handbook.field_words import FieldWords
from handbook.formats.words import FormatWords
from handbook.site_words import SiteWords
from handbook.statement_words import StatementWords
from handbook.word_group import WordGroup


class Words(WordGroup):
    """English defaults; `extra.handbook.words` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    _counted = MappingProxyType({"months": 12})

    stages: str = "Stages"
    audiences: str = "For"
    reviewed: str = "Reviewed"
    places: str = "Places"
    location: str = "Where"
    lead: str = "Led by"
    partners: str = "With"
    years: str = "Years"
    topics: str = "Topics"
    people: str = "For"
    evidence: str = "How it is known"
    pillars: str = "Pillars"
    number: str = "{kind} {number}"
    recommendations: str = "Recommendations"
    recommendation_for: str = "For {audiences}. Stage: {stage}."
    questions: str = "Questions to ask"
    measures: str = "Measures that exist"
    measure: str = "Measure"
    measure_what: str = "What it tells you"
    seen_in: str = "Seen in"
    related: str = "Related"
    basis: str = "What this rests on"
    figures: str = "Figures"
    figure: str = "Figure"
    value: str = "Value"
    source: str = "Source"
    figures_caption: str = "Figures for “{title}”, as the sources give them"
    measures_caption: str = "Measures for “{title}”"
    shows: str = "Principles it shows"
    sources: str = "Sources"
    notes: str = "Notes"
    source_number: str = "Source {number}"
    note_number: str = "Note {number}"
    back_to_source: str = "Back to source {number} in the text"
    back_to_source_again: str = "Back to source {number} in the text, place {place}"
    back_to_note: str = "Back to note {number} in the text"
    read_full: str = "Read in full."
    read_abstract: str = "Read: the summary or record, not the report behind it."
    read_opening: str = "Read: the opening part only."
    source_supports: str = "Used for: {supports}."
    abbreviation: str = "Also written {abbreviation}."
    contents: str = "Contents"
    easy_read: str = "Easy Read"
    full_page: str = "Read the full page: {title}"
    hard_words: str = "Hard words"
    checklist: str = "Checklist"
    checklist_title: str = "Checklist: {title}"
    checklist_stage: str = "What to do at the stage “{title}”, to print, tick and write on."
    checklist_audience: str = "What {title} can do at each stage, to print, tick and write on."
    checklist_for: str = "For {audiences}."
    colophon: str = "About this edition"
    contact: str = (
        "Write to {contact} to ask a question, report a problem or ask for another format."
    )
    edition: str = "Edition {version}, {date}"
    documented: str = "Documented"
    partial: str = "Partly documented"
    none_found: str = "No evaluation found"
    self_reported: str = "Results reported by those who ran it"
    independent: str = "Evaluated by others"
    disputed: str = "Results are disputed"
    note: str = "Note"
    tip: str = "Tip"
    important: str = "Important"
    warning: str = "Warning"
    caution: str = "Take care"
    and_: str = "and"
    from_to: str = "{start} to {end}"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    principle_sections: tuple[str, ...] = (
        "Why it matters",
        "What to do",
        "What to avoid",
        "How to tell it is working",
    )
    case_study_sections: tuple[str, ...] = (
        "What it is",
        "What was tried",
        "What was learnt",
        "What is not known",
    )
    vague_links: tuple[str, ...] = (
        "click here",
        "here",
        "more",
        "read more",
        "this",
        "this page",
        "link",
        "this link",
    )
    archived: str = "You can still read edition {version} as it was:"
    archived_copy: str = "{format} of edition {version}"
    replace_this: str = "Replace this:"
    """How a text begins that `handbook new` leaves to be written."""
    site: SiteWords = SiteWords()
    """What only the website prints."""
    formats: FormatWords = FormatWords()
    """What the list of formats says, and what files have beside the text."""
    statement: StatementWords = StatementWords()
    """What the accessibility statement says."""
    evidence: EvidenceWords = EvidenceWords()
    """What the page says that shows what judges looked at and found."""
    book: BookWords = BookWords()
    """What only the report says, as a book."""
    fields: FieldWords = FieldWords()
    """What editors of the text are told of each field."""
