"""LibreOffice Writer: what it makes of our files when it reads them and writes them again.

https://www.libreoffice.org. Debian's package libreoffice-writer-nogui, version 7.4 or later, which
`requirements/install.py test` installs.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from lxml import etree

from handbook.audit.documents import documents, whole
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site
from handbook.blocks import heading_level
from handbook.formats.docx_read import SPACES, WordFile, full, value

TAGGED = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
TO_PDF = f"pdf:writer_pdf_Export:{TAGGED}"
LONGEST = 180
"""Seconds for one run."""
MISSING = "LibreOffice is missing: `make setup-test` gets it"
BECOMES = {".docx": TO_PDF, ".odt": "docx"}
"""What a file is written as, by the end of its name: what LibreOffice has read shows there."""


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
    if program() is None:
        raise RuntimeError(MISSING)
    files = list(files)
    command = [program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
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


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def version() -> str:
    """Return the name and version that LibreOffice gives itself."""
    done = subprocess.run([program(), "--version"], capture_output=True, text=True)
    return " ".join(done.stdout.split()[:2])


def wanted(root: etree._Element, *, rows: bool) -> Kept:
    """Return what must be left of a Document's tree; of headers the rows, or the cells."""
    apart = {one for section in root.iter("section") for one in section.iter()
             if section.get("role") == "doc-endnotes"}  # fmt: skip
    tree = [one for one in root.iter() if one not in apart]
    contents = {one for nav in root.iter("nav") for one in nav.iter("li")}  # no list in an office
    unlisted = {one for one in tree if one.get("class") == "idea"} | contents
    return Kept(
        tuple(filter(None, map(heading_level, tree))),
        sum(one.tag == ("thead" if rows else "th") for one in tree),
        tuple(one.get("alt") for one in tree if one.tag == "img" and one.get("alt")),
        sum(one.get("role") == "doc-noteref" for one in tree),
        sum(one.tag == "li" and one not in unlisted for one in tree),
    )


def looks(site: Site) -> list[Look]:
    """Return each Word and OpenDocument file; an answer depends on the words of its page."""
    held = documents(site)
    return [Look(name, beside=whole(held[name][0])) for name in held
            if Path(name).suffix in BECOMES]  # fmt: skip


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what is lost of each file when LibreOffice reads it and writes it in another format."""
    for suffix, to in BECOMES.items():
        mine = [look for look in chosen if look.path.endswith(suffix)]
        if mine:
            yield from kept_by(site, mine, to)


def kept_by(site: Site, chosen: Sequence[Look], to: str) -> Iterator[tuple[Look, Seen]]:
    with TemporaryDirectory() as name:
        folder, files = Path(name), []
        for number, look in enumerate(chosen):
            files.append(folder / f"{number}{Path(look.path).suffix}")
            files[-1].write_bytes((site.folder / look.path).read_bytes())
        made = convert(files, to, folder)
        for look, file in zip(chosen, made, strict=True):
            found = tuple(Finding(look.path, "", *fault) for fault in lost(site, look.path, file))
            yield look, Seen(found)


def lost(site: Site, path: str, file: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what a file that LibreOffice wrote has lost: rule, criterion and words."""
    if not file.is_file():
        yield "unreadable", "", "LibreOffice cannot read it"
        return
    rows = file.suffix == ".docx"
    read = read_word(file) if rows else read_pdf(file)
    tree = documents(site)[path][0].tree()
    for one in fields(Kept):
        expected, found = (getattr(kept, one.name) for kept in (wanted(tree, rows=rows), read))
        if expected != found:
            yield one.name, "1.3.1 A", f"{one.name}: {found} are left of {expected}"


JUDGE = Judge(
    id="libreoffice",
    title="LibreOffice",
    judges="Word and OpenDocument files: when another program reads them, no heading, header,"
    " description, note or list item is lost.",
    version=version,
    looks=looks,
    judge=judge,
    missing=lambda site: (None if program() else MISSING) or site.missing_sources(),
    batch=40,
    seconds=400,
    effort=0.4,
)
