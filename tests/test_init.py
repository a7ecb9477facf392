"""`handbook init` makes a handbook that is sound, carries its program, and is nobody else's."""

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import handbook
from handbook import project
from handbook.audit import audit
from handbook.audit.model import RUN
from handbook.cli import main
from handbook.links_out import broken_links
from handbook.starter.making import EDITING, About, editing_pages, upgrade
from handbook.starter.wheel import wheel

#: Words of the handbook that this project publishes, which no other may find in its folder.
OURS = re.compile("lon" + r"don|bor" + r"ough|Design " + r"Lab|City " + "Hall", re.IGNORECASE)
#: The judges that are asked in each test run; `make test` in a new handbook asks all.
JUDGES = ("nu", "links")
OPTIONS = ["--title", "Gärten: & more", "--publisher", "The #1 team", "--contact", "us@example.org"]


@pytest.fixture(scope="session")
def program() -> tuple[str, bytes]:
    return wheel()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A new handbook."""
    folder = tmp_path_factory.mktemp("made") / "our handbook"
    assert main(["init", str(folder), *OPTIONS]) == 0
    return folder


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory) -> dict[str, str]:
    """The environment in which the program of the new handbook is installed, and no clone is."""
    folder = tmp_path_factory.mktemp("installed")
    (file,) = (made / "requirements").glob("handbook-*.whl")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile",
               "--quiet", "--disable-pip-version-check", "--target", folder, file]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, text=True)
    return {**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"}


def test_a_new_handbook_has_no_problem_and_no_advice(made: Path) -> None:
    edition = handbook.load(made)
    assert edition.advice == ()
    found = edition.handbook
    assert (len(found.principles), len(found.case_studies), len(found.sources)) == (1, 1, 1)
    assert (edition.settings.title, edition.settings.publisher) == ("Gärten: & more", "The #1 team")
    assert (made / ".ci" / "run").stat().st_mode & 0o111
    assert list((made / ".github" / "workflows").glob("*.yml"))


def test_every_command_of_its_workflows_is_in_its_makefile(made: Path) -> None:
    workflows = "".join(one.read_text("utf-8") for one in (made / ".github").rglob("*.yml"))
    targets = set(re.findall(r"(?m)^([\w-]+):", (made / "Makefile").read_text("utf-8")))
    named = set(re.findall(r"run: make ([\w-]+)", workflows))
    assert named <= targets
    installed = re.findall(r"requirements/install.py (\w+)", workflows)
    assert all((made / "requirements" / f"{one}.lock").is_file() for one in installed)
    for path in re.findall(r"--config (\S+)", (made / "Makefile").read_text("utf-8")):
        assert (made / path).is_file()


def test_it_names_nothing_of_this_handbook(made: Path, program) -> None:
    files = {str(file): file.read_bytes() for file in made.rglob("*") if file.is_file()}
    with zipfile.ZipFile(BytesIO(program[1])) as held:
        files |= {name: held.read(name) for name in held.namelist()}
    found = {name for name, data in files.items()
             if not name.endswith((".whl", ".woff2", ".ttf", ".lock"))
             and OURS.search(data.decode("utf-8", "replace"))}  # fmt: skip
    assert found == set()


def test_its_site_is_built_by_the_program_that_it_carries(made: Path, installed, tmp_path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site]
    done = subprocess.run(command, cwd=made, env=installed, capture_output=True, text=True)
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    assert (site / "principles/write-so-that-everyone-can-read/index.html").is_file()
    assert (site / "search/index.html").is_file() and (site / "assets/site.css").is_file()
    assert broken_links(site, About().site_url) == []
    found = audit(site, progress=quiet, root=made, only=JUDGES, address=About().site_url)
    assert [str(one) for one in found.findings] == []
    assert [one.status for one in found.judges if one.id in JUDGES] == [RUN] * len(JUDGES)
    where = [sys.executable, "-c", "import handbook; print(handbook.__file__)"]
    file = subprocess.run(where, cwd=made, env=installed, capture_output=True, text=True).stdout
    assert project.PACKAGE not in Path(file).parents


def test_the_program_makes_the_same_handbook_where_it_is_installed(
    made: Path, installed, tmp_path
) -> None:
    again = tmp_path / "again"
    command = [sys.executable, "-m", "handbook", "init", again, *OPTIONS]
    subprocess.run(command, cwd=tmp_path, env=installed, check=True, capture_output=True)
    assert contents(again) == contents(made)


def quiet(*_: object, **__: object) -> None:
    """Show nothing of how far an audit is."""


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*")
            if file.is_file() and not {".cache", "__pycache__"} & {*file.parts}}  # fmt: skip


def test_the_program_has_every_file_that_the_package_and_the_project_have(program) -> None:
    with zipfile.ZipFile(BytesIO(program[1])) as held:
        names = set(held.namelist())
    for path in ("theme/base.html", "hooks/build_site.py", "package.json", ".ci/run"):
        assert f"handbook/project/{path}" in names
    assert not [name for name in names if name.endswith((".pyc", ".whl"))]
    assert wheel() == program


def test_the_editors_guides_are_all_in_the_reading_order() -> None:
    guides = set(project.files("content/editing"))
    assert {f"content/editing/{name}.md" for name in EDITING} <= guides
    assert set(editing_pages()) == guides


def test_a_newer_program_replaces_the_program_and_nothing_else(made: Path, tmp_path) -> None:
    assert upgrade(made) == []
    old = next((made / "requirements").glob("*.whl"))
    hook, mine = made / "hooks" / "build_site.py", made / "content" / "index.md"
    before = mine.read_bytes(), hook.read_bytes()
    mine.write_bytes(before[0] + b"\nOur own words.\n")
    hook.write_text("old", "utf-8")
    old.rename(old.with_name("handbook-0.0.1-py3-none-any.whl"))
    assert upgrade(made) == [f"requirements/{old.name}", "hooks/build_site.py"]
    assert hook.read_bytes() == before[1] and mine.read_bytes().endswith(b"words.\n")
    assert [one.name for one in (made / "requirements").glob("*.whl")] == [old.name]
    mine.write_bytes(before[0])


@pytest.mark.parametrize(("options", "words"), [
    (["--contact", "nobody"], "is not an email address"),
    (["--site-url", "example.org"], "is not a web address"),
    (["--upgrade"], "was not made by init"),
])  # fmt: skip
def test_what_cannot_be_used_is_told(tmp_path: Path, capsys, options, words) -> None:
    assert main(["init", str(tmp_path / "new"), *options]) == 1
    assert words in capsys.readouterr().err


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
