"""LibreOffice reads Word and OpenDocument files and loses nothing that makes them accessible."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import handbook
from handbook.audit.judges.libreoffice import TO_PDF, convert, read_pdf, read_word, wanted
from handbook.formats.registry import FORMATS
from tests.cases import SMALL
from tests.test_formats import changed, edition, page  # noqa: F401 (fixtures)

OFFICE = ("docx", "odt")
HARD = Path(__file__).parent / "documents" / "hard.xml"
"""Lists and notes in each other, twelve lists deep, languages in languages, and the like."""
HASH = """
import hashlib, pathlib, handbook
from handbook.formats.registry import FORMATS
edition = handbook.load(pathlib.Path.cwd())
for name in ("docx", "odt"):
    print(hashlib.sha256(FORMATS[name].write(edition.report, edition)).hexdigest())
"""


@pytest.fixture(scope="module")
def documents(page, edition):  # noqa: F811
    """A page with everything, one with sources and tables, and an Easy Read page, by name."""
    study, easy = "case_studies/mill-lane.md", next(iter(edition.easy_reads))
    return {"page": page, "study": edition.pages[study], "easy": edition.easy_reads[easy]}


def written(documents, edition, format, folder):  # noqa: F811
    files = [folder / f"{name}.{format}" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(FORMATS[format].write(document, edition))
    return files


def test_word_becomes_a_pdf_with_the_same_tags(documents, edition, tmp_path):  # noqa: F811
    made = convert(written(documents, edition, "docx", tmp_path), TO_PDF, tmp_path)
    assert [read_pdf(file) for file in made] == [
        wanted(document.tree(), rows=False) for document in documents.values()
    ]


def test_open_document_becomes_a_word_file_with_the_same_parts(
    documents, edition, tmp_path  # noqa: F811
):  # fmt: skip
    made = convert(written(documents, edition, "odt", tmp_path), "docx", tmp_path)
    assert [read_word(file) for file in made] == [
        wanted(document.tree(), rows=True) for document in documents.values()
    ]


def test_a_page_of_the_real_handbook_is_kept(project_root, tmp_path):
    real = handbook.load(project_root)
    path = real.handbook.principles[0].path
    page = {"page": real.pages[path]}  # noqa: F811
    [pdf] = convert(written(page, real, "docx", tmp_path), TO_PDF, tmp_path)
    [word] = convert(written(page, real, "odt", tmp_path), "docx", tmp_path)
    assert read_pdf(pdf) == wanted(page["page"].tree(), rows=False)
    assert read_word(word) == wanted(page["page"].tree(), rows=True)
    assert read_word(word).alts


def test_what_is_lost_is_seen(documents, edition, tmp_path):  # noqa: F811
    file = tmp_path / "page.docx"
    file.write_bytes(FORMATS["docx"].write(documents["page"], edition))
    whole = read_word(file)
    assert whole == wanted(documents["page"].tree(), rows=True)
    assert (whole.notes, whole.items, whole.headers, whole.levels) == (1, 3, 1, (1,))


@pytest.mark.parametrize("name", OFFICE)
def test_what_is_hard_is_read_back(name, page, edition):  # noqa: F811
    document = changed(page, HARD.read_text("utf-8"))
    format = FORMATS[name]
    assert format.check(format.write(document, edition), document, edition) == []


def test_another_machine_makes_the_same_bytes():
    """Another seed for hashes, another time zone, another language."""
    made = []
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("2", "UTC", "C.UTF-8")):
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language,
               "PYTHONPATH": str(Path(__file__).parent.parent)}  # fmt: skip
        done = subprocess.run([sys.executable, "-c", HASH], cwd=SMALL, env=os.environ | own,
                              capture_output=True, text=True, check=True)  # fmt: skip
        made.append(done.stdout.split())
    assert made[0] == made[1] and len(made[0]) == len(OFFICE)
