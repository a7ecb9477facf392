"""What machines get: data, feed, Markdown, headers, linked data and cards, true to the handbook."""

import csv
import io
import json

import pytest
from lxml import etree
from PIL import Image

import handbook
from handbook import data
from handbook import site_metadata as metadata
from handbook.cards import SIZE, card_for, draw_card
from handbook.feed import ATOM, find_date, write_feed
from handbook.site import documents
from handbook.site_files import llms_txt
from handbook.words import Words
from tests.cases import SMALL, make_handbook
from tests.site_builds import build, page, text

SPACE = {"a": ATOM}


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("machines")
    return build(make_handbook(folder, {}), folder / "site")


def linked_data(site, url):
    [block] = page(site, url).xpath("//script[@type='application/ld+json']/text()")
    return json.loads(block)


def test_the_data_holds_every_entry_and_fits_its_published_shape(site, edition):
    found = json.loads((site / "handbook.json").read_bytes())
    schema = json.loads((site / "data" / "handbook.schema.json").read_bytes())
    data.HandbookData.model_validate(found)
    assert set(found) == set(schema["properties"]) and set(found) <= set(schema["required"])
    for name, rows in (("principles", edition.handbook.principles),
                       ("case_studies", edition.handbook.case_studies),
                       ("terms", edition.handbook.terms)):  # fmt: skip
        assert [row["id"] for row in found[name]] == [one.id for one in rows]
    assert {row["id"] for row in found["sources"]} == set(edition.handbook.sources)
    for row in [*found["principles"], *found["case_studies"], *found["recommendations"]]:
        url, _, anchor = row["url"].partition("#")
        tree = page(site, url)
        assert not anchor or tree.get_element_by_id(anchor) is not None


