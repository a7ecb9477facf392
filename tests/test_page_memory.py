"""A file whose pages were read before is judged as one that is read for the first time."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from handbook import pdf
from handbook.pdf import reading
from handbook.pdf.check import findings
from handbook.pdf.page_memory import PageMemory
from handbook.pdf.reading import TaggedPdf
from handbook.pdf.worker import Worker
from tests.defects import DEFECTS, content, file, marks, relations, saved, structure, things
from tests.pdf_documents import edition, full_report, short_report

MODULES = (structure, relations, content, marks, things, file)
"""Where the defects are: a module's defects are kept when it is imported."""


@cache
def good(standard: str) -> bytes:
    data = pdf.render_pdf(short_report(), edition(), standard=standard)
    with pikepdf.open(io.BytesIO(data)) as opened:
        return saved(opened)


@cache
def kept(standard: str) -> str:
    """Return the texts of the good file's pages as they are kept on disk."""
    memory = PageMemory()
    TaggedPdf(good(standard), memory)
    return json.dumps(memory.used)


def test_pages_that_are_remembered_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = TaggedPdf(good("ua-1")).pages
    memory = PageMemory(json.loads(kept("ua-1")))
    monkeypatch.setattr(TaggedPdf, "read_page", None)
    assert TaggedPdf(good("ua-1"), memory).pages == read
    assert not memory.grown


def test_pages_that_several_processes_read_are_those_that_one_reads(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 3)
    started = []
    monkeypatch.setattr(reading, "Worker", lambda file: started.append(file) or Worker(file))
    alone, together = TaggedPdf(good("ua-1")), TaggedPdf(good("ua-1"), processes=3)
    assert together.pages == alone.pages
    assert len(alone.pages) > 3 and len(started) == 2


def test_what_is_remembered_hides_no_defect() -> None:
    """All kinds of planted defects, in files of which every sound page is remembered."""
    seen = 0
    for name, planted in DEFECTS.items():
        data = planted.in_file(good(planted.standard))
        memory = PageMemory(json.loads(kept(planted.standard)))
        try:
            found = findings(data, short_report())
        except pikepdf.PdfError:
            continue
        assert findings(data, short_report(), memory=memory) == found, name
        seen += any(found.values())
    assert seen > 100


def test_a_report_keeps_the_texts_of_its_pages_and_no_others(tmp_path: Path) -> None:
    pdf.render_pdf(full_report(), edition(), cache=tmp_path, processes=1)
    (path,) = tmp_path.glob("*.texts")
    before = path.read_bytes()
    rows = json.loads(before.split(b"\n")[1])
    assert len(rows) > 10
    pdf.render_pdf(full_report(), edition(), cache=tmp_path, processes=1)
    assert path.read_bytes() == before
