"""`handbook build --audit`: a site says of itself what judges found in it, or is not published."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.audit import audit, read_audit
from handbook.audit.documents import documents
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.judges.registry import JUDGES
from handbook.audit.model import RUN, Judged
from handbook.audit.site import Site
from handbook.badges import MARK
from handbook.build import make_site
from handbook.build_audit import NOT_ASKED, AuditFailed, Proof, claimed, planned
from handbook.evidence import anchor
from handbook.evidence_page import looked_at
from handbook.load import load
from handbook.progress import Progress
from handbook.site_offline import site_version
from tests.cases import make_handbook
from tests.judging import quiet
from tests.site_builds import OURS, PROJECT, page
from tests.statements import NAV, PAGE, PATH

DAY = date(2026, 1, 30)
BADGE = re.compile(r'<li><a href="([^"]*)">(Checked on [^<]*)</a>')
THEME = {**OURS, "language": "en"}
EXCEPTION = """- rule: dead-link
  where: [{where}]
  reason: The page on trees has moved, and we are looking for it.
  effect: A link to a page on trees leads nowhere.
  criterion: 2.4.4
  since: 2026-01-20
  until: 2026-06-30
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with a statement, under our theme; its sources are on other sites."""
    sources = {
        "replace": {
            "https://streets.example/trees": "https://roads.example/trees",
            "https://streets.example/traffic": "https://roads.example/traffic",
        }
    }
    settings = {"replace": {**NAV["replace"], "theme:\n  name: material\n": themed()}}
    changes = {"mkdocs.yml": settings, PATH: PAGE.format(model="publisher"),
               "content/sources.yml": sources}  # fmt: skip
    return make_handbook(tmp_path_factory.mktemp("audited"), changes)


def themed() -> str:
    """Return the settings of our theme and hooks."""
    hooks = [str(PROJECT / "hooks" / "build_site.py")]
    more = {"theme": THEME, "hooks": hooks, "watch": ["principles", "case_studies"]}
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in more.items())


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The website alone, as it is before judges look at it, with a mark where badges go."""
    folder = tmp_path_factory.mktemp("site") / "site"
    make_site(edition_of(root, folder), folder, [], Progress())
    return folder


def edition_of(root: Path, folder: Path, *judges: str):
    """Return the edition whose statement claims that these judges find nothing."""
    claim = claimed(folder, root, "https://streets.example/", DAY, judges or ("links",))
    return load(root, today=DAY, evidence=claim)


def proof(root: Path, site: Path, tmp_path: Path, *judges: str) -> Proof:
    """Return a proof of a copy of the site."""
    copy = shutil.copytree(site, tmp_path / "site")
    edition = edition_of(root, copy, *judges)
    return Proof(copy, edition, [], lambda: None, Progress())


def test_each_page_says_how_often_it_was_tested_and_leads_to_its_evidence(root, site, tmp_path):
    work = proof(root, site, tmp_path)
    found = work.prove()
    pages = set(work.pages) - {"evidence/index.html"}
    evidence = page(work.folder, "evidence")
    for name in pages:
        text = (work.folder / name).read_text("utf-8")
        ((address, said),) = BADGE.findall(text)
        tests = found.files[name].tests
        assert tests and said == f"Checked on 30 January 2026 by {tests} test, 0 faults"
        assert address.endswith(f"evidence/#{anchor(name)}")
        (row,) = evidence.xpath("//tr[@id=$id]", id=anchor(name))
        assert row.xpath("td/text()")[0] == f"{tests}"
    assert len(pages) > 30
    assert read_audit(work.folder / "audit.json") == found


def test_no_page_keeps_a_mark(root: Path, site: Path, tmp_path: Path) -> None:
    work = proof(root, site, tmp_path)
    work.prove()
    assert MARK in (site / "index.html").read_text("utf-8")
    for file in work.folder.rglob("*.html"):
        assert "<!-- checked" not in file.read_text("utf-8")
        assert "<!-- evidence" not in file.read_text("utf-8")


