"""Every format says what its Document says; each lost word is found, whichever way it was lost."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

import handbook
from handbook.document import headings_of
from handbook.formats.base import Format
from handbook.formats.files import file_name, wanted, write_formats
from handbook.formats.registry import FORMATS
from handbook.formats.said import first_difference
from handbook.load import Edition
from tests.cases import SMALL, make_handbook
from tests.judging import findings, findings_in

LIGHT = [
    one
    for one in FORMATS.values()
    if one.media_type != "application/pdf" and one.extra != "audio"
]
IDS = [one.id for one in LIGHT]
BODY = """<article class="guide" lang="en-GB"><header><h1 id="t">A page</h1></header>
<p>First, with <span lang="cy">croeso</span> and a note<sup><a class="noteref" role="doc-noteref"
id="noteref-1" href="#note-1" aria-label="Note 1">1</a></sup>. <q>Said</q> 10<sup>2</sup>.</p>
<p>Second: <a href="https://streets.example/a">Counting <em>trees</em></a>,
<a href="principles/plant-trees.md">Plant trees</a> [link 9] - Image: End of table.</p>
<figure class="figure" id="f"><img src="{image}" alt="A red door." width="9" height="9"/>
<figcaption>The door. <img src="{image}" alt="" width="9" height="9"/></figcaption></figure>
<ol start="3"><li>three</li><li><p>four</p><ul><li>- dash</li></ul></li></ol>
<table><caption>Counts</caption><thead><tr><th scope="col">Street; and way</th>
<th scope="col">Cars: all</th></tr></thead><tbody><tr><th scope="row">Mill Lane</th>
<td class="num">Cars: 20</td></tr><tr><th scope="row">Hill; Road</th><td class="num"></td></tr>
</tbody></table><dl><dt>Kerb</dt><dd>An edge.</dd></dl>
<aside class="callout" role="note" aria-labelledby="c"><p class="callout-title" id="c">Note</p>
<p>Mind.</p></aside><blockquote><p>Words.</p></blockquote><pre>a  b
-----</pre>
<section class="notes" role="doc-endnotes"><h2 id="n">Notes</h2><ol><li id="note-1"><p>The note.
<a class="back" role="doc-backlink" href="#noteref-1" aria-label="Back">↩</a></p></li></ol>
</section></article>"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def page(edition):
    """A page with every kind of thing that formats lose."""
    image = edition.report.images[0]
    document = edition.pages["content/advice.md"]
    return changed(replace(document, title="A page", images=(image,)), BODY.format(image=image))


def changed(document, xhtml):
    """Return a Document with another text."""
    tree = etree.fromstring(xhtml)
    return replace(document, xhtml=xhtml, headings=headings_of(tree))


def without(path, change):
    """Return a change of a Document's text: what is done to the first element found."""

    def apply(document):
        tree = document.tree()
        change(tree.find(path))
        return changed(document, etree.tostring(tree, encoding="unicode"))

    return apply


def set_text(element, text=""):
    element.text = text


def swap_paragraphs(document):
    tree = document.tree()
    first, second = tree.findall("p")
    first.addprevious(second)
    return changed(document, etree.tostring(tree, encoding="unicode"))


FAULTS = {
    "alt text": without(".//img", lambda image: image.set("alt", "")),
    "list numbers": without(".//ol", lambda numbered: setattr(numbered, "tag", "ul")),
    "first number": without(".//ol", lambda numbered: numbered.attrib.pop("start")),
    "note": without(".//section/ol/li", lambda item: item.remove(item[0])),
    "note's mark": without(".//sup/a", set_text),
    "cell": without(".//td", set_text),
    "row": without(".//tbody", lambda body: body.remove(body[0])),
    "caption of a table": without(".//caption", lambda caption: set_text(caption, "Other")),
    "order of paragraphs": swap_paragraphs,
    "title": lambda page: replace(without(".//h1", set_text)(page), title=""),
    "level of a heading": without(".//h2", lambda heading: setattr(heading, "tag", "h3")),
    "address": without("p/a", lambda link: link.set("href", "#t")),
}
OF_MARKUP = {
    "language": lambda page: replace(page, language="cy"),
    "language of a phrase": without(".//span", lambda phrase: phrase.attrib.pop("lang")),
}


