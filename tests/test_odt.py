"""OpenDocument texts: each rule of the checker fails where it is broken."""

import re

import pytest

from handbook.formats.odt_read import TextFile
from handbook.formats.odt_rules import RULES
from handbook.formats.registry import FORMATS
from tests.test_formats import edition, page, rewritten  # noqa: F401 (fixtures)

ODT = FORMATS["odt"]
TEXT, STYLES, META, LIST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"

BREAKS = {
    "parts_are_listed": [(LIST, r"<manifest:file-entry[^>]*meta.xml[^>]*>", ""),
                         (TEXT, r"picture001.png", "other.png")],
    "nothing_runs": [(TEXT, r"<office:body>", "<office:scripts/><office:body>")],
    "says_what_it_is": [(META, r"<dc:creator>[^<]*", "<dc:creator>")],
    "has_a_language": [(STYLES, r'fo:language="en"', 'fo:language="de"')],
    "is_on_a4": [(STYLES, r'"297mm"', '"279mm"')],
    "styles_are_there": [(TEXT, r'"Table_20_Caption"', '"Other"')],
    "headings_are_headings": [(TEXT, r'outline-level="1"', 'outline-level="2"'),
                              (TEXT, r"<text:p [^>]*>First", '<text:p text:style-name='
                                     '"Heading_20_2">First')],
    "letters_are_large": [(STYLES, r'"12pt"', '"11pt"')],
    "colours_stand_out": [(STYLES, r'fo:color="#12408F"', 'fo:color="#1D70B8"')],
    "is_plain": [(STYLES, r'fo:hyphenate="false"', 'fo:hyphenate="true"'),
                 (STYLES, r'fo:font-weight="bold"', 'fo:font-style="italic"'),
                 (STYLES, r'fo:text-align="start"', 'fo:text-align="justify"')],
    "only_links_are_underlined": [(STYLES, r'style:text-underline-style="solid"', "")],
    "tables_have_headers": [(TEXT, r"</?table:table-header-columns>", "HERE"),
                            (TEXT, r'"Table_20_Heading"', '"Table_20_Contents"')],
    "tables_are_described": [(TEXT, r"<table:desc>[^<]*", "<table:desc>")],
    "tables_are_simple": [(TEXT, r"<table:table-cell ",
                           '<table:table-cell table:number-columns-spanned="2" ')],
    "rows_stay_whole": [(TEXT, r'keep-together="always"', 'keep-together="auto"')],
    "pictures_are_described": [(TEXT, r"<svg:desc>[^<]*</svg:desc>", ""),
                               (TEXT, r'loext:decorative="true"', "")],
    "pictures_are_there": [(TEXT, r'anchor-type="as-char"', 'anchor-type="page"'),
                           (TEXT, r'style:parent-style-name="Graphics"', ""),
                           (TEXT, r"<draw:image [^>]*png[^>]*>", "")],
    "lists_are_lists": [(TEXT, r'text:style-name="Numbers"', 'text:style-name="Other"'),
                        (TEXT, r"(</text:list-item>)", r"<table:table/>\1"),
                        (TEXT, r">Mind\.", ">• Mind.")],
    "links_lead_somewhere": [(TEXT, r'"https://streets.example/a"', '"#nowhere"'),
                             (TEXT, r' text:style-name="Internet_20_link"', "")],
    "notes_pair_up": [(TEXT, r"<text:note-citation>1", "<text:note-citation>2"),
                      (TEXT, r"The note\.", "")],
    "nothing_is_empty": [(TEXT, r"</office:text>", "<text:p/></office:text>")],
    "is_finished": [(TEXT, r"<office:text>", "<office:text><text:tracked-changes/>")],
    "is_repeatable": [("mimetype", r"text$", "text-template")],
}  # fmt: skip
"""Rule to what breaks it: part, pattern, replacement."""


@pytest.fixture(scope="module")
def odt_file(page, edition) -> bytes:  # noqa: F811
    return ODT.write(page, edition)


def broken(data, part, pattern, new):
    """Return a file with the first match in one part replaced; HERE takes every match away."""
    def change(held):
        everywhere = new == "HERE"
        text, count = re.subn(pattern, "" if everywhere else new, held.decode(),
                              count=0 if everywhere else 1)  # fmt: skip
        assert count, f"{pattern} is not in {part}"
        return text.encode()

    return rewritten(data, part, change)


@pytest.mark.parametrize("rule", BREAKS)
def test_each_rule_fails_where_it_is_broken(rule, odt_file, page, edition):  # noqa: F811
    for part, pattern, new in BREAKS[rule]:
        data = broken(odt_file, part, pattern, new)
        failing = {one.__name__ for one in RULES if list(one(TextFile(data)))}
        assert rule in failing
        assert ODT.check(data, page, edition) != []


def test_each_rule_is_broken_once(odt_file):
    assert set(BREAKS) == {rule.__name__ for rule in RULES}
    assert [fault for rule in RULES for fault in rule(TextFile(odt_file))] == []


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (TEXT, "The note.", "A note.", "its note 1 says"),
        (TEXT, ">Mind", ">Heed", "instead of"),
        (TEXT, 'fo:language="cy"', 'fo:language="ga"', "its phrases"),
        (TEXT, 'text:start-value="3"', "", "instead of '3. three"),
        (TEXT, "A red door.", "A door.", "instead of 'red door."),
        (TEXT, "This text on the web", "The text", "what file it is"),
    ],
)
def test_words_that_differ_are_found(part, old, new, said, odt_file, page, edition):  # noqa: F811
    faults = ODT.check(broken(odt_file, part, old, new), page, edition)
    assert any(said in fault for fault in faults)


def test_a_file_that_is_no_text_is_told(page, edition):  # noqa: F811
    for data in (b"PK", FORMATS["docx"].write(page, edition)):
        assert "cannot be read" in ODT.check(data, page, edition)[0]
