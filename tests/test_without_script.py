"""Five tasks with JavaScript off: find, read, move about, download, use the map."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from handbook.audit.browser import browser
from handbook.audit.serving import served
from handbook.load import load


@pytest.fixture(scope="module")
def edition(project_root: Path):
    return load(project_root)


@pytest.fixture(scope="module")
def address(built_public: Path, edition):
    with served(built_public, urlsplit(edition.settings.site_url).path) as one:
        yield one


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(params=[1280, 320])
def reader(request, chromium, address):
    """A reader on the home page, in a wide or a narrow window, without JavaScript."""
    window = {"width": request.param, "height": 900}
    context = chromium.new_context(
        viewport=window, java_script_enabled=False, accept_downloads=True
    )
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def last_study(edition):
    return list(edition.handbook.case_studies)[-1]


def test_find_a_page_that_one_knows_the_name_of(reader, edition):
    study = last_study(edition)
    reader.fill("#site-find", study.title)
    reader.press("#site-find", "Enter")
    reader.locator(".a-to-z").get_by_role("link", name=study.title, exact=True).click()
    expect(reader.locator("h1")).to_have_text(study.title)


def test_read_a_principle_from_its_advice_to_its_sources_and_back(reader, edition):
    principle = next(iter(edition.handbook.principles))
    reader.locator("main").get_by_role("link", name=principle.title).first.click()
    expect(reader.locator("h1")).to_have_text(principle.title)
    for advice in principle.recommendations:
        expect(reader.get_by_text(advice.text).first).to_be_visible()
    citation = reader.locator("a.citation").first
    source = citation.get_attribute("href")
    citation.click()
    expect(reader.locator(f'[id="{source[1:]}"]')).to_be_in_viewport()
    reader.locator(f'[id="{source[1:]}"] a.back').first.click()
    expect(citation).to_be_in_viewport()


def test_move_about_by_menu_breadcrumb_and_facet(reader, edition):
    many = edition.settings.kinds.case_study.many
    reader.locator(".sections").get_by_role("link", name=many, exact=True).click()
    listed = reader.url
    reader.locator("main a[href*='topic/']:visible").first.click()
    assert "/topic/" in reader.url
    reader.locator(".breadcrumb, nav[aria-label]").get_by_role(
        "link", name=many, exact=True
    ).last.click()
    assert reader.url == listed
    reader.locator(".brand").click()
    expect(reader.locator("h1")).to_have_count(1)


def test_download_the_report(reader):
    link = reader.locator("main a[href$='.pdf']").first
    expect(link).to_contain_text("PDF")
    fetched = reader.context.request.get(urljoin(reader.url, link.get_attribute("href")))
    assert fetched.ok and fetched.headers["content-type"] == "application/pdf"
    assert fetched.body().startswith(b"%PDF-") and len(fetched.body()) > 100_000


def test_use_the_map_by_its_places_and_by_its_list(reader, edition):
    many = edition.settings.kinds.case_study.many
    reader.locator(".sections").get_by_role("link", name=many, exact=True).click()
    reader.locator("main a[href*='map/']").first.click()
    expect(reader.locator("main svg a").first).to_be_visible()
    places = [link.get_attribute("href") for link in reader.locator("main svg a").all()]
    listed = [link.get_attribute("href") for link in reader.locator("main :not(svg) a").all()]
    assert places and set(places) <= set(listed)
    map_page = reader.url
    for link in ("main svg a", f"main li a[href='{places[0]}']"):
        reader.goto(map_page)
        reader.locator(link).first.click()
        expect(reader.locator("main a[href*='/']").first).to_be_visible()
        assert "/place/" in reader.url
