"""Loading a handbook: what a good one gives, and every Problem of a bad one at its place."""

import time
from pathlib import Path

import pytest
from lxml import etree

import handbook
from handbook.problems import CODES, ProblemsFound
from tests.cases import ADVICE, NAMES, SMALL, make_handbook, read_case


def problems_of(root: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        handbook.load(root)
    return [f"{p.path}:{p.line}:{p.column} {p.code}" for p in found.value.problems]


@pytest.mark.parametrize("name", NAMES)
def test_each_bad_input_gives_its_problems_at_their_place(name: str, tmp_path: Path) -> None:
    case = read_case(name)
    root = make_handbook(tmp_path, case["files"])
    started = time.process_time()
    assert problems_of(root) == case["problems"]
    assert time.process_time() - started < 5
    with pytest.raises(ProblemsFound) as found:
        handbook.load(root)
    for words in case.get("words", ()):
        assert words in str(found.value)


@pytest.mark.parametrize("name", ADVICE)
def test_each_weak_text_gives_its_advice_and_still_loads(name: str, tmp_path: Path) -> None:
    case = read_case(name)
    edition = handbook.load(make_handbook(tmp_path, case["files"]))
    found = sorted(edition.advice)
    assert [f"{p.path}:{p.line}:{p.column} {p.code}" for p in found] == case["advice"]


OF_LINKS = {"link-broken", "link-moved", "link-unsure"}  # they need a server: test_links_away.py


def test_every_code_has_a_case() -> None:
    cases = [read_case(name) for name in [*NAMES, *ADVICE]]
    lines = [line for case in cases for line in (*case["problems"], *case.get("advice", ()))]
    given = {line.rsplit(" ", 1)[1] for line in lines}
    assert given | OF_LINKS == set(CODES)


def test_the_small_handbook_has_no_problem() -> None:
    edition = handbook.load(SMALL)
    assert list(edition.pages) == [
        "content/index.md",
        "content/principles.md",
        "principles/slow-the-traffic.md",
        "principles/plant-trees.md",
        "content/studies.md",
        "case_studies/mill-lane.md",
        "content/advice.md",
        "content/glossary.md",
        "content/sources.md",
    ]


def test_a_page_is_the_same_tree_as_before(request: pytest.FixtureRequest) -> None:
    edition = handbook.load(SMALL)
    golden = Path(__file__).parent / "golden"
    for name, document in (
        ("principle", edition.pages["principles/slow-the-traffic.md"]),
        ("case_study", edition.pages["case_studies/mill-lane.md"]),
        ("report", edition.report),
    ):
        tree = document.tree()
        text = etree.tostring(tree, pretty_print=True, encoding="unicode")
        file = golden / f"{name}.xml"
        if request.config.getoption("--update-golden"):
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8")


def test_links_run_both_ways_between_principles_and_case_studies() -> None:
    pages = handbook.load(SMALL).pages
    assert 'href="case_studies/mill-lane.md"' in pages["principles/slow-the-traffic.md"].xhtml
    assert 'href="principles/slow-the-traffic.md"' in pages["case_studies/mill-lane.md"].xhtml


def test_every_link_in_the_report_stays_in_the_report() -> None:
    tree = handbook.load(SMALL).report.tree()
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    for link in tree.iter("a"):
        href = link.get("href")
        assert href.startswith("https://") or href[1:] in ids, href


def test_a_word_that_yaml_would_read_as_false_stays_a_word(tmp_path: Path) -> None:
    change = {"replace": {"title: Mill Lane": "title: No"}}
    root = make_handbook(tmp_path, {"case_studies/mill-lane.md": change})
    assert handbook.load(root).pages["case_studies/mill-lane.md"].title == "No"


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(tmp_path: Path) -> None:
    root = make_handbook(tmp_path, {})
    file = root / "principles/plant-trees.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert handbook.load(root).pages["principles/plant-trees.md"].title == "Plant trees"


def test_loading_twice_gives_the_same_documents() -> None:
    first, second = handbook.load(SMALL), handbook.load(SMALL)
    assert dict(first.pages) == dict(second.pages)
    assert first.report == second.report


def test_without_advice_the_documents_are_the_same(tmp_path: Path) -> None:
    root = make_handbook(tmp_path, read_case(ADVICE[0])["files"])
    whole, bare = handbook.load(root), handbook.load(root, advise=False)
    assert whole.advice and not bare.advice
    assert (dict(whole.pages), whole.report) == (dict(bare.pages), bare.report)


def test_the_real_handbook_has_no_problem(project_root: Path) -> None:
    assert handbook.load(project_root).report.headings


def test_recommendations_are_listed_once_each_by_stage() -> None:
    advice = handbook.load(SMALL).pages["content/advice.md"]
    headings = [(one.level, one.text) for one in advice.headings]
    assert headings == [(1, "Advice"), (2, "Plan"), (2, "Build")]
    facts = advice.tree().findall(".//p[@class='rec-facts']")
    assert ["".join(one.itertext()) for one in facts] == [
        "For councils and designers. Principle 1: Slow the traffic",
        "For councils. Principle 2: Plant trees",
    ]


def test_an_easy_read_version_has_a_picture_for_each_idea() -> None:
    document = handbook.load(SMALL).easy_reads["principles/slow-the-traffic.md"]
    assert document.url == "principles/slow-the-traffic/easy-read/"
    tree = document.tree()
    ideas = tree.findall(".//li[@class='idea']")
    assert [[child.tag for child in idea] for idea in ideas] == [["img", "p", "p"]]
    assert tree.findtext(".//section[@class='hard-words']/dl/dt") == "kerb"


def test_an_easy_read_version_links_to_easy_read_versions(tmp_path: Path) -> None:
    plants = (SMALL / "principles/slow-the-traffic.easy.yml").read_text("utf-8")
    plants = plants.replace("Fast cars hurt people.", "See [the cars](slow-the-traffic).")
    root = make_handbook(tmp_path, {"principles/plant-trees.easy.yml": plants})
    xhtml = handbook.load(root).easy_reads["principles/plant-trees.md"].xhtml
    assert 'href="principles/slow-the-traffic.easy.yml"' in xhtml
