"""Kill builds at random moments: the published folder stays whole, and the next build recovers.

`python -m tests.kill_builds 50` does it fifty times on a small handbook, in a folder of its own. It
prints each moment and ends with 1 at the first folder that is not whole.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.small_project import HANDBOOK, contents, handbook, make_project

LONGER = 1.15
"""Some builds live to their end: moments reach a bit beyond."""


def start(project: Path, *arguments: str, **options: object) -> subprocess.Popen:
    """Start a build that a signal to its group ends."""
    environment = os.environ | {"PYTHONPATH": str(project)}
    return subprocess.Popen(
        [*HANDBOOK, "build", *arguments], cwd=project, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True, **options,
    )  # fmt: skip


def kill_builds(project: Path, number: int, seed: int) -> Iterator[tuple[float, bool]]:
    """Kill so many builds; yield when, in seconds from the start, and whether it still ran."""
    draw = random.Random(seed)
    started = time.monotonic()
    with start(project) as build:
        build.communicate()
    lasts = time.monotonic() - started
    shutil.rmtree(project / ".cache" / "formats")  # what each build finishes, the next one finds
    for _ in range(number):
        shutil.rmtree(project / ".cache" / "site", ignore_errors=True)
        moment = draw.uniform(0, lasts * LONGER)
        with start(project) as build:
            time.sleep(moment)
            ran = build.poll() is None
            if ran:
                os.killpg(build.pid, signal.SIGKILL)
        yield moment, ran


def left_over(project: Path) -> list[str]:
    """Return the names of what a build may leave beside the published folder only by mistake."""
    work = {path.name for path in (project / ".public.building").iterdir()} - {"lock"}
    parts = {path.name for path in (project / ".cache").rglob("*.part")}
    parts |= {path.name for path in (project / ".cache").rglob("*-journal")}
    return sorted(work | parts | {path.name for path in project.glob(".mkdocs-*")})


def main() -> int:
    """Kill as many builds as the first argument says."""
    number, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with TemporaryDirectory(prefix="handbook-faults-") as folder:
        project = make_project(Path(folder), Path(__file__).resolve().parent.parent)
        assert handbook("build", cwd=project).returncode == 0
        whole, killed = contents(project / "public"), 0
        for count, (moment, ran) in enumerate(kill_builds(project, number, seed), 1):
            sound = contents(project / "public") == whole
            killed += ran
            what = "killed" if ran else "had ended"
            print(f"{count:3} {what} after {moment:.2f} s, {'whole' if sound else 'NOT WHOLE'}",
                  flush=True)  # fmt: skip
            if not sound:
                return 1
        done = handbook("build", cwd=project)
        recovered = done.returncode == 0 and contents(project / "public") == whole
        print(f"{killed} of {number} killed; the next build {'recovers' if recovered else 'FAILS'}"
              f", {len(left_over(project))} files left over")  # fmt: skip
        return 0 if recovered and not left_over(project) else 1


if __name__ == "__main__":
    sys.exit(main())
