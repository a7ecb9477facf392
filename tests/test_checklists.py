"""Checklists hold every recommendation of a stage or an audience, and only those."""

import json

import pytest

import handbook
from handbook.site_plan import plan_data, plan_words
from tests.cases import SMALL, make_handbook


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


def texts(document):
    return [one.text for one in document.tree().iterfind(".//p[@class='rec-text']")]


def test_each_stage_and_audience_with_advice_has_one(edition):
    stages, audiences = set(), set()
    for principle in edition.handbook.principles:
        for advice in principle.recommendations:
            stages.add(advice.stage)
            audiences.update(advice.audiences)
    assert set(edition.checklists) == {f"checklists/{name}.md" for name in stages | audiences}
    assert next(iter(edition.checklists.values())).url == "checklists/plan/"


def test_it_holds_what_is_recommended_there_and_nothing_else(edition):
    advice = [one for page in edition.handbook.principles for one in page.recommendations]
    for stage in {one.stage for one in advice}:
        found = texts(edition.checklists[f"checklists/{stage}.md"])
        assert sorted(found) == sorted(one.text for one in advice if one.stage == stage)
    for audience in {name for one in advice for name in one.audiences}:
        found = texts(edition.checklists[f"checklists/{audience}.md"])
        assert sorted(found) == sorted(one.text for one in advice if audience in one.audiences)


def test_each_recommendation_leads_to_its_place_in_its_principle(edition):
    for document in edition.checklists.values():
        for link in document.tree().iterfind(".//p[@class='rec-facts']/a"):
            path, _, anchor = link.get("href").partition("#")
            ids = edition.pages[path].tree().xpath("//li[@class='recommendation']/@id")
            assert anchor in ids and link.text == edition.pages[path].title


def test_an_audience_with_the_name_of_a_stage_has_an_address_of_its_own(tmp_path):
    root = make_handbook(tmp_path, {"mkdocs.yml": {"replace": {
        "{id: designers, title: Designers}": "{id: build, title: Builders}"}},
        "principles/plant-trees.md": {"replace": {"for: [councils]": "for: [build]"}},
        "principles/slow-the-traffic.md": {"replace": {
            "for: [councils, designers]": "for: [build]"}},
    })  # fmt: skip
    found = handbook.load(root).checklists
    assert found["checklists/build.md"].title == "Checklist: Build"
    assert found["checklists/for-build.md"].title == "Checklist: Builders"


def test_the_data_of_the_plan_has_every_recommendation_once(edition):
    data = json.loads(plan_data(edition))
    wanted = [
        (f"{page.id}/{advice.id}", advice.stage, f"../principles/{page.id}/#rec-{advice.id}")
        for page in edition.handbook.principles
        for advice in page.recommendations
    ]
    assert [(one["id"], one["stage"], one["url"]) for one in data["recommendations"]] == wanted
    assert [stage["id"] for stage in data["stages"]] == ["plan", "build"]
    assert plan_words(edition).startswith('export default {"add": "Add to my plan"')
