"""Scripts say what a person would say, and a script that lost a word is found."""

import html
from dataclasses import replace

import pytest
from lxml import etree

import handbook
from handbook.formats.speech import write_script
from handbook.formats.speech_check import script_faults
from handbook.formats.speech_clean import sayer
from handbook.formats.speech_words import SpeechWords
from tests.cases import SMALL
from tests.test_formats import BODY, FAULTS, changed

HEARD = [name for name in FAULTS if name not in ("level of a heading", "address", "title")]
CITED = """<article class="guide" lang="en-GB"><header><p class="kicker">Page 1</p>
<h1 id="t">Money</h1></header>
<p>It cost £1.5 million<a class="citation" role="doc-biblioref" id="c" href="#s">[1]</a>, n.d.</p>
<table><caption>Costs in 2018-19</caption><thead><tr><th scope="col">What</th>
<th scope="col">2018-19</th><th scope="col">Source</th></tr></thead><tbody><tr>
<th scope="row">Trees</th><td>£250, or 8%</td><td><a class="citation" role="doc-biblioref"
id="d" href="#s">[1]</a></td></tr></tbody></table>
<section class="sources" role="doc-bibliography"><h2 id="sources">Sources</h2><ol>
<li id="s">See <a href="https://streets.example/a">Counting</a> on streets.example.org/a-b.</li>
</ol></section></article>"""


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def page(edition):
    """A page with every kind of thing that formats lose."""
    image = edition.report.images[0]
    document = replace(edition.pages["content/advice.md"], title="A page", images=(image,))
    return changed(document, BODY.format(image=image))


@pytest.fixture(scope="module")
def cited(page):
    """A page whose text and table cite a source."""
    return replace(changed(page, CITED), title="Money", citations=("S1",))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("£972,500 in 2020", "972,500 pounds in 2020"),
        ("£1 or £1.50, €3.9 million", "1 pound or 1 pound 50, 3.9 million euros"),
        ("$2bn and £30k", "2 billion dollars and 30 thousand pounds"),
        ("43.1% of 1,000", "43.1 per cent of 1,000"),
        ("£5–£10 or 10%–20%", "5 pounds to 10 pounds or 10 per cent to 20 per cent"),
        ("2018-19 and 2020–2021, pages 3–5", "2018 to 19 and 2020 to 2021, pages 3 to 5"),
        ("on 2026-11-22, co-designed", "on 2026-11-22, co-designed"),
        ("https://www.streets.example/trees-and-ways/", "streets dot example slash trees and ways"),
        ("Write to a.b@streets.example.", "Write to a dot b at streets dot example."),
        ("as wa-insight.com, says", "as wa insight dot com, says"),
        ("data.streets.kr, not one.two", "data dot streets dot kr, not one.two"),
        ("version 2.0, 2.2 and 3.10.", "version 2 point 0, 2.2 and 3.10."),
        ("Call 020 7946 0018.", "Call 0 2 0, 7 9 4 6, 0 0 1 8."),
        ("Mill Lane, n.d.", "Mill Lane, no date."),
        ("hedges etc. and grass, e.g. clover", "hedges and so on and grass, for example clover"),
        ("Text CC BY 4.0", "Text Creative Commons Attribution 4 point 0"),
        ("L&Q and A & B, PDF/UA-1", "L and Q and A and B, PDF UA-1"),
        ("Fewer cars — and more trees .", "Fewer cars, and more trees."),
        ("500 m² at 20°", "500 square metres at 20 degrees"),
    ],
)  # fmt: skip
def test_signs_are_said_as_a_person_says_them(written, said):
    assert sayer(SpeechWords())(written) == said


def test_the_words_of_another_language_replace_single_ones():
    words = SpeechWords(to="bis", percent="Prozent", currencies={"€": ("Euro", "Euro")})
    assert sayer(words)("8% von €5, 2018–19, £3") == "8 Prozent von 5 Euro, 2018 bis 19, £3"


