"""Links to other websites, against a server of our own with every way to fail."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import pytest

from handbook.advice import links_away, links_found
from handbook.advice.links_away import AGENT, FILE, Answer, answers, ask
from handbook.problems import CODES
from tests.cases import make_handbook


class Site(BaseHTTPRequestHandler):
    """Answers each path in its own way, and remembers what it was asked."""

    asked: ClassVar[list[tuple[str, str, str, float]]] = []
    busy = 0
    most_busy = 0

    def do_GET(self) -> None:
        Site.busy += 1
        Site.most_busy = max(Site.most_busy, Site.busy)
        Site.asked.append((self.command, self.path, self.headers["User-Agent"], time.monotonic()))
        try:
            self.answer()
        finally:
            Site.busy -= 1

    do_HEAD = do_GET

    def answer(self) -> None:
        name = self.path.strip("/").partition("/")[0]
        if name == "slow":
            time.sleep(2)
        if name == "drop":
            self.connection.close()
            return
        status = {"gone": 404, "410": 410, "503": 503, "403": 403, "429": 429}.get(name, 200)
        leads = {"moved": (301, "/new"), "kept": (302, "/new"), "loop": (301, "/loop"),
                 "mixed": (301, "/kept"), "out": (301, "file:///etc/passwd")}  # fmt: skip
        if name in ("no-head", "no-head-gone") and self.command == "HEAD":
            status = 405
        elif name == "no-head-gone":
            status = 404
        status, target = leads.get(name, (status, ""))
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.busy, Site.most_busy = [], 0, 0
    server = ThreadingHTTPServer(("127.0.0.2", 0), Site)  # no link may lead to .1
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.2:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()
    while Site.busy:  # a slow answer is still on its way
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/there", "there", "200"),
        ("/no-head", "there", "200"),
        ("/no-head-gone", "gone", "404"),
        ("/gone", "gone", "404"),
        ("/410", "gone", "410"),
        ("/403", "unsure", "403"),
        ("/429", "unsure", "429"),
        ("/503", "unsure", "503"),
        ("/moved", "moved", "{site}/new"),
        ("/kept", "there", "200"),
        ("/mixed", "there", "200"),
        ("/loop", "unsure", "it leads on more than 6 times"),
        ("/out", "unsure", "it leads to file:///etc/passwd"),
        ("/slow", "unsure", "it did not answer in time"),
    ],
)
def test_each_answer_means_what_it_should(site: str, path: str, kind: str, said: str) -> None:
    answer = ask(f"{site}{path}", patience=0.5)
    assert (answer.kind, answer.said) == (kind, said.format(site=site))


def test_what_does_not_answer_as_a_website_is_unsure(site: str) -> None:
    assert ask(f"{site}/drop").kind == "unsure"
    assert ask("http://127.0.0.1:1/").kind == "unsure"
    assert ask("https://127.0.0.1:1/").kind == "unsure"


def test_head_comes_first_and_get_only_where_head_tells_nothing(site: str) -> None:
    ask(f"{site}/there")
    assert [one[:2] for one in Site.asked] == [("HEAD", "/there")]
    ask(f"{site}/no-head")
    assert [one[:2] for one in Site.asked[1:]] == [("HEAD", "/no-head"), ("GET", "/no-head")]
    ask(f"{site}/429")
    assert [one[:2] for one in Site.asked[3:]] == [("HEAD", "/429")]
    assert {one[2] for one in Site.asked} == {AGENT}


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(site: str, tmp_path: Path) -> None:
    found = answers([f"{site}/{n}" for n in range(4)] + [f"{site}/1#part"], tmp_path, pause=0.2)
    assert len(found) == 4 and Site.most_busy == 1
    times = [one[3] for one in Site.asked]
    assert all(later - sooner >= 0.19 for sooner, later in pairwise(times))


def test_answers_are_kept_until_they_are_old(site: str, tmp_path: Path) -> None:
    addresses = [f"{site}/there", f"{site}/gone"]
    answers(addresses, tmp_path, pause=0)
    count = len(Site.asked)
    answers(addresses, tmp_path, pause=0)
    assert len(Site.asked) == count
    later = time.time() + 2 * 86_400
    answers(addresses, tmp_path, pause=0, now=lambda: later)
    assert {one[1] for one in Site.asked[count:]} == {"/gone"}
    (tmp_path / FILE).write_text("[1", "utf-8")
    assert answers(addresses, tmp_path, pause=0)[addresses[0]].kind == "there"
    assert json.loads((tmp_path / FILE).read_text("utf-8"))


def test_examples_and_other_kinds_of_address_are_never_asked(tmp_path: Path) -> None:
    found = answers(
        ["https://example.org/", "https://a.example/", "mailto:a@b.org", "tel:1"], tmp_path
    )
    assert found == {}


def test_a_handbook_is_told_where_each_link_stands(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"Trees give [shade]({site}/gone), [air]({site}/moved) and [cool]({site}/503)."
    change = {"principles/plant-trees.md": {"replace": {"Trees give shade.": text}}}
    root = make_handbook(tmp_path, change)
    monkeypatch.setattr(links_away, "PAUSE", 0)
    found = sorted(links_found.check_links(root))
    assert [(p.path, p.line, p.code, p.severity) for p in found] == [
        ("principles/plant-trees.md", 21, "link-broken", "error"),
        ("principles/plant-trees.md", 21, "link-moved", "advice"),
        ("principles/plant-trees.md", 21, "link-unsure", "advice"),
    ]
    assert {p.code for p in found} == {code for code in CODES if code.startswith("link-")} - {
        "link-outside"
    }
    assert f"write {site}/new" in found[1].fix


def test_a_name_that_nobody_has_is_gone() -> None:
    reason = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert Answer(*links_away._fault(reason)) == Answer("gone", "no computer has this name")
    busy = socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
    assert links_away._fault(busy)[0] == "unsure"


def test_the_command_asks_only_when_told_to(site: str, tmp_path: Path) -> None:
    change = {"replace": {"url: https://streets.example/traffic": f"url: {site}/gone"}}
    root = make_handbook(tmp_path, {"content/sources.yml": change})
    command = [sys.executable, "-m", "handbook", "--root", root, "check"]
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert Site.asked == []
    done = subprocess.run([*command, "--links"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "content/sources.yml:6:8: error:" in done.stdout
    assert done.stderr == f"Asking {site.removeprefix('http://')}: 1\n"
