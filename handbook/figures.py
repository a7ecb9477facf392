"""Figures in running text: each needs a source beside it."""

from __future__ import annotations

import re

from lxml import etree

from handbook.blocks import problem_at
from handbook.problems import Problem

_FIGURE = re.compile(
    r"[£$€]\s?\d[\d,.]*"
    r"|(?<!\d)(?<!\d[,.])\b\d[\d,.]*+\s?(?:%|per cent\b|percent\b|million\b|billion\b)"
    r"|\b\d{1,3}(?:,\d{3})+\b"
)
_SIGNS = ("£", "$", "€", "%", "cent", "illion")
_THOUSANDS = re.compile(r"\d,\d{3}")


def check_figures(path: str, root: etree._Element, problems: list[Problem]) -> None:
    """Add a Problem for each sum, share or large number without a citation beside it.

    Beside it means in the same paragraph, list item or table, or, for a list, in the paragraph that
    leads to it. Code is left out.
    """
    if not _may_hold_figure(root):
        return
    for block in root.iter("p", "li", "dd", "table"):
        if not _may_hold_figure(block):
            continue
        if block.tag == "p" and block.getparent().tag in ("li", "dd"):
            continue
        if _cites(block) or (block.tag == "li" and _cites(block.getparent().getprevious())):
            continue
        if found := _FIGURE.search(_without_code(block)):
            problems.append(
                problem_at(
                    path,
                    block,
                    "figure-without-source",
                    f"'{found[0].strip()}' has no source beside it",
                    "cite its source in the same paragraph, list item or table, for example [@S31]",
                )
            )


def _may_hold_figure(block: etree._Element) -> bool:
    """Say whether what stands in every figure is here, however its words are marked."""
    words = "".join(block.itertext())
    return any(sign in words for sign in _SIGNS) or bool(_THOUSANDS.search(words))


def _cites(block: etree._Element | None) -> bool:
    return block is not None and block.find(".//a[@sources]") is not None


def _without_code(block: etree._Element) -> str:
    """Return a block's own words, without code and without lists inside it."""
    words = [block.text or ""]
    for child in block:
        if child.tag not in ("code", "pre", "ul", "ol"):
            words.append(_without_code(child))
        words.append(child.tail or "")
    return " ".join(words)