def test_each_table_says_the_same_as_the_json(site):
    found = json.loads((site / "handbook.json").read_bytes())
    for name in data.TABLES:
        raw = (site / "data" / f"{name.replace('_', '-')}.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        assert len(rows) == len(found[name]) > 0
        for row, same in zip(rows, found[name], strict=True):
            for key, value in same.items():
                said = "; ".join(value) if isinstance(value, list) else str(value or "")
                assert row[key] == said


def test_the_feed_is_atom_with_whole_addresses_and_dates_of_the_content(site, edition):
    feed = etree.parse(site / "feed.xml").getroot()
    assert feed.tag == f"{{{ATOM}}}feed" and feed.findtext("a:updated", None, SPACE)
    entries = feed.findall("a:entry", SPACE)
    pages = {f"https://streets.example/{one.url}": one for one in edition.pages.values()}
    assert {entry.findtext("a:id", None, SPACE) for entry in entries} == set(pages)
    for entry in entries:
        same = pages[entry.findtext("a:id", None, SPACE)]
        assert entry.findtext("a:title", None, SPACE) == same.title
        assert entry.findtext("a:updated", None, SPACE) == f"{same.reviewed}T00:00:00Z"


def test_editions_come_first_in_the_feed(tmp_path):
    news = (
        "---\ntitle: News\nsummary: What changed.\nreviewed: 2026-01-31\n---\n"
        "## Edition 1, 30 January 2026\n\nWe began.\n\n"
        "## Edition 2, 31 January 2026\n\n- A [list](glossary.md).\n\n## How we work\n\nSlowly.\n"
    )
    nav = {"replace": {"      - content/advice.md": "      - content/advice.md\n"
                       "      - content/whats-new.md"}}  # fmt: skip
    root = make_handbook(tmp_path, {"content/whats-new.md": news, "mkdocs.yml": nav})
    feed = etree.fromstring(write_feed(handbook.load(root)))
    titles = [one.text for one in feed.findall("a:entry/a:title", SPACE)]
    assert titles[:2] == ["Edition 2, 31 January 2026", "Edition 1, 30 January 2026"]
    assert "News" not in titles
    assert feed.findtext("a:entry/a:summary", None, SPACE) == "A list."


def test_dates_are_found_in_the_handbooks_own_words():
    assert str(find_date("Edition 2, 3 May 2026", Words())) == "2026-05-03"
    assert find_date("Edition 2, 31 February 2026", Words()) is None
    assert find_date("In May 2026", Words()) is None


def test_linked_data_claims_what_the_page_holds_and_no_more(site, edition):
    pictured = linked_data(site, "principles/slow-the-traffic")
    assert pictured["accessMode"] == ["textual", "visual"]
    assert "alternativeText" in pictured["accessibilityFeature"]
    plain = linked_data(site, "studies/mill-lane")
    assert plain["accessMode"] == ["textual"]
    assert "alternativeText" not in plain["accessibilityFeature"]
    for document in documents(edition).values():
        found = linked_data(site, document.url)
        tree = page(site, document.url)
        assert found["name"] == document.title
        reviewed = document.reviewed and document.reviewed.isoformat()
        assert found.get("dateModified") == reviewed
        shown = bool(tree.xpath("//nav[@class='on-this-page']"))
        features = found.get("accessibilityFeature", [])
        assert ("tableOfContents" in features) == shown
        pictures = tree.xpath("//article//img[@alt != '']")
        assert ("alternativeText" in features) == bool(pictures)
        assert not tree.xpath("//video | //audio | //canvas | //marquee")
        assert found["accessModeSufficient"] == "textual"
        assert all(image.get("alt") is not None for image in tree.iter("img"))


def test_linked_data_gives_the_same_way_as_the_breadcrumb(site):
    for url in ("principles/plant-trees", "studies/mill-lane", "studies"):
        shown = page(site, url).xpath("//nav[@class='breadcrumb']//a")
        items = linked_data(site, url)["breadcrumb"]["itemListElement"]
        assert len(items) == len(shown) + 1
        assert items[-1]["item"] == f"https://streets.example/{url}/"
    assert "breadcrumb" not in linked_data(site, "")


def test_linked_data_cannot_end_its_own_element(tmp_path):
    title = {"replace": {"title: Plant trees": 'title: "Trees < 5 & /script > shade"'}}
    edition = handbook.load(make_handbook(tmp_path, {"principles/plant-trees.md": title}))
    block = metadata.linked_data(edition.pages["principles/plant-trees.md"], edition)
    assert "<" not in block and "&" not in block
    assert json.loads(block)["name"] == "Trees < 5 & /script > shade"


def test_each_page_has_a_card_of_its_own_that_is_small(site, edition):
    for document in documents(edition).values():
        [address] = page(site, document.url).xpath("//meta[@property='og:image']/@content")
        assert address.startswith("https://streets.example/assets/cards/")
        file = site / address.removeprefix("https://streets.example/")
        assert file.stat().st_size < 30_000
        with Image.open(file) as card:
            assert card.size == SIZE and card.format == "PNG"


def test_a_card_is_the_same_bytes_each_time_and_says_the_title(edition):
    card = card_for(edition.pages["principles/slow-the-traffic.md"], edition)
    assert (card.kind, card.title, card.shapes) == ("Principle 1", "Slow the traffic", ("circles",))
    first = draw_card(card)
    assert draw_card(card) == first


def test_language_models_get_a_list_of_all_pages(site, edition):
    listed = (site / "llms.txt").read_text("utf-8")
    assert listed.startswith("# Good Streets\n\n> A small handbook for tests.\n")
    for document in edition.pages.values():
        assert f"](https://streets.example/{document.url})" in listed
    made = {"page": "principles/plant-trees.md", "format": "markdown", "path": "downloads/a.md"}
    listed = llms_txt(edition, [made])
    assert "- [Plant trees](https://streets.example/downloads/a.md): " in listed


def test_hosts_are_told_the_same_policy_as_each_page(site):
    [policy] = page(site, "").xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    said = (site / "_headers").read_text("utf-8")
    assert f"Content-Security-Policy: {policy}; frame-ancestors 'none'" in said
    assert "unsafe-inline" not in said
    [referrer] = page(site, "").xpath("//meta[@name='referrer']/@content")
    assert f"Referrer-Policy: {referrer}" in said and text(page(site, ""))