def test_the_worker_keeps_the_version_of_what_is_published(root, site, tmp_path) -> None:
    work = proof(root, site, tmp_path)
    before = site_version(site)
    work.prove()
    now = site_version(work.folder)
    assert before != now
    assert f'"{now}"' in (work.folder / "sw.js").read_text("utf-8")


def test_the_same_site_has_the_same_evidence(root: Path, site: Path, tmp_path: Path) -> None:
    one, two = (proof(root, site, tmp_path / name) for name in "ab")
    assert one.prove() == two.prove()
    assert hashes(one.folder) == hashes(two.folder)


def hashes(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files}  # fmt: skip


def broken(site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site with a link that leads nowhere on one page."""
    copy = shutil.copytree(site, tmp_path / "broken")
    file = copy / "principles" / "plant-trees" / "index.html"
    text = file.read_text("utf-8")
    file.write_text(text.replace("https://roads.example/trees", "https://streets.example/trees"))
    assert file.read_text("utf-8") != text
    return copy


def test_a_fault_that_nothing_answers_for_stops_the_build(root, site, tmp_path) -> None:
    work = proof(root, broken(site, tmp_path), tmp_path)
    with pytest.raises(AuditFailed) as error:
        work.prove()
    assert "principles/plant-trees/index.html: dead-link" in str(error.value)
    assert "content/audits/exceptions.yml" in str(error.value)


def test_a_known_problem_takes_the_badge_away_and_stands_in_the_statement(root, site, tmp_path):
    mine = shutil.copytree(root, tmp_path / "root")
    exceptions = mine / "content" / "audits" / "exceptions.yml"
    exceptions.parent.mkdir()
    exceptions.write_text(EXCEPTION.format(where="principles/plant-trees/*"))
    copy = tmp_path / "again"
    make_site(edition_of(mine, copy), copy, [], Progress())
    work = proof(mine, broken(copy, tmp_path), tmp_path)
    found = work.prove()
    assert found.findings == () and len(found.judge("links").exceptions) == 1
    unbadged = {
        name for name in work.pages if not BADGE.search((work.folder / name).read_text("utf-8"))
    }
    assert unbadged == {
        "evidence/index.html",
        "principles/plant-trees/index.html",
    }
    statement = (work.folder / "statement" / "index.html").read_text("utf-8")
    assert "A link to a page on trees leads nowhere." in statement
    assert "2.4.4 Link Purpose (In Context)" in statement
    assert "partially compliant" in statement
    assert "The page on trees has moved" in (work.folder / "evidence/index.html").read_text("utf-8")


def absent(site: Site) -> str:
    return "It needs a program that is not here. Install it."


def look_at_home(site: Site) -> list[Look]:
    return [Look("index.html")]


def give_no_answer(site: Site, looks: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    raise OSError("The judge fell asleep.")


SECOND = Judge(id="second", title="Second judge", judges="Odd things.", version=lambda: "2.0",
               looks=look_at_home, judge=give_no_answer, keep=False)  # fmt: skip


def test_a_judge_that_is_missing_is_not_run_and_counts_for_nothing(
    root, site, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(JUDGES, "second", replace(SECOND, missing=absent))
    work = proof(root, site, tmp_path, "links", "second")
    found = work.prove()
    assert found.judge("second").status == "not run"
    assert "Checked on 30 January 2026 by 1 test, 0 faults" in home(work)
    text = (work.folder / "evidence/index.html").read_text("utf-8")
    assert "Not run. This is not a pass. It needs a program that is not here." in text


def test_a_judge_that_gives_no_answer_stops_the_build(root, site, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(JUDGES, "second", SECOND)
    with pytest.raises(
        AuditFailed, match=r"index\.html: judge-failed: Second judge gave no answer"
    ):
        proof(root, site, tmp_path, "second").prove()


def test_each_look_counts_as_a_test(root, site, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(JUDGES, "links", replace(LINKS, looks=lambda site: in_states(site, 2)))
    work = proof(root, site, tmp_path)
    work.prove()
    assert "Checked on 30 January 2026 by 2 tests, 0 faults" in home(work)


def test_a_judge_that_changes_after_the_claim_stops_the_build(
    root, site, tmp_path, monkeypatch
) -> None:
    work = proof(root, site, tmp_path)
    monkeypatch.setitem(JUDGES, "links", replace(LINKS, version=lambda: "3.0"))
    with pytest.raises(AuditFailed, match="the statement says of a judge"):
        work.prove()


def test_judges_that_never_come_to_rest_stop_the_build(root, site, tmp_path, monkeypatch) -> None:
    times = iter(range(1, 100))
    more = replace(LINKS, looks=lambda site: in_states(site, next(times)))
    monkeypatch.setitem(JUDGES, "links", more)
    with pytest.raises(AuditFailed, match="look at other things each time"):
        proof(root, site, tmp_path).prove()


def test_what_is_measured_anew_each_time_stands_in_no_page(root: Path) -> None:
    """So that judges come to rest: a page that shows its own speed has another one each time."""
    counts = {"files": 2, "audits": 54, "lowest speed": 97}
    one = Judged("lighthouse", "Lighthouse", "13", "Speed.", RUN, looked_at=counts, tests=2)
    said = looked_at(one, load(root).handbook)
    assert "54" in said and "97" not in said and "speed" not in said


LINKS = JUDGES["links"]


def in_states(site: Site, count: int) -> list[Look]:
    """Return looks at the home page in some states."""
    return [Look("index.html", f"{number}") for number in range(count)]


def home(work: Proof) -> str:
    return (work.folder / "index.html").read_text("utf-8")


def test_a_judge_that_there_is_not_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(AuditFailed, match=r"no judge is called lnks\. There is "):
        claimed(tmp_path, root, "", DAY, ["lnks"])


def test_the_plan_counts_the_looks_that_a_judge_takes(root: Path, site: Path) -> None:
    claim = claimed(site, root, "https://streets.example/", DAY, ["links"])
    plan = planned(site, root, claim)
    looks = [look.path for look in JUDGES["links"].looks(Site(site, root))]
    assert {name for name, one in plan.files.items() if one.tests} == set(looks)
    assert plan.tests == 0 and all(not one.faults for one in plan.files.values())
    assert all(one.why == NOT_ASKED for one in claim.judges if one.id != "links")


def test_a_build_with_a_fault_publishes_nothing(root: Path, site: Path, tmp_path: Path) -> None:
    """The command itself; what was published last stays, to the byte."""
    public = shutil.copytree(site, tmp_path / "public")
    (public / ".handbook").write_text("As handbook build leaves it.\n")
    before = hashes(public)
    sources = root / "content" / "sources.yml"
    text = sources.read_text("utf-8")
    sources.write_text(text.replace("https://roads.example/trees", "https://streets.example/trees"))
    command = [sys.executable, "-m", "handbook", "--root", root, "build", "--judge", "links"]
    given = ["--output", public, "--processes", "1"]
    try:
        done = subprocess.run([*command, *given], capture_output=True, text=True, cwd=PROJECT)
    finally:
        sources.write_text(text)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "dead-link" in done.stderr and "Nothing was published." in done.stderr
    assert hashes(public) == before


def test_files_that_came_after_the_claim_are_compared_with_the_sources(root, tmp_path):
    """The claim is made while there is no file yet; a folder is looked at anew with each Site."""
    folder = tmp_path / "public"
    (folder / "downloads").mkdir(parents=True)
    assert documents(Site(folder, root, "https://streets.example/")) == {}
    assert claimed(folder, root, "https://streets.example/", DAY, ["text-words"]).judges
    (folder / "downloads" / "report.txt").write_text("Other words.\n", "utf-8")
    site = Site(folder, root, "https://streets.example/")
    assert [*documents(site)] == ["downloads/report.txt"]
    found = audit(folder, progress=quiet, root=root, address=site.address, only=["text-words"])
    assert found.judge("text-words").looked_at == {"files": 1}
    assert found.judge("text-words").findings
