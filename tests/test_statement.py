"""The accessibility statement: what auditors look for, and what is computed.

The items of the list are those of the government's own auditors, by their numbers in
alphagov/accessibility-monitoring-platform, statementcheck.json (2026-08-21).
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import handbook
from handbook.compliance import compliance, criterion_of
from handbook.days import a_year_before
from handbook.exceptions import read_exceptions
from handbook.manual_audits import read_audits
from handbook.statement_words import CheckWords, StatementWords, check_ids
from handbook.wcag import criteria, required
from handbook.word_group import names_of
from tests.cases import make_handbook
from tests.statements import (
    BURDEN,
    EXAMINED,
    FAULT,
    MODELS,
    NAV,
    OUTSIDE,
    PAGE,
    PATH,
    PROBLEM,
    Read,
    audit,
    make_statement,
)

REGULATIONS = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)
STANDARD = "the Web Content Accessibility Guidelines version 2.2 AA standard"
STATUSES = [
    f"This website is {status} with {STANDARD}"
    for status in ("fully compliant", "partially compliant", "not compliant")
]
PREPARED = (
    "This statement was prepared on 10 January 2026. It was last reviewed on 31 January 2026."
)
PROBLEMS = {
    "publisher": "Problems, and what we do not know yet",
    "public-sector": "Non-compliance with the accessibility regulations",
}
BURDENS = {
    "publisher": "What would be too great a burden",
    "public-sector": "Disproportionate burden",
}
OUT = {
    "publisher": "What we leave out",
    "public-sector": "Content that’s not within the scope of the accessibility regulations",
}

Item = Callable[[Read, str], bool]
ITEMS: dict[str, Item] = {
    "2 mandatory sections": lambda read, model: len(read.headings) > 5,
    "3 page heading": lambda read, model: read.title == "Accessibility statement",
    "4 a commitment": lambda read, model: "committed to making" in read.text,
    "6 a scope": lambda read, model: (
        "This accessibility statement applies to the website https://streets.example/" in read.text
    ),
    "10 the entire website": lambda read, model: "and every file that it offers." in read.text,
    "11, 12 heading of the status": lambda read, model: "Compliance status" in read.headings,
    "13, 14 one status, in its words": lambda read, model: (
        sum(status in read.below["Compliance status"] for status in STATUSES) == 1
        and "due to the non-compliances and the exemptions listed below." in read.text
    ),
    "15, 16 heading of what is not accessible": lambda read, model: (
        "Non-accessible content" in read.headings
        and "The content listed below is non-accessible for the following reasons." in read.text
    ),
    "17, 18 what tests found is listed": lambda read, model: (
        "A link has no name." in read.below[PROBLEMS[model]]
        and "The heading is hard to read" in read.below[PROBLEMS[model]]
    ),
    "19 it is clear: effect, reason, what to use until then": lambda read, model: all(
        words in read.below[PROBLEMS[model]]
        for words in ("for people who see little contrast", "shade", "The Word file has darker")
    ),
    "20 it names success criteria": lambda read, model: all(
        words in read.below[PROBLEMS[model]]
        for words in ("1.4.3 Contrast (Minimum)", "2.4.4 Link Purpose (In Context)")
    ),
    "21 dates for mending, none of them past": lambda read, model: (
        "by 30 June 2026" in read.below[PROBLEMS[model]]
    ),
    "22, 43 what the burden covers, below its heading": lambda read, model: (
        "Forty old films have no captions." in read.below[BURDENS[model]]
    ),
    "23 the assessment of the burden": lambda read, model: (
        "https://roads.example/assessment" in read.links
        and "20 December 2025" in read.below[BURDENS[model]]
    ),
    "24 nothing out of scope that belongs elsewhere": lambda read, model: (
        read.below[OUT[model]] == f"{OUT[model]} Live video is exempt."
    ),
    "25, 26 heading of the preparation": lambda read, model: (
        "Preparation of this accessibility statement" in read.headings
    ),
    "27 to 30 both dates in their words": lambda read, model: PREPARED in read.text,
    "32, 33 the method, described": lambda read, model: all(
        words in read.below["Preparation of this accessibility statement"]
        for words in ("last tested on 30 January 2026", "axe-core 4.10", "NVDA 2025.3", "Not yet")
    ),
    "34, 35 heading of the contact": lambda read, model: (
        "Feedback and contact information" in read.headings
    ),
    "36 ways to write and call": lambda read, model: (
        {"mailto:streets@example.org", "tel:02079460000"} <= read.links
        and "get back to you in 5 days" in read.text
    ),
}
"""Item of the auditors to whether a statement passes it, for both models."""
LEGAL: dict[str, Item] = {
    "5 the commitment in its words": lambda read, model: (
        "Anytown Borough Council is committed to making its website accessible, in accordance with "
        f"the {REGULATIONS}." in read.text
    ),
    "37, 38 heading of the enforcement": lambda read, model: (
        "Enforcement procedure" in read.headings
    ),
    "39 the body that enforces": lambda read, model: (
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the "
        f"{REGULATIONS}" in read.below["Enforcement procedure"]
    ),
    "41 the service to complain to, as a link": lambda read, model: (
        "https://www.equalityadvisoryservice.com/" in read.links
    ),
}
"""What only the law asks for."""


@pytest.fixture(scope="module", params=MODELS)
def full_case(request: pytest.FixtureRequest, tmp_path_factory) -> tuple[Read, str]:
    """A statement that has something to say in every section, as its readers have it."""
    folder = tmp_path_factory.mktemp("statement")
    everything = PROBLEM + BURDEN + OUTSIDE
    _, document = make_statement(
        folder, request.param, exceptions=everything, examined=True, evidence=audit(FAULT)
    )
    return Read(document), request.param


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_of_the_auditors_passes(full_case: tuple[Read, str], item: str) -> None:
    assert ITEMS[item](*full_case)


@pytest.mark.parametrize("item", LEGAL)
def test_each_item_of_the_law_passes_for_a_public_body_alone(
    full_case: tuple[Read, str], item: str
) -> None:
    read, model = full_case
    below = {**read.below, "Enforcement procedure": read.below.get("Enforcement procedure", "")}
    read.below = below
    assert LEGAL[item](read, model) == (model == "public-sector")


def test_the_headings_of_a_public_body_stand_in_the_order_of_the_model(full_case) -> None:
    read, model = full_case
    order = [
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Technical information about this website’s accessibility",
        "Compliance status",
        "Non-accessible content",
        PROBLEMS[model],
        BURDENS[model],
        OUT[model],
        "Preparation of this accessibility statement",
        "Checks by people",
        "Not yet done",
    ]
    legal = {"Enforcement procedure", "Technical information about this website’s accessibility"}
    wanted = [one for one in order if model == "public-sector" or one not in legal]
    assert [one for one in read.headings if one in order] == wanted
    assert ("makes no legal claim" in read.text) == (model == "publisher")


def test_northern_ireland_has_a_body_of_its_own(tmp_path: Path) -> None:
    page = PAGE.replace("reply_days: 5", "reply_days: 1\n  nations: [northern-ireland]")
    read = Read(make_statement(tmp_path, "public-sector", page=page)[1])
    enforced = read.below["Enforcement procedure"]
    assert "Equality Commission for Northern Ireland (ECNI) is responsible" in enforced
    assert "EHRC" not in read.text
    assert "https://www.equalityni.org/Home" in read.links
    assert "get back to you in 1 day." in read.text


@pytest.mark.parametrize(
    ("exceptions", "examined", "evidence", "status"),
    [
        ("", False, None, "not"),
        ("", False, audit(), "partially"),
        ("", True, None, "partially"),
        ("", True, audit(), "fully"),
        (PROBLEM, True, audit(), "partially"),
        (OUTSIDE, True, audit(), "partially"),
        ("", True, audit(FAULT), "partially"),
    ],
)
@pytest.mark.parametrize("model", MODELS)
def test_the_status_is_computed(tmp_path, model, exceptions, examined, evidence, status) -> None:
    asked = {"exceptions": exceptions, "examined": examined, "evidence": evidence}
    read = Read(make_statement(tmp_path, model, **asked)[1])
    assert f"This website is {status} compliant with" in read.below["Compliance status"]
    assert ("Non-accessible content" in read.headings) == (status != "fully")
    assert ("not tested by programs" in read.text) == (evidence is None)


def test_an_old_examination_gives_no_full_claim(tmp_path: Path) -> None:
    root = make_handbook(tmp_path, {"content/audits/one.yml": EXAMINED})
    audits = [read.audit for read in read_audits(root, [])]
    assert compliance([], audits, audit(), date(2027, 1, 20)).status == "full"
    assert compliance([], audits, audit(), date(2027, 1, 21)).status == "partial"


def test_more_failing_criteria_than_not_is_not_compliant(tmp_path: Path) -> None:
    numbers = [number for number in criteria() if required(number)]

    def known(count: int) -> list:
        entries = "".join(PROBLEM.replace("1.4.3", number) for number in numbers[:count])
        changes = {"content/audits/exceptions.yml": entries}
        root = make_handbook(tmp_path / str(count), changes)
        return [read.known for read in read_exceptions(root, [])]

    assert len(numbers) == 55
    assert compliance(known(27), [], audit(), date(2026, 1, 31)).status == "partial"
    assert compliance(known(28), [], audit(), date(2026, 1, 31)).status == "not"


def test_a_judge_that_did_not_run_is_said_not_to_have_run(tmp_path: Path) -> None:
    read = Read(make_statement(tmp_path, "publisher", evidence=audit(ran=False))[1])
    assert (
        "Nu HTML checker Valid HTML. not run"
        in read.below["Preparation of this accessibility statement"]
    )
    assert "These tests did not run: Nu HTML checker." in read.below[PROBLEMS["publisher"]]
    assert "axe-core" not in read.below[PROBLEMS["publisher"]]


def test_what_nobody_checked_is_said(tmp_path: Path) -> None:
    read = Read(make_statement(tmp_path, "publisher", examined=True)[1])
    names = {name: getattr(CheckWords(), name) for name in names_of(CheckWords)}
    done = names.pop("every_criterion")
    assert all(name in read.below["Not yet done"] for name in names.values())
    assert done not in read.below["Not yet done"]
    assert done in read.below["Checks by people"]
    assert "An accessibility auditor whom we paid. 20 January 2026." in read.text


def test_a_check_that_found_problems_makes_them_known(tmp_path: Path) -> None:
    found = EXAMINED.replace("no-problems", "problems").replace("Nothing fails", "The map is mute")
    changes = {
        "mkdocs.yml": NAV,
        PATH: PAGE.format(model="publisher"),
        "content/audits/a.yml": found,
    }
    edition = handbook.load(make_handbook(tmp_path, changes), evidence=audit())
    read = Read(edition.pages[PATH])
    assert "The map is mute." in read.below[PROBLEMS["publisher"]]
    assert "partially compliant" in read.text


def test_the_statement_stands_in_the_report_too(tmp_path: Path) -> None:
    edition, document = make_statement(tmp_path, "publisher", evidence=audit())
    for read in (Read(document), Read(edition.report)):
        assert "partially compliant" in read.text
        assert "as far as it was tested. What nobody has checked yet" in read.text
        assert PREPARED in read.text


def test_the_authors_own_words_and_sections_stay(tmp_path: Path) -> None:
    built = "\n## What we have built\n\nRamps.\n"
    plans = "\n## What we’re doing to improve accessibility\n\nMore.\n"
    read = Read(make_statement(tmp_path, "public-sector", page=PAGE + plans + built)[1])
    order = [one for one in read.headings if one.startswith("What") or one.startswith("Prep")]
    assert order == [
        "What we have built",
        "What we’re doing to improve accessibility",
        "Preparation of this accessibility statement",
    ]
    assert "You can read every page as text." in read.text


def test_our_own_statement_says_what_is_not_done(project_root: Path) -> None:
    edition = handbook.load(project_root)
    path = next(page.path for page in edition.handbook.guides if page.statement)
    read = Read(edition.pages[path])
    made = {one.check for one in edition.handbook.audits}
    left = [name for name in check_ids() if name not in made]
    words = StatementWords().checks
    assert left and all(getattr(words, name.replace("-", "_")) in read.text for name in left)
    assert all(f"{status}" not in read.text for status in STATUSES[:2])


def test_every_page_links_the_statement_and_it_is_one_web_page(built_public: Path) -> None:
    """Items 1, 7, 8, 9 and 44 of the auditors, on the site as it is published."""
    page = (built_public / "accessibility" / "index.html").read_text("utf-8")
    assert "<title>Accessibility statement - " in page
    assert page.count("Preparation of this accessibility statement</h2>") == 1
    assert page.count("Feedback and contact information</h2>") == 1
    link = 'accessibility/">Accessibility statement</a>'
    pages = [one for one in built_public.rglob("index.html") if "downloads" not in one.parts]
    told = {one.relative_to(built_public).as_posix(): one.read_text("utf-8") for one in pages}
    shelled = {name: text for name, text in told.items() if 'class="site-footer"' in text}
    assert len(shelled) > 100
    assert [name for name, text in shelled.items() if link not in text] == [
        "accessibility/index.html"
    ]


def test_a_criterion_is_known_by_number_or_by_the_tag_of_a_judge() -> None:
    assert criterion_of("wcag143") == "1.4.3"
    assert criterion_of("wcag1410") == "1.4.10"
    assert criterion_of("fails 2.4.11 here") == "2.4.11"
    assert criterion_of("wcag2aa") is None


def test_a_year_before_a_leap_day() -> None:
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
