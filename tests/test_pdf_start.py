"""WeasyPrint read quickly: what it is told of C is kept, and it does the same with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from handbook.pdf import memory
from handbook.pdf.declarations import packed, tables_of, unpacked
from handbook.pdf.kept_files import KeptFiles

ROOT = Path(__file__).parent.parent
MAKE = """
import sys
from pathlib import Path
from handbook.pdf.fonts import own_fonts_only
from handbook.pdf.kept_files import KeptFiles
folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
with own_fonts_only(KeptFiles(folder)):
    import weasyprint
    html = weasyprint.HTML(string="<title>Trees</title><p>Trees give shade, and <b>rest</b>.")
    sys.stdout.buffer.write(html.write_pdf())
print("parsed" if "pycparser" in sys.modules else "known", file=sys.stderr)
import cffi
assert cffi.FFI().cdef("int two(void);") is None  # and cffi is as it was
"""


def make(*folder: Path) -> tuple[bytes, str]:
    """Return a PDF and whether the declarations were parsed for it or known."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", MAKE, *folder],
                          cwd=ROOT, capture_output=True, check=True)
    return done.stdout, done.stderr.decode().strip()


def test_declarations_are_parsed_once_and_the_file_is_the_same(tmp_path: Path) -> None:
    plain, how = make()
    assert how == "parsed" and plain.startswith(b"%PDF")
    assert make(tmp_path) == (plain, "parsed")
    assert make(tmp_path) == (plain, "known")


@pytest.mark.parametrize("damage", [b"", b"[]", b"0" * 64 + b'\n{"_version": 1}\n'])
def test_damaged_declarations_are_parsed_again(tmp_path: Path, damage: bytes) -> None:
    make(tmp_path)
    kept, = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert make(tmp_path)[1] == "parsed"
    assert kept.read_bytes() == whole


def test_a_folder_that_takes_no_file_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert make(tmp_path / "file")[1] == "parsed"


def test_a_full_disk_leaves_no_part_of_a_kept_file(tmp_path: Path) -> None:
    (tmp_path / "key.kind").mkdir()  # no file can take its place
    KeptFiles(tmp_path).write("key", "kind", {}, b"words")
    assert [one.name for one in tmp_path.iterdir()] == ["key.kind"]


def test_tables_come_back_as_they_were() -> None:
    import cffi
    text = "typedef struct { int a; } one; enum e { A, B }; int two(one *, int);"
    tables = tables_of(text, cffi.FFI())
    assert {type(one) for one in tables.values()} == {int, bytes, tuple}
    assert unpacked(packed(tables)) == tables


def test_only_a_command_that_ends_soon_holds_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_held", None)
    memory.hold(one := object())
    assert memory._held is None
    memory.leave_soon()
    memory.hold(one)
    assert memory._held == [one]
