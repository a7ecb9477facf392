"""The report as a book: its index, its page numbers, its colophon, its spreads and its colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

import handbook
from handbook import pdf
from handbook.pdf.reading import Annotation, Element, TaggedPdf, destinations
from handbook.trees import text_of
from tests.cases import SMALL, make_handbook
from tests.pdf_documents import document
from tests.pdf_documents import edition as edition_of

STYLES = {"standard": "report.pdf", "large-print": "report.large-print.pdf"}
NUMBER = re.compile(r"(\d+)\)?\s*$")


@dataclass(frozen=True)
class Book:
    """A finished report, read back."""

    file: TaggedPdf
    places: dict[str, int]
    """Page of each named place, from 1."""

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield what each link inside the report says, and the place it leads to."""
        for element in self.file.root.walk():
            notes = [kid.object for kid in element.kids if isinstance(kid, Annotation)]
            if element.type == "Link" and notes and "/Dest" in notes[0]:
                yield element.text(), str(notes[0].Dest)

    def section(self, title: str) -> Element:
        """Return the section with this heading."""
        return next(element for element in self.file.root.walk() if element.type == "Sect"
                    and element.kids and element.kids[0].text().strip() == title)

    def page(self, number: int) -> str:
        """Return the text of a page, without white space."""
        return squeezed("".join(self.file.pages[number - 1].marked.values()))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)


@cache
def edition(root: Path) -> handbook.Edition:
    return handbook.load(root)


@pytest.fixture(scope="session", params=STYLES)
def book(request: pytest.FixtureRequest, built_public: Path) -> Book:
    """The published report in each size of print."""
    file = TaggedPdf((built_public / "downloads" / STYLES[request.param]).read_bytes())
    return Book(file, destinations(file))


@pytest.fixture(scope="session")
def tree(project_root: Path) -> etree._Element:
    return edition(project_root).report.tree()


# Page numbers


def test_each_page_number_behind_a_link_is_the_page_of_its_place(book: Book, tree) -> None:
    references = 0
    for said, place in book.links():
        leads_on = place in book.places and not place.startswith(("source-", "cite-"))
        if leads_on and (found := NUMBER.search(said)) and "--note" not in place:
            assert int(found[1]) == book.places[place], said
            references += 1
    contents = len(tree.findall("nav//a"))
    assert references > contents + len(tree.findall("section[@class='index']//a"))


def test_every_reference_in_the_text_names_its_page(book: Book, tree) -> None:
    expected = [link for link in tree.iter("a") if not link.get("class") and not link.get("role")
                and link.get("href").startswith("#")
                and next(link.iterancestors("nav"), None) is None
                and next(above for above in link.iterancestors("section", "article")
                         ).get("class") != "index"]
    said = [squeezed(words) for words, _ in book.links() if "(page" in words]
    assert len(said) == len(expected) > 100
    for link, words in zip(expected, said, strict=True):
        number = book.places[link.get("href")[1:]]
        assert words == squeezed(f"{text_of(link)}(page{number})")


def test_the_gate_sees_a_page_number_that_is_worded_otherwise() -> None:
    xhtml = ('<article class="report" id="report" lang="en-GB"><header class="cover">'
             '<h1 id="t">Places</h1></header><section class="part" id="one"><h2 id="h">One</h2>'
             '<p>See <a href="#one">the part</a>.</p></section></article>')
    short = document(xhtml, title="Places")
    data = pdf.render_pdf(short, edition_of())
    assert pdf.check(data, short) == []
    assert pdf.check(data, short, "(p. {page})") != []


# The index


def test_each_entry_of_the_index_points_to_a_page_that_holds_its_words(book: Book, tree) -> None:
    targets = {element.get("id"): element for element in tree.iter() if element.get("id")}
    links = tree.findall("section[@class='index']//a")
    assert len(links) > 300
    for link in links:
        name = link.get("href")[1:]
        target = targets[name]
        if target.tag == "article":
            target = next(one for one in target.iter("h3"))
        start = squeezed("".join(target.itertext()))[:12]
        assert start in book.page(book.places[name]), (start, book.places[name])


def test_the_index_prints_a_number_for_each_link(book: Book, tree) -> None:
    said = [words for element in book.section("Index").walk() if element.type == "Link"
            for words in [element.text()]]
    links = tree.findall("section[@class='index']//a")
    assert [int(words) for words in said] == [
        book.places[link.get("href")[1:]] for link in links]


