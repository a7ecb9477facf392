"""The site generators that benchmarks/site.py measures, and what each is given.

All get the same files of Markdown. Links that end in .md are followed by this project, MkDocs,
Material and Zensical; Hugo and Eleventy leave them as they stand. Their one layout prints every
page's title in its navigation, as MkDocs, Material and Zensical do.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.site_content import PICTURE, Page, write, write_handbook

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".cache" / "benchmarks"
MKDOCS = """site_name: A book of words
site_url: https://book.example/
docs_dir: docs
theme: {{name: {theme}}}
plugins: [search]
validation: {{nav: {{omitted_files: ignore}}}}
"""
HUGO = """baseURL = "https://book.example/"
title = "A book of words"
disableKinds = ["taxonomy", "term", "RSS"]
"""
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>"
HUGO_LAYOUT = (
    HEAD + "{{ .Title }}</title><nav><ul>{{ range .Site.RegularPages }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>'
    "<main><h1>{{ .Title }}</h1>{{ .Content }}</main></html>\n"
)
ELEVENTY_LAYOUT = (
    HEAD + "{{ title }}</title><nav><ul>{% for page in collections.all %}"
    '<li><a href="{{ page.url }}">{{ page.data.title }}</a></li>{% endfor %}</ul></nav>'
    "<main><h1>{{ title }}</h1>{{ content }}</main></html>\n"
)
ELEVENTY = 'module.exports = () => ({ dir: { input: "docs", output: "out" } });\n'


@dataclass(frozen=True, slots=True)
class Program:
    """One generator with its project on disk."""

    name: str
    command: tuple[str, ...]
    folder: Path
    pages: Path
    """Where the Markdown stands."""
    output: Path
    kept: tuple[Path, ...] = ()
    """What it keeps for its next run."""
    search: bool = True
    """Whether it makes a search index."""

    def forget(self) -> None:
        """Remove what earlier runs made and kept."""
        for path in (self.output, *self.kept):
            shutil.rmtree(path, ignore_errors=True)


NAMES = ("this project", "MkDocs", "Material", "Zensical", "Hugo", "Eleventy")


def program(name: str, found: Sequence[Page], folder: Path) -> Program:
    """Write a project for one generator; install the generator where it is not there yet."""
    if name == "this project":
        return _ours(found, folder)
    if name == "Eleventy":
        return _eleventy(found, folder)
    if name == "Hugo":
        return _hugo(found, folder)
    return _mkdocs(name, found, folder)


def _ours(found: Sequence[Page], folder: Path) -> Program:
    write_handbook(list(found), folder, ROOT)
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    return Program("this project", command, folder, folder, folder / "site", (folder / ".cache",))


def _mkdocs(name: str, found: Sequence[Page], folder: Path) -> Program:
    python = tools() / "bin" / "python"
    theme = "mkdocs" if name == "MkDocs" else "material"
    write(folder / "mkdocs.yml", MKDOCS.format(theme=theme))
    _write_docs(found, folder / "docs")
    command = (str(python), "-m", "mkdocs", "build", "--quiet")
    kept: tuple[Path, ...] = ()
    if name == "Zensical":
        command = (str(tools() / "bin" / "zensical"), "build")
        kept = (folder / ".cache",)
    return Program(name, command, folder, folder / "docs", folder / "site", kept)


def _hugo(found: Sequence[Page], folder: Path) -> Program:
    write(folder / "hugo.toml", HUGO)
    for layout in ("page", "home", "section"):
        write(folder / "layouts" / f"{layout}.html", HUGO_LAYOUT)
    _write_docs(found, folder / "content", index="_index.md")
    command = (str(tools() / "bin" / "hugo"), "--quiet")
    kept = (folder / "resources",)
    pages, output = folder / "content", folder / "public"
    return Program("Hugo", command, folder, pages, output, kept, search=False)


def _eleventy(found: Sequence[Page], folder: Path) -> Program:
    write(folder / "eleventy.config.cjs", ELEVENTY)
    write(folder / "docs" / "_includes" / "page.njk", ELEVENTY_LAYOUT)
    write(folder / "docs" / "docs.json", '{"layout": "page.njk"}\n')
    _write_docs(found, folder / "docs")
    script = eleventy() / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    command = (shutil.which("node") or "node", str(script), "--quiet")
    docs, output = folder / "docs", folder / "out"
    return Program("Eleventy", command, folder, docs, output, search=False)


def _write_docs(found: Sequence[Page], docs: Path, index: str = "index.md") -> None:
    write(docs / index, "---\ntitle: A book of words\n---\nWords.\n")
    write(docs / "content" / "images" / "street.svg", PICTURE)
    for page in found:
        write(docs / page.path, page.text)


def tools() -> Path:
    """Return a virtual environment with the generators; make it when it is not there or old."""
    wanted = ROOT / "benchmarks" / "requirements.txt"
    have = TOOLS / "installed.txt"
    if not have.is_file() or have.read_bytes() != wanted.read_bytes():
        venv.create(TOOLS, with_pip=True, clear=True)
        install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", wanted]
        subprocess.run([TOOLS / "bin" / "python", *install], check=True)
        have.write_bytes(wanted.read_bytes())
    return TOOLS


def eleventy() -> Path:
    """Return a folder with Eleventy, installed as its lock file says."""
    folder = TOOLS.with_name("benchmarks-eleventy")
    if not (folder / "node_modules" / "@11ty" / "eleventy").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "benchmarks" / "eleventy" / name, folder)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder
