"""The forms reach a real receiver, or write an email, with script and without."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright.sync_api import expect

import handbook
from handbook.audit.browser import browser
from handbook.audit.serving import served
from handbook.problems import ProblemsFound
from handbook.site_forms import form_sources
from tests.cases import SMALL, make_handbook
from tests.site_builds import build, page
from tests.site_tabs import NARROW, tabs

FORMATS, INTEREST = "ask-for-a-format/", "register/"
SEND = "main button[type=submit]"
EMAIL = "Launched external handler for 'mailto:"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@contextmanager
def receiver() -> Iterator[tuple[str, list, list]]:
    """Give a real receiver's address, what reached it, and where it sends people afterwards."""
    reached, onward = [], []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            answers = dict(parse_qsl(self.rfile.read(length).decode("ascii")))
            reached.append((self.path, self.headers["Content-Type"], answers))
            self.send_response(303)
            self.send_header("Location", onward[0] + "thank-you/")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", reached, onward
        server.shutdown()
        thread.join()


def with_forms(folder, forms: str):
    """Return a small handbook with these addresses in its settings."""
    settings = f"    forms: {forms}\n    licence: CC BY 4.0"
    return make_handbook(
        folder, {"mkdocs.yml": {"replace": {"    licence: CC BY 4.0": settings}}}
    )


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(scope="module")
def posting(tmp_path_factory):
    """A served site whose forms go to a receiver, and what reached it."""
    folder = tmp_path_factory.mktemp("posting")
    with receiver() as (address, reached, onward):
        root = with_forms(folder, f"{{formats: '{address}/f', interest: '{address}/i?to=us'}}")
        site = build(root, folder / "site", site_url="https://a.example/b/")
        with served(site, "/b/") as base:
            onward.append(base)
            yield base, reached


@pytest.fixture(scope="module")
def mailing(tmp_path_factory):
    """A served site whose forms have no address."""
    folder = tmp_path_factory.mktemp("mailing")
    site = build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")
    with served(site, "/b/") as base:
        yield base


def fill_formats(tab):
    tab.get_by_label("One page or part of it").check()
    tab.get_by_label("Which page or part?").fill("Plant trees & shade")
    tab.get_by_label("Braille").check()
    tab.get_by_label("Email address").fill("amina@example.org")


@SCRIPT
def test_a_request_reaches_the_receiver_and_the_reader_is_thanked(chromium, posting, script):
    base, reached = posting
    reached.clear()
    with tabs(chromium, base) as open_:
        tab = open_(FORMATS, java_script_enabled=script)
        fill_formats(tab)
        tab.click(SEND)
        expect(tab.locator("h1")).to_have_text("Thank you")
    ((path, kind, answers),) = reached
    assert (path, kind) == ("/f", "application/x-www-form-urlencoded")
    assert answers == {
        "what": "part", "page": "Plant trees & shade", "format": "Braille on paper",
        "email": "amina@example.org",
    }  # fmt: skip


@SCRIPT
def test_an_interest_reaches_its_own_address(chromium, posting, script):
    base, reached = posting
    reached.clear()
    with tabs(chromium, base) as open_:
        tab = open_(INTEREST, java_script_enabled=script)
        tab.get_by_label("Name").fill("Zoë O’Neill")
        tab.get_by_label("Place").select_option("North Bank")
        tab.get_by_label("Email address").fill("zoe@example.org")
        tab.click(SEND)
        expect(tab.locator("h1")).to_have_text("Thank you")
    assert reached[0][0] == "/i?to=us"
    assert reached[0][2] == {
        "name": "Zoë O’Neill", "place": "North Bank", "email": "zoe@example.org"
    }  # fmt: skip


def test_what_is_missing_is_said_in_a_summary_that_takes_the_focus_and_at_each_field(
    chromium, posting
):
    base, reached = posting
    reached.clear()
    with tabs(chromium, base) as open_:
        tab = open_(INTEREST)
        tab.get_by_label("Email address").fill("zoe at example")
        tab.click(SEND)
        summary = tab.locator(".error-summary")
        expect(summary).to_be_focused()
        expect(tab).to_have_title("Error: Register your interest - Good Streets")
        said = [
            "Enter your name",
            "Enter an email address in the correct format, like name@example.com",
        ]
        expect(summary.get_by_role("link")).to_have_text(said)
        expect(tab.locator("main .error")).to_have_text([f"Error: {one}" for one in said])
        name = tab.get_by_label("Name")
        expect(name).to_have_accessible_description("Error: Enter your name")
        expect(name).to_have_attribute("aria-invalid", "true")
        summary.get_by_role("link").first.click()
        expect(name).to_be_focused()
        expect(tab.get_by_label("Email address")).to_have_value("zoe at example")
        name.fill("Zoë")
        tab.get_by_label("Email address").fill("zoe@example.org")
        assert reached == []
        tab.click(SEND)
        expect(tab.locator("h1")).to_have_text("Thank you")


