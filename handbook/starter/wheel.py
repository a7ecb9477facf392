"""The program as a wheel, so that a handbook can carry the very version that it is made with.

https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Mapping

from handbook import project
from handbook.formats.zips import archive

WHEEL = "Wheel-Version: 1.0\nGenerator: handbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel() -> tuple[str, bytes]:
    """Return the name and the bytes of this program as a wheel: the same each time."""
    settings = tomllib.loads((project.top() / "pyproject.toml").read_text("utf-8"))["project"]
    info = f"handbook-{settings['version']}.dist-info"
    files = {f"handbook/{path}": data for path, data in package_files().items()}
    files[f"{info}/METADATA"] = metadata(settings).encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    files[f"{info}/licenses/LICENSE"] = (project.top() / "LICENSE").read_bytes()
    files[f"{info}/entry_points.txt"] = entry_points(settings).encode()
    record = [f"{path},sha256={digest(data)},{len(data)}" for path, data in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    return f"handbook-{settings['version']}-py3-none-any.whl", archive(files)


def package_files() -> dict[str, bytes]:
    """Return the package's files, the project's own among them, by their path in it."""
    found = {
        path.relative_to(project.PACKAGE).as_posix(): path
        for path in sorted(project.PACKAGE.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and project.CARRIED not in path.parents
    }
    for part in project.PARTS:
        found |= {f"project/{path}": project.top() / path for path in project.files(part)}
    return {name: found[name].read_bytes() for name in sorted(found)}


def metadata(settings: Mapping) -> str:
    """Return the core metadata: https://packaging.python.org/en/latest/specifications/"""
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {settings['name']}",
        f"Version: {settings['version']}",
        f"Summary: {settings['description']}",
        f"License-Expression: {settings['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {settings['requires-python']}",
        *(f"Requires-Dist: {one}" for one in settings["dependencies"]),
    ]
    for extra, needs in settings["optional-dependencies"].items():
        lines += [f"Provides-Extra: {extra}"]
        lines += [f'Requires-Dist: {one}; extra == "{extra}"' for one in needs]
    return "\n".join([*lines, ""])


def entry_points(settings: Mapping) -> str:
    """Return the commands and plug-ins that the package offers."""
    groups = {"console_scripts": settings["scripts"], **settings["entry-points"]}
    lines = [line for group, ones in groups.items()
             for line in (f"[{group}]", *(f"{name} = {what}" for name, what in ones.items()), "")]
    return "\n".join(lines)


def digest(data: bytes) -> str:
    """Return a file's hash as RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
