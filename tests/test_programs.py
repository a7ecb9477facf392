"""What results depend on beside the text: our code and the packages that are installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from handbook.pdf.chapter_cache import PACKAGES
from handbook.programs import code_digest, installed, packages


def test_the_packages_that_make_a_pdf_are_named_with_their_versions() -> None:
    found = installed(PACKAGES)
    assert len(found) == len(PACKAGES)
    for package in PACKAGES:
        [name] = installed([package])
        assert version(package) in name


def test_one_more_package_is_another_program(tmp_path: Path) -> None:
    (tmp_path / "Py_phen-2.0.dist-info").mkdir()
    code = "from handbook.programs import *; print(installed(['py-phen']), len(packages()))"
    found = subprocess.run([sys.executable, "-c", f"import sys; sys.path.append({str(tmp_path)!r})"
                            f"; {code}"], capture_output=True, text=True, check=True).stdout
    assert found == f"['Py_phen-2.0.dist-info'] {len(packages()) + 1}\n"


def test_our_code_is_a_part_of_what_checks_depend_on() -> None:
    assert len(code_digest()) == 64


def test_a_load_without_advice_reads_no_code_that_gives_it(project_root: Path) -> None:
    code = ("import sys; from pathlib import Path; from handbook.load import load; "
            f"load(Path({str(project_root)!r}), advise=False, keep=True); "
            "print('handbook.advice.edition' in sys.modules, 'handbook.judged' in sys.modules)")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False False\n"


def test_no_other_package_is_asked_what_a_check_does(project_root: Path, tmp_path: Path) -> None:
    """https://docs.pydantic.dev/latest/concepts/plugins/"""
    (tmp_path / "meddler.py").write_text("raise SystemExit('a plugin was read')")
    about = tmp_path / "meddler-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: meddler\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pydantic]\nmeddler = meddler\n")
    code = "from handbook.load import load; load(Path('.'), advise=False)"
    here = {name: value for name, value in os.environ.items() if not name.startswith("PYDANTIC_")}
    environment = {**here, "PYTHONPATH": f"{tmp_path}{os.pathsep}{project_root}"}
    for first, status in (("", 0), ("import pydantic; pydantic.create_model('One');", 1)):
        done = subprocess.run(
            [sys.executable, "-c", f"from pathlib import Path; {first}{code}"],
            cwd=project_root, env=environment, capture_output=True,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