def test_one_way_to_reach_somebody_is_enough_and_a_date_must_be_real(chromium, posting):
    base, reached = posting
    reached.clear()
    with tabs(chromium, base) as open_:
        tab = open_(FORMATS + "?page=Plant%20trees", **NARROW)
        expect(tab.get_by_label("Which page or part?")).to_have_value("Plant trees")
        expect(tab.get_by_label("One page or part of it")).to_be_checked()
        tab.get_by_label("Audio").check()
        for name, value in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
            tab.get_by_label(name).fill(value)
        tab.click(SEND)
        expect(tab.locator(".error-summary a")).to_have_text([
            "Enter an email address, a phone number or a postal address",
            "The date must be a real one, with a day, a month and a year",
        ])  # fmt: skip
        tab.get_by_label("Phone number").fill("020 7946 0000")
        tab.get_by_label("Month").fill("3")
        tab.click(SEND)
        expect(tab.locator("h1")).to_have_text("Thank you")
    assert reached[0][2]["phone"] == "020 7946 0000" and reached[0][2]["by-month"] == "3"


def test_without_script_the_browser_keeps_an_unfinished_form_back(chromium, posting):
    base, reached = posting
    reached.clear()
    with tabs(chromium, base) as open_:
        tab = open_(INTEREST, java_script_enabled=False)
        tab.get_by_label("Name").fill("Zoë")
        tab.click(SEND)
        expect(tab.get_by_label("Email address")).to_be_focused()
        expect(tab.get_by_label("Name")).to_have_value("Zoë")
    assert reached == []


@SCRIPT
def test_without_an_address_an_email_is_written(chromium, mailing, script):
    opened = []
    with tabs(chromium, mailing, expected=(EMAIL,)) as open_:
        tab = open_(INTEREST, java_script_enabled=script)
        watch = tab.context.new_cdp_session(tab)
        watch.on("Page.frameRequestedNavigation", lambda event: opened.append(event["url"]))
        watch.send("Page.enable")
        tab.get_by_label("Name").fill("Zoë & co" if script else "Zoe")
        tab.get_by_label("Email address").fill("zoe@example.org")
        tab.click(SEND)
        tab.wait_for_timeout(300)
        if script:
            expect(tab.locator(".email-ready")).to_be_focused()
            link = tab.get_by_role("link", name="Open the email").get_attribute("href")
            assert opened == [link]
    (address,) = opened
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "streets@example.org")
    asked = dict(one.split("=", 1) for one in parts.query.split("&"))
    body = unquote(asked["body"])
    assert unquote(asked["subject"]) == "Register your interest"
    if script:
        assert body == "Name: Zoë & co\r\nEmail address: zoe@example.org"
    else:
        answers = ["name=Zoe", "role=", "place=", "email=zoe@example.org"]
        assert body.strip().split("\r\n") == answers


def test_the_questions_can_be_answered_in_any_email_program(mailing, chromium):
    with tabs(chromium, mailing) as open_:
        link = open_(FORMATS).get_by_role("link", name="write an email with the questions")
        address = link.get_attribute("href")
    start, _, body = address.partition("&body=")
    assert start == "mailto:streets@example.org?subject=Ask%20for%20another%20format"
    assert unquote(body).split("\r\n")[1:3] == ["Which page or part?", "Which format do you need?"]


def test_the_policy_lets_forms_go_to_the_addresses_set_and_nowhere_else(tmp_path):
    forms = "{formats: 'https://forms.example/a?b=1', interest: 'https://forms.example/c'}"
    edition = handbook.load(with_forms(tmp_path, forms))
    assert form_sources(edition) == "'self' https://forms.example/a https://forms.example/c"
    assert form_sources(handbook.load(SMALL)) == "'self' mailto:"


@pytest.mark.parametrize(
    "address", ["http://forms.example/", "forms", "https://a.example/;script-src", "javascript:1"]
)
def test_an_address_that_is_not_safe_is_a_problem(tmp_path, address):
    with pytest.raises(ProblemsFound) as found:
        handbook.load(with_forms(tmp_path, f"{{formats: '{address}'}}"))
    assert [(one.path, one.code) for one in found.value.problems] == [("mkdocs.yml", "wrong-type")]


def test_fields_say_what_they_are_for_and_hold_no_help_inside(tmp_path):
    site = build(make_handbook(tmp_path, {}), tmp_path / "site")
    for url, purposes in (
        (FORMATS, {"name", "email", "tel", "street-address"}),
        (INTEREST, {"name", "organization-title", "email"}),
    ):
        tree = page(site, url)
        assert set(tree.xpath("//main//@autocomplete")) - {"off"} == purposes
        assert not tree.xpath("//main//@placeholder")
        for control in tree.xpath("//main//input | //main//textarea | //main//select"):
            named = tree.xpath(f"//label[@for='{control.get('id')}'] | //label[input]")
            assert named
