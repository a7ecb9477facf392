"""`handbook audit`: what it writes is read back, and a judge that fails is a finding."""

import socket
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from handbook.audit import audit, read_audit
from handbook.audit.accepting import Settled
from handbook.audit.judge import JAVA, QUIET
from handbook.audit.judges.own import GROUPS
from handbook.audit.judges.registry import JUDGES
from handbook.audit.model import Finding
from handbook.audit.pool import START, Batch, JudgeFailed, next_to_start, take_all
from handbook.audit.run import FAILED
from handbook.audit.serving import served
from handbook.audit.site import Site
from handbook.cli import main
from handbook.exceptions import KnownProblem
from handbook.formats.registry import FORMATS
from tests.cases import SMALL
from tests.judging import quiet

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1 id="a">A page</h1><p><a href="{0}">To a place</a></p></main></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE.format("#a"), "utf-8")
    return folder


def test_what_an_audit_writes_is_read_back(site, tmp_path):
    (site / "index.html").write_text(PAGE.format("#b"), "utf-8")
    found = audit(site, progress=quiet, only=["links"])
    assert [one.text for _, one in found.findings] == [
        "leads to #b, but index.html has no id 'b'"
    ]
    assert found.files["index.html"].faults == found.files["index.html"].tests == 1
    found.write(tmp_path / "audit.json")
    assert read_audit(tmp_path / "audit.json").to_json() == found.to_json()


def test_the_command_ends_well_with_findings_or_with_wrong_use(site, capsys):
    command = ["--root", str(SMALL), "audit", "--only", "links", "--fresh"]
    command += ["--output", str(site.parent / "out")]
    assert main([*command, str(site)]) == 0
    (site / "index.html").write_text(PAGE.format("gone/"), "utf-8")
    assert main([*command, str(site)]) == 1
    assert "leads to gone/, which is not in the site" in capsys.readouterr().out
    assert main([*command, str(site / "nowhere")]) == 2
    assert main([*command, "--only", "nobody", str(site)]) == 2


def test_an_unchanged_file_is_not_judged_twice(site, tmp_path):
    asked = []

    def note(what, *_numbers, **_options):
        asked.append(what)

    options = {"progress": note, "only": ["nu"], "cache": tmp_path / "cache"}
    (site / "two.html").write_text(PAGE.format("#b"), "utf-8")
    first = audit(site, **options)
    assert asked == ["Nu HTML checker: index.html", "Nu HTML checker: two.html"]
    asked.clear()
    assert audit(site, **options).to_json() == first.to_json()
    assert asked == []
    (site / "two.html").write_text(PAGE.format("#a").replace("<p>", "<p></div>"), "utf-8")
    assert [one.path for _, one in audit(site, **options).findings] == ["two.html"]
    assert asked == ["Nu HTML checker: two.html"]
    asked.clear()
    audit(site, **options, fresh=True)
    assert len(asked) == 2


def test_answers_whose_bytes_were_changed_are_asked_for_again(site, tmp_path):
    options = {"progress": quiet, "only": ["pef"], "cache": tmp_path / "cache"}
    (site / "a.pef").write_text("<pef/>", "utf-8")
    first = audit(site, **options)
    file = tmp_path / "cache" / "pef.json"
    whole = file.read_bytes()
    assert len(first.findings) == 1
    for damaged in (whole.replace(b'"findings": [{', b'"findings": [], "x": [{'), b"", b"{}\n[]"):
        file.write_bytes(damaged)
        assert audit(site, **options).to_json() == first.to_json()
        assert file.read_bytes() == whole


def test_a_judge_that_crashes_is_a_finding_and_the_others_go_on(site):
    (site / "no-book.epub").write_bytes(b"This is no book")
    found = audit(site, progress=quiet, only=["ace", "epubcheck", "links"])
    [failed] = found.judge("ace").findings
    assert (failed.path, failed.rule) == ("no-book.epub", FAILED)
    assert "Ace by DAISY gave no answer" in failed.text
    assert any(one.rule == "PKG-008" for one in found.judge("epubcheck").findings)
    assert found.judge("links").findings == ()


