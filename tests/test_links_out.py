"""Every address in a finished site is followed, and one that leads nowhere is named."""

from pathlib import Path

import pytest

from handbook.links_out import broken_links

SITE_URL = "https://example.org/handbook/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages, a picture and a style sheet."""
    write(tmp_path, "index.html", '<h1 id="top-title">Home</h1><a href="a/">A</a>')
    write(tmp_path, "a/index.html", '<h2 id="why it">Why</h2><a href="../#top-title">Home</a>')
    write(tmp_path, "pictures/one.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(tmp_path, "style.css", "body { background: url('pictures/one.svg') }")
    return tmp_path


def write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def test_sound_site_has_no_faults(site: Path):
    assert broken_links(site, SITE_URL) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="">this page</a>',
        '<a href="#here" id="here">here</a>',
        '<a href="../a/#why%20it">percent</a>',
        '<a href="/handbook/a/">from the host</a>',
        f'<a href="{SITE_URL}a/#why it">with the host</a>',
        '<a href="https://example.org/elsewhere/">beside us</a>',
        '<a href="https://example.com/">outside</a>',
        '<a href="mailto:someone@example.org">mail</a>',
        '<img src="../pictures/one.svg" srcset="../pictures/one.svg 2x" alt="">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
    ],
)
def test_good_address_passes(site: Path, markup: str):
    write(site, "b/index.html", markup)
    assert broken_links(site, SITE_URL) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<a href="../c/">C</a>', "leads to ../c/, which is not in the site"),
        ('<a href="../a">no slash</a>', "leads to ../a, which is not in the site"),
        ('<a href="../../etc/">out</a>', "leads to ../../etc/, which is not in the site"),
        ('<a href="/a/">no base</a>', "leads to /a/, which is not in the site"),
        (f'<a href="{SITE_URL}c/">C</a>', f"leads to {SITE_URL}c/, which is not in the site"),
        ('<a href="#none">none</a>', "leads to #none, but b/index.html has no id 'none'"),
        ('<a href="../a/#x">x</a>', "leads to ../a/#x, but a/index.html has no id 'x'"),
        ('<img src="two.svg" alt="">', "leads to two.svg, which is not in the site"),
        ('<script src="https://cdn.example/x.js"></script>',
         "loads https://cdn.example/x.js from another host"),
        ('<link rel="stylesheet" href="//fonts.example/x.css">',
         "loads //fonts.example/x.css from another host"),
    ],
)  # fmt: skip
def test_address_that_leads_nowhere_is_named(site: Path, markup: str, fault: str):
    write(site, "b/index.html", markup)
    assert broken_links(site, SITE_URL) == [f"b/index.html: {fault}"]


def test_style_sheet_is_followed(site: Path):
    write(site, "style.css", '@import "more.css"; p { background: url(none.png) }')
    assert broken_links(site, SITE_URL) == [
        "style.css: leads to more.css, which is not in the site",
        "style.css: leads to none.png, which is not in the site",
    ]


def test_site_without_an_address_of_its_own_is_checked_too(site: Path):
    write(site, "b/index.html", '<a href="../c/">C</a> <a href="../a/">A</a>')
    assert broken_links(site) == ["b/index.html: leads to ../c/, which is not in the site"]
