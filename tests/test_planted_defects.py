"""What can be wrong with a PDF, planted on purpose: the gates together see it, and each its share.

A validator says what a file claims, not what it says: each of our own gates is here because there
are defects that every validator lets pass.
"""

from __future__ import annotations

import io
from collections import Counter
from functools import cache
from pathlib import Path

import jpype
import page
import pikepdf
import pytest

from handbook import pdf
from handbook.audit.judges import page_validation, verapdf
from handbook.pdf.check import findings
from tests.defects import DEFECTS, GATES, content, file, marks, relations, saved, structure, things
from tests.pdf_documents import edition, short_report

MODULES = (structure, relations, content, marks, things, file)
"""Where the defects are: a module's defects are kept when it is imported."""
OURS = frozenset({"words", "kinds", "integrity"})
CLAIMS = {"ua-1": ("ua1", "2a"), "ua-2": ("ua2", "wt1a", "wt1r", "4")}


@cache
def good(standard: str) -> bytes:
    """Return a file without a defect, written anew by pikepdf as those with one are."""
    data = pdf.render_pdf(short_report(), edition(), standard=standard)
    with pikepdf.open(io.BytesIO(data)) as opened:
        return saved(opened)


def seen(data: bytes, standard: str, path: Path) -> dict[str, list[str]]:
    """Return what each gate says of a file; a gate that says nothing is not there."""
    path.write_bytes(data)
    found = {"veraPDF": verapdf_faults(path, standard), "syntax": syntax_faults(data),
             **our_faults(data)}
    if standard == "ua-1":  # page-validation knows no later standard
        found["page-validation"] = page_faults(data)
    return {gate: faults for gate, faults in found.items() if faults}


def our_faults(data: bytes) -> dict[str, list[str]]:
    """Return what our three gates say; a file that cannot be opened is left to the others."""
    try:
        return findings(data, short_report())
    except pikepdf.PdfError:
        return {}


def verapdf_faults(path: Path, standard: str) -> list[str]:
    try:
        return [f"{flavour}: {rule}" for flavour in CLAIMS[standard]
                for rule in verapdf.failed_rules(path, flavour)]
    except jpype.JException as error:
        return [str(error)]


def page_faults(data: bytes) -> list[str]:
    try:
        return [rule for flavour in CLAIMS["ua-1"]
                for rule in page_validation.failed_rules(data, flavour)]
    except page.ParseError as error:
        return [str(error)]


def syntax_faults(data: bytes) -> list[str]:
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as opened:
            return opened.check_pdf_syntax()
    except pikepdf.PdfError as error:
        return [str(error)]


@pytest.mark.parametrize("standard", pdf.STANDARDS)
def test_a_good_file_passes_every_gate(standard: str, tmp_path: Path) -> None:
    assert seen(good(standard), standard, tmp_path / "good.pdf") == {}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_seen_by_these_gates(name: str, tmp_path: Path) -> None:
    planted = DEFECTS[name]
    data = planted.in_file(good(planted.standard))
    assert data != good(planted.standard)
    found = seen(data, planted.standard, tmp_path / "planted.pdf")
    assert set(found) == planted.gates, found


def test_nearly_every_kind_of_defect_is_seen() -> None:
    assert len(DEFECTS) >= 50
    assert sum(bool(planted.gates) for planted in DEFECTS.values()) >= 0.95 * len(DEFECTS)


def test_validators_alone_are_not_enough() -> None:
    judged = [planted for planted in DEFECTS.values() if planted.gates - OURS]
    assert len(judged) < 0.8 * len(DEFECTS)


def test_each_gate_sees_its_share() -> None:
    """Four see what no other does; the second validator confirms, and qpdf sees broken files."""
    alone = Counter(gate for planted in DEFECTS.values() if len(planted.gates) == 1
                    for gate in planted.gates)
    assert alone.keys() == {*OURS, "veraPDF"}
    assert {gate for planted in DEFECTS.values() for gate in planted.gates} == set(GATES)
    older = [planted for planted in DEFECTS.values() if planted.standard == "ua-1"]
    first, second = ([planted for planted in older if gate in planted.gates]
                     for gate in ("veraPDF", "page-validation"))
    assert len(second) >= 0.9 * len(first)
