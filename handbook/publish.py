"""Publish a folder whole or not at all.

A build writes to a new folder beside the published one. When every check has passed the two change
places in one step of the file system, so a reader never meets half a handbook, and a build that
fails or is killed leaves the last good one as it was.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A file in every folder published by us: only such a folder is ever replaced.
MARK = ".handbook"
MARK_TEXT = "Made by handbook build, which replaces this folder as a whole.\n"

#: A folder beside the new one, for files that a later step of the build moves into it.
WAITING = "waiting"

AT_FDCWD = -100
RENAME_EXCHANGE = 2
CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


class CannotPublish(Exception):
    """The folder cannot be published to; the message says why and what to do."""


@contextmanager
def publication(output: Path) -> Iterator[Path]:
    """Give a new, empty folder, and publish it as `output` when the block ends without exception.

    Raises CannotPublish when another build has the folder or when `output` holds files that are
    not ours.
    """
    output = Path(os.path.realpath(output))
    try:
        work_folder(output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotPublish(
            f"{output.parent} cannot be written to: {reason}. Name another folder with --output"
        ) from error
    with locked(output) as work:
        recover(output, work)
        refuse_foreign(output)
        new = work / "new"
        new.mkdir()
        try:
            yield new
            (new / MARK).write_text(MARK_TEXT, encoding="utf-8")
            flush(new)
            swap(new, output, old=work / "old")
        finally:
            remove(new)
            remove(work / WAITING)
            remove(work / "old")


def work_folder(output: Path) -> Path:
    """Return the folder beside `output` that holds the lock and what is being built."""
    return output.parent / f".{output.name}.building"


@contextmanager
def locked(output: Path) -> Iterator[Path]:
    """Hold the lock of `output` and give its work folder; the system frees a dead build's lock."""
    work = work_folder(output)
    work.mkdir(exist_ok=True)
    with (work / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotPublish(
                f"another build is writing {output.name}/. Wait for it to end, then try again"
            ) from None
        yield work


def recover(output: Path, work: Path) -> None:
    """Bring back what a killed build had set aside, and remove what it left."""
    if (work / "old").is_dir() and not os.path.lexists(output):
        os.rename(work / "old", output)
        flush_folder(output.parent)
    remove(work / "old")
    remove(work / WAITING)
    remove(work / "new")


def refuse_foreign(output: Path) -> None:
    """Raise CannotPublish when `output` holds something that no build of ours put there."""
    if not os.path.lexists(output):
        return
    if not output.is_dir():
        raise CannotPublish(f"{output} is not a folder. Name another one with --output")
    if any(output.iterdir()) and not (output / MARK).is_file():
        raise CannotPublish(
            f"{output} holds files that handbook build did not make, and a build replaces the"
            " whole folder. Move them away, or name another folder with --output"
        )


def swap(new: Path, output: Path, *, old: Path) -> None:
    """Put `new` in the place of `output`; what stood there moves away."""
    if not output.exists():
        os.rename(new, output)
    else:
        try:
            exchange(new, output)
        except OSError as error:
            if error.errno not in CANNOT_EXCHANGE:
                raise
            rename_twice(new, output, old=old)
    flush_folder(output.parent)


def exchange(one: Path, two: Path) -> None:
    """Let two folders change places in one step: renameat2(2) with RENAME_EXCHANGE, Linux 3.15."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        raise OSError(errno.ENOSYS, "no renameat2 in this C library") from None
    paths = os.fsencode(one), os.fsencode(two)
    if renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], ctypes.c_uint(RENAME_EXCHANGE)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(two))


def rename_twice(new: Path, output: Path, *, old: Path) -> None:
    """Swap where folders cannot be exchanged; `recover` mends a build killed between the two."""
    os.rename(output, old)
    try:
        os.rename(new, output)
    except OSError:
        os.rename(old, output)
        raise


def flush(folder: Path) -> None:
    """Have every file and folder on disk before it is published, in case the power fails."""
    for path, _, names in os.walk(folder):
        for name in names:
            flush_file(os.path.join(path, name))
        flush_folder(Path(path))


def flush_file(path: str) -> None:
    """Wait until the file is on disk."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the folder's list of names is on disk."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove(folder: Path) -> None:
    """Remove a folder if it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)