def test_a_judge_that_waits_for_quiet_has_a_process_beside_the_others():
    waits, others = Batch(JUDGES["lighthouse"], []), Batch(JUDGES["nu"], [])
    busy, idle = SimpleNamespace(needs=JAVA), SimpleNamespace(needs=QUIET)
    assert next_to_start([others, waits], [], 1) is others
    assert next_to_start([others, waits], [busy], 1) is waits
    assert next_to_start([others, waits], [busy, idle], 1) is None
    assert next_to_start([waits, others], [idle], 1) is others


def test_a_judge_that_takes_too_long_is_ended_and_is_a_finding(site):
    slow = replace(JUDGES["nu"], seconds=0.2 - START)
    looks = list(slow.looks(Site(site)))
    [(judge, look, answer)] = take_all(Site(site), [Batch(slow, looks)], 1)
    assert (judge, look.path) == (slow, "index.html")
    assert isinstance(answer, JudgeFailed) and "took longer than" in str(answer)


def test_a_browser_that_does_not_wait_for_a_file_is_no_fault(site, capfd):
    (site / "a.png").write_bytes(bytes(20_000_000))
    with served(site, "/b/") as address:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname, parts.port)) as line:
            line.sendall(b"GET /b/a.png HTTP/1.0\r\n\r\n")
            assert line.recv(8).startswith(b"HTTP/1.0")
        time.sleep(0.5)  # the server is still at it
    assert capfd.readouterr().err == ""


def test_a_site_is_judged_at_an_address_of_this_machine_alone(site, tmp_path, capsys):
    (site / "a.css").write_text("body { background: url(b.png) }", "utf-8")
    (site / "b.png").write_bytes(b"\x89PNG")
    text = PAGE.format("two.html").replace("<meta", '<link rel="stylesheet" href="a.css"><meta', 1)
    (site / "index.html").write_text(text, "utf-8")
    (site / "two.html").write_text(PAGE.format("gone/"), "utf-8")
    command = ["audit", "--only", "links", "--only", "nu", "--output", str(tmp_path / "out")]
    with served(site, "/b/") as address:
        assert main([*command, address]) == 1
    assert set(read_audit(tmp_path / "out" / "audit.json").files) == {
        "index.html", "two.html", "a.css", "b.png",
    }  # fmt: skip
    assert "leads to gone/, which is not in the site" in capsys.readouterr().out
    for outside in ("http://team.example/", "http://10.0.0.1/", "http://localhost.example/",
                    "ftp://127.0.0.1/", "http://127.0.0.1@team.example/"):  # fmt: skip
        assert main([*command, outside]) == 2
        assert "is not on this machine" in capsys.readouterr().err
    assert main([*command, address]) == 2
    assert "nothing answers at" in capsys.readouterr().err


def test_a_known_problem_is_no_fault_until_its_day():
    dates = {"since": "2026-01-02", "until": "2026-06-01"}
    fields = {"rule": "image-alt", "where": ("a/*",), "reason": "Old pictures.", **dates}
    known = [KnownProblem.model_validate({**fields, "effect": "None are described."})]
    finding = Finding("a/index.html", "dark", "image-alt", "1.1.1 A", "a picture")
    other = replace(finding, path="b/index.html")
    for day, left in ((date(2026, 5, 31), [other]), (date(2026, 6, 1), [finding, other])):
        settled = Settled()
        for one in (finding, other):
            settled.settle("axe", one, known, day)
        assert settled.findings == left
    settled = Settled()
    settled.settle("axe", finding, known, date(2026, 3, 1))
    [accepted] = settled.exceptions
    assert (accepted.reason, accepted.since) == ("Old pictures.", "2026-01-02")


def test_every_format_is_read_back_by_one_judge():
    read = [format for _, formats, _ in GROUPS.values() for format in formats]
    assert sorted(read) == sorted(FORMATS)
