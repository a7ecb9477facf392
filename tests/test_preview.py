"""`handbook serve` in a real browser: an edit shows, a mistake is told, a format is made."""

import http.client
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from handbook.audit.browser import browser
from handbook.preview.server import Server
from tests.cases import make_handbook
from tests.site_builds import OURS, PROJECT, environment

PATIENCE = 60_000
"""Milliseconds; other tests may run on the same processors."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """Serve a handbook for a while; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "handbook", "--root", root, "serve", "--port", str(port)]
    log = (root.parent / "log").open("w")
    server = subprocess.Popen(command, env=environment(), cwd=PROJECT, stdout=log, stderr=log)
    try:
        wait_until(lambda: "The handbook is at" in (root.parent / "log").read_text("utf-8"))
        yield f"http://127.0.0.1:{port}/"
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(10)
        log.close()
    assert "Traceback" not in (root.parent / "log").read_text("utf-8")


def wait_until(true) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_handbook(tmp_path_factory.mktemp("preview"), {})
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    settings |= {"theme": OURS, "hooks": [str(PROJECT / "hooks" / "build_site.py")]}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return root


@pytest.fixture(scope="module")
def address(handbook: Path) -> Iterator[str]:
    with previewed(handbook) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, address: str, handbook: Path) -> Iterator[Page]:
    """The page of the file that tests edit, which is as it was when they end."""
    file = handbook / "principles" / "plant-trees.md"
    before = file.read_text("utf-8")
    context = chromium.new_context(accept_downloads=True)
    tab, complaints = context.new_page(), []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda said: complaints.append(said.text))
    tab.goto(f"{address}principles/plant-trees/", timeout=PATIENCE)
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()
    file.write_text(before, "utf-8")
    refused = "Failed to load resource: the server responded with a status of 404"  # favicon.ico
    assert [one for one in complaints if not one.startswith(refused)] == []


def edit(handbook: Path, old: str, new: str) -> None:
    file = handbook / "principles" / "plant-trees.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_an_edit_shows_without_a_word_from_the_reader(page: Page, handbook: Path) -> None:
    edit(handbook, "Trees give shade.", "Trees give cool shade.")
    expect(page.get_by_text("Trees give cool shade.")).to_be_visible()


def test_a_page_that_the_edit_does_not_change_stays_as_it_is(page: Page, handbook: Path) -> None:
    page.goto(page.url.replace("plant-trees", "slow-the-traffic"))
    page.evaluate("window.stays = true")
    with page.expect_response(lambda answer: answer.url == page.url):
        edit(handbook, "Trees give shade.", "Trees give more shade.")
    page.wait_for_timeout(500)
    assert page.evaluate("window.stays") is True


def test_a_mistake_is_a_panel_over_the_last_good_page_until_it_is_mended(
    page: Page, handbook: Path
) -> None:
    edit(handbook, "title: Plant trees", "colour: green")
    panel = page.get_by_role("region", name="2 problems in the newest files")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("principles/plant-trees.md, line 3, column 1")
    expect(panel).to_contain_text("'colour' is not a field here")
    expect(panel).to_contain_text("How to mend it: add a line title: with its value")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plant trees")
    status = page.locator(".preview-said")
    expect(status).to_contain_text("2 problems. The first is in principles/plant-trees.md")
    assert status.get_attribute("role") == "status"
    edit(handbook, "colour: green", "title: Plant trees")
    expect(panel).to_have_count(0)
    expect(status).to_have_text("All problems are mended.")


def test_the_panel_is_reached_read_and_hidden_by_keyboard(page: Page, handbook: Path) -> None:
    edit(handbook, "title: Plant trees", "colour: green")
    panel = page.locator(".preview-panel")
    expect(panel).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")  # nothing takes the focus
    page.keyboard.press("Shift+Tab")
    expect(panel.get_by_role("button", name="Hide this")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("main")).to_be_focused()


