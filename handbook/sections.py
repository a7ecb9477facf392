"""The sections that every page of a kind has, in their order."""

from __future__ import annotations

from lxml import etree

from handbook.blocks import problem_at
from handbook.problems import Problem
from handbook.sources import SourceFile
from handbook.trees import text_of


def check_sections(
    source: SourceFile,
    body: etree._Element,
    wanted: tuple[str, ...],
    problems: list[Problem],
) -> bool:
    """Add a Problem for each section missing, unknown or out of order; say if all is well."""
    before = len(problems)
    parts = [part for part in body if part.tag == "section"]
    titles = [text_of(part[0]) for part in parts]
    for title in wanted:
        if title not in titles:
            problems.append(
                Problem(
                    source.path,
                    source.body_line,
                    1,
                    "missing-section",
                    f"the section '{title}' is missing",
                    f"add a line ## {title} and its text",
                )
            )
    for part, title in zip(parts, titles, strict=True):
        if title not in wanted or part[0].tag != "h2":
            problems.append(
                problem_at(
                    source.path,
                    part[0],
                    "unknown-section",
                    f"such pages have no section '{title}'",
                    f"use ### inside one of these: {', '.join(wanted)}",
                )
            )
        elif titles.count(title) > 1:
            problems.append(
                problem_at(
                    source.path,
                    part[0],
                    "unknown-section",
                    f"the section '{title}' stands here twice",
                    "put the text of both into one",
                )
            )
    known = [title for title in titles if title in wanted]
    if len(problems) == before and known != list(wanted):
        problems.append(
            problem_at(
                source.path,
                parts[0][0],
                "section-order",
                "the sections are in another order than on other pages",
                f"put them in this order: {', '.join(wanted)}",
            )
        )
    for stray in [part for part in body if part.tag != "section"][:1]:
        problems.append(
            problem_at(
                source.path,
                stray,
                "missing-section",
                "this text stands before the first section",
                f"put it below ## {wanted[0]}",
            )
        )
    return len(problems) == before
