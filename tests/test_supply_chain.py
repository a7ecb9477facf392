"""What a build was made with, and how to check it from another machine."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from handbook.bill import BILL, LOCK, bill_of_materials, read_lock
from handbook.checksums import SUMS
from handbook.load import load
from tests.cases import SMALL
from tests.small_project import contents, handbook, make_project

LOCKED = """# by pip-compile
alpha-one==1.2 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via
    #   beta
    #   handbook (pyproject.toml)
beta[extra]==3.0 ; python_version > "3" \\
    --hash=sha256:{b}
    # via handbook (pyproject.toml)
""".format(a="a" * 64, b="b" * 64)


def test_the_bill_holds_every_locked_package_with_its_hashes(project_root: Path):
    """Counted by another reader: pip's own form of a requirement is name==version."""
    text = (project_root / LOCK).read_text("utf-8")
    packages = read_lock(text)
    named = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", text, re.MULTILINE)
    assert [one.name for one in packages] == sorted(named)
    assert sum(len(one.hashes) for one in packages) == text.count("--hash=sha256:")
    assert all(one.ours or one.asked_by for one in packages)


def test_a_package_says_who_asks_for_it(tmp_path: Path):
    (tmp_path / LOCK).parent.mkdir()
    (tmp_path / LOCK).write_text(LOCKED, "utf-8")
    bill = json.loads(bill_of_materials(tmp_path, load(SMALL).settings) or b"")
    assert bill["dependencies"] == [
        {"ref": "handbook", "dependsOn": ["pkg:pypi/alpha-one@1.2", "pkg:pypi/beta@3.0"]},
        {"ref": "pkg:pypi/alpha-one@1.2", "dependsOn": []},
        {"ref": "pkg:pypi/beta@3.0", "dependsOn": ["pkg:pypi/alpha-one@1.2"]},
    ]
    hashes = bill["components"][0]["externalReferences"][0]["hashes"]
    assert [one["content"][0] for one in hashes] == ["a", "b"]
    (tmp_path / LOCK).unlink()
    assert bill_of_materials(tmp_path, load(SMALL).settings) is None


def test_the_bill_is_as_the_standard_asks(project_root: Path):
    bill = bill_of_materials(project_root, load(SMALL).settings) or b""
    assert bill == bill_of_materials(project_root, load(SMALL).settings)
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(bill.decode("utf-8")) is None
    broken = bill.replace(b'"SHA-256"', b'"SHA-255"', 1)
    assert validator.validate_str(broken.decode("utf-8")) is not None


@pytest.fixture(scope="module")
def published(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, published in one place."""
    project = make_project(tmp_path_factory.mktemp("one"), project_root)
    done = handbook("build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_a_build_is_checked_from_another_machine(published: Path, tmp_path: Path):
    """Another folder, time zone, language, umask, home, number of processes and seed of hashes."""
    names = ("mkdocs.yml", "content", "principles", "case_studies", "requirements", "handbook",
             "hooks", "theme")  # fmt: skip
    for name in names:
        source = published / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    else_where = {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7",
                  "HOME": str(tmp_path)}  # fmt: skip
    done = handbook("build", "--processes", "1", cwd=tmp_path, **else_where)
    assert done.returncode == 0, done.stdout + done.stderr
    sums = published / "public" / SUMS
    check = ["sha256sum", "--check", "--quiet", "--strict", sums]
    theirs = subprocess.run(check, cwd=tmp_path / "public", capture_output=True, text=True)
    assert (theirs.returncode, theirs.stdout) == (0, "")
    ours = handbook("verify", "--sums", sums, cwd=tmp_path)
    assert (ours.returncode, ours.stdout) == (0, f"0 differences from {sums}\n")


def test_the_list_names_every_file_and_the_site_leads_to_it(published: Path):
    public = published / "public"
    lines = (public / SUMS).read_text("utf-8").splitlines()
    found = {line.partition("  ")[2] for line in lines}
    assert found == set(contents(public)) - {SUMS, ".handbook"}
    assert any(path.startswith("downloads/") for path in found) and BILL in found
    page = (public / "data" / "index.html").read_text("utf-8")
    assert f'href="../{SUMS}"' in page and f'href="../{BILL}"' in page


def test_each_difference_is_told(published: Path, tmp_path: Path):
    site = tmp_path / "public"
    shutil.copytree(published / "public", site)
    (site / "index.html").write_bytes(b"changed")
    (site / "feed.xml").unlink()
    (site / "new.txt").touch()
    done = handbook("verify", "--output", site, cwd=published)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "feed.xml is missing",
        "index.html has other bytes",
        "new.txt is not in the list",
        f"3 differences from {site / SUMS}",
    ]
    done = handbook("verify", "--sums", tmp_path / "none", cwd=published)
    assert done.returncode == 2 and "cannot be read" in done.stderr
