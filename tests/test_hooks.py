"""MkDocs builds, checks and serves the handbook through our hooks, in our theme and in stock."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from lxml import etree
from mkdocs.config import load_config
from mkdocs.structure.files import Files, set_exclusions

import handbook
from handbook.document import Document
from handbook.facet_pages import facet_documents
from handbook.site import documents
from tests.cases import SMALL, make_handbook
from tests.site_builds import (
    OURS,
    PROJECT,
    STOCK,
    build,
    environment,
    page,
    run_mkdocs,
    text,
    write_config,
)

REPORT = {
    "page": "report", "format": "pdf", "path": "downloads/report.pdf",
    "bytes": 2_345_678,
}  # fmt: skip


@pytest.fixture(scope="module")
def built_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    return build(make_handbook(folder, {}), folder / "site")


@pytest.fixture(scope="module")
def stock_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stock")
    root = make_handbook(folder, {})
    return build(root, folder / "site", theme=STOCK, plugins=["search"])


def site_documents() -> list[Document]:
    """Return the Document of every page that the site has, but for the theme's own."""
    edition = handbook.load(SMALL)
    return [*documents(edition).values(), *facet_documents(edition.handbook).values()]


def html_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_stands_at_its_address(built_site):
    found = {file.relative_to(built_site).as_posix() for file in html_pages(built_site)}
    pages = {f"{document.url}index.html" for document in site_documents()}
    assert {"index.html", "principles/plant-trees/index.html"} < pages
    assert "studies/topic/trees/index.html" in pages
    assert found == pages | {"404.html", *OURS["static_templates"]}


def test_edit_links_lead_to_the_source_file(built_site):
    base = "https://git.example/team/streets/edit/main"
    for url, path in (
        ("", "content/index.md"),
        ("principles/plant-trees", "principles/plant-trees.md"),
        ("studies/mill-lane", "case_studies/mill-lane.md"),
    ):
        links = page(built_site, url).xpath("//section[@class='about-page']//a/@href")
        assert f"{base}/{path}" in links


def test_the_reading_order_is_followed(built_site):
    tree = page(built_site, "principles/slow-the-traffic")
    assert tree.xpath("//a[@rel='prev']/@href") == ["../"]
    assert tree.xpath("//a[@rel='next']/@href") == ["../plant-trees/"]
    assert not tree.xpath("//nav[@class='in-section']")  # the breadcrumb leads to the list
    order = page(built_site, "glossary").xpath("//nav[@class='in-section']//a/@href")
    assert order == ["../advice/", "./", "../sources/"]
    assert text(tree.xpath("//nav[@class='sections']//a[@aria-current]")[0]) == "Principles"


def test_each_page_has_its_title_language_summary_and_address(built_site):
    tree = page(built_site, "studies/mill-lane")
    assert tree.get("lang") == "en-GB"
    assert text(tree.find(".//title")) == "Mill Lane - Good Streets"
    assert tree.xpath("//meta[@name='description']/@content") == [
        "A lane that became slow and green."
    ]
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        "https://streets.example/studies/mill-lane/"
    ]
    assert "Last reviewed 31 January 2026." in text(tree)


def test_titles_with_signs_are_text_everywhere(tmp_path):
    root = make_handbook(tmp_path, {"principles/plant-trees.md": {"replace": {
        "title: Plant trees": 'title: "Plant trees & \\"shade\\" < 5"'}}})  # fmt: skip
    site = build(root, tmp_path / "site")
    title = "Plant trees & “shade” < 5"
    tree = page(site, "principles/plant-trees")
    assert text(tree.find(".//h1")) == title
    assert text(tree.find(".//title")).startswith("Plant trees & ")
    assert "Plant trees & " in text(page(site, ""))
    for file in html_pages(site):
        assert not re.search(r"&(?!\w+;|#)", file.read_text("utf-8")), file


def test_a_handbook_may_use_words_of_its_own(tmp_path):
    words = "    words: {site: {search: Chwilio, skip_to_content: Neidio i'r cynnwys}}"
    changes = {"mkdocs.yml": {"replace": {"    licence:": f"{words}\n    licence:"}}}
    root = make_handbook(tmp_path, changes)
    tree = page(build(root, tmp_path / "site"), "")
    assert text(tree.xpath("//form//button")[0]) == "Chwilio"
    assert text(tree.xpath("//nav[@class='skip']")[0]) == "Neidio i'r cynnwys"


def test_nothing_is_asked_of_another_host(built_site):
    """Links may lead anywhere; what a browser fetches by itself may not."""
    asked = []
    for file in html_pages(built_site):
        tree = page(built_site, file.relative_to(built_site).as_posix())
        asked += tree.xpath("//@src | //@srcset | //link[@rel!='canonical']/@href")
    for file in built_site.rglob("*.css"):
        asked += re.findall(r"url\(\s*[\"']?([^\"')]+)", file.read_text("utf-8"))
    assert asked
    assert [url for url in asked if urlsplit(url).netloc or urlsplit(url).scheme] == []


def test_no_inline_style_or_script_and_a_policy_that_forbids_both(built_site):
    for file in html_pages(built_site):
        tree = page(built_site, file.relative_to(built_site).as_posix())
        data = "@type='application/ld+json'"
        assert tree.xpath(f"//style | //@style | //script[not(@src or {data})]") == []
        assert [name for name in tree.xpath("//@*") if name.attrname.startswith("on")] == []
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "unsafe-inline" not in policy and "default-src 'none'" in policy


def test_nothing_of_material_is_published(built_site):
    import material

    theirs = Path(material.__file__).parent / "templates"
    names = {file.relative_to(theirs).as_posix() for file in theirs.rglob("*") if file.is_file()}
    ours = {file.relative_to(built_site).as_posix() for file in built_site.rglob("*")}
    assert names & ours == {"404.html"}
    for file in html_pages(built_site):
        assert not re.search(r'class="[^"]*\bmd-', file.read_text("utf-8")), file
    kinds = {file.suffix for file in (built_site / "assets").rglob("*") if file.is_file()}
    assert kinds <= {".css", ".js", ".svg", ".woff2", ".png", ".jpg", ".webp"}


def test_only_what_pages_use_is_copied(built_site):
    pictures = [file.name for file in (built_site / "assets" / "content").rglob("*.*")]
    assert pictures == ["street.svg"]
    assert not list(built_site.rglob("*.yml"))


def test_fonts_come_with_the_site(built_site):
    style = (built_site / "assets" / "site.css").read_text("utf-8")
    fonts = re.findall(r'url\("(fonts/[^"]+)"\)', style)
    assert fonts and all((built_site / "assets" / font).is_file() for font in fonts)


def test_ids_are_unique_and_every_label_reference_is_there(built_site):
    for file in html_pages(built_site):
        tree = page(built_site, file.relative_to(built_site).as_posix())
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), file
        assert set(tree.xpath("//@aria-labelledby | //@aria-controls | //label/@for")) <= set(ids)


def test_an_easy_read_version_has_a_page_and_a_way_there_and_back(built_site):
    full = page(built_site, "principles/slow-the-traffic/")
    [way] = full.xpath("//section[@class='formats']//a[contains(., 'Easy Read')]")
    assert way.get("href") == "easy-read/"
    easy = page(built_site, "principles/slow-the-traffic/easy-read/")
    assert easy.xpath("//main//a[@href='../']")
    assert len(easy.xpath("//li[@class='idea']/img[@alt]")) == 1
    assert easy.xpath("//a[contains(@href, 'slow-the-traffic.easy.yml')]")


