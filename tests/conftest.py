"""What several test modules share: the project's folder and the handbook built from it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handbook.audit import Audit, read_audit
from tests.small_project import handbook, make_project

LONGEST = 1800
"""Seconds that the build, or all judges, may take; each look of a judge has its own limit."""


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built_public(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook, site and PDF, as `handbook build` publishes it; for reading only.

    It is built once: workers of one test run share a folder and wait for each other.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    public = folder / "built" / "public"
    with one_at_a_time(folder / "built.lock"):
        if not public.exists():
            command = [sys.executable, "-m", "handbook", "build", "--require-all"]
            done = subprocess.run(
                [*command, "--output", public],
                cwd=project_root, capture_output=True, text=True, timeout=LONGEST,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
    return public


@pytest.fixture
def project(project_root: Path, tmp_path: Path) -> Path:
    """A small project, to break."""
    return make_project(tmp_path, project_root)


@pytest.fixture(scope="session")
def last_build(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the small project publishes; for reading only."""
    project = make_project(tmp_path_factory.mktemp("last"), project_root)
    done = handbook("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "public"


@pytest.fixture(scope="session")
def audited(project_root: Path, built_public: Path) -> Audit:
    """What every judge found in the real handbook as it is published; they are asked once."""
    output = built_public.parent / "audit"
    file = output / "audit.json"
    with one_at_a_time(built_public.parent.parent / "audited.lock"):
        if not file.exists():
            command = [sys.executable, "-m", "handbook", "audit", built_public, "--output", output]
            done = subprocess.run(
                command, cwd=project_root, capture_output=True, text=True, timeout=LONGEST
            )
            assert file.exists(), done.stdout + done.stderr
    return read_audit(file)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock that all processes of the test run see."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the reference texts; read the diff"
    )
