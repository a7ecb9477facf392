"""What somebody commits to harm a reader or the machine is refused, or harmless in every format."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import ConsoleMessage

from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.attacks import PAGE, Attack, read_attacks
from tests.cases import make_handbook
from tests.site_builds import OURS, PROJECT

ATTACKS = read_attacks()
GROUPS = sorted({attack.group for attack in ATTACKS})
SECONDS, MEGABYTES = 2, 300
PAGES = 3
SAFE_SCHEMES = ("https:", "http:", "mailto:", "tel:")
ONE_FILE_SCHEMES = (*SAFE_SCHEMES, "data:")
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/RichMedia"}
FORMULA = re.compile(r"[=+\-@\t\r]")
MARKS = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B]))


def test_there_are_a_hundred_and_each_has_a_name_of_its_own():
    assert len(ATTACKS) >= 100
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("group", GROUPS)
def test_each_is_refused_or_loads_in_little_time_and_memory(group: str, tmp_path: Path):
    command = [sys.executable, "-m", "tests.attacks.limits", group, tmp_path]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    came = json.loads(done.stdout)
    for attack in (one for one in ATTACKS if one.group == group):
        found = came[attack.name]
        assert "traceback" not in found, found["traceback"]
        assert (found["seconds"], found["megabytes"]) < (SECONDS, MEGABYTES), attack.name
        assert is_answered(attack, set(found["codes"])), (attack.name, found["codes"])


def is_answered(attack: Attack, codes: set[str]) -> bool:
    """Say whether the Problems are those that the attack is to be refused with."""
    if attack.shown:
        return not codes
    return "bounded" in attack.entry or (bool(codes) and codes <= set(attack.refused))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of a handbook with all attacks that are not refused, as it is published."""
    folder = tmp_path_factory.mktemp("attacked")
    root = make_handbook(folder, pages_of([attack for attack in ATTACKS if attack.shown]))
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    settings |= {"theme": OURS, "hooks": [str(PROJECT / "hooks" / "build_site.py")]}
    settings["site_url"] = "https://site.example/"
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "build", "--require-all", "--root", root],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "public"


def pages_of(attacks: list[Attack]) -> dict:
    """Return principles that hold all the attacks: a field on the first page where it is free."""
    fields: list[dict] = [{} for _ in range(PAGES * 2)]
    for attack in attacks:
        own = attack.entry.get("fields", {})
        next(page for page in fields if not page.keys() & own).update(own)
    fields = [page for page in fields if page]
    words = [attack.words for attack in attacks if "words" in attack.entry]
    own = [attack.changes for attack in attacks]
    made = {
        f"principles/attack-{at}.md": Attack(
            "all", "all", {"words": "\n\n".join(words[at :: len(fields)]), "fields": page}
        ).page(number=at + 3)
        for at, page in enumerate(fields)
    }
    return {path: change for changes in (*own, made) for path, change in changes.items()}


def test_nothing_runs_or_is_fetched_in_a_browser(published: Path):
    files = [*published.glob("principles/**/*.html"), *published.glob("downloads/**/*.html")]
    happened = []
    with served(published, "/") as address, browser() as chromium:
        context = chromium.new_context(bypass_csp=True)
        context.add_init_script("window.pwned = (n) => console.error('pwned', n)")
        tab = context.new_page()
        tab.on("dialog", lambda dialog: (happened.append("a dialog"), dialog.dismiss()))
        tab.on("console", lambda said: asked_by_browser(said) or happened.append(said.text))
        tab.on("pageerror", lambda error: happened.append(str(error)))
        tab.on(
            "request",
            lambda request: request.url.startswith((address, "data:"))
            or happened.append(request.url),
        )
        for file in files:
            tab.goto(address + file.relative_to(published).as_posix(), wait_until="load")
        context.close()
    assert len(files) > PAGES
    assert happened == []


def asked_by_browser(said: ConsoleMessage) -> bool:
    """Say whether a message is on the icon that a browser asks for where a page names none."""
    return said.location["url"].endswith("/favicon.ico")


def test_readers_get_the_words_of_each(published: Path):
    pages = [html.parse(str(file)).getroot() for file in published.glob("principles/*/index.html")]
    words = " ".join(page.text_content() for page in pages)
    alts = " ".join(alt for page in pages for alt in page.xpath("//@alt"))
    for attack in ATTACKS:
        if attack.shown:
            assert plain(attack.shown) in plain(f"{words} {alts}"), attack.name


def plain(words: str) -> str:
    """Return words with single spaces and straight quotation marks."""
    words = re.sub("[‘’]", "'", re.sub("[“”]", '"', words))
    return " ".join(words.split())


def test_every_address_on_every_page_is_harmless(published: Path):
    for file in published.rglob("*.html"):
        tree = html.parse(str(file)).getroot()
        assert not [name for name in tree.xpath("//@*") if name.attrname.startswith("on")], file
        for address in tree.xpath("//@href | //@src | //@action | //@formaction | //@poster"):
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*:)", address, re.IGNORECASE)
            safe = SAFE_SCHEMES if published / "downloads" not in file.parents else ONE_FILE_SCHEMES
            assert not scheme or scheme[1].lower() in safe, (file, address)


def test_no_pdf_does_anything_but_open_safe_addresses(published: Path):
    files = list(published.rglob("*.pdf"))
    assert len(files) > PAGES
    for file in files:
        with pikepdf.open(file) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary):
                    assert str(one.get("/S")) not in RUNS and "/JS" not in one, file
                    if one.get("/S") == "/URI":
                        assert str(one["/URI"]).lower().startswith(SAFE_SCHEMES), one["/URI"]
            assert "/OpenAction" not in pdf.Root and "/AA" not in pdf.Root


def test_no_zipped_format_runs_or_fetches_anything(published: Path):
    files = [file for end in ("epub", "docx", "odt") for file in published.rglob(f"*.{end}")]
    assert len(files) > PAGES
    for file in files:
        with zipfile.ZipFile(file) as book:
            for name in book.namelist():
                assert not name.startswith("/") and ".." not in name.split("/"), name
                if name.endswith((".xml", ".xhtml", ".opf", ".rels", ".ncx", ".svg")):
                    check_xml(etree.fromstring(book.read(name)), f"{file.name}/{name}")


def check_xml(root: etree._Element, name: str) -> None:
    """Fail where a part of a book holds a script, an event, or an address that is not safe."""
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname.lower() not in ("script", "foreignobject"), name
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname.lower()
            assert not re.match(r"on[a-z]+$", local) or not value.strip(), (name, local)
            if local in ("href", "src", "target"):
                scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*:)", value.strip())
                assert not scheme or scheme[1].lower() in SAFE_SCHEMES, (name, value)


def test_no_cell_is_a_formula_and_no_text_turns_round(published: Path):
    tables = list((published / "data").glob("*.csv"))
    assert tables
    for file in tables:
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
        assert not [cell for row in rows for cell in row if FORMULA.match(cell)], file
    for file in published.rglob("*"):
        if file.suffix in (".html", ".txt", ".md", ".json", ".csv", ".xml"):
            assert not set(MARKS) & set(file.read_text("utf-8")), file


def test_the_attacked_page_is_the_one_of_the_small_handbook():
    assert PAGE in make_changes_of_all()


def make_changes_of_all() -> set[str]:
    """Return the files that the attacks change, or the page that holds those without files."""
    return {path for attack in ATTACKS for path in (attack.changes or {PAGE: None})}
