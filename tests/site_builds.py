"""Building a website for real: MkDocs as a command, on a copy of the small handbook."""

import os
import subprocess
import sys
from pathlib import Path

import yaml
from lxml import html

PROJECT = Path(__file__).resolve().parent.parent
STATIC = "search plan preferences ask-for-a-format register thank-you offline data evidence".split()
OURS = {
    "name": "material",
    "custom_dir": str(PROJECT / "theme"),
    "own_shell": True,
    "static_templates": [f"{name}/index.html" for name in STATIC],
}
STOCK = {"name": "material", "font": False}


def write_config(root: Path, *, theme: dict, **more: object) -> Path:
    """Write the settings that add our hooks and a theme to a handbook's own; return the file."""
    settings = {
        "INHERIT": "mkdocs.yml",
        "repo_url": "https://git.example/team/streets",
        "edit_uri": "edit/main/",
        "hooks": [str(PROJECT / "hooks" / "build_site.py")],
        "watch": ["principles", "case_studies"],
        "theme": theme,
        **more,
    }
    file = root / "site.yml"
    file.write_text(yaml.safe_dump(settings), "utf-8")
    return file


def environment() -> dict[str, str]:
    """Return this process's environment, with Material's notice of its end of life off."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def run_mkdocs(config: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` and return what came of it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", site]
    return subprocess.run(command, capture_output=True, text=True, env=environment())


def build(root: Path, site: Path, *, theme: dict = OURS, **more: object) -> Path:
    """Build a site without a word of complaint and return its folder."""
    done = run_mkdocs(write_config(root, theme=theme, **more), site)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "WARNING" not in said and "ERROR" not in said, said
    return site


def page(site: Path, url: str) -> html.HtmlElement:
    """Return a built page as a tree."""
    file = site / url / "index.html" if not url.endswith(".html") else site / url
    return html.document_fromstring(file.read_bytes().decode("utf-8"))


def text(element: html.HtmlElement) -> str:
    """Return an element's words with single spaces."""
    return " ".join(element.text_content().split())
