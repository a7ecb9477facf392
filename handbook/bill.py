"""What the files were made with: a software bill of materials in CycloneDX 1.6, from the lock file.

https://cyclonedx.org/docs/1.6/json/. It holds every Python package that a build installs, with the
version, the SHA-256 of each file that may be installed, and what asks for it. It has no time of
making and a serial number from its own words, so that the same lock file gives the same bytes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.settings import Settings

LOCK = Path("requirements", "build.lock")
"""Below the project's top folder."""
BILL = "bom.cdx.json"
"""Where it stands below the site's top folder."""
_PACKAGE = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(?P<version>[^\s\\;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"\s+#(?:\s+via)?\s+([A-Za-z0-9][A-Za-z0-9._-]*)(?:\s+\([^)]*\))?\s*$")
_OURS = re.compile(r"\([^)]*pyproject\.toml[^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Package:
    """One package of a lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]
    """The packages that need it."""
    ours: bool
    """Whether this project itself asks for it."""

    @property
    def url(self) -> str:
        """Its name and version as a package URL (https://github.com/package-url/purl-spec)."""
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"


def read_lock(text: str) -> list[Package]:
    """Return the packages of a lock file that pip-compile wrote, by name."""
    return sorted(_packages(text), key=lambda one: one.name)


def _packages(text: str) -> Iterator[Package]:
    starts = [found for found in re.finditer(r"^\S.*$", text, re.MULTILINE)
              if _PACKAGE.match(found[0])]  # fmt: skip
    ends = [one.start() for one in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        block = text[start.start() : end]
        named = _PACKAGE.match(block)
        lines = [line for line in block.splitlines() if line.lstrip().startswith("#")]
        via = [found[1] for line in lines if (found := _VIA.match(line))]
        ours = any(_OURS.search(line) for line in lines)
        asked = tuple(sorted({one for one in via if one != "handbook"}))
        hashes = tuple(sorted(_HASH.findall(block)))
        yield Package(named["name"], named["version"], hashes, asked, ours)


def bill_of_materials(root: Path, settings: Settings) -> bytes | None:
    """Return the bill of the handbook in a folder; None where it has no lock file."""
    file = root / LOCK
    if not file.is_file():
        return None
    bill = _bill(read_lock(file.read_text("utf-8")), settings)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill))
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": serial.urn, **bill}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _bill(packages: list[Package], settings: Settings) -> dict[str, Any]:
    whole = {
        "type": "data",
        "bom-ref": "handbook",
        "name": settings.title,
        "version": settings.edition.version,
    }
    named = {one.name: one for one in packages}
    needs: dict[str, list[str]] = {one.url: [] for one in packages}
    for one in packages:
        for asking in one.asked_by:
            if asking in named:
                needs[named[asking].url].append(one.url)
    first = sorted(one.url for one in packages if one.ours)
    return {
        "version": 1,
        "metadata": {"component": whole},
        "components": [_component(one) for one in packages],
        "dependencies": [{"ref": "handbook", "dependsOn": first}, *_edges(needs)],
    }


def _component(package: Package) -> dict[str, Any]:
    files = {
        "type": "distribution",
        "url": package.url,
        "comment": "any one of the files with these hashes",
        "hashes": [{"alg": "SHA-256", "content": one} for one in package.hashes],
    }
    return {
        "type": "library",
        "bom-ref": package.url,
        "name": package.name,
        "version": package.version,
        "purl": package.url,
        "externalReferences": [files],
    }


def _edges(needs: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    for ref, found in sorted(needs.items()):
        yield {"ref": ref, "dependsOn": sorted(found)}
