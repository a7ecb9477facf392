"""Markdown says the words, whatever signs they hold, and reads well as it stands."""

import random
from dataclasses import replace

import pytest
from lxml import etree

import handbook
from handbook.document import headings_of
from handbook.formats.registry import FORMATS
from handbook.load import Edition
from tests.cases import SMALL

MARKDOWN = FORMATS["markdown"]
TROUBLE = (
    r"1. # ## - -- + = === * ** *a* _b_ `c` ``d`` ~~e~~ [f] [g](h) ![i](j) &lt; &copy; <b> </p> | "
    r"\ \\ \* > >> ! : :--- *** --- 10) 1) http://k.example l@m.example $n$ {o} “p” … ' "
).split()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return handbook.load(SMALL)


def written(edition, *blocks):
    """Return a page of some blocks, and its file."""
    root = etree.Element("article")
    etree.SubElement(root, "h1", id="t").text = "A page"
    root.extend(blocks)
    xhtml = etree.tostring(root, encoding="unicode")
    tree = etree.fromstring(xhtml)
    page = replace(
        edition.pages["content/advice.md"], title="A page", images=(), xhtml=xhtml,
        headings=headings_of(tree),
    )  # fmt: skip
    return page, MARKDOWN.write(page, edition)


def body(edition, xhtml):
    """Return the lines between the title and those about the file."""
    page, data = written(edition, *etree.fromstring(f"<div>{xhtml}</div>"))
    assert MARKDOWN.check(data, page, edition) == []
    text = data.decode()
    return text[text.index("\n\n") + 2 : text.index("\n\n* * *\n\n")]


def test_words_made_of_signs_stay_words(edition):
    chance = random.Random(6)

    def words():
        return " ".join(chance.choices(TROUBLE, k=chance.randrange(1, 6)))

    for _ in range(300):
        block = etree.Element(chance.choice(["p", "h2", "pre"]))
        block.text = words()
        for tag in chance.choices(["em", "strong", "code", "q", "sup"], k=block.tag != "pre"):
            inside = etree.SubElement(block, tag)
            inside.text = chance.choice([words(), "tree"])
            inside.tail = chance.choice(["", " ", "s", ", ", "! "]) + words()
        table = etree.fromstring(
            "<table><caption>C</caption><thead><tr><th>A</th></tr></thead>"
            "<tbody><tr><td><code/><em>b</em>c</td></tr></tbody></table>"
        )
        table.find(".//code").text = words()
        items = etree.fromstring('<ol start="7"><li/><li/></ol>')
        for item in items:
            item.text = words()
        page, data = written(edition, block, table, items)
        assert MARKDOWN.check(data, page, edition) == [], data.decode()


def test_a_line_reads_as_people_write_it(edition):
    said = body(
        edition,
        '<p>Say <em>yes</em>, <strong>now</strong>! 10<sup>2</sup> <span lang="cy">croeso</span>'
        '<sup><a role="doc-noteref" href="#t">1</a></sup> <a href="https://a.example/b_(c)">d</a></p>',
    )
    assert said == (
        'Say *yes*, **now**! 10<sup>2</sup> <span lang="cy">croeso</span> \\[note 1\\] '
        "[d](<https://a.example/b_(c)>)"
    )


def test_lists_side_by_side_stay_apart(edition):
    said = body(
        edition,
        "<ol><li>a</li></ol><ol><li>b</li></ol><ul><li>c</li></ul><dl><dt>d</dt><dd>e</dd></dl>",
    )
    assert said == "1. a\n\n<!-- -->\n\n1. b\n\n- c\n\n* **d:** e"


def test_a_list_in_a_cell_stands_on_one_line(edition):
    said = body(
        edition,
        "<table><caption>C</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>"
        "<p>b</p><ol><li>c</li><li>d</li></ol></td></tr></tbody></table>",
    )
    assert said == "C\n\n| A |\n| --- |\n| b 1. c 2. d |"


def test_what_is_not_markdown_of_ours_is_found(edition):
    page, data = written(edition)
    for old, new, said in (
        (b"# A page", b"# A page<script></script>", "it has <script>"),
        (b"# A page", b"# [A page](other.md)", "which is no web address"),
        (b"* * *", b"", "it does not say what file it is"),
        (b"# A", b"# \xff", "it is not UTF-8"),
    ):
        faults = MARKDOWN.check(data.replace(old, new), page, edition)
        assert any(said in fault for fault in faults)
