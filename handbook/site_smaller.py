"""Make published pages, style sheets and scripts smaller without changing what they say."""

from __future__ import annotations

import re
from pathlib import Path

_COMMENT_OR_STRING = re.compile(r"""/\*.*?\*/|("[^"\n]*"|'[^'\n]*')""", re.DOTALL)
_STRING = re.compile(r"""("[^"\n]*"|'[^'\n]*')""")
_IMPLIED = re.compile(r"</(?:li|dt|dd|tr)>")
"""End tags that every browser puts in by itself where we write them
(https://html.spec.whatwg.org/multipage/syntax.html#optional-tags)."""
_CELL = re.compile(r"</t[dh]>|(?<=</caption>)")
"""Ends of what stands beside other words without a space: programs that take a page's text run the
words of two cells together."""
_BETWEEN_LINES = re.compile(r"\n\s*")
_BEFORE_BLOCK = re.compile(
    r"\n(?=</?(?:article|aside|body|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|li|link"
    r"|main|meta|nav|ol|p|script|section|table|tbody|td|th|thead|title|tr|ul)\b)"
)
"""Line breaks where a browser begins a new line in any case."""


def make_smaller(site: Path) -> None:
    """Rewrite the pages of a finished site, and what its theme links, in less space."""
    for pattern, smaller in (
        ("**/*.html", smaller_html),
        ("assets/**/*.css", smaller_css),
        ("assets/**/*.js", smaller_js),
    ):
        for file in site.glob(pattern):
            file.write_text(smaller(file.read_text("utf-8")), "utf-8")


def smaller_css(text: str) -> str:
    """Return a style sheet without comments and without spaces that mean nothing.

    Text in quotation marks stays as it is, and so do the spaces that `calc()` and selectors need
    (https://www.w3.org/TR/css-syntax-3/#whitespace).
    """
    bare = _COMMENT_OR_STRING.sub(lambda found: found[1] or "", text)
    parts = _STRING.split(bare)
    return "".join(part if place % 2 else _tight(part) for place, part in enumerate(parts)).strip()


def _tight(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"(?<![\w.])0\.(?=\d)", ".", text)
    return text.replace(": ", ":").replace(";}", "}")


def smaller_html(text: str) -> str:
    """Return a page without empty lines, indentation and end tags that go without saying.

    Inside a line of text one line break stays. Preformatted text keeps all of its own.
    """
    kept = re.split(r"(<pre\b.*?</pre>)", text, flags=re.DOTALL)
    return "".join(part if place % 2 else _dense(part) for place, part in enumerate(kept))


def _dense(text: str) -> str:
    lines = _BEFORE_BLOCK.sub("", _BETWEEN_LINES.sub("\n", text)).replace(" </p>", "</p>")
    return _CELL.sub(" ", _IMPLIED.sub("", lines))


def smaller_js(text: str) -> str:
    """Return a script without indentation and without lines that are only a comment."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