def test_panel_and_drawer_have_no_fault_that_axe_finds(page: Page, handbook: Path) -> None:
    axe = (PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    edit(handbook, "title: Plant trees", "colour: green")
    expect(page.locator(".preview-panel")).to_be_visible()
    page.get_by_text("Formats of this page").click()
    expect(page.get_by_role("link", name="Plain text").first).to_be_visible()
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run({include: ['.preview-panel', '.preview-formats'].map((one) => [one])},"
        " {runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21aa', 'wcag22aa']})"
    )
    assert [one["id"] for one in found["violations"]] == []
    width = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    page.set_viewport_size(width)


def test_the_drawer_makes_a_format_on_demand(page: Page) -> None:
    page.get_by_text("Formats of this page").click()
    link = page.get_by_role("link", name="Plain text").first
    link.click()
    page.wait_for_url("**/downloads/principles/plant-trees.txt")
    expect(page.locator("body")).to_contain_text("Trees give shade.")


def ask(address: str, path: str, **headers: str) -> tuple[int, bytes, dict]:
    """Return status, body and headers of an answer."""
    line = http.client.HTTPConnection(address.split("/")[2], timeout=PATIENCE / 1000)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        line.close()


def test_only_the_names_of_this_computer_are_answered(address: str) -> None:
    port = address.split(":")[2].strip("/")
    assert ask(address, "/", Host=f"localhost:{port}")[0] == 200
    for host in ("elsewhere.example", f"elsewhere.example:{port}", "127.0.0.1:1", ""):
        assert ask(address, "/", Host=host)[0] == 421
    assert ask(address, "/downloads/home.txt", **{"Sec-Fetch-Site": "cross-site"})[0] == 403


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: elsewhere\r\n\r\n"])
def test_a_browser_that_goes_on_at_any_moment_is_no_fault(sent: bytes) -> None:
    faults, taken = [], threading.Event()

    class Watched(Server):
        daemon_threads = False  # closing waits for each

        def process_request_thread(self, *request: object) -> None:
            taken.set()
            super().process_request_thread(*request)

        def handle_error(self, *_: object) -> None:
            faults.append(sys.exception())

    server = Watched(("127.0.0.1", 0), "/", None, None)
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    line = socket.create_connection(server.server_address)
    line.sendall(sent)
    if sent.endswith(b"\r\n"):
        assert line.recv(4) == b"HTTP"  # and the line stays open for the next request
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
    assert taken.wait(PATIENCE / 1000)
    line.close()
    server.shutdown()
    answering.join()
    server.server_close()
    assert faults == []


def test_only_this_computer_can_be_served() -> None:
    command = [sys.executable, "-m", "handbook", "serve", "--address", "0.0.0.0"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "0.0.0.0 is not this computer" in done.stderr


def test_what_is_not_there_is_said_plainly(address: str) -> None:
    status, body, _ = ask(address, "/nowhere/")
    assert status == 404 and b"<h1" in body
    status, body, _ = ask(address, "/downloads/nowhere.pdf")
    assert status == 404 and b"No page of this handbook has the file nowhere.pdf" in body
    for path in ("/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/assets/../../mkdocs.yml"):
        assert ask(address, path)[0] in (404, 503)


def test_the_policy_of_a_page_is_as_strict_as_when_published(address: str) -> None:
    _, body, headers = ask(address, "/principles/plant-trees/")
    assert b"unsafe-inline" not in body and b"<script>" not in body
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_every_format_of_the_list_has_an_address_and_a_name(address: str) -> None:
    status, body, _ = ask(address, "/-preview-/formats?page=principles/plant-trees/")
    offers = json.loads(body)
    assert status == 200
    assert "downloads/principles/plant-trees.txt" in {one["url"] for one in offers["page"]}
    assert "downloads/report.txt" in {one["url"] for one in offers["report"]}


def test_a_handbook_that_cannot_be_read_yet_is_shown_once_it_is_mended(
    handbook: Path, tmp_path: Path, chromium: Browser
) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(handbook, root, ignore=shutil.ignore_patterns(".cache"))
    file = root / "principles" / "slow-the-traffic.md"
    text = file.read_text("utf-8")
    file.write_text("nothing", "utf-8")
    with previewed(root) as address:
        tab = chromium.new_page()
        tab.goto(address)
        expect(tab.get_by_role("heading", level=1)).to_have_text(
            "This handbook cannot be shown yet"
        )
        expect(tab.locator(".preview-panel")).to_contain_text("slow-the-traffic.md, line 1")
        file.write_text(text, "utf-8")
        expect(tab.get_by_role("heading", level=1)).to_have_text("Good Streets", timeout=PATIENCE)
        tab.close()


def test_nothing_of_the_preview_is_published(built_public: Path) -> None:
    for folder, _, names in os.walk(built_public):
        for name in names:
            if name.endswith((".html", ".js")):
                text = Path(folder, name).read_text("utf-8")
                assert "-preview-/client" not in text and "preview-said" not in text, name