OF_NOTES = {"note's mark", "level of a heading"}
"""Word processors number notes themselves and show them without a heading, the only one here."""
CANNOT_CARRY = {
    "text": OF_MARKUP,
    "markdown": {"language"},
    "docx": OF_NOTES,
    "odt": OF_NOTES,
    "brf-grade-1": OF_MARKUP,
    "brf": {"language of a phrase"},
    "pef": {"language of a phrase"},
    "brf-volumes": {"language of a phrase"},
    "ebraille": {"language of a phrase"},
}
"""Format to what it has no place for."""


READ = [one for one in LIGHT if not one.extra and one.scope != "report"]


@pytest.mark.parametrize("format", READ, ids=[one.id for one in READ])
def test_easy_read_and_checklists_have_it_too_and_lose_no_word(format):
    """Whoever reads in a format finds all pages in it; a word taken from each kind is seen."""
    whole = handbook.load(SMALL)
    for document in (*whole.easy_reads.values(), *whole.checklists.values()):
        assert format.is_for(document)
        given = [document, whole, *([None] if format.beside else [])]
        data = format.write(*given)
        assert format.check(data, *given) == [], document.path
        lesser = without(".//li//p", set_text)(document)
        assert format.check(format.write(lesser, *given[1:]), *given), document.path
    assert whole.easy_reads and whole.checklists


@pytest.mark.parametrize("format", LIGHT, ids=IDS)
def test_a_sound_file_has_no_faults_and_the_same_bytes_each_time(format, page, edition):
    data = format.write(page, edition)
    assert format.check(data, page, edition) == []
    assert format.write(page, edition) == data
    assert format.measure(data).bytes == len(data)


@pytest.mark.parametrize("fault", [*FAULTS, *OF_MARKUP])
@pytest.mark.parametrize("format", LIGHT, ids=IDS)
def test_what_a_writer_loses_is_found(format, fault, page, edition):
    if fault in CANNOT_CARRY.get(format.id, ()):
        changed_page = {**FAULTS, **OF_MARKUP}[fault](page)
        assert format.write(changed_page, edition) == format.write(page, edition)
        return
    faulty = {**FAULTS, **OF_MARKUP}[fault](page)
    assert format.check(format.write(faulty, edition), page, edition) != []


def test_every_document_of_a_handbook_passes_in_every_format(edition, tmp_path):
    made = write_formats(edition, tmp_path, LIGHT)
    assert len(made) == len(wanted(edition, LIGHT)) == len({one.file for one in made})
    easy = {one.format for one in made if one.page.endswith(".easy.yml")}
    assert easy == {one.id for one in LIGHT if one.easy_read}


def test_names_are_web_addresses_and_never_clash(edition):
    epub, home = FORMATS["epub"], edition.pages["content/index.md"]
    names = [file_name(replace(home, url=url), epub) for url in ("", "home/", "report/", "a/b/")]
    assert names == ["home.epub", "home-page.epub", "report-page.epub", "a/b.epub"]
    assert file_name(edition.report, epub) == "report.epub"


def test_a_format_without_a_checker_cannot_be_registered():
    with pytest.raises(TypeError, match="needs a writer and a checker"):
        Format(
            id="rtf", extension="rtf", media_type="text/rtf", scope="page",
            write=FORMATS["text"].write, check=None,
        )  # fmt: skip


def test_a_word_that_is_also_a_label_is_tried_as_both():
    labels = [("End", "of", "table")]
    assert first_difference("a End well".split(), "a End of table End well".split(), labels) is None
    assert first_difference("End of table b".split(), "End of table b".split(), labels) is None
    assert first_difference("a b".split(), "a End of b".split(), labels) == (1, 1)


def read_file(data, name):
    """Return one file of an EPUB as text."""
    with zipfile.ZipFile(BytesIO(data)) as held:
        return held.read(name).decode("utf-8")


