"""Builds that are killed, run together or have no room: the published folder stays whole."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kill_builds import kill_builds, left_over, start
from tests.small_project import HANDBOOK, contents, handbook, make_project

MOMENTS = 5
"""How often a build is killed; `python -m tests.kill_builds 50` does it fifty times."""
WITHOUT_RIGHTS = "-dac_override,-dac_read_search,-fowner"
"""What lets root read and write whatever the rights of a file say (capabilities(7))."""


@pytest.fixture(scope="module")
def project(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project that has been published once."""
    project = make_project(tmp_path_factory.mktemp("faults"), project_root)
    done = handbook("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def whole(project: Path) -> dict[str, str]:
    """The hash of each published file."""
    return contents(project / "public")


def test_a_build_killed_at_any_moment_leaves_a_whole_edition(project: Path, whole: dict):
    for moment, _ in kill_builds(project, MOMENTS, seed=1):
        assert contents(project / "public") == whole, f"killed after {moment:.2f} s"
    done = handbook("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "public") == whole
    assert left_over(project) == []


def test_of_two_builds_at_once_one_is_told_to_wait(project: Path, whole: dict):
    with start(project) as first, start(project) as second:
        said = {build: build.communicate()[0] for build in (first, second)}
    waits = [build for build in said if build.returncode]
    assert [build.returncode for build in waits] in ([1], [])  # the first may have ended already
    assert all("another build is writing public/. Wait for it" in said[one] for one in waits)
    assert contents(project / "public") == whole


def test_two_builds_into_two_folders_share_what_is_kept(project: Path, whole: dict):
    shutil.rmtree(project / ".cache" / "formats")
    with start(project, "--output", "one") as first, start(project, "--output", "two") as second:
        said = [build.communicate()[0] for build in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), said
    assert contents(project / "one") == contents(project / "two") == whole
    assert not list((project / ".cache").rglob("*.part"))


@pytest.mark.parametrize("room", [4_000, 40_000, 300_000])
def test_a_disk_that_takes_no_more_leaves_the_last_edition(project: Path, whole: dict, room: int):
    """No file may be longer than `room` bytes; the system then answers as a full disk does."""
    assert max(path.stat().st_size for path in (project / "public").rglob("*")) > room

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    shutil.rmtree(project / ".cache" / "formats", ignore_errors=True)
    with start(project, preexec_fn=limit) as build:
        said = build.communicate()[0]
    assert build.returncode == 1
    assert "File too large" in said and "Nothing was published." in said
    assert contents(project / "public") == whole
    assert left_over(project) == []


def test_a_folder_that_cannot_be_written_to_is_told_in_words(project: Path):
    """/proc takes no folder, from nobody."""
    done = handbook("build", "--output", "/proc/public", cwd=project)
    assert done.returncode == 1
    assert "/proc cannot be written to: " in done.stderr
    assert "Name another folder with --output" in done.stderr
    assert "Traceback" not in done.stderr


FULL = """
import errno, sys
from handbook import build, cli, publish
from handbook.formats import files

def no_room(*_):
    raise OSError(errno.ENOSPC, "No space left on device", "a file")

{where} = no_room
sys.exit(cli.main(["build"]))
"""


@pytest.mark.parametrize("where", ["files.Job.write", "publish.flush"])
def test_no_room_is_told_in_words(project: Path, whole: dict, where: str):
    command = [sys.executable, "-c", FULL.format(where=where)]
    environment = os.environ | {"PYTHONPATH": str(project)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "handbook build: No space left on device: a file\nNothing was published.\n"
    )
    assert contents(project / "public") == whole
    assert left_over(project) == []


def without_root_rights(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a build that the rights of files bind, whoever runs it."""
    bound = ["setpriv", "--bounding-set", WITHOUT_RIGHTS] if os.geteuid() == 0 else []
    return subprocess.run(
        [*bound, *HANDBOOK, "build", *arguments], cwd=cwd, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(cwd)},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["principles/plant-trees.md", "content/images/street.svg"])
def test_a_source_that_cannot_be_read_is_told_and_nothing_is_published(
    project: Path, whole: dict, name: str
):
    file = project / name
    file.chmod(0)
    try:
        done = without_root_rights(cwd=project)
    finally:
        file.chmod(0o644)
    assert done.returncode == 1, done.stdout
    assert name in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "public") == whole
    assert left_over(project) == []


@pytest.mark.parametrize("name", [".cache/site", ".cache/formats"])
def test_what_is_kept_may_not_be_readable(project: Path, whole: dict, name: str):
    folder = project / name
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0)
    try:
        done = without_root_rights(cwd=project)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "public") == whole


def test_a_published_folder_that_may_not_be_replaced_stays(project: Path, whole: dict):
    """The folder above it takes no changes."""
    project.chmod(0o555)
    try:
        done = without_root_rights(cwd=project)
    finally:
        project.chmod(0o755)
    assert done.returncode == 1
    assert "Permission denied" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert contents(project / "public") == whole


JUMPS = """
import random, time
draw, real = random.Random(5), time.time
time.time = lambda: real() + draw.uniform(-4e8, 4e8)
time.time_ns = lambda: int(time.time() * 1e9)
"""


def test_a_clock_that_jumps_changes_nothing(project: Path, whole: dict, tmp_path: Path):
    """It goes years back and forth at every look, and files are from 1980 and from 2100."""
    (tmp_path / "sitecustomize.py").write_text(JUMPS, "utf-8")
    shutil.rmtree(project / ".cache")
    for number, file in enumerate(sorted(project.rglob("*.*"))):
        if project / "public" not in file.parents:
            os.utime(file, (4102444800, 4102444800) if number % 2 else (315532800, 315532800))
    done = handbook("build", cwd=project, PYTHONPATH=f"{tmp_path}{os.pathsep}{project}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "public") == whole
