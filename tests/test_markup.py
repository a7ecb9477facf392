"""Words without a mark are read without the parser's rules, and come to the same."""

from __future__ import annotations

from pathlib import Path

from markdown_it.rules_core.inline import inline

from handbook import markup
from tests.test_fuzz import PIECES


def test_words_without_a_mark_are_what_the_parser_makes_of_them(project_root: Path) -> None:
    ours, theirs = markup._parser(), markup._parser.__wrapped__()
    theirs.core.ruler.at("inline", inline)
    files = [*project_root.glob("content/**/*.md"), *project_root.glob("principles/*.md")]
    pairs = [f"one{a}two {b} three" for a in PIECES for b in PIECES]
    texts = [*(file.read_text("utf-8") for file in files), *pairs, "a !b", "a\\", "a  ", ""]
    assert len(files) > 20
    for text in texts:
        read = [token.as_dict() for token in ours.parse(text)]
        assert read == [token.as_dict() for token in theirs.parse(text)], text
