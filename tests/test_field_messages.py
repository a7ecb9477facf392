"""What people are told of a field: where it is, what is wrong, and the words to write."""

from __future__ import annotations

import pytest

from handbook.fields import CaseStudyFields, Fields, Text, WebAddress, check_fields
from handbook.nodes import parse_yaml
from handbook.problems import Problem
from handbook.settings import EditorFields, HandbookFields, KindFields, load_settings
from tests.cases import make_handbook


def told(model: type[Fields], text: str) -> list[Problem]:
    """Return what is wrong with the fields that a text gives, but for those it leaves out."""
    problems: list[Problem] = []
    check_fields(model, parse_yaml("a.md", text, problems), "a.md", problems)
    return [one for one in problems if one.code != "missing-field"]


@pytest.mark.parametrize(("model", "text", "message", "fix"), [
    (CaseStudyFields, "years: 2019\n", "'years' is '2019', not a group of fields",
     "write its fields (from, to or note) on lines of their own, indented, as name: value"),
    (CaseStudyFields, "years: {from: 2019 to 2021}\n",
     "'from' is '2019 to 2021', not a whole number that fits here",
     "write it in digits alone, for example 3 or 2021"),
    (CaseStudyFields, "shows: meet-halfway\n", "'shows' is 'meet-halfway', not a list",
     "begin each of its items with a hyphen and a space: - principle: and its value"),
    (CaseStudyFields, "partners: The council\n", "'partners' is 'The council', not a list",
     "write it as a list: partners: [first, second]"),
    (HandbookFields, "language: English\n", "'English' cannot be the language",
     "write its tag, for example en, or cy-GB"),
    (KindFields, "path: My ideas\n", "'My ideas' cannot be the path",
     "use small letters, digits and hyphens alone"),
    (EditorFields, "branch: my branch\n", "'my branch' cannot be the branch",
     "write its name as Git shows it, for example main"),
    (EditorFields, "github: our-handbook\n", "'our-handbook' cannot be the github",
     "write owner/name as the address on GitHub has them"),
    (HandbookFields, "words: {source_number: 'Source {nmber}'}\n",
     "'source_number' has curly brackets that nothing fills in",
     "it may hold {number}, written just so"),
    (HandbookFields, "words: {statement: {xyzzy: a}}\n", "'xyzzy' is not a field here",
     "handbook schema writes them all")])
def test_a_slip_is_told_with_the_words_to_write(model, text, message, fix) -> None:
    [problem] = told(model, text)
    assert problem.message == message
    assert fix in problem.fix
    assert len(str(problem)) < 300


@pytest.mark.parametrize("key", ["edit_uri", "edit_uri_template"])
@pytest.mark.parametrize(("place", "sound"), [
    ("edit/main/", True), ("https://example.org/edit/", True), ("?query=", True), ("", True),
    ("javascript:alert(1)//", False), ("data:text/html,x", False), ("'  vbscript:x'", False)])
def test_the_link_to_edit_a_page_leads_to_the_web(tmp_path, key, place: str, sound: bool) -> None:
    root = make_handbook(tmp_path, {})
    settings = root / "mkdocs.yml"
    settings.write_text(f"{key}: {place}\n{settings.read_text('utf-8')}", "utf-8")
    problems: list[Problem] = []
    load_settings(root, "mkdocs.yml", problems)
    assert [one.code for one in problems] == ([] if sound else ["unsafe-link"])


class Place(Fields):
    url: WebAddress
    name: Text = "x"


@pytest.mark.parametrize("address", [
    'https://x"onmouseover=alert(1)', "https://x'y", "https://<b>", "https://x>y/", "https://"])
def test_a_web_address_names_a_host(address: str) -> None:
    [problem] = told(Place, f"url: {address!r}\n" if "'" not in address else f'url: "{address}"\n')
    assert problem.fix == "start it with https:// and leave no spaces"


@pytest.mark.parametrize("address", [
    "https://example.org", "http://example.org:80/a?b='c'#d", "https://münchen.example/ä"])
def test_a_web_address_may_have_other_letters(address: str) -> None:
    assert told(Place, f'url: "{address}"\n') == []
