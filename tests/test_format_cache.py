"""Files that earlier builds made: used only when nothing that made them has changed."""

import ast
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import handbook
from handbook.formats import code, inputs
from handbook.formats.base import Measures
from handbook.formats.cache import Cache
from handbook.formats.code import code_of, reached
from handbook.formats.files import wanted, write_formats
from handbook.formats.inputs import readable
from handbook.formats.registry import FORMATS
from tests.cases import SMALL, make_handbook

ADVICE = "content/advice.md"


class Counted:
    """Formats that count what they write."""

    def __init__(self, *ids: str) -> None:
        self.made: list[tuple[str, str]] = []
        self.formats = [self.counted(FORMATS[name]) for name in ids]

    def counted(self, format):
        def write(document, *given):
            self.made.append((format.id, document.path))
            return format.write(document, *given)

        return replace(format, write=write)

    def run(self, edition, folder: Path, cache: Path) -> list[tuple[str, str]]:
        """Write all files; return which were made anew."""
        self.made.clear()
        self.files = write_formats(edition, folder, self.formats, cache=Cache(cache))
        return sorted(self.made)


@pytest.fixture
def light() -> Counted:
    return Counted("text", "html", "epub")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_handbook(tmp_path / "project", {})


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), "utf-8")


def test_a_warm_build_makes_nothing_and_gives_the_same(light, root, tmp_path):
    edition = handbook.load(root)
    cold = light.run(edition, tmp_path / "cold", tmp_path / "cache")
    assert len(cold) == len(wanted(edition, light.formats)) > 20
    measures = [(one.page, one.format, one.measures) for one in light.files]
    assert light.run(handbook.load(root), tmp_path / "warm", tmp_path / "cache") == []
    assert measures == [(one.page, one.format, one.measures) for one in light.files]
    assert contents(tmp_path / "warm") == contents(tmp_path / "cold") != {}


def test_after_a_change_of_one_page_its_files_and_the_reports_are_made(light, root, tmp_path):
    light.run(handbook.load(root), tmp_path / "out", tmp_path / "cache")
    change(root / ADVICE, "the top.", "the top. A new sentence stands here.")
    made = light.run(handbook.load(root), tmp_path / "out", tmp_path / "cache")
    ids = [one.id for one in light.formats]
    assert made == sorted((name, page) for name in ids for page in (ADVICE, "report"))
    assert b"A new sentence" in (tmp_path / "out" / "advice.txt").read_bytes()
    write_formats(handbook.load(root), tmp_path / "afresh", light.formats)
    assert contents(tmp_path / "out") == contents(tmp_path / "afresh")