def test_the_site_map_has_each_page_and_its_date(built_site):
    tree = etree.parse(built_site / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = {place.text for place in tree.findall(".//s:loc", space)}
    assert found == {f"https://streets.example/{document.url}" for document in site_documents()}
    assert {date.text for date in tree.findall(".//s:lastmod", space)} == {"2026-01-31"}


def test_a_guide_lists_every_format_that_was_made(tmp_path):
    guide = {"replace": {"lists: recommendations": "lists: formats"}}
    root = make_handbook(tmp_path, {"content/advice.md": guide})
    epub = {**REPORT, "format": "epub", "page": "content/advice.md", "path": "downloads/a.epub"}
    site = build(root, tmp_path / "site", extra={"handbook_downloads": [REPORT, epub]})
    (table,) = page(site, "advice").xpath("//table[caption='The files of this edition']")
    assert [text(cell) for cell in table.xpath(".//tbody/tr/th")] == ["PDF", "EPUB"]
    assert table.xpath(".//a/@href") == ["../downloads/report.pdf"]
    assert [text(row[-1]) for row in table.xpath(".//tbody/tr")] == [
        "The whole handbook (2.3 MB).", "Each page, at its end."
    ]  # fmt: skip


def test_downloads_are_offered_when_there_are_some_and_only_then(built_site, tmp_path):
    assert not page(built_site, "studies/mill-lane").xpath("//section[@class='formats']")
    root = make_handbook(tmp_path, {})
    site = build(root, tmp_path / "site", extra={"handbook_downloads": [REPORT]})
    for url, way in (("studies/mill-lane", "../../downloads/"), ("", "downloads/")):
        (block,) = page(site, url).xpath("//section[@class='formats']")
        *files, ask = block.xpath(".//a/@href")
        assert files == [f"{way}report.pdf"] and "ask-for-a-format/?page=" in ask
        assert "The whole handbook, PDF (2.3 MB)" in text(block)


def test_the_same_source_gives_the_same_bytes(built_site, tmp_path):
    again = build(make_handbook(tmp_path, {}), tmp_path / "site")
    first, second = (
        {file.relative_to(site).as_posix(): file.read_bytes()
         for site in [one] for file in site.rglob("*") if file.is_file()}
        for one in (built_site, again)
    )  # fmt: skip
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_problems_stop_the_build_before_anything_is_deleted(tmp_path):
    root = make_handbook(tmp_path, {
        "principles/plant-trees.md": {"replace": {"title: Plant trees": "title: Plant: trees"}},
        "case_studies/mill-lane.md": {"replace": {"years: {from: 2018": "years: {from: soon"}},
    })  # fmt: skip
    old = tmp_path / "site" / "old.html"
    old.parent.mkdir()
    old.write_text("the last good site", "utf-8")
    done = run_mkdocs(write_config(root, theme=OURS), tmp_path / "site")
    assert done.returncode == 1
    assert "principles/plant-trees.md:3:" in done.stderr
    assert "case_studies/mill-lane.md:" in done.stderr
    assert "2 problems in 2 files" in done.stderr and "Traceback" not in done.stderr
    assert old.read_text("utf-8") == "the last good site"


def test_no_page_offers_to_edit_it_where_a_program_would_run(tmp_path):
    root = make_handbook(tmp_path, {})
    config = write_config(root, theme=OURS, edit_uri="javascript:alert(1)//")
    done = run_mkdocs(config, tmp_path / "site")
    assert done.returncode == 1
    assert "edit_uri leads readers to 'javascript:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "site").rglob("*.html"))


def test_stock_material_shows_the_same_article(stock_site, built_site):
    tree = page(stock_site, "principles/slow-the-traffic")
    assert tree.find_class("md-header")
    theirs = [text(h) for h in tree.xpath("//article//article//*[self::h1 or self::h2]")]
    ours = page(built_site, "principles/slow-the-traffic")
    assert theirs == [text(h) for h in ours.xpath("//article//*[self::h1 or self::h2]")
                      if h.get("id") != "site-contents"]  # fmt: skip
    assert not (stock_site / "pagefind").exists()


def test_the_project_builds_in_stock_material(tmp_path):
    done = run_mkdocs(PROJECT / "mkdocs.material.yml", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert page(tmp_path / "site", "").find_class("md-header")
    assert "fonts.googleapis.com" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_serve_shows_an_edit_and_survives_a_problem(tmp_path):
    root = make_handbook(tmp_path, {})
    config = write_config(root, theme=OURS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", config, "-a", f"127.0.0.1:{port}"]
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(command, env=environment(), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/principles/plant-trees/"
        assert "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" in wait_for(address, "<h1")
        file = root / "principles" / "plant-trees.md"
        text_before = file.read_text("utf-8")
        file.write_text(text_before.replace("title: Plant trees", "colour: green"), "utf-8")
        wait_until(lambda: "unknown-field" in (tmp_path / "log").read_text())
        file.write_text(text_before.replace("title: Plant trees", "title: Plant oaks"), "utf-8")
        wait_for(address, "Plant oaks")
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def wait_for(address: str, words: str) -> str:
    """Return the page at an address once it holds the words."""
    found = []

    def there() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                found.append(answer.read().decode("utf-8"))
        except (URLError, ConnectionError):
            return False
        return words in found[-1]

    wait_until(there)
    return found[-1]


def wait_until(true) -> None:
    """Wait up to 30 seconds for something to be true."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "waited for 30 seconds"
        time.sleep(0.1)


def test_fonts_of_a_program_that_is_installed_in_the_project_are_published(tmp_path: Path):
    """A handbook that `init` made has the program in .venv, which MkDocs would leave out."""
    spec = spec_from_file_location("build_site", PROJECT / "hooks" / "build_site.py")
    hook = module_from_spec(spec)
    spec.loader.exec_module(hook)
    font = tmp_path / ".venv" / "lib" / "fonts" / "a.woff2"
    font.parent.mkdir(parents=True)
    font.touch()
    (tmp_path / "mkdocs.yml").write_text("site_name: Streets\n", "utf-8")
    (tmp_path / "docs").mkdir()
    config = load_config(str(tmp_path / "mkdocs.yml"))
    files = Files([hook.as_file("assets/fonts/a.woff2", font, config)])
    set_exclusions(files, config)
    assert [file.dest_uri for file in files if file.inclusion.is_included()] == [
        "assets/fonts/a.woff2"
    ]
