"""The editor at /edit/: there only where it is wanted, closed to other hosts, and right on disk."""

import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from playwright.sync_api import Page

import handbook
from handbook import site_editor
from handbook.audit.pages import NOT_PAGES, page_names
from handbook.audit.serving import served
from handbook.edit_config import config
from handbook.fields import CaseStudyFields
from tests import editor_page, site_builds
from tests.cases import SMALL

PROJECT = Path(__file__).resolve().parent.parent
ON_GITHUB = "{github: streets/handbook, branch: next, sign_in: https://sign-in.example/a}"


def with_editor(folder: Path, editor: str) -> Path:
    """Return a copy of the small handbook whose settings ask for the editor."""
    root = Path(shutil.copytree(SMALL, folder))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    line = "    language: en-GB\n"
    settings.write_text(text.replace(line, f"{line}    editor: {editor}\n"), "utf-8")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with an editor for this computer."""
    return with_editor(tmp_path_factory.mktemp("edit") / "handbook", "{branch: main}")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_builds.build(root, tmp_path_factory.mktemp("with") / "site")


@pytest.fixture(scope="module")
def site_without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("without")
    return site_builds.build(Path(shutil.copytree(SMALL, folder / "handbook")), folder / "site")


def files(site: Path) -> dict[str, bytes]:
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in editor_page.below(site)}


def test_the_editor_adds_a_folder_and_changes_nothing_else(site: Path, site_without: Path):
    with_it, without = files(site), files(site_without)
    added = {path for path in with_it if path.startswith("edit/")}
    assert "edit/schema.json" not in added
    assert {"edit/index.html", "edit/config.json", "edit/sveltia-cms.txt"} <= added
    headers = with_it.pop("_headers").decode()
    assert headers.startswith(without.pop("_headers").decode())
    assert {path: with_it[path] for path in with_it.keys() - added} == without


def test_the_headers_take_the_policy_of_all_pages_away_and_give_the_editor_its_own(site: Path):
    own = (site / "_headers").read_text("utf-8").split("/edit/*\n")[1].splitlines()
    said = re.search('content="(default-src[^"]+)"', (site / "edit" / "index.html").read_text())
    assert own[0].strip() == "! Content-Security-Policy"
    policy = own[1].strip().removeprefix("Content-Security-Policy: ")
    assert policy == said[1].replace("&#x27;", "'") + "; frame-ancestors 'none'"


def test_nothing_lists_the_editor_or_keeps_it(site: Path):
    for name in ("sitemap.xml", "llms.txt", "offline/pages.json", "sw.js"):
        lists = (site / name).read_text("utf-8")
        assert "edit/" not in lists.replace("edit|pagefind", "")
    assert 'name="robots" content="noindex"' in (site / "edit" / "index.html").read_text("utf-8")


def test_no_judge_takes_the_editor_for_a_page_and_the_reason_is_written(site: Path):
    names = page_names(site)
    assert "index.html" in names and not [name for name in names if name.startswith("edit/")]
    assert "weight" in NOT_PAGES["edit"] and (site / "edit" / "index.html").is_file()


def test_without_the_package_a_build_says_what_is_missing(root: Path, tmp_path: Path):
    edition = handbook.load(root)
    said = site_editor.missing(edition.settings, tmp_path)
    assert said.endswith("make editor") and "mkdocs.yml" in said
    assert site_editor.write_editor(edition, tmp_path, tmp_path) == 0
    assert not (tmp_path / "edit").exists()
    assert site_editor.missing(handbook.load(SMALL).settings, tmp_path) is None
    assert re.search(r"(?m)^editor:", (PROJECT / "Makefile").read_text("utf-8"))


def test_only_the_files_that_are_named_come_out_of_a_package(tmp_path: Path):
    spec = importlib.util.spec_from_file_location("i", PROJECT / "requirements" / "install.py")
    install = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(install)
    names = ["dist/a.js", "dist/b.js", "words/en.json", "words/more/x.json", "words/../../evil"]
    with tarfile.open(tmp_path / "package", "w") as package:
        for name in names:
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(name)
            package.addfile(entry, io.BytesIO(name.encode()))
    wanted = {"package/dist/a.js": "editor.js", "package/words/": "words/"}
    install.unpack(tmp_path / "package", wanted, tmp_path / "new")
    found = files(tmp_path / "new")
    assert found == {"editor.js": b"dist/a.js", "words/en.json": b"words/en.json"}


def test_each_package_of_the_editor_has_a_version_a_hash_and_a_licence():
    packages = json.loads((PROJECT / "requirements" / "editor.json").read_text("utf-8"))
    for one in packages:
        assert re.fullmatch(r"\d+\.\d+\.\d+", one["version"])
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", one["integrity"])
        assert one["licence"] in ("MIT", "OFL-1.1")
    given = [target for one in packages for target in one["files"].values()]
    licence = (PROJECT / "LICENSE").read_text("utf-8")
    assert all(f"edit/{name}" in licence for name in given if name.endswith(".txt"))


@pytest.mark.parametrize("editor", ["{branch: main}", ON_GITHUB])
def test_the_editor_knows_every_setting_that_it_gets(tmp_path: Path, editor: str):
    found = config(handbook.load(with_editor(tmp_path / "handbook", editor)))
    schema = json.loads((site_editor.PACKAGE / "schema.json").read_text("utf-8"))
    assert [one.message for one in Draft7Validator(schema).iter_errors(found)] == []


def test_on_github_it_may_ask_github_and_the_program_that_signs_in(tmp_path: Path):
    settings = handbook.load(with_editor(tmp_path / "handbook", ON_GITHUB)).settings
    asked = re.search("connect-src ([^;]+)", site_editor.policy(settings))[1].split()
    assert asked[3:] == ["https://api.github.com", "https://github.com", "https://sign-in.example"]
    backend = config(handbook.load(tmp_path / "handbook"))["backend"]
    assert (backend["repo"], backend["branch"]) == ("streets/handbook", "next")


def test_forms_ask_for_every_field_of_the_model_and_offer_every_title(root: Path):
    found = config(handbook.load(root))
    studies = next(one for one in found["collections"] if one["name"] == "case_studies")
    fields = {one["name"]: one for one in studies["fields"]}
    assert [*fields] == [*CaseStudyFields.model_fields, "body"]
    assert fields["sources"]["options"] == [
        {"label": "Streets and traffic", "value": "T01"},
        {"label": "Counting trees", "value": "T02"},
    ]
    shows = {one["name"]: one for one in fields["shows"]["fields"]}
    assert [one["label"] for one in shows["principle"]["options"]] == [
        "Slow the traffic",
        "Plant trees",
    ]
    assert fields["reviewed"]["hint"] and fields["body"]["widget"] == "markdown"


CHANGES = {
    "principles/entries/slow-the-traffic": ("Summary", 'Go slowly: "please" #now - always'),
    "case_studies/entries/mill-lane": ("Location", "No 1: 'The mill'"),
    "content/entries/advice": ("Summary", "yes"),
    "easy-principles/entries/slow-the-traffic": ("Credit", "*Drawn* by us: here"),
    "lists/entries/source": ("Used for", "Speeds before.\nSpeeds after: lower."),
    "lists/entries/term": ("Meaning", "2019-01-01"),
}


def write_snapshot(page: Page) -> None:
    """Write a new project snapshot as a person does who fills in the form from its top."""
    editor_page.go_to(page, "case_studies/new")
    page.get_by_role("button", name=re.compile("Add .*Principles it shows")).click()
    texts = {"Title": "Well Street: a beginning", "Summary": "A street that became calm.",
             "Led by": "The street team", "People": "People who live there",
             "How": "A table was put\nwhere cars stood.", "Reviewed": "2026-01-31"}  # fmt: skip
    for label, text in texts.items():
        page.get_by_role("textbox", name=label, exact=True).first.fill(text)
    for name in ("Crossings", "Counting trees"):
        page.get_by_role("checkbox", name=name).check()
    for name in ("Plant trees", "Documented", "No evaluation found"):
        page.get_by_role("radio", name=name, exact=True).check()
    editor_page.save(page)


@pytest.fixture(scope="module")
def edited(root: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The handbook after somebody changed a file of each kind and wrote a new snapshot."""
    whole = Path(shutil.copytree(root, tmp_path_factory.mktemp("edited") / "handbook"))
    source = whole / "content" / "sources.yml"
    source.write_text("# A remark that a person wrote\n" + source.read_text("utf-8"), "utf-8")
    with (
        editor_page.recording_proxy() as (proxy, asked),
        served(site, "/handbook/") as address,
        editor_page.silent_browser() as chromium,
    ):
        own = editor_page.asked_on_its_own(chromium)
        through = {"server": proxy, "bypass": "127.0.0.1"}
        context = chromium.new_context(locale="en-GB", proxy=through, viewport=editor_page.TALL)
        context.add_init_script(editor_page.PICK)
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        editor_page.open_editor(page, address, whole)
        for place, (label, text) in CHANGES.items():
            editor_page.change(page, place, label, text)
        write_snapshot(page)
        changed = editor_page.take(page, whole)
        cookies, outside = context.cookies(), set(asked) - own
        context.new_page().goto("http://elsewhere.example/", wait_until="commit")
        return {"root": whole, "changed": changed, "cookies": cookies, "outside": outside,
                "faults": faults, "seen": list(asked)}  # fmt: skip


