"""Readers gather recommendations into a plan that their browser keeps, in a real browser."""

import csv

import pytest
from lxml import html
from playwright.sync_api import expect

from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.cases import make_handbook
from tests.site_builds import build, text
from tests.site_tabs import FOCUSED, NARROW, tabs

PRINCIPLE = "principles/slow-the-traffic/"
ADVICE = "Measure the speed before you change anything."
NOTE = 'Ask Amina, "Sam"\nand Lee'


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planned")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture
def open_page(chromium, small_site):
    with served(small_site, "/b/") as address, tabs(chromium, address) as open_:
        yield open_


@pytest.fixture
def planned(open_page):
    """The page of a plan with one recommendation and a note in it."""
    tab = open_page(PRINCIPLE)
    add(tab)
    tab.goto(tab.url.replace(PRINCIPLE, "plan/"))
    tab.get_by_label("Note").fill(NOTE)
    tab.get_by_label("Owner").fill("=Lee")
    tab.get_by_label("By when").fill("May 2027")
    return tab


def add(tab):
    tab.keyboard.press("Tab")
    tab.locator(".plan-toggle").first.focus()
    tab.keyboard.press("Space")


def test_a_button_beside_a_recommendation_says_its_state_and_keeps_the_focus(open_page):
    tab = open_page(PRINCIPLE)
    add(tab)
    button = tab.get_by_role("button", name="Add to my plan", pressed=True)
    expect(button).to_be_focused()
    expect(button).to_have_accessible_description(ADVICE)
    expect(tab.locator("main > [role=status]")).to_have_text("Added. My plan has 1.")
    tab.keyboard.press("Space")
    expect(tab.get_by_role("button", name="Add to my plan", pressed=True)).to_have_count(0)
    expect(tab.locator("main > [role=status]")).to_have_text("Removed. My plan has 0.")


def test_a_choice_shows_wherever_the_recommendation_stands(open_page):
    tab = open_page(PRINCIPLE)
    add(tab)
    for url in ("checklists/plan/", "checklists/councils/", "checklists/designers/"):
        tab.goto(tab.url[: tab.url.index("/b/") + 3] + url)
        tab.keyboard.press("Tab")
        expect(tab.locator(".plan-toggle[aria-pressed=true]")).to_have_count(1)
    assert tab.evaluate("Object.keys(localStorage)") == ["handbook-plan:/b/plan/"]


def test_nothing_of_the_plan_is_fetched_before_a_recommendation_is_near(open_page):
    asked = []
    tab = open_page("")
    tab.on("request", lambda request: asked.append(request.url))
    tab.set_viewport_size({"width": 1280, "height": 200})
    tab.goto(tab.url + PRINCIPLE, wait_until="networkidle")
    assert not [url for url in asked if "/plan/" in url]
    tab.locator(".recommendation").first.scroll_into_view_if_needed()
    tab.wait_for_selector(".plan-toggle")


def test_the_page_gathers_by_stage_and_keeps_what_is_written(planned):
    expect(planned.locator(".plan-stages h3")).to_have_text(["Plan"])
    planned.keyboard.press("Tab")
    expect(planned.locator(".plan-status")).to_have_text("Saved in this browser.")
    planned.reload()
    expect(planned.get_by_label("Note")).to_have_value(NOTE)
    expect(planned.get_by_role("group", name=ADVICE)).to_have_count(1)
    assert "sent nowhere" in planned.locator(".plan-privacy").inner_text()


def test_what_was_removed_can_be_put_back_and_the_focus_stays_in_place(planned):
    planned.click(".plan-remove")
    assert planned.evaluate(FOCUSED) == "Put it back"
    expect(planned.locator(".plan-status")).to_have_text(f"Removed: {ADVICE}")
    expect(planned.locator(".plan-empty")).to_be_visible()
    planned.keyboard.press("Enter")
    assert planned.evaluate(FOCUSED) == "Remove from my plan"
    expect(planned.get_by_label("Note")).to_have_value(NOTE)


@pytest.mark.parametrize("kind", ["csv", "word"])
def test_a_saved_plan_comes_back_as_it_was(planned, tmp_path, kind):
    with planned.expect_download() as download:
        planned.click(f"[data-do={kind}]")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    row = read_row(file)
    assert row["Reference"] == "slow-the-traffic/measure-speed"
    assert (row["Stage"], row["By when"]) == ("Plan", "May 2027")
    planned.click("[data-do=empty]")
    expect(planned.locator(".plan-item")).to_have_count(0)
    assert planned.evaluate(FOCUSED) == "Put everything back"
    planned.set_input_files("#plan-import", file)
    expect(planned.locator(".plan-status")).to_have_text("Recommendations brought back: 1.")
    expect(planned.get_by_label("Note")).to_have_value(NOTE)
    expect(planned.get_by_label("Owner")).to_have_value("=Lee")


def read_row(file) -> dict[str, str]:
    """Return the first row of a saved plan; what a spreadsheet would calculate is text there."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            (row,) = csv.DictReader(lines)
        assert row["Owner"] == "'=Lee"
        return row
    page = html.document_fromstring(file.read_bytes().decode("utf-8"))
    assert page.get("lang") == "en-GB" and text(page.find(".//h2")) == "Plan"
    heads, cells = ([text(one) for one in page.iter(tag)] for tag in ("th", "td"))
    return dict(zip(heads, cells, strict=True))


def test_a_spreadsheet_with_semicolons_and_a_stranger_are_read_too(open_page, tmp_path):
    tab = open_page("plan/")
    file = tmp_path / "plan.csv"
    file.write_text("Reference;Note\r\nslow-the-traffic/measure-speed;Soon\r\nold/gone;Kept\r\n")
    tab.set_input_files("#plan-import", file)
    expect(tab.locator(".plan-stages h3")).to_have_text(["Plan", "No longer in this handbook"])
    file.write_text("Name,Age\r\nAmina,30\r\n")
    tab.set_input_files("#plan-import", file)
    expect(tab.locator(".plan-status")).to_contain_text("This is not a plan.")
    expect(tab.locator(".plan-item")).to_have_count(2)


def test_on_paper_there_are_words_and_lines_and_no_controls(planned):
    planned.emulate_media(media="print")
    assert planned.locator("main button:visible, main input:visible").count() == 0
    expect(planned.locator(".on-paper").first).to_have_text(NOTE)
    planned.goto(planned.url.replace("plan/", "checklists/plan/"))
    box = "getComputedStyle(document.querySelector('.recommendation'), '::before')"
    assert planned.evaluate(f"{box}.borderTopWidth") == "2px"
    expect(planned.locator(".plan-line:visible")).to_have_count(0)


def test_without_script_there_are_checklists_and_no_dead_buttons(open_page):
    tab = open_page("plan/", java_script_enabled=False, **NARROW)
    expect(tab.locator(".no-script")).to_be_visible()
    assert tab.locator("main button:visible").count() == 0
    tab.click("text=Checklist: Councils")
    expect(tab.locator("h1")).to_have_text("Checklist: Councils")
    assert tab.locator(".plan-toggle").count() == 0


def test_from_a_folder_on_disk_the_page_says_where_a_plan_can_be_kept(chromium, small_site):
    refused = ("Access to script", "Failed to load")
    with tabs(chromium, small_site.as_uri() + "/", expected=refused) as open_:
        tab = open_("plan/index.html")
        expect(tab.locator(".no-script")).to_be_visible()
        expect(tab.locator("#plan")).to_be_hidden()
        tab.click("text=Checklist: Councils")
        expect(tab.locator("h1")).to_have_text("Checklist: Councils")
