"""Searching in a real browser: kinds, slips of the hand, keyboard, shared links, and its weight."""

import gzip
import json
import re
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

import handbook
from handbook.audit.browser import browser
from handbook.audit.serving import SubPath
from handbook.site_search import kind_of, kinds, write_search_index
from tests.cases import SMALL, make_handbook
from tests.site_builds import PROJECT, build, page, run_mkdocs

MOST = 150_000
"""Bytes that the first query may cost."""


class Counting(SubPath):
    """Serves a folder as a host does, text compressed, and logs what each answer weighs."""

    def __init__(self, *arguments: object, log: list, **options: object) -> None:
        self.log = log
        super().__init__(*arguments, **options)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        path = self.translate_path(self.path)
        try:
            with open(path, "rb") as file:
                body = file.read()
        except OSError:
            body = b""
        text = path.endswith((".js", ".json", ".html", ".css"))
        self.log.append((self.path, len(gzip.compress(body)) if text else len(body)))


@contextmanager
def counting(site):
    """Give the address of a served site and the log of its answers."""
    log = []
    handler = partial(Counting, base="/handbook/", directory=str(site), log=log)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/handbook/", log
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    address = "https://a.example/handbook/"
    return build(make_handbook(folder, {}), folder / "site", site_url=address)


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture
def tab(chromium, small_site):
    """A page of the small site; anything that the browser complains about fails the test."""
    said = []
    with counting(small_site) as (address, log):
        context = chromium.new_context(base_url=address)
        one = context.new_page()
        one.on("console", lambda message: said.append(message.text))
        one.on("pageerror", lambda error: said.append(str(error)))
        one.log = log
        yield one
        context.close()
    assert said == []


def test_every_page_has_a_kind_that_the_search_page_offers(small_site):
    edition = handbook.load(SMALL)
    offered = page(small_site, "search").xpath("//select[@name='kind']/option/@value")
    assert offered == ["", *(kind.id for kind in kinds(edition))]
    for document in [*edition.pages.values(), *edition.easy_reads.values()]:
        assert kind_of(document, edition) in offered
    assert page(small_site, "glossary").xpath("//article/@data-pagefind-filter") == [
        "kind:glossary"
    ]


def test_the_index_is_the_same_bytes_each_time(small_site, tmp_path):
    found = []
    for name in ("one", "two", "three"):
        site = tmp_path / name
        shutil.copytree(small_site, site, ignore=shutil.ignore_patterns("pagefind"))
        write_search_index(site)
        files = sorted((site / "pagefind").rglob("*.*"))
        found.append({file.relative_to(site): file.read_bytes() for file in files})
    assert found[0] == found[1] == found[2] and len(found[0]) > 8


def test_results_can_be_shown_by_kind_and_the_kinds_say_how_many(tab):
    tab.goto("search/?q=trees")
    assert tab.locator("[role=status] .result-count").count() == 1
    status = tab.locator(".result-count")
    expect(status).to_have_text(re.compile(r"^\d pages have “trees”$"))
    every = tab.locator(".result-list li").count()
    choice = tab.locator("#site-kind option[value=principle]")
    expect(choice).to_have_text(re.compile(r"^Principles \(\d\)$"))
    of_kind = int(re.search(r"\d+", choice.text_content())[0])
    assert 0 < of_kind < every
    tab.select_option("#site-kind", "principle")
    expect(status).to_have_text(re.compile(r"“trees” \(Principle\)$"))
    assert tab.url.endswith("search/?q=trees&kind=principle")
    kinds_shown = tab.locator(".result-list .quiet").all_text_contents()
    assert kinds_shown == ["Principle"] * of_kind
    assert tab.evaluate("document.activeElement.tagName") in ("BODY", "SELECT")
    tab.go_back()
    expect(status).to_have_text(re.compile(r"^\d pages have “trees”$"))
    assert tab.input_value("#site-kind") == ""


def test_a_shared_link_shows_the_same_results(tab):
    tab.goto("search/?q=lane&kind=case_study")
    expect(tab.locator(".result-count")).to_have_text("1 page has “lane” (Case study)")
    assert tab.input_value("#site-find") == "lane"
    assert tab.input_value("#site-kind") == "case_study"
    tab.goto("search/?q=lane&kind=nonsense")
    expect(tab.locator(".result-count")).to_contain_text("have “lane”")
    assert tab.input_value("#site-kind") == ""


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("trafic", "traffic"), ("princpile", "principles"), ("plant teres", "plant trees")],
)
def test_a_slip_is_mended_on_request(tab, slip, meant):
    tab.goto(f"search/?q={slip}")
    link = tab.locator(".meant a")
    expect(tab.locator(".meant")).to_have_text(f"Did you mean “{meant}”?")
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".result-count")).to_contain_text(f"“{meant}”")
    assert tab.evaluate("document.activeElement.id") == "site-find"


def test_nothing_is_suggested_where_nothing_is_near_or_nothing_is_wrong(tab):
    for query in ("zyzzyvas", "trees"):
        tab.goto(f"search/?q={query}")
        expect(tab.locator(".result-count")).to_contain_text(f"“{query}”")
        expect(tab.locator(".meant")).to_be_hidden()


def test_it_is_used_by_keyboard_alone_and_the_focus_stays(tab):
    tab.goto("search/")
    tab.focus("#site-find")
    tab.keyboard.type("trees")
    tab.keyboard.press("Enter")
    expect(tab.locator(".result-count")).to_contain_text("pages have")
    assert tab.evaluate("document.activeElement.id") == "site-find"
    for stop in ("BUTTON", "SELECT", "A"):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.tagName") == stop
    assert tab.evaluate("document.activeElement.closest('.result-list') !== null")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).not_to_have_text("Search")


def test_the_form_in_the_header_of_each_page_leads_there(tab):
    tab.goto("studies/mill-lane/")
    tab.fill("#site-find", "bollards")
    tab.press("#site-find", "Enter")
    expect(tab.locator(".result-count")).to_have_text("1 page has “bollards”")
    assert "/search/?q=bollards" in tab.url


def test_without_script_the_kinds_are_not_offered(chromium, small_site):
    with counting(small_site) as (address, _):
        context = chromium.new_context(java_script_enabled=False)
        tab = context.new_page()
        tab.goto(address + "search/?q=trees")
        expect(tab.locator("#site-kind")).to_be_hidden()
        expect(tab.locator(".a-to-z")).to_be_visible()
        context.close()


def test_words_to_mend_by_are_few_and_whole(small_site):
    words = json.loads((small_site / "search" / "words.json").read_bytes())
    assert words == sorted(set(words)) and "traffic" in words
    assert all(len(word) >= 4 for word in words)


def test_the_search_of_the_whole_handbook_costs_nothing_until_used_and_little_then(
    chromium, tmp_path
):
    """Bytes by the server's log, its text compressed as hosts do."""
    done = run_mkdocs(PROJECT / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    with counting(tmp_path / "site") as (address, log):
        context = chromium.new_context(service_workers="block")
        tab = context.new_page()
        tab.goto(address + "search/", wait_until="networkidle")
        assert not [path for path, _ in log if "/pagefind/" in path or "words.json" in path]
        log.clear()
        tab.fill("#site-find", "community")
        tab.press("#site-find", "Enter")
        expect(tab.locator(".result-count")).to_contain_text("pages have")
        tab.wait_for_load_state("networkidle")
        cost = sum(size for _, size in log)
        context.close()
    assert 0 < cost <= MOST, log
