"""A published folder changes as a whole or not at all, whatever happens to the build."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook import publish
from handbook.publish import CannotPublish, publication, work_folder

#: A child that publishes a second edition and dies by SIGKILL where `kill` is put in.
DYING_BUILD = """
import errno, os, signal, sys
from pathlib import Path
from handbook import publish

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def no_exchange(one, two):
    raise OSError(errno.ENOSYS, "not here")

def then_kill(step):
    def run(*arguments, **options):
        step(*arguments, **options)
        kill()
    return run

{setup}
with publish.publication(Path(sys.argv[1])) as new:
    (new / "index.html").write_text("second")
    {inside}
    (new / "principles").mkdir()
    (new / "principles/index.html").write_text("second principle")
"""
OLD = "old"
NEW = "new"
KILLS = {
    "while it writes": ("", "kill()", OLD),
    "before its files are on disk": ("publish.flush = kill", "", OLD),
    "before the exchange": ("publish.exchange = kill", "", OLD),
    "after the exchange": ("publish.exchange = then_kill(publish.exchange)", "", NEW),
    "while it removes the old one": ("publish.remove = lambda folder: folder.is_dir() and kill()",
                                     "", NEW),
    "before the first of two renames": (
        "publish.exchange = no_exchange; publish.rename_twice = kill", "", OLD),
    "between two renames": (
        "publish.exchange = no_exchange; os.rename = then_kill(os.rename)", "", OLD),
}  # fmt: skip


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder with the first edition in it."""
    output = tmp_path / "public"
    with publication(output) as new:
        write_edition(new, "first")
    return output


def write_edition(folder: Path, words: str) -> None:
    (folder / "index.html").write_text(words)
    (folder / "principles").mkdir()
    (folder / "principles" / "index.html").write_text(f"{words} principle")


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(output: Path) -> set[str]:
    return {path.name for path in work_folder(output).iterdir()} - {"lock"}


def test_first_edition_is_published_where_nothing_was(published: Path):
    assert (published / "index.html").read_text() == "first"
    assert leftovers(published) == set()


def test_next_edition_replaces_the_whole_folder(published: Path):
    with publication(published) as new:
        (new / "index.html").write_text("second")
    assert sorted(contents(published)) == [publish.MARK, "index.html"]
    assert (published / "index.html").read_text() == "second"


def test_exception_leaves_the_last_edition(published: Path):
    before = contents(published)
    with pytest.raises(RuntimeError, match="halfway"), publication(published) as new:
        (new / "index.html").write_text("half a second edition")
        raise RuntimeError("halfway")
    assert contents(published) == before
    assert leftovers(published) == set()


@pytest.mark.parametrize("moment", KILLS)
def test_killed_build_leaves_a_whole_edition_and_the_next_recovers(published: Path, moment: str):
    setup, inside, expected = KILLS[moment]
    before = contents(published)
    child = DYING_BUILD.format(setup=setup, inside=inside or "pass")
    dead = subprocess.run([sys.executable, "-c", child, published], check=False)
    assert dead.returncode == -signal.SIGKILL
    if moment == "between two renames":
        assert not published.exists()
        with pytest.raises(RuntimeError), publication(published):
            raise RuntimeError("a start is enough to bring the last edition back")
    if expected == OLD:
        assert contents(published) == before
    else:
        assert (published / "principles" / "index.html").read_text() == "second principle"
    with publication(published) as new:
        write_edition(new, "third")
    assert (published / "index.html").read_text() == "third"
    assert leftovers(published) == set()


def test_folder_is_never_missing_while_it_is_replaced(published: Path):
    watcher = subprocess.Popen(
        [sys.executable, "-c", "import os, sys\nprint('ready', flush=True)\nwhile os.path.exists("
         "sys.argv[1] + '/index.html'): pass\nprint('gone')", published],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert watcher.stdout.readline() == "ready\n"
    for number in range(20):
        with publication(published) as new:
            write_edition(new, f"edition {number}")
        time.sleep(0.01)
    seen_gone = watcher.poll() is not None
    watcher.kill()
    watcher.communicate()
    assert not seen_gone


def test_two_renames_publish_where_folders_cannot_be_exchanged(published: Path, monkeypatch):
    def no_exchange(one: Path, two: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(publish, "exchange", no_exchange)
    with publication(published) as new:
        write_edition(new, "second")
    assert (published / "index.html").read_text() == "second"
    assert leftovers(published) == set()


def test_failed_second_rename_puts_the_last_edition_back(published: Path, tmp_path: Path):
    before = contents(published)
    with pytest.raises(FileNotFoundError):
        publish.rename_twice(tmp_path / "nothing", published, old=tmp_path / "old")
    assert contents(published) == before


def test_second_build_at_once_says_so(published: Path):
    with publication(published) as new:
        write_edition(new, "second")
        second = publication(published)
        with pytest.raises(CannotPublish, match="another build is writing public/"), second:
            pass
    assert (published / "index.html").read_text() == "second"


def test_folder_with_files_of_others_is_refused(tmp_path: Path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"jpeg")
    with pytest.raises(CannotPublish, match="did not make"), publication(tmp_path / "photos"):
        pass
    assert sorted(contents(tmp_path / "photos")) == ["holiday.jpg"]


def test_file_in_the_way_is_refused(tmp_path: Path):
    (tmp_path / "public").write_text("a file")
    with pytest.raises(CannotPublish, match="is not a folder"), publication(tmp_path / "public"):
        pass


def test_files_beside_the_folder_are_left_alone(published: Path):
    neighbour = published.parent / ".public.building.old"
    neighbour.mkdir()
    (neighbour / "mine.txt").write_text("mine")
    with publication(published) as new:
        write_edition(new, "second")
    assert (neighbour / "mine.txt").read_text() == "mine"


def test_link_to_a_folder_stays_a_link(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "disk", target_is_directory=True)
    with publication(tmp_path / "public") as new:
        write_edition(new, "first")
    assert (tmp_path / "public").is_symlink()
    assert (tmp_path / "disk" / "index.html").read_text() == "first"
