"""A build that fails, is stopped or is killed leaves what the last one published."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_project import HANDBOOK, break_a_page, contents, handbook


def test_broken_page_leaves_the_last_build(project: Path, last_build: Path):
    shutil.copytree(last_build, project / "public")
    break_a_page(project)
    done = handbook("build", cwd=project)
    assert done.returncode == 1
    assert "(missing-field)" in done.stdout
    assert "Nothing was built" in done.stderr
    assert contents(project / "public") == contents(last_build)


def test_link_that_leads_nowhere_in_the_finished_site_leaves_the_last_build(
    project: Path, last_build: Path
):
    shutil.copytree(last_build, project / "public")
    style = project / "theme" / "assets" / "site.css"
    with style.open("a", encoding="utf-8") as file:
        file.write("\nbody { background: url(no-such-picture.png) }\n")
    done = handbook("build", cwd=project)
    assert done.returncode == 1
    assert "leads to no-such-picture.png, which is not in the site" in done.stderr
    assert contents(project / "public") == contents(last_build)


def test_warning_of_mkdocs_leaves_the_last_build(project: Path, last_build: Path):
    shutil.copytree(last_build, project / "public")
    with (project / "hooks" / "build_site.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\ndef on_pre_build(config):\n    import logging\n"
            "    logging.getLogger('mkdocs').warning('a word of warning')\n"
        )
    done = handbook("build", cwd=project)
    assert done.returncode == 1
    assert "a word of warning" in done.stderr
    assert contents(project / "public") == contents(last_build)


@pytest.mark.parametrize("words", ["Making the other", "Making the website", "Checking the result"])
def test_killed_build_leaves_the_last_build_and_the_next_recovers(
    project: Path, last_build: Path, words: str
):
    shutil.copytree(last_build, project / "public")
    environment = os.environ | {"PYTHONPATH": str(project)}
    with subprocess.Popen(
        [*HANDBOOK, "build"], cwd=project, env=environment, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as build:  # fmt: skip
        for line in build.stdout:
            if line.startswith(words):
                break
        os.killpg(build.pid, signal.SIGKILL)
    assert contents(project / "public") == contents(last_build)
    done = handbook("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "public") == contents(last_build)
    assert [path.name for path in (project / ".public.building").iterdir()] == ["lock"]
    assert not list(project.glob(".mkdocs-*"))


#: A shell's job in the background ignores Ctrl-C, and so would what it starts.
HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from handbook.cli import main
raise SystemExit(main(["build"]))
"""


def test_stopped_build_says_so_and_leaves_the_last_build(project: Path, last_build: Path):
    shutil.copytree(last_build, project / "public")
    environment = os.environ | {"PYTHONPATH": str(project)}
    with subprocess.Popen(
        [sys.executable, "-c", HEEDING], cwd=project, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as build:  # fmt: skip
        for line in build.stdout:
            if line.startswith("Making the website"):
                break
        os.killpg(build.pid, signal.SIGINT)
        words = build.stderr.read()
    assert build.returncode == 130
    assert words == "\nStopped. Nothing was published.\n"
    assert contents(project / "public") == contents(last_build)
    assert [path.name for path in (project / ".public.building").iterdir()] == ["lock"]
    assert not list(project.glob(".mkdocs-*"))
