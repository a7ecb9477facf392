"""Facts about the project's own tree: what may stand where, and what is locked."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.checking import DRAWN

#: Folders and files that git does not keep; the tests look at what is the project's own.
UNKEPT = {
    ".git", ".venv", ".cache", ".handbook", ".pytest_cache", ".ruff_cache", "__pycache__",
    "node_modules", "public", "site",
}  # fmt: skip
BINARY = {".png", ".jpg", ".webp", ".ttf", ".woff2", ".pdf", ".ico"}
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org",
              "deb.debian" + ".org")  # fmt: skip
#: Folders of one machine, which no file of the project may name.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|opt|mnt)/\w")


@pytest.fixture(scope="session")
def own_files(project_root: Path) -> tuple[Path, ...]:
    """Every text file of the project."""
    return tuple(sorted(text_files(project_root)))


def text_files(folder: Path) -> Iterator[Path]:
    """Give the text files below a folder, without what git does not keep."""
    for path in folder.iterdir():
        if path.name in UNKEPT or path.name.endswith((".egg-info", ".building")):
            continue
        if path.is_dir():
            yield from text_files(path)
        elif path.suffix not in BINARY and not path.name.startswith(".mkdocs-"):
            yield path


def imported(file: Path) -> set[str]:
    """Return the top names of all that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("folder", ["handbook", "hooks", "theme"])
def test_code_knows_no_place(own_files: tuple[Path, ...], project_root: Path, folder: str):
    """Another team replaces content and settings, and has its own handbook."""
    place = "lon" + "don"
    inside = [file for file in own_files if file.is_relative_to(project_root / folder)]
    assert inside
    assert [file for file in inside if place in text(file).lower()] == []


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize(("library", "home"), [("weasyprint", "pdf"), ("mkdocs", None)])
def test_library_is_imported_only_at_its_home(project_root: Path, library: str, home: str | None):
    package = project_root / "handbook"
    importers = {file for file in package.rglob("*.py") if library in imported(file)}
    strangers = {file for file in importers if not home or package / home not in file.parents}
    assert strangers == set()
    assert bool(importers) == bool(home)


def test_no_file_names_a_package_registry(own_files: tuple[Path, ...]):
    assert [
        (str(file), host) for file in own_files for host in REGISTRIES if host in text(file)
    ] == []


def test_no_file_names_a_folder_of_one_machine(own_files: tuple[Path, ...]):
    found = {str(file): MACHINE.findall(text(file)) for file in own_files}
    assert {file: paths for file, paths in found.items() if paths} == {}


def test_no_work_is_left_open(own_files: tuple[Path, ...]):
    marks = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
    assert [str(file) for file in own_files if marks.search(text(file))] == []


def test_every_locked_python_package_has_hashes(project_root: Path):
    locks = sorted((project_root / "requirements").glob("*.lock"))
    assert len(locks) == 5
    for file in locks:
        lock = file.read_text(encoding="utf-8")
        packages = re.split(r"(?m)^(?=\S+==)", lock)[1:]
        assert len(packages) > 40
        assert [one.split()[0] for one in packages if "--hash=sha256:" not in one] == []
        assert "://" not in lock and "--index" not in lock and "--find-links" not in lock


def test_locks_hold_every_dependency(project_root: Path):
    settings = (project_root / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(settings)["project"]
    build, test = (locked(project_root, name) for name in ("build", "test"))
    assert {bare(one) for one in project["dependencies"]} <= build.keys()
    assert {bare(one) for one in project["optional-dependencies"]["test"]} <= test.keys()
    assert build.items() <= test.items()


def locked(project_root: Path, name: str) -> dict[str, str]:
    """Return the packages of a lock and their versions."""
    lock = (project_root / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", lock))


def bare(requirement: str) -> str:
    """Return the name in a requirement such as `pagefind[bin]>=1.5`."""
    return re.match(r"[\w.-]+", requirement)[0].lower()


def test_node_lock_has_hashes_and_no_addresses(project_root: Path):
    packages = json.loads((project_root / "package-lock.json").read_text())["packages"]
    packages.pop("")
    assert packages
    assert [name for name, one in packages.items() if "integrity" not in one] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []


def test_continuous_integration_runs_the_tests_and_nothing_else(project_root: Path):
    run = project_root / ".ci" / "run"
    lines = [line for line in run.read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "make test"]
    assert run.stat().st_mode & 0o111


def test_install_script_needs_only_python_itself(project_root: Path):
    names = imported(project_root / "requirements" / "install.py")
    names |= imported(project_root / "handbook" / "progress.py")
    assert names <= sys.stdlib_module_names


def test_install_script_says_how_it_is_used(project_root: Path):
    script = project_root / "requirements" / "install.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    purposes = "build, audio, editor, weekly, test"
    assert (done.returncode, done.stderr) == (2, f"Say what to install for: {purposes}\n")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_documents_name_only_what_exists(project_root: Path, name: str):
    document = (project_root / name).read_text(encoding="utf-8")
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"(?m)(?:`|^ *)make ([a-z-]+)", document))
    assert commands <= set(re.findall(r"(?m)^([a-z-]+):", makefile))
    words = re.sub(r"(?s)^ *```.*?^ *```|`[^`\n]+`", "", document, flags=re.M)
    links = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", words))
    assert [link for link in sorted(links) if not (project_root / link).exists()] == []


def test_no_page_of_an_author_can_take_the_place_of_a_page_of_the_theme(project_root: Path):
    drawn = {file.parent.name for file in (project_root / "theme").glob("*/index.html")}
    assert drawn == DRAWN
