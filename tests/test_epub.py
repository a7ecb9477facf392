"""Books for reading apps: what judges that others wrote find in them."""

import pytest

import handbook
from handbook.formats.registry import FORMATS
from handbook.load import Edition
from tests.cases import SMALL
from tests.judges import ace
from tests.test_formats import rewritten

EPUB = FORMATS["epub"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return handbook.load(SMALL)


def test_ace_finds_nothing_in_the_published_handbook(built_public, project_root):
    downloads = built_public / "downloads"
    names = ("principles/*.epub", "snapshots/*.epub", "easy-read.epub")
    pages = [min(downloads.rglob(name)) for name in names]
    assert ace.judge([downloads / "report.epub", *pages], project_root) == []


def test_ace_is_asked(edition, tmp_path, project_root):
    page = edition.pages["content/advice.md"]
    file = tmp_path / "faulty.epub"
    old, new = b'property="schema:accessibilityFeature"', b'property="schema:bookEdition"'
    data = EPUB.write(page, edition)
    file.write_bytes(rewritten(data, "EPUB/package.opf", lambda opf: opf.replace(old, new)))
    assert any("accessibilityfeature" in line.lower() for line in ace.judge([file], project_root))
