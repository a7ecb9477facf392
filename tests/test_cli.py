"""The commands as people run them: what they print, what they leave, how they end."""

import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from handbook.formats.registry import FORMATS
from handbook.formats.words import FormatWords
from tests.small_project import CODE, CONTENT, HANDBOOK, break_a_page, contents, copy, handbook


def test_check_of_the_real_handbook_finds_nothing(project_root: Path):
    done = handbook("check", cwd=project_root)
    assert re.fullmatch(r"0 problems in \d+ files\n", done.stdout), done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_check_takes_less_than_a_second(project_root: Path):
    """Of the processor's time, at best: the clock on the wall also counts what else runs."""
    assert any(processor_time("check", cwd=project_root) < 1 for _ in range(10))


def processor_time(*arguments: str, cwd: Path) -> float:
    """Return the seconds of processor time that one run of the command takes."""
    before = os.times()
    handbook(*arguments, cwd=cwd)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def test_check_loads_neither_mkdocs_nor_weasyprint(project_root: Path):
    code = (
        "import sys; from handbook.cli import main; main(['check'])\n"
        "print(sorted({'mkdocs', 'weasyprint'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_check_prints_problems_and_exits_1(project: Path):
    path = break_a_page(project)
    done = handbook("check", "--root", project, cwd=project.parent, PYTHONPATH=str(project))
    first, fix, *_, last = done.stdout.splitlines()
    assert re.match(rf"{re.escape(path)}:\d+:\d+: error: .*\(missing-field\)$", first)
    assert fix.startswith("  fix: ")
    assert re.fullmatch(r"\d+ problems? in \d+ files?", last)
    assert (done.returncode, done.stderr) == (1, "")


def test_root_stands_before_or_after_the_command(project_root: Path, tmp_path: Path):
    before = handbook("--root", project_root, "check", cwd=tmp_path, PYTHONPATH=str(project_root))
    after = handbook("check", "--root", project_root, cwd=tmp_path, PYTHONPATH=str(project_root))
    assert before.returncode == after.returncode == 0
    assert before.stdout == after.stdout


def test_folder_without_a_handbook_is_said_in_words(tmp_path: Path, project_root: Path):
    done = handbook("check", cwd=tmp_path, PYTHONPATH=str(project_root))
    assert done.returncode == 2
    assert f"there is no mkdocs.yml in {tmp_path}" in done.stderr


def test_build_says_what_it_made_where_and_how_to_look(project: Path):
    done = handbook("build", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    words = done.stdout.splitlines()
    assert words[0] == "Checking the sources"
    assert re.search(r"(?m)^  (\d+) of \1: pages$", done.stdout)
    pages = r"(?m)^  public/ +the website: \d+ pages, \d+ files, [\d.]+ [KM]B$"
    assert re.search(pages, done.stdout)
    for extension in ("pdf", "large-print.pdf", "ua-2.pdf", "epub", "html", "txt"):
        line = rf"(?m)^  public/downloads/report\.{extension} +[\d.]+ [KM]B$"
        assert re.search(line, done.stdout)
    assert re.search(r"(?m)^  public/downloads/ +single pages in other formats: ", done.stdout)
    assert re.search(r"(?m)^  (\d+) of \1: files$", done.stdout)
    assert words[-1] == "  then open http://127.0.0.1:8000/ in a browser"
    assert (project / "public" / "index.html").is_file()
    assert not list(project.glob(".mkdocs-*"))


def test_pages_offer_the_report_with_its_real_size(last_build: Path):
    report = last_build / "downloads" / "report.pdf"
    assert report.read_bytes().startswith(b"%PDF-")
    home = (last_build / "index.html").read_text(encoding="utf-8")
    assert re.search(r'href="(\./)?downloads/report\.pdf"', home)
    assert f"{report.stat().st_size / 1000:.0f} KB" in home


def test_pages_offer_their_own_files_with_real_sizes(last_build: Path):
    page = (last_build / "advice" / "index.html").read_text(encoding="utf-8")
    for extension in ("pdf", "large-print.pdf", "epub", "html", "txt"):
        file = last_build / "downloads" / f"advice.{extension}"
        link = rf'href="\.\./downloads/advice\.{extension}">[^<]+</a> \(([^)]+)\)'
        note = re.search(link, page)[1]
        assert note.rpartition(", ")[2] == f"{max(1, round(file.stat().st_size / 1000))} KB"
    alternate = r'<link rel="alternate" type="([^"]+)" href="\.\./downloads/advice\.'
    kinds = [one.media_type for one in FORMATS.values() if one.scope != "report" and not one.extra]
    assert re.findall(alternate, page) == kinds
    assert (last_build / "downloads" / "report.epub").read_bytes().startswith(b"PK")


def test_same_sources_make_the_same_bytes(project_root: Path, built_public: Path, tmp_path: Path):
    """In another folder, time zone and order of hashing, with nothing kept from earlier builds and
    in one process (reproducible-builds.org)."""
    project = tmp_path / "copy"
    copy([*CODE, *CONTENT], project_root, project)
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "C"}
    done = handbook("build", "--processes", 1, cwd=project, **elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "public") == contents(built_public)


def test_source_date_that_is_no_number_is_said_in_words(project: Path):
    done = handbook("build", cwd=project, SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 1
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in done.stderr


def test_clean_removes_what_builds_made_and_nothing_else(project: Path, last_build: Path):
    quietly = {"PYTHONDONTWRITEBYTECODE": "1"}
    before = contents(project)
    shutil.copytree(last_build, project / "public")
    (project / ".public.building" / "old").mkdir(parents=True)
    for name in ("audit", "check", "formats", "pdf", "read", "site", "speech", "ours"):
        (project / ".cache" / name).mkdir(parents=True)
    done = handbook("clean", cwd=project, **quietly)
    assert (done.returncode, done.stderr) == (0, "")
    assert "public\n" in done.stdout and "formats\n" in done.stdout
    assert contents(project) == before
    assert [path.name for path in (project / ".cache").iterdir()] == ["ours"]
    assert handbook("clean", cwd=project, **quietly).stdout == "There was nothing to remove.\n"


def test_clean_leaves_a_folder_that_is_not_ours(project: Path):
    (project / "public").mkdir()
    (project / "public" / "letter.txt").write_text("mine")
    (project / ".cache" / "formats").mkdir(parents=True)
    done = handbook("clean", cwd=project)
    assert done.returncode == 1
    assert "holds files that handbook build did not make" in done.stderr
    assert (project / "public" / "letter.txt").exists()
    assert (project / ".cache" / "formats").exists()


def test_formats_are_listed_with_what_they_need(project_root: Path):
    done = handbook("formats", cwd=project_root)
    said = done.stdout.splitlines()
    assert said[0].split() == ["Format", "Files", "Made", "of", "Here"] and len(said[1]) < 80
    groups = {"": 1} | {
        extra: said.index(f"Made with `handbook build --with {extra}`, or by `make everything`:")
        for extra in {one.extra for one in FORMATS.values()} - {""}
    }
    for one in FORMATS.values():
        name = re.escape(one.text(FormatWords()).name)
        start = rf"{name} +\.{re.escape(one.extension)} "
        [at] = [number for number, words in enumerate(said) if re.match(start, words)]
        assert max(first for first in groups.values() if first < at) == groups[one.extra]
    code = NO_PANGO.format(arguments=["formats"])
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True)
    assert re.search(r"(?m)^PDF +\.pdf +each page, the handbook  no, see 1$", done.stdout)
    assert re.search(r"(?m)^EPUB +\.epub +each page, the handbook  yes$", done.stdout)
    assert "\nWhat is missing here, and how to get it:\n  1. Pango is not here. Install it\n" in (
        done.stdout
    )


NO_PANGO = """
import handbook.pdf
handbook.pdf.missing = lambda: "Pango is not here. Install it"
from handbook.cli import main
raise SystemExit(main({arguments!r}))
"""


def build_without_pango(project: Path, *arguments: str, **environment: str):
    code = NO_PANGO.format(arguments=["build", *arguments])
    variables = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    return subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=variables, capture_output=True, text=True
    )


