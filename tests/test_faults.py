"""Builds that are killed, run together or have no room: the published folder stays whole."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_cli import HANDBOOK, contents, handbook, make_project

MOMENTS = int(os.environ.get("KILLED_BUILDS", "5"))
"""How often a build is killed; each time a bit later than the time before."""


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


def start(project: Path, *arguments: str, **options: object) -> subprocess.Popen:
    """Start a build that a signal to its group ends."""
    environment = os.environ | {"PYTHONPATH": str(project)}
    return subprocess.Popen(
        [*HANDBOOK, "build", *arguments], cwd=project, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True, **options,
    )  # fmt: skip


def left_over(project: Path) -> list[str]:
    """Return the names of what a build may leave beside the published folder only by mistake."""
    work = {path.name for path in (project / ".public.building").iterdir()} - {"lock"}
    parts = {path.name for path in (project / ".cache").rglob("*.part")}
    return sorted(work | parts | {path.name for path in project.glob(".mkdocs-*")})


def test_a_build_killed_at_any_moment_leaves_a_whole_edition(project: Path, whole: dict):
    started = time.monotonic()
    with start(project) as build:
        build.communicate()
    lasts = time.monotonic() - started
    shutil.rmtree(project / ".cache" / "formats")  # what each build finishes, the next one finds
    for number in range(MOMENTS):
        with start(project) as build:
            time.sleep(lasts * 1.2 * (number + 0.5) / MOMENTS)
            os.killpg(build.pid, signal.SIGKILL)
        assert contents(project / "public") == whole
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