def rewritten(data, name, change):
    """Return an EPUB with one file changed, or left out."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = change(old.read(entry)) if entry.filename == name else old.read(entry)
            if content is not None:
                new.writestr(entry, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("EPUB/picture-001.svg", lambda data: None, "is listed but not there"),
        ("EPUB/book.css", lambda data: None, "EPUB/book.css is listed but not there"),
        ("EPUB/package.opf", lambda data: data.replace(b">alternativeText<", b">captions<"),
         "it has described pictures"),
        ("EPUB/package.opf", lambda data: data.replace(b">readingOrder<", b">pageNavigation<"),
         "it has pages"),
        ("EPUB/package.opf", lambda data: data.replace(b">A page", b">A sheet"), "its title is"),
        ("EPUB/nav.xhtml", lambda data: data.replace(b'epub:type="toc"', b""), "it has no toc"),
        ("EPUB/nav.xhtml", lambda data: data.replace(b"#n", b"#nowhere"), "not in the book"),
        ("EPUB/part-001.xhtml", lambda data: data[:-9], "it cannot be read"),
        ("mimetype", lambda data: b"application/zip", "it does not begin with its type"),
    ],
)  # fmt: skip
def test_a_book_whose_parts_do_not_hold_together_is_found(page, edition, name, change, said):
    epub = FORMATS["epub"]
    data = rewritten(epub.write(page, edition), name, change)
    assert any(said in fault for fault in epub.check(data, page, edition))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"</main>", b"</main><script>1</script>", "it has <script>"),
        (b'src="data:', b'src="', "is not in the file"),
        (b"</main>", b'<a href="other.html">x</a></main>', "another file"),
        (b'href="#note-1"', b'href="#note-2"', "which is not in the file"),
        (b"<title>A page", b"<title>A sheet", "its title is"),
    ],
)  # fmt: skip
def test_an_html_file_that_needs_more_than_itself_is_found(page, edition, old, new, said):
    html = FORMATS["html"]
    data = html.write(page, edition)
    assert old in data
    assert any(said in fault for fault in html.check(data.replace(old, new), page, edition))


def test_text_is_easy_to_hear(page, edition):
    text = FORMATS["text"].write(page, edition).decode()
    assert "\n3. three\n4. four\n  - - dash\n" in text
    assert "and a note [note 1]. “Said” 10²." in text
    table = "Street; and way: Mill Lane\n  Cars: all: Cars: 20\n"
    assert f"Table: Counts\nColumns: Street; and way; Cars: all\n{table}" in text
    assert "Image: A red door.\n" in text
    site = "https://streets.example"
    assert f"1. {site}/a\n2. {site}/principles/plant-trees/\n" in text
    assert "\r" not in text and "↩" not in text


def test_epubcheck_finds_nothing_in_the_report_and_pages(page, edition, tmp_path):
    epub, files = FORMATS["epub"], []
    for name, document in [("report", edition.report), ("page", page)]:
        files.append(tmp_path / f"{name}.epub")
        files[-1].write_bytes(epub.write(document, edition))
    assert findings_in("epubcheck", files) == []


def test_epubcheck_is_asked(page, edition, tmp_path):
    file = tmp_path / "faulty.epub"
    data = FORMATS["epub"].write(page, edition)
    file.write_bytes(rewritten(data, "EPUB/book.css", lambda data: None))
    assert any(one.rule == "RSC-001" for one in findings_in("epubcheck", [file]))


def test_the_html_checker_finds_nothing_in_the_report_and_pages(
    page, edition, tmp_path
):
    html = FORMATS["html"]
    for name, document in [("report", edition.report), ("page", page)]:
        (tmp_path / f"{name}.html").write_bytes(html.write(document, edition))
    assert findings("nu", tmp_path) == []


def test_a_page_of_one_line_passes(tmp_path):
    changes = {"content/advice.md": "---\ntitle: X\nsummary: Y.\nreviewed: 2026-01-31\n---\n"}
    edition = handbook.load(make_handbook(tmp_path, changes))
    document = edition.pages["content/advice.md"]
    faults = [one.check(one.write(document, edition), document, edition) for one in LIGHT]
    assert faults == [[] for _ in LIGHT]


def test_a_pdf_is_checked_again_unless_it_is_the_one_that_passed(edition):
    advice, other = edition.pages["content/advice.md"], edition.pages["content/index.md"]
    for name in ("pdf", "pdf-large-print"):
        one = FORMATS[name]
        data = one.write(advice, edition)
        assert one.check(data, advice, edition) == []
        assert one.check(data, other, edition) != []
        words = replace(advice, xhtml=advice.xhtml.replace("Start at", "Begin at"))
        assert one.check(data, words, edition) != []
        assert one.check(data[: len(data) // 2], advice, edition) != []
