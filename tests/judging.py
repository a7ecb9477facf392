"""One judge on one folder, as an audit asks it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.audit import audit
from handbook.audit.judge import Look
from handbook.audit.judges import axe
from handbook.audit.model import Finding
from handbook.audit.resources import end_all
from handbook.audit.site import Site


def quiet(*_arguments: object, **_options: object) -> None:
    """Show no progress."""


def findings(judge: str, folder: Path, *, root: Path | None = None) -> list[Finding]:
    """Return what a judge finds in a folder; it must be able to run, and have a file to look at."""
    found = audit(folder, progress=quiet, root=root, only=[judge], processes=1)
    judged = found.judge(judge)
    assert judged.status == "run", judged.why
    assert judged.tests
    return list(judged.findings)


def findings_in(judge: str, files: Iterable[Path]) -> list[Finding]:
    """Return what a judge finds in some files."""
    with TemporaryDirectory() as name:
        for number, file in enumerate(files):
            Path(name, f"{number}-{file.name}").write_bytes(file.read_bytes())
        return findings(judge, Path(name))


def axe_findings(
    folder: Path, state: str, *, base: str = "/handbook/", pages: Iterable[str] = ()
) -> list[Finding]:
    """Return what axe finds on pages of a folder in one state, what it leaves open too."""
    site = Site(folder, None, f"https://site.example{base}")
    looks = [Look(name, state) for name in sorted(pages) or site.pages]
    try:
        return [one for _, seen in axe.in_state(site, state, looks) for one in seen.findings]
    finally:
        end_all()