def test_what_the_editor_writes_passes_the_check(edited: dict):
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "--root", edited["root"], "check"],
        cwd=PROJECT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 problems in 14 files")
    assert edited["faults"] == []


def test_every_kind_of_file_has_the_words_that_were_typed(edited: dict):
    book = handbook.load(edited["root"]).handbook
    pages = book.pages
    assert edited["changed"] == {
        "principles/slow-the-traffic.md", "case_studies/mill-lane.md", "content/advice.md",
        "principles/slow-the-traffic.easy.yml", "content/sources.yml", "content/glossary.yml",
        "case_studies/well-street-a-beginning.md",
    }  # fmt: skip
    typed = {place: text for place, (_, text) in CHANGES.items()}
    first, second, third, easy, source, term = typed.values()
    assert pages["principles/slow-the-traffic.md"].summary == first
    assert pages["case_studies/mill-lane.md"].location == second
    assert pages["content/advice.md"].summary == third
    assert book.sources["T01"].supports == source
    assert {one.term: one.meaning for one in book.terms}["Kerb"] == term
    file = edited["root"] / "principles" / "slow-the-traffic.easy.yml"
    assert yaml.safe_load(file.read_text("utf-8"))["credit"] == easy


def test_a_new_page_has_what_the_form_was_given_and_nothing_empty(edited: dict):
    study = handbook.load(edited["root"]).handbook.pages["case_studies/well-street-a-beginning.md"]
    assert study.title == "Well Street: a beginning" and study.topics == ("crossings",)
    (shown,) = study.shows
    assert (shown.principle, shown.how) == ("plant-trees", "A table was put\nwhere cars stood.")
    assert study.evaluation.status == "none-found" and study.evaluation.note is None
    assert study.sources == ("T02",) and study.years is None and study.figures == ()


def test_nothing_else_in_a_file_changes_but_its_remarks_are_lost(edited: dict, root: Path):
    before, after = handbook.load(root).handbook, handbook.load(edited["root"]).handbook
    for path, page in before.pages.items():
        ours = {"summary", "location"}
        assert page.model_dump(exclude=ours) == after.pages[path].model_dump(exclude=ours)
        text = (root / path).read_text("utf-8").split("\n---\n", 1)[1].strip()
        assert (edited["root"] / path).read_text("utf-8").split("\n---\n", 1)[1].strip() == text
    assert "A remark" not in (edited["root"] / "content" / "sources.yml").read_text("utf-8")


def test_the_editor_asks_no_other_host_and_sets_no_cookie(edited: dict):
    assert edited["outside"] == set() and edited["cookies"] == []
    assert any("elsewhere.example" in one for one in edited["seen"]), "the proxy saw nothing"
