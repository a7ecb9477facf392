"""Cases: what is changed in a small handbook, and the Problems that must come of it."""

import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
SMALL = HERE / "handbooks" / "small"
_ALL = sorted(path.stem for path in (HERE / "cases").glob("*.yml"))
ADVICE = [name for name in _ALL if name.startswith("advice_")]
NAMES = [name for name in _ALL if name not in ADVICE]


def read_case(name: str) -> dict:
    return yaml.safe_load((HERE / "cases" / f"{name}.yml").read_text("utf-8"))


def make_handbook(folder: Path, changes: dict) -> Path:
    """Copy the small handbook into a folder and change it as a case says."""
    root = folder / "handbook"
    shutil.copytree(SMALL, root)
    change_files(root, changes)
    return root


def change_files(root: Path, changes: dict) -> None:
    """Change a handbook as a case says."""
    for path, change in changes.items():
        _change(root / path, change)


def _change(file: Path, change: object) -> None:
    """Write, replace in, fill, link or delete one file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(change, str):
        file.write_text(change, "utf-8")
    elif change is None:
        file.unlink()
    elif "replace" in change:
        text = file.read_text("utf-8")
        for old, new in change["replace"].items():
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
            text = text.replace(old, new)
        file.write_text(text, "utf-8")
    elif "bytes" in change:
        file.write_bytes(bytes.fromhex(change["bytes"]))
    elif "repeat" in change:
        words, times = change["repeat"]
        file.write_text(change.get("before", "") + words * times, "utf-8")
    elif "link" in change:
        file.unlink(missing_ok=True)
        file.symlink_to(change["link"])
    else:
        raise AssertionError(f"no such change: {change}")
