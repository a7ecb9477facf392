"""Word files: each rule of the checker fails where it is broken, and Writer reads what we wrote."""

import re
import zipfile
from io import BytesIO

import pytest

from handbook.formats.contrast import contrast
from handbook.formats.docx_read import WordFile
from handbook.formats.docx_rules import RULES
from handbook.formats.registry import FORMATS
from tests.test_formats import edition, page, rewritten  # noqa: F401 (fixtures)

WORD = FORMATS["docx"]
TEXT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
NOTES, CORE, LINKS = "word/footnotes.xml", "docProps/core.xml", "word/_rels/document.xml.rels"

BREAKS = {
    "parts_are_listed": [
        ("[Content_Types].xml", r'Extension="svg"', 'Extension="gif"'),
        ("[Content_Types].xml", r"/word/footer.xml", "/word/header.xml"),
        (LINKS, r"media/picture001.png", "media/other.png"),
    ],
    "parts_are_in_order": [
        (TEXT, r"(<w:pStyle [^>]*>)(<w:numPr>.*?</w:numPr>)", r"\2\1"),
        (STYLES, r"<w:keepNext/>", "<w:keepPrevious/>"),
    ],
    "nothing_runs": [(LINKS, r'Target="media/picture001.png"',
                      'Target="https://a.example/x.png" TargetMode="External"')],
    "says_what_it_is": [(CORE, r"<dc:creator>[^<]*", "<dc:creator>"),
                        (CORE, r"<dcterms:created.*</dcterms:created>", "")],
    "has_a_language": [(STYLES, r"<w:lang [^>]*>", ""), (SETTINGS, r"<w:themeFontLang[^>]*>", "")],
    "opens_as_the_newest_kind": [(SETTINGS, r'w:val="15"', 'w:val="12"')],
    "is_on_a4": [(TEXT, r'w:w="11906"', 'w:w="12240"')],
    "is_not_hyphenated": [(SETTINGS, r"<w:autoHyphenation[^>]*>", "")],
    "styles_are_there": [(TEXT, r'"TableCaption"', '"Other"')],
    "headings_are_headings": [(TEXT, r'"Heading1"', '"Heading2"'),
                              (STYLES, r'"heading 1"', '"Large"')],
    "letters_are_large": [(STYLES, r'<w:sz w:val="24"/>', '<w:sz w:val="22"/>')],
    "colours_stand_out": [(STYLES, r'<w:color w:val="12408F"', '<w:color w:val="1D70B8"')],
    "is_plain": [(STYLES, r"<w:b/>", "<w:i/>"), (STYLES, r"<w:keepNext/>", '<w:jc w:val="both"/>')],
    "only_links_are_underlined": [(STYLES, r"<w:b/>", '<w:u w:val="single"/>')],
    "tables_have_headers": [(TEXT, r"<w:tblHeader/>", ""),
                            (TEXT, r'w:firstColumn="1"', 'w:firstColumn="0"')],
    "tables_are_described": [(TEXT, r"<w:tblDescription[^>]*>", "")],
    "tables_are_simple": [(TEXT, r"<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>')],
    "rows_stay_whole": [(TEXT, r"<w:cantSplit/>", "")],
    "pictures_are_described": [(TEXT, r'descr="[^"]+"', 'descr=""'),
                               (TEXT, r'<adec:decorative val="1"/>', "")],
    "pictures_are_there": [(TEXT, r"<wp:docPr", "<wp:anchor/><wp:docPr"),
                           (LINKS, r"001\.png", "001.svg")],
    "lists_are_lists": [(TEXT, r'<w:numId w:val="2"/>', '<w:numId w:val="9"/>'),
                        (TEXT, r">Mind\.", ">• Mind.")],
    "links_lead_somewhere": [(LINKS, r"https://streets.example/a", "a.html"),
                             (TEXT, r'(<w:hyperlink[^>]*) r:id="\w+"', r'\1 w:anchor="_to9"')],
    "links_look_like_links": [(TEXT, r'<w:rStyle w:val="Hyperlink"/>', "")],
    "notes_pair_up": [(NOTES, r'<w:footnote w:id="1">', '<w:footnote w:id="2">'),
                      (NOTES, r"<w:footnoteRef/>", "")],
    "nothing_is_empty": [(TEXT, r"<w:sectPr>", "<w:p/><w:sectPr>")],
    "is_finished": [(TEXT, r"<w:sectPr>", '<w:ins w:id="1"/><w:sectPr>')],
}  # fmt: skip
"""Rule to what breaks it: part, pattern, replacement."""


@pytest.fixture(scope="module")
def word_file(page, edition) -> bytes:  # noqa: F811
    return WORD.write(page, edition)


def broken(data, part, pattern, new):
    """Return a Word file with the first match in one part replaced."""
    def change(held):
        text, count = re.subn(pattern, new, held.decode(), count=1)
        assert count, f"{pattern} is not in {part}"
        return text.encode()

    return rewritten(data, part, change)


def broken_rules(data):
    return {rule.__name__ for rule in RULES if list(rule(WordFile(data)))}


@pytest.mark.parametrize("rule", BREAKS)
def test_each_rule_fails_where_it_is_broken(rule, word_file, page, edition):  # noqa: F811
    for part, pattern, new in BREAKS[rule]:
        data = broken(word_file, part, pattern, new)
        assert rule in broken_rules(data)
        assert WORD.check(data, page, edition) != []


def test_the_bytes_are_the_same_on_each_day(word_file, page, edition):  # noqa: F811
    late = BytesIO()
    with zipfile.ZipFile(BytesIO(word_file)) as old, zipfile.ZipFile(late, "w") as new:
        for entry in reversed(old.infolist()):
            new.writestr(entry.filename, old.read(entry))
    assert broken_rules(late.getvalue()) == {"is_repeatable"}
    assert {*BREAKS, "is_repeatable"} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (NOTES, "The note.", "A note.", "its note 1 says"),
        (TEXT, ">Mind", ">Heed", "instead of"),
        (TEXT, 'w:val="cy"', 'w:val="ga"', "its phrases"),
        ("word/numbering.xml", '<w:startOverride w:val="3"/>', "", "instead of '3. three"),
        (STYLES, '<w:outlineLvl w:val="0"/>', "", "its headings"),
        (TEXT, "This text on the web", "The text", "what file it is"),
    ],
)
def test_words_that_differ_are_found(part, old, new, said, word_file, page, edition):  # noqa: F811
    faults = WORD.check(broken(word_file, part, old, new), page, edition)
    assert any(said in fault for fault in faults)


def test_a_file_that_is_no_word_file_is_told(page, edition):  # noqa: F811
    for data in (b"PK", FORMATS["epub"].write(page, edition)):
        assert "cannot be read" in WORD.check(data, page, edition)[0]


def test_contrast_is_that_of_the_standard():
    assert round(contrast("FFFFFF", "000000"), 2) == 21
    assert round(contrast("FFFFFF", "767676"), 2) == 4.54