def test_a_page_is_read_as_a_person_would_read_it(cited, edition):
    lines = write_script(cited, edition).text().split("\n")
    assert lines[0].endswith("A synthetic voice reads it. The sources are listed at the end.")
    spoken = "\n".join(line for line in lines[1:] if line)
    assert spoken.startswith(
        "Page 1.\nMoney.\nIt cost 1.5 million pounds, no date.\n"
        "Table: Costs in 2018 to 19. One row. The columns are: What; 2018 to 19; Source.\n"
        "Trees. 2018 to 19: 250 pounds, or 8 per cent. Source: 1. End of table.\n"
        "Sources.\n1. See Counting on streets dot example dot org slash a b.\n"
        "About this recording.\n"
    )


def test_lists_pictures_notes_and_quotations_are_announced(page, edition):
    text = write_script(page, edition).text()
    for line in (
        "Picture: A red door.", "3. three.", "4. four.", "Kerb: An edge.", "Quotation: Words. "
        "End of quotation.", "Code: a b; -----. End of code.", "Mill Lane. Cars: all: Cars: 20.",
    ):  # fmt: skip
        assert f"\n{line}" in text
    assert "and a note, note 1. “Said” 10 to the power 2." in text
    assert "↩" not in text


def test_a_phrase_in_another_language_is_a_run_of_its_own(page, edition):
    runs = [run for block in write_script(page, edition).blocks for run in block.runs]
    assert [run.text for run in runs if run.language == "cy"] == ["croeso"]


def test_every_page_of_a_handbook_has_a_script_that_says_all(edition, page, cited):
    documents = [*edition.pages.values(), *edition.easy_reads.values(), page, cited]
    for document in documents:
        assert script_faults(write_script(document, edition).text(), document, edition) == []


def test_every_script_of_the_handbook_says_all(project_root):
    edition = handbook.load(project_root)
    for document in [*edition.pages.values(), *edition.easy_reads.values()]:
        script = write_script(document, edition)
        assert script_faults(script.text(), document, edition) == [], document.path
        read = etree.fromstring(script.document.xhtml)
        ids = [one.get("id") for one in read.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        assert {block.target for block in script.blocks} - {""} <= set(ids)


ODD = """1.2.3|£5-10m|3-4pm|A/B/C|10:30|2.00|http://a.b/c_d#e?f=1&g=2|2018–19–20|€1,5|$|£.50|50p|
100m²|№5|½|x²|H₂O|…|(etc.)|[1]|a—b|–5°C|1 000 000|~5|5×6|a=b|C#|C++|<tag>|a_b_c|n.d.a|11/12/2020|
مرحبا|你好|😀|J. K. R.|U.S.A.|i.e.|CC BY-SA 4.0|sq m|£1k|$3bn|£1,234.50|12.0%|007|a.b@c.co.uk.|
end.Start""".split("|")


@pytest.mark.parametrize("odd", ["\n".join(ODD), *ODD])
def test_no_text_stands_in_the_way(odd, page, edition):
    words = html.escape(odd)
    cell = f'<th scope="col">{words} a</th>'
    table = (
        f"<table><caption>A {words}</caption><thead><tr>{cell}{cell}</tr></thead><tbody><tr>"
        f'<th scope="row">b {words}</th><td>{words}</td></tr></tbody></table>'
    )
    rest = f"<p>{words}</p><p>A <code>{words}</code></p><pre>{words}</pre><ul><li>{words}</li></ul>"
    pairs = f"<dl><dt>{words}</dt><dt>a</dt><dd>…</dd></dl><blockquote><p>…</p></blockquote>"
    header = '<header><h1 id="t">T</h1></header>'
    document = changed(page, f'<article lang="en-GB">{header}{table}{rest}{pairs}</article>')
    assert script_faults(write_script(document, edition).text(), document, edition) == []


@pytest.mark.parametrize("fault", HEARD)
def test_what_a_script_loses_is_found(fault, page, edition):
    script = write_script(FAULTS[fault](page), edition).text()
    assert script_faults(script, page, edition) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [("1.5 million", "15 million"), ("no date", "date"), ("250", "25"), ("per cent", "pro mille"),
     ("Source: 1.", "Source: 2."), ("Money", "Monkey"), (" End of table", " End of tables")],
)  # fmt: skip
def test_a_word_that_is_not_the_texts_is_found(old, new, cited, edition):
    script = write_script(cited, edition).text()
    assert script.count(old) >= 1
    changed_script = script.replace(old, new)
    fine = old == "1.5 million"  # the same digits in the same order: the point is not a word
    assert (script_faults(changed_script, cited, edition) == []) == fine
