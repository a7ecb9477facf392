"""LibreOffice Writer: what it makes of our files when it reads them and writes them again.

https://www.libreoffice.org. Debian's package libreoffice-writer-nogui, version 7.4 or later, which
`requirements/install.py test` installs.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from handbook.formats.docx_read import SPACES, WordFile, full, value

TAGGED = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
TO_PDF = f"pdf:writer_pdf_Export:{TAGGED}"
LONGEST = 180
"""Seconds for one run."""


@dataclass(frozen=True)
class Kept:
    """What is left of a text."""

    levels: tuple[int, ...]
    """Of its headings, in order."""
    headers: int
    """Cells of tables that are headers; of a Word file, rows."""
    alts: tuple[str, ...]
    """The descriptions of pictures."""
    notes: int
    items: int
    """Of lists."""


def convert(files: Iterable[Path], to: str, folder: Path) -> list[Path]:
    """Return files as LibreOffice writes them in another format."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise RuntimeError("LibreOffice is missing: python3 requirements/install.py test gets it")
    files = list(files)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", to, "--outdir", folder, *files]
    subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=True)
    return [folder / f"{file.stem}.{to.partition(':')[0]}" for file in files]


def read_pdf(file: Path) -> Kept:
    """Return what the tags of a PDF say."""
    with pikepdf.open(file) as pdf:
        found = [(str(one.S), str(one.get("/Alt", ""))) for one in tags(pdf.Root.StructTreeRoot.K)]
    roles = Counter(role for role, _ in found)
    return Kept(
        tuple(int(role[2]) for role, _ in found if re.fullmatch(r"/H\d", role)),
        roles["/TH"],
        tuple(alt for role, alt in found if role == "/Figure" and alt),
        roles["/Footnote"],
        roles["/LI"],
    )


def tags(held) -> Iterator[pikepdf.Dictionary]:
    """Yield each tag, in reading order."""
    if isinstance(held, pikepdf.Array):
        for one in held:
            yield from tags(one)
    elif isinstance(held, pikepdf.Dictionary) and "/S" in held:
        yield held
        yield from tags(held.get("/K"))


def read_word(file: Path) -> Kept:
    """Return what the parts of a Word file say."""
    word = WordFile(file.read_bytes())
    names = [word.style_name(one).lower() for one in word.body.iter(full("w:p"))]
    return Kept(
        tuple(int(name[-1]) for name in names if name.startswith("heading ")),
        len(word.body.findall(".//w:tblHeader", SPACES)),
        tuple(alt for one in word.body.iter(full("wp:docPr")) if (alt := one.get("descr"))),
        len(word.body.findall(".//w:footnoteReference", SPACES)),
        sum(value(one) != "0" for one in word.body.findall(".//w:numPr/w:numId", SPACES)),
    )
