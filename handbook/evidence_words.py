"""The words of the page that shows the evidence; a handbook may replace any of them."""

from __future__ import annotations

from handbook.word_group import WordGroup


class EvidenceWords(WordGroup):
    """English defaults; `extra.handbook.words.evidence` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    title: str = "Evidence"
    summary: str = (
        "What programs looked at on every page and in every file before they were published."
    )
    none: str = (
        "This copy of the website was not tested by programs when it was made, so there is no "
        "evidence to show."
    )
    when: str = (
        "Tested on {date}: {pages} pages and {downloads} files, {tests} tests in all. Found: "
        "{faults}."
    )
    no_faults: str = "no fault"
    one_fault: str = "1 fault"
    many_faults: str = "{count} faults"
    judges: str = "The programs"
    judges_caption: str = "What each program looked at and found"
    program: str = "Program"
    looks_for: str = "What it looks for"
    looked_at: str = "What it looked at"
    found: str = "What it found"
    did_not_run: str = "Not run. This is not a pass. {why}"
    counted: str = "{number} {what}"
    answered: str = "What a program reported, and why it may stand"
    answer: str = "{judge}, {rule}, in {count} files: {reason}"
    limits: str = "What no program can judge"
    limits_why: str = (
        "People have to check these. The accessibility statement says what they found."
    )
    never: str = "{check}: nobody has checked this yet."
    last: str = "{check}: last checked on {date}."
    statement: str = "Read the accessibility statement"
    pages: str = "Page by page"
    pages_why: str = (
        "A test is one look of one program at one page or file, in one state, such as on a narrow "
        "screen."
    )
    pages_caption: str = "Tests of each page and of its files"
    page: str = "Page"
    tests: str = "Tests"
    files: str = "Files made from it"
    files_tests: str = "{files} files, {tests} tests"
    no_files: str = "none"
    faults: str = "Faults"
    data: str = "All of this as data, with the fingerprint of every file"
