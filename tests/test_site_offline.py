"""Reading without a network: with the server stopped, from a zip, and after a new build."""

import hashlib
import json
import shutil
import threading
import time
import zipfile
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

import handbook
from handbook.audit.browser import browser
from handbook.audit.serving import SubPath
from handbook.links_out import broken_links
from handbook.settings import load_settings
from handbook.site_offline import explicit_links, offer_zip, site_version, write_zip
from tests.cases import SMALL, make_handbook
from tests.site_builds import build, page, text

BASE = "/b/"
KEPT = """async () => {
  const [name] = await caches.keys();
  if (!name) return [];
  const keys = await (await caches.open(name)).keys();
  return keys.map(request => new URL(request.url).pathname);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("offline")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


class LateWorker(SubPath):
    """A server that takes its time to send the worker, so that a reader is quicker."""

    def do_GET(self):
        if self.path == f"{BASE}sw.js":
            time.sleep(2)
        super().do_GET()


@contextmanager
def serving(site, port=0, kind=SubPath):
    """Serve a site until the block ends; give its address."""
    handler = partial(kind, base=BASE, directory=str(site))
    ThreadingHTTPServer.allow_reuse_address = True
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def wait_until(tab, true):
    """Wait up to 20 seconds for something to be true."""
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "waited for 20 seconds"
        tab.wait_for_timeout(100)


def wait_until_kept(tab, path):
    wait_until(tab, lambda: BASE + path in tab.evaluate(KEPT))


def test_once_visited_pages_and_their_pictures_read_with_the_server_stopped(site, chromium):
    context = chromium.new_context()
    tab = context.new_page()
    with serving(site) as port:
        address = f"http://127.0.0.1:{port}{BASE}"
        tab.goto(f"{address}principles/slow-the-traffic/")
        tab.locator("img").first.scroll_into_view_if_needed()
        wait_until_kept(tab, "principles/slow-the-traffic/")
        tab.goto(f"{address}studies/")
        wait_until_kept(tab, "studies/")
        wait_until_kept(tab, "assets/content/images/street.svg")
    tab.goto(f"{address}principles/slow-the-traffic/")
    expect(tab.locator("h1")).to_have_text("Slow the traffic")
    expect(tab.locator("body")).to_have_css("font-size", "18px")
    assert tab.evaluate("document.querySelector('main img').naturalWidth") > 0
    assert tab.evaluate("document.fonts.check('1rem Atkinson Hyperlegible Next')")
    tab.click(".brand")  # the home page is kept with the shell
    expect(tab.locator("h1")).to_have_text("Good Streets")
    tab.goto(f"{address}studies/mill-lane/")  # this one was never opened
    expect(tab.locator("h1")).to_have_text("Reading offline")
    expect(tab.locator("#offline-missing a")).to_have_attribute(
        "href", f"{address}studies/mill-lane/"
    )
    expect(tab.locator("#offline-kept [role=status]")).to_contain_text("3 pages are kept")
    context.close()


@pytest.mark.parametrize("kind", [SubPath, LateWorker])
def test_every_page_can_be_kept_and_all_of_it_removed(site, chromium, kind):
    context = chromium.new_context()
    tab = context.new_page()
    with serving(site, kind=kind) as port:
        address = f"http://127.0.0.1:{port}{BASE}"
        tab.goto(f"{address}offline/")
        tab.click("text=Keep every page on this device")
        listed = json.loads((site / "offline" / "pages.json").read_bytes())["pages"]
        expect(tab.locator("#offline-kept li")).to_have_count(len(listed), timeout=60_000)
    addresses = {document.url for document in handbook.load(SMALL).pages.values()}
    assert addresses <= {one["url"] for one in listed}
    tab.goto(f"{address}studies/mill-lane/")
    expect(tab.locator("h1")).to_have_text("Mill Lane")
    tab.goto(f"{address}offline/")
    tab.click("text=Remove all pages from this device")
    expect(tab.locator("#offline-kept [role=status]")).to_have_text(
        "Nothing is kept on this device now."
    )
    assert tab.evaluate("async () => (await caches.keys()).length") == 0
    context.close()


def test_a_new_build_replaces_what_was_kept(site, chromium, tmp_path):
    served = tmp_path / "served"
    shutil.copytree(site, served)
    context = chromium.new_context()
    tab = context.new_page()
    with serving(served) as port:
        address = f"http://127.0.0.1:{port}{BASE}"
        tab.goto(f"{address}studies/mill-lane/")
        wait_until_kept(tab, "studies/mill-lane/")
        [before] = tab.evaluate("async () => await caches.keys()")
        change = {"replace": {"title: Mill Lane": "title: Mill Road"}}
        root = make_handbook(tmp_path, {"case_studies/mill-lane.md": change})
        build(root, served, site_url="https://a.example/b/")
        tab.goto(f"{address}studies/")
        tab.evaluate("async () => (await navigator.serviceWorker.ready).update()")
        names = "async () => await caches.keys()"
        wait_until(tab, lambda: len(now := tab.evaluate(names)) == 1 and now != [before])
        tab.goto(f"{address}studies/")
        wait_until_kept(tab, "studies/mill-lane/")
    tab.goto(f"{address}studies/mill-lane/")
    expect(tab.locator("h1")).to_have_text("Mill Road")
    context.close()


def test_the_version_is_that_of_the_content(site, tmp_path):
    again = build(make_handbook(tmp_path, {}), tmp_path / "site", site_url="https://a.example/b/")
    assert site_version(again) == site_version(site)
    (again / "studies" / "index.html").write_text("another page", "utf-8")
    assert site_version(again) != site_version(site)
    worker = (site / "sw.js").read_text("utf-8")
    assert f'"{site_version(site)}"' in worker and "{" + "shell}" not in worker


def test_the_worker_is_not_asked_for_on_a_disk(site, chromium):
    context = chromium.new_context()
    tab = context.new_page()
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((site / "studies" / "index.html").as_uri(), wait_until="networkidle")
    assert tab.evaluate("location.protocol") == "file:" and said == []
    context.close()


def test_addresses_in_the_zip_name_their_files():
    told = '<a class="x" href="../studies/#top">a</a><a href="..">b</a><a href="./">c</a>'
    kept = '<a href="#here">d</a><a href="https://a.example/b/">e</a><a href="mailto:a@b.c">f</a>'
    assert explicit_links(told) == (
        '<a class="x" href="../studies/index.html#top">a</a><a href="../index.html">b</a>'
        '<a href="./index.html">c</a>'
    )
    assert explicit_links(kept) == kept
    assert explicit_links('<form action="../search/" method="get">') == (
        '<form action="../search/index.html" method="get">'
    )


def test_the_zip_reads_from_a_disk_without_script_and_is_the_same_bytes(site, chromium, tmp_path):
    first, second = tmp_path / "handbook-site.zip", tmp_path / "again" / "handbook-site.zip"
    second.parent.mkdir()
    number = write_zip(site, first)
    assert number == first.stat().st_size == write_zip(site, second)
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (first, second)]
    assert sums[0] == sums[1]
    with zipfile.ZipFile(first) as whole:
        assert whole.namelist() == sorted(whole.namelist())
        assert {info.date_time for info in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole.extractall(tmp_path / "disk")
    folder = tmp_path / "disk" / "handbook-site"
    # What the small handbook's made-up sources lead to is in neither; nothing else is lost.
    assert set(broken_links(folder)) <= set(broken_links(site))
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((folder / "index.html").as_uri())
    tab.click(".principles-list a >> nth=0")
    expect(tab.locator("h1")).to_have_text("Slow the traffic")
    tab.click(".breadcrumb a >> nth=1")
    expect(tab.locator("h1")).to_have_text("Principles")
    tab.click(".brand")
    expect(tab.locator("h1")).to_have_text("Good Streets")
    context.close()


def test_the_zip_is_offered_with_its_size(site, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    words = load_settings(SMALL, "mkdocs.yml", []).words.site
    offer_zip(copy, "downloads/handbook-site.zip", 2_345_678, words)
    tree = page(copy, "offline")
    [offer] = tree.xpath("//section[@aria-labelledby='offline-zip']")
    assert offer.xpath(".//a/@href") == ["../downloads/handbook-site.zip"]
    assert "The whole website, zip file (2.3 MB)" in text(offer)
    assert "offline-zip" not in (site / "offline" / "index.html").read_text("utf-8")


def test_a_build_makes_the_zip_and_says_its_size(built_public):
    file = built_public / "downloads" / "handbook-site.zip"
    [offer] = page(built_public, "offline").xpath("//section[@aria-labelledby='offline-zip']")
    assert f"({file.stat().st_size / 1_000_000:.1f} MB)" in text(offer)
    assert offer.xpath(".//a/@href") == ["../downloads/handbook-site.zip"]
    with zipfile.ZipFile(file) as whole:
        assert whole.testzip() is None
        assert {"handbook-site/index.html", "handbook-site/downloads/report.pdf"} <= set(
            whole.namelist()
        )