def test_site_is_built_where_no_pdf_can_be_made(project: Path):
    done = build_without_pango(project)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Not made:\n  PDF, .*: Pango is not here. Install it\n", done.stdout)
    public = project / "public"
    assert not list(public.rglob("*.pdf")) and (public / "downloads" / "report.epub").exists()
    pages = [page.read_text(encoding="utf-8") for page in public.rglob("*.html")]
    assert pages and not any("downloads/report.pdf" in page for page in pages)


@pytest.mark.parametrize("asked", ["--require-all", "CI=true"])
def test_missing_pdf_fails_where_it_is_required(project: Path, asked: str):
    if asked.startswith("--"):
        done = build_without_pango(project, asked)
    else:
        done = build_without_pango(project, CI="true")
    assert done.returncode == 1
    assert re.search(r"(?m)^PDF, .*: Pango is not here", done.stderr)
    assert not (project / "public").exists()


def test_terminal_gets_progress_on_one_line(project: Path):
    main, child = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(project)}
    build = subprocess.Popen([*HANDBOOK, "build"], cwd=project, env=environment, stdout=child)
    with build:
        os.close(child)
        words = b""
        while chunk := read_terminal(main):
            words += chunk
    os.close(main)
    assert build.returncode == 0
    assert re.search(rb"\r\x1b\[K  \d+ of \d+: pages", words)


def read_terminal(number: int) -> bytes:
    """Read from a terminal; at its end Linux gives an error instead of nothing."""
    try:
        return os.read(number, 4096)
    except OSError:
        return b""


def test_serve_shows_the_site(project: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(project)}
    command = [*HANDBOOK, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        try:
            page = patiently(f"http://127.0.0.1:{port}/streets/", server)
        finally:
            server.terminate()
    assert b"<h1" in page


def test_port_in_use_is_said_in_words(project_root: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = handbook("serve", "--port", port, cwd=project_root)
    assert done.returncode == 1
    assert f"127.0.0.1:{port} cannot be used: address already in use" in done.stderr
    assert f"--port {port + 1}" in done.stderr


def patiently(address: str, server: subprocess.Popen, seconds: float = 60) -> bytes:
    """Return what an address gives, as soon as its server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read()
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_what_to_type_next_can_be_typed_as_it_stands(tmp_path: Path):
    """Where the program is in a folder of the project, and on nobody's path."""
    folder = tmp_path / "my handbook" / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to(sys.executable)
    (folder / "handbook").touch()
    code = ("import sys; sys.path += sys.argv[3:]; sys.executable = sys.argv[1]; "
            "from handbook.command_name import typed; print(typed('check', sys.argv[2]))")
    root = str(Path(__file__).resolve().parent.parent)
    for here, path, said in (
        (folder.parent.parent, "/nowhere", ".venv/bin/handbook check 'a b.md'\n"),
        (tmp_path, "/nowhere", "'my handbook/.venv/bin/handbook' check 'a b.md'\n"),
    ):
        command = [sys.executable, "-c", code, str(folder / "python"), "a b.md", root]
        done = subprocess.run(
            command, cwd=here, env={"PATH": path}, capture_output=True, text=True, check=True
        )
        assert done.stdout == said