def test_an_entry_leads_to_its_own_words_or_to_a_link_to_it(tree, project_root: Path) -> None:
    made = edition(project_root).handbook
    forms = {text: one.term for one in made.terms
             for text in map(str.casefold, filter(None, (one.term, one.abbreviation, *one.also)))}
    ways = {study.title: f"#{study.id}" for study in made.case_studies}
    ids = {element.get("id"): element for element in tree.iter() if element.get("id")}
    for item in tree.findall("section[@class='index']//li"):
        title = item.text.removesuffix(": ")
        for link in item.iter("a"):
            target = ids[link.get("href")[1:]]
            words = text_of(target)
            own = forms.get(words.casefold(), words).replace("'", "’") in (title, "")
            assert own or target.tag == "article" or target.get("href") == ways.get(title), words


def test_a_handbook_without_terms_places_and_projects_has_no_index(tmp_path: Path) -> None:
    root = make_handbook(tmp_path, {"content/glossary.yml": "[]\n",
                                    "case_studies/mill-lane.md": None})
    report = handbook.load(root).report.tree()
    assert report.find("section[@class='index']") is None
    assert text_of(report.find("nav")).endswith("About this edition")


def test_a_list_of_pages_is_not_a_mention() -> None:
    report = handbook.load(SMALL).report.tree()
    listed = {name for entries in report.iterfind(".//ul[@class='entries']")
              for element in entries.iter() if (name := element.get("id"))}
    led_to = {link.get("href")[1:] for link in report.iterfind("section[@class='index']//a")}
    assert led_to and not led_to & listed


# The colophon


@pytest.mark.parametrize("of", ["small", "real"])
def test_the_facts_of_the_colophon_are_those_of_the_settings(of: str, project_root: Path) -> None:
    made = edition(SMALL if of == "small" else project_root)
    settings, words = made.settings, made.settings.words.book
    colophon = made.report.tree().find("section[@class='colophon']/dl")
    pairs = list(colophon)
    facts = {text_of(one): text_of(two) for one, two in zip(pairs[::2], pairs[1::2], strict=True)}
    day = settings.edition.date
    assert facts[words.version] == settings.edition.version
    assert facts[words.date] == f"{day.day} {day:%B} {day.year}"
    assert facts[words.publisher].replace("’", "'") == settings.publisher
    assert facts[words.licence] == settings.licence
    assert settings.contact in facts[words.contact]
    assert {words.checks, words.letters} < facts.keys()


def test_the_colophon_names_every_family_of_letters_in_the_file(book: Book) -> None:
    said = squeezed(book.section("About this edition").text())
    named = {str(item.FontName).split("+")[1].removesuffix("-Bold") for item in
             book.file.pdf.objects if hasattr(item, "keys") and "/FontName" in item}
    assert named and all(name.replace("-", "") in said for name in named)


# Pages


def test_a_snapshot_of_two_pages_has_them_face_each_other(built_public: Path, tree) -> None:
    file = TaggedPdf((built_public / "downloads" / "report.pdf").read_bytes())
    places = destinations(file)
    chapters = [one.get("id") for one in tree.iter("article") if one is not tree]
    firsts = sorted(places[name] for name in chapters)
    spreads = [one for one, after in pairwise(firsts) if after - one == 2 and one in {
        places[chapter.get("id")] for chapter in tree.iterfind(".//article[@class]")
        if chapter.get("class") == "case_study chapter"}]
    assert len(spreads) >= 3
    assert [page for page in spreads if page % 2] == []


def test_no_page_has_only_a_line_or_two(book: Book) -> None:
    for number in range(2, len(book.file.pages) + 1):
        text = book.page(number)
        assert not text or len(text) > 100 or "Figure" in {
            element.type for element in book.file.root.walk() if element.type == "Figure"
            and book.file.numbers[element.item["/Pg"]] == number - 1}, (number, text)


# Colours


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_text_has_a_contrast_of_7_and_of_lines_3(project_root: Path) -> None:
    css = (project_root / "handbook/pdf/print.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", css))
    used = re.findall(r"(?<![-\w])color: (#[0-9A-F]{6}|var\(--[\w-]+\));", css)
    colours = {named[one[6:-1]] if one.startswith("var") else one for one in used}
    colours |= {one for key, one in re.findall(r"\.of-(\w+) \{ --own: (#[0-9A-F]{6})", css)}
    assert len(colours) >= 6
    for ground in ("#FFFFFF", named["raised"]):
        assert min(contrast(colour, ground) for colour in colours) >= 7
        assert contrast(named["line"], ground) >= 3