def test_a_damaged_file_is_made_again(light, root, tmp_path):
    edition = handbook.load(root)
    light.run(edition, tmp_path / "cold", tmp_path / "cache")
    entries = sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    for number, path in enumerate(entries):
        data = bytearray(path.read_bytes())
        place = (0, 64, 66, 80, len(data) // 2, len(data) - 1)[number % 6]
        data[place] ^= 1
        path.write_bytes(bytes(data) if number % 7 else data[: len(data) // 2])
    files = [path for path in entries if not path.parent.name.endswith(".parts")]
    assert len(light.run(edition, tmp_path / "again", tmp_path / "cache")) == len(files)
    assert contents(tmp_path / "again") == contents(tmp_path / "cold")
    assert light.run(edition, tmp_path / "again", tmp_path / "cache") == []


def test_a_file_that_is_given_another_is_made_after_it_and_with_it(root, tmp_path):
    """A book marks the pages of the PDF, so it is another book with another PDF, or without."""
    edition, made = handbook.load(root), {}
    for ids in (("epub",), ("pdf", "epub")):
        both = Counted(*ids)
        both.run(edition, tmp_path / "out", tmp_path / "cache")
        assert [name for name, _ in both.made] == sorted((name for name, _ in both.made))[::-1]
        assert both.run(edition, tmp_path / "out", tmp_path / "cache") == []
        made[ids] = (tmp_path / "out" / "advice.epub").read_bytes()
    assert len(set(made.values())) == 2
    file = zipfile.ZipFile(tmp_path / "out" / "advice.epub").read("EPUB/nav.xhtml")
    assert b"page-list" in file


def test_what_is_no_longer_wanted_is_removed_and_other_formats_are_kept(root, tmp_path):
    edition, cache = handbook.load(root), tmp_path / "cache"
    Counted("text", "html").run(edition, tmp_path / "out", cache)
    (cache / "text" / "0.7.part").write_text("left by a killed build")
    before = contents(cache / "html")
    change(root / ADVICE, "the top.", "the top. A new sentence stands here.")
    Counted("text").run(handbook.load(root), tmp_path / "out", cache)
    assert len(contents(cache / "text")) == len(wanted(edition, [FORMATS["text"]]))
    assert contents(cache / "html") == before


@pytest.mark.parametrize("how", ["a file", "no permission"])
def test_a_cache_that_cannot_be_used_stops_nothing(how, light, root, tmp_path):
    cache = tmp_path / "cache"
    if how == "a file":
        cache.write_text("not a folder")
    else:
        cache = Path("/proc/nowhere")
    made = light.run(handbook.load(root), tmp_path / "out", cache)
    assert len(made) == len(contents(tmp_path / "out")) > 20


def keys(root: Path, *ids: str, **changes: object) -> dict[tuple[str, str], str]:
    """Return the key of each file of a handbook."""
    edition = handbook.load(root)
    formats = [replace(FORMATS[name], **changes) for name in ids or ("text",)]
    return {
        (format.id, document.path): inputs.key(document, format, readable(document, edition))
        for document, format in wanted(edition, formats)
    }


def changed(before: dict, after: dict) -> set[str]:
    return {path for (name, path), key in before.items() if after.get((name, path)) != key}


def test_every_input_changes_the_keys_of_the_files_that_read_it(root, monkeypatch):
    before, everything = keys(root), {path for _, path in keys(root)}
    assert keys(root) == before
    assert changed(before, keys(root, versions=lambda: ("a library 2",))) == everything
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert changed(before, keys(root)) == everything
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "packages", lambda: ("weasyprint-99.dist-info",))
        assert changed(before, keys(root)) == everything
    picture = root / "content" / "images" / "street.svg"
    change(picture, "</svg>", "<g/></svg>")
    shown = handbook.load(root)
    with_it = [
        one
        for one in (shown.report, *shown.pages.values(), *shown.easy_reads.values())
        if one.images
    ]
    assert changed(before, keys(root)) == {one.path for one in with_it} != everything
    change(root / "mkdocs.yml", "publisher: ", "publisher: New ")
    assert changed(before, keys(root)) == everything


def test_what_a_file_does_not_read_leaves_its_key(root):
    before = keys(root)
    with (root / "mkdocs.yml").open("r+", encoding="utf-8") as file:
        words = file.read()
        file.seek(0)
        file.write(f"# the reading order moves down a line\n{words}")
    assert changed(before, keys(root)) == set()


def test_a_page_that_moves_changes_the_files_that_lead_to_it(root):
    before = keys(root)
    change(root / "mkdocs.yml", "path: studies", "path: stories")
    moved = changed(before, keys(root))
    edition = handbook.load(root)
    leading = {
        one.path
        for one in (*edition.pages.values(), edition.report)
        if 'href="case_studies/' in one.xhtml
    }
    assert leading and leading <= moved


def test_a_writer_gets_no_more_than_the_key_covers():
    edition = handbook.load(SMALL)
    given = readable(edition.pages[ADVICE], edition)
    for name in ("pages", "report", "handbook", "files", "easy_reads"):
        with pytest.raises(AttributeError):
            getattr(given, name)
    with pytest.raises(AttributeError):
        _ = given.settings.nav
    assert edition.settings.nav


def test_the_code_that_counts_is_what_the_format_imports():
    text = reached({"handbook.formats.plain_text", "handbook.formats.plain_text_check"})
    assert "handbook.formats.said" in text
    assert not {"handbook.formats.epub", "handbook.load", "handbook.pdf.render"} & text
    made = reached({"handbook.formats.tagged_pdf"})
    assert {"handbook.pdf.engine", "handbook.pdf.structure", "handbook.pdf.check"} <= made
    assert "handbook.formats.epub" not in made
    text, html = (code_of(FORMATS[name].write) for name in ("text", "html"))
    assert text != html


def test_imports_are_read_from_their_lines_as_python_reads_them():
    """For each of our modules; what is imported for type checkers alone is left out."""
    seen = 0
    for path in sorted(code.PACKAGE.rglob("*.py")):
        parts = path.relative_to(code.PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if code._file(name) != path:
            continue
        here = name if path.name == "__init__.py" else name.rpartition(".")[0]
        parsed = {one for node in run(ast.parse(path.read_bytes())) for one in named(node, here)}
        assert set(code._imports(name)) == parsed, name
        seen += bool(parsed)
    assert seen > 200


def run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every node but those in `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")):
            yield node
            yield from run(node)


def named(node: ast.AST, here: str) -> Iterator[str]:
    """Yield the modules of ours that an import may name."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if code._ours(alias.name))
    elif isinstance(node, ast.ImportFrom):
        above = here.split(".")[: len(here.split(".")) - node.level + 1] if node.level else []
        start = ".".join([*above, *([node.module] if node.module else [])])
        below = [f"{start}.{alias.name}" for alias in node.names]
        yield from (one for one in [*below, start] if code._ours(one) and (
            one != start or not all(map(code._ours, below))))  # fmt: skip


def test_a_module_counts_with_each_of_its_bytes(tmp_path):
    """In a copy of the code, each edit of a module that a format reaches changes its hash."""
    package = tmp_path / "handbook"
    ask = (
        "from handbook.formats.registry import FORMATS; from handbook.formats.code import code_of\n"
        "print(code_of(FORMATS['text'].write), code_of(FORMATS['epub'].write))"
    )

    def hashes() -> list[str]:
        command = [sys.executable, "-c", ask]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.split()

    ours = Path(handbook.__file__).parent
    subprocess.run(["cp", "-r", ours, package], check=True)
    text, epub = hashes()
    with (package / "formats" / "epub.py").open("a") as file:
        file.write("# a remark\n")
    text_after, epub_after = hashes()
    assert text_after == text and epub_after != epub
    with (package / "formats" / "book.css").open("a") as file:
        file.write("/* a remark */\n")
    assert hashes()[1] not in (epub, epub_after)


def test_keys_do_not_depend_on_folder_or_hash_seed(root, tmp_path):
    ask = (
        "import sys; from pathlib import Path; from tests.test_format_cache import keys\n"
        "print(sorted(keys(Path(sys.argv[1]), 'text', 'epub', 'pdf').items()))"
    )
    other = make_handbook(tmp_path / "elsewhere" / "with a space", {})
    said = set()
    for seed, folder in (("1", root), ("2", other)):
        done = subprocess.run(
            [sys.executable, "-c", ask, str(folder)], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent.parent, env=os.environ | {"PYTHONHASHSEED": seed},
        )  # fmt: skip
        said.add(done.stdout)
    assert len(said) == 1


def test_measures_are_kept_with_the_file(tmp_path):
    cache, measures = Cache(tmp_path), Measures(4, pages=2, seconds=90)
    cache.put("pdf", "a1", b"\n\x00\n.", measures)
    assert cache.get("pdf", "a1") == (b"\n\x00\n.", measures)
    assert cache.get("pdf", "a2") is None


ENDED = """
import os, signal, sys
from pathlib import Path
from handbook.formats.base import Measures
from handbook.formats.cache import Cache

remove = Path.unlink

def refused(*_):
    raise OSError

def ended(self, **given):
    os.kill(os.getpid(), signal.SIGTERM)
    remove(self, **given)

signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
os.replace, Path.unlink = refused, ended
Cache(Path(sys.argv[1])).put("text", "key", b"words", Measures(1))
"""


def test_a_process_that_is_ended_while_it_tidies_up_leaves_no_part_of_a_file(tmp_path: Path):
    """The disk takes no more, and the signal comes before what is half written is removed."""
    done = subprocess.run([sys.executable, "-c", ENDED, tmp_path], cwd=Path(__file__).parent.parent)
    assert done.returncode == 3
    assert (tmp_path / "text").is_dir() and list(tmp_path.rglob("*.part")) == []


def test_what_a_process_left_that_is_no_more_is_swept_away(tmp_path: Path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "text").mkdir()
    mine, left = (tmp_path / "text" / f"key.{one}.part" for one in (os.getpid(), gone.pid))
    for part in (mine, left):
        part.write_bytes(b"wor")
    Cache(tmp_path).sweep()
    assert (mine.exists(), left.exists()) == (True, False)
