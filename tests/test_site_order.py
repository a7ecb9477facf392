"""Where each page stands: sections, trails, neighbours; the same as MkDocs gave them."""

import pytest

import handbook
from handbook.site import documents
from handbook.site_order import Order, Step, order
from tests.cases import make_handbook

NESTED = {
    "mkdocs.yml": {
        "replace": {
            "  - Reference:\n      - content/advice.md\n      - content/glossary.md\n"
            "      - content/sources.md\n": "  - Reference:\n      - Words:\n"
            "          - content/glossary.md\n          - content/sources.md\n"
            "      - Advice: content/advice.md\n"
        }
    }
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Order:
    """A handbook with a section in a section."""
    edition = handbook.load(make_handbook(tmp_path_factory.mktemp("nested"), NESTED))
    return order(edition, documents(edition), lambda path: f"edit/{path}")


def test_sections_lead_to_their_first_page(places: Order):
    assert [(one.title, one.first.url) for one in places.sections] == [
        ("Home", ""), ("Principles", "principles/"), ("Case studies", "studies/"),
        ("Reference", "glossary/"),
    ]  # fmt: skip
    assert places.sections[0].pages == ()
    assert places.sections[3].pages == (Step("Advice", "advice/"),)


def test_a_trail_names_the_sections_and_leads_to_those_with_a_page(places: Order):
    trails = {path: one.trail for path, one in places.places.items()}
    assert trails["content/index.md"] == trails["content/principles.md"] == ()
    assert trails["principles/plant-trees.md"] == (Step("Principles", "principles/"),)
    assert trails["content/sources.md"] == (Step("Reference", None), Step("Words", None))
    assert trails["content/advice.md"] == (Step("Reference", None),)


def test_pages_follow_each_other_through_all_sections(places: Order):
    path, read = "content/index.md", []
    addresses = {one.url: name for name, one in places.places.items()}
    while path:
        read.append(path)
        after = places.places[path].next
        if after:
            assert places.places[addresses[after.url]].previous.url == places.places[path].url
        path = addresses[after.url] if after else ""
    assert read == [
        "content/index.md", "content/principles.md", "principles/slow-the-traffic.md",
        "principles/plant-trees.md", "content/studies.md", "case_studies/mill-lane.md",
        "content/glossary.md", "content/sources.md", "content/advice.md",
    ]  # fmt: skip


def test_a_page_outside_the_order_has_no_neighbours(places: Order):
    easy = places.places["principles/slow-the-traffic.easy.md"]
    assert (easy.section, easy.trail, easy.previous, easy.next, easy.beside) == (
        None, (), None, None, None,
    )  # fmt: skip
    assert easy.edit_url == "edit/principles/slow-the-traffic.easy.md"


def test_what_stands_beside_a_page_is_its_own_section(places: Order):
    title, beside = places.places["content/glossary.md"].beside
    assert (title, [step.url for step in beside]) == ("Words", ["glossary/", "sources/"])
