"""Work spread over processes: every job once, faults named, and no worker left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

BEGIN = """
import os, signal, sys, time
from pathlib import Path
from handbook.workers import WorkFailed, spread
names = [f"file-{number}" for number in range(6)]

def here():
    Path(sys.argv[1], str(os.getpid())).touch()
"""


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of its own, since a test's process has threads, which must not be forked."""
    command = [sys.executable, "-c", BEGIN + textwrap.dedent(code), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def alive(folder: Path) -> list[int]:
    """Return the workers that said they are here and still are, after a little patience."""
    end = time.monotonic() + 10
    while left := [int(one.name) for one in folder.iterdir() if running(int(one.name))]:
        if time.monotonic() > end:
            return left
        time.sleep(0.05)
    return []


def running(number: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be counted does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
def test_each_job_is_done_once_whoever_does_it(processes: int, tmp_path: Path):
    done = run(f"""
        def job(number):
            here()
            return names[number].upper()
        found = dict(spread(names, job, {processes}))
        assert found == {{n: name.upper() for n, name in enumerate(names)}}, found
    """, tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.iterdir())) <= processes
    assert alive(tmp_path) == []


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("raise LookupError('no such thing')", "file-2:.*LookupError: no such thing"),
        ("os.kill(os.getpid(), 9)", "file-2: the system ended the process"),
        ("os._exit(7)", "file-2: the process that made it ended with 7"),
        ("raise ValueError('foreseen')", "^foreseen$"),
    ],
)
def test_a_fault_ends_the_work_and_names_the_job(processes, what, said, tmp_path):
    if processes == 1 and what.startswith("os."):
        processes = 3
    done = run(f"""
        import re
        def job(number):
            here()
            if number == 2:
                {what}
            time.sleep(0.01)
        try:
            list(spread(names, job, {processes}, (ValueError,)))
        except (WorkFailed, ValueError) as error:
            assert re.search({said!r}, str(error), re.DOTALL), error
        else:
            raise AssertionError("nothing was raised")
    """, tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert alive(tmp_path) == []


SLEEPING = """
import subprocess
def job(number):
    here()
    child = subprocess.Popen(["sleep", "60"])
    Path(sys.argv[1], str(child.pid)).touch()
    try:
        child.wait()
    finally:
        child.kill()
try:
    list(spread(names, job, 2))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_and_what_they_started_end_with_their_parent(sign: int, tmp_path: Path):
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heeding + BEGIN + SLEEPING, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as parent:
        while len(list(tmp_path.iterdir())) < 4:
            assert parent.poll() is None, parent.stderr.read()
            time.sleep(0.02)
        os.kill(parent.pid, sign)
        said = parent.stderr.read()
    assert parent.returncode == (130 if sign == signal.SIGINT else -sign)
    assert said == ""
    assert alive(tmp_path) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_a_job_beside_this_process_gives_its_result(processes: int, tmp_path: Path):
    done = run(f"""
        from handbook.workers import beside
        def job():
            here()
            return names
        with beside("the names", job, {processes}) as result:
            assert result() == names
    """, tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert alive(tmp_path) == []


def test_a_job_beside_this_process_that_fails_is_named(tmp_path: Path):
    done = run("""
        from handbook.workers import beside
        for fault in (lambda: 1 / 0, lambda: os.kill(os.getpid(), 9)):
            try:
                with beside("the names", fault, 2) as result:
                    result()
            except WorkFailed as error:
                print(str(error).splitlines()[0])
    """, tmp_path)  # fmt: skip
    first, second = done.stdout.splitlines()
    assert first == "the names:"
    assert second.startswith("the names: the system ended the process")


def test_a_job_that_nobody_waits_for_ends_with_the_work_beside_it(tmp_path: Path):
    done = run("""
        from handbook.workers import beside
        def job():
            here()
            time.sleep(60)
        try:
            with beside("the names", job, 2):
                while not os.listdir(sys.argv[1]):
                    time.sleep(0.01)
                raise LookupError("here")
        except LookupError:
            pass
    """, tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert alive(tmp_path) == []
