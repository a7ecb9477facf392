"""Give tables, pictures, callouts and headings of a parsed body the form that Documents have."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from handbook.problems import Problem
from handbook.trees import AT, text_of

_TAKEN = re.compile(
    "^((rec|note|noteref|cite|source|listed|term|figure|picture|callout|part|advice|statement)-.*|.*-title|"
    "recommendations|questions|measures|seen-in|related|basis|figures|shows|sources|notes|contents)$"
)
"""Ids that composing gives out: an author's heading of the same words is told apart."""
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TABLE_CAPTION = "Table: "
_WORDLESS = re.compile(r"[^a-z0-9]+")


def place_of(element: etree._Element) -> tuple[int, int]:
    """Return the author's line and column of an element, or of the nearest one around it."""
    for candidate in (element, *element.iterancestors()):
        if found := candidate.get(AT):
            line, column = found.split(":")
            return int(line), int(column)
    return 1, 1


def problem_at(path: str, element: etree._Element, code: str, message: str, fix: str) -> Problem:
    """Return a Problem at the place an element came from."""
    return Problem(path, *place_of(element), code, message, fix)


def arrange_blocks(path: str, root: etree._Element, problems: list[Problem]) -> None:
    """Bring the tables and pictures below `root` into the Document's form."""
    for table in root.findall(".//table"):
        _arrange_table(path, table, problems)
    for number, image in enumerate(list(root.iter("img")), 1):
        _arrange_image(path, image, number, problems)
    _check_nesting(path, root, problems)


def _check_nesting(path: str, root: etree._Element, problems: list[Problem]) -> None:
    """Add a Problem for each link inside a link and each mark inside a heading."""
    for link in root.iter("a"):
        if any(outer.tag == "a" for outer in link.iterancestors()):
            problems.append(
                problem_at(
                    path,
                    link,
                    "unsupported-markup",
                    "a citation, a note or a link stands inside another link",
                    "put it after the link",
                )
            )
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if any(mark.get("sources") or mark.get("note") for mark in heading.iter("a")) or (
            heading.find(".//img") is not None
        ):
            problems.append(
                problem_at(
                    path,
                    heading,
                    "unsupported-markup",
                    "a heading cannot hold a citation, a note or a picture",
                    "put it into the text below the heading",
                )
            )


def _arrange_table(path: str, table: etree._Element, problems: list[Problem]) -> None:
    following = table.getnext()
    if following is not None and _is_caption(following):
        following.tag = "caption"
        following.text = (following.text or "").removeprefix(_TABLE_CAPTION)
        table.tail, following.tail = following.tail, None
        table.insert(0, following)
    else:
        problems.append(
            problem_at(
                path,
                table,
                "table-without-caption",
                "this table has no caption",
                "after the table leave a line empty, then a line such as Table: Homes built",
            )
        )
    for cell in table.findall("./thead/tr/th"):
        cell.set("scope", "col")
    for row in table.findall("./tbody/tr"):
        row[0].tag = "th"
        row[0].set("scope", "row")
        row[0].attrib.pop("class", None)
    for cell in table.iter("th"):
        if not (cell.text or "").strip() and not text_of(cell):
            side = "column" if cell.get("scope") == "col" else "row"
            problems.append(
                problem_at(
                    path,
                    cell,
                    "table-without-headers",
                    f"a {side} of this table has no header",
                    "write what the column or row holds; the first line and the first column are "
                    "the headers",
                )
            )
    if table.find("tbody") is None:
        problems.append(
            problem_at(
                path,
                table,
                "table-without-headers",
                "this table has headers and no rows",
                "write at least one row below the line of hyphens",
            )
        )


def _is_caption(element: etree._Element) -> bool:
    return element.tag == "p" and (element.text or "").startswith(_TABLE_CAPTION)


def _arrange_image(
    path: str,
    image: etree._Element,
    number: int,
    problems: list[Problem],
) -> None:
    """Check a picture's words; one that stands alone becomes a figure."""
    caption, credit, licence, decorative = (
        image.attrib.pop(name, None) for name in ("caption", "credit", "licence", "decorative")
    )
    if decorative:
        image.set("alt", "")
    elif not image.get("alt"):
        problems.append(
            problem_at(
                path,
                image,
                "image-without-alt",
                "this picture has no description",
                "write what it tells between the square brackets, or {.decorative} after it if it "
                "tells nothing",
            )
        )
    if not decorative and not (credit and licence):
        problems.append(
            problem_at(
                path,
                image,
                "image-without-credit",
                "this picture does not say who made it and how it may be used",
                'add {credit="who made it" licence="CC BY 4.0"} after it',
            )
        )
    parent = image.getparent()
    alone = parent is not None and parent.tag == "p" and len(parent) == 1 and not text_of(parent)
    if alone:
        parent.tag = "figure"
        parent.set("class", "figure")
        parent.set("id", f"figure-{number}")
        parent.text = image.tail = None
        add_caption(parent, caption, credit, licence)


def add_caption(
    figure: etree._Element,
    caption: str | None,
    credit: str | None,
    licence: str | None,
) -> None:
    """Add a caption with its credit to a figure, when there is one."""
    if not caption and not credit:
        return
    below = etree.SubElement(figure, "figcaption")
    below.text = f"{sentence(caption)} " if caption else ""
    if credit:
        note = etree.SubElement(below, "span", {"class": "credit"})
        note.text = " ".join(sentence(part) for part in (credit, licence) if part)


def sentence(words: str) -> str:
    """Return words with an end mark."""
    return words if words.endswith((".", "?", "!")) else words + "."


def slugify(words: str) -> str:
    """Return words as an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    plain = plain.replace("'", "").lower()
    return _WORDLESS.sub("-", plain).strip("-") or "section"


def heading_id(words: str) -> str:
    """Return the id of an author's heading, apart from the ids that composing gives out."""
    name = slugify(words)
    return f"section-{name}" if _TAKEN.match(name) else name


def nest_sections(path: str, root: etree._Element, problems: list[Problem]) -> None:
    """Wrap each heading and what follows in a `section`; check levels; give every heading an id."""
    seen: dict[str, int] = {}
    stack: list[tuple[int, etree._Element]] = [(1, root)]
    children = list(root)
    for child in children:
        root.remove(child)
    for child in children:
        level = heading_level(child)
        if level is None:
            stack[-1][1].append(child)
            continue
        _check_heading(path, child, level, stack[-1][0], problems)
        while len(stack) > 1 and stack[-1][0] >= level:
            stack.pop()
        section = etree.SubElement(stack[-1][1], "section")
        child.set("id", unique(heading_id(text_of(child)), seen))
        section.append(child)
        stack.append((level, section))


def _check_heading(
    path: str,
    heading: etree._Element,
    level: int,
    above: int,
    problems: list[Problem],
) -> None:
    if not text_of(heading):
        problems.append(
            problem_at(
                path,
                heading,
                "empty-heading",
                "this heading has no words",
                "write the heading, or delete its # signs",
            )
        )
    if level == 1:
        problems.append(
            problem_at(
                path,
                heading,
                "title-in-body",
                "the text has a title of its own",
                "start it with ##: the title stands in the field title: at the top",
            )
        )
    elif level > above + 1:
        problems.append(
            problem_at(
                path,
                heading,
                "skipped-heading",
                f"this heading is of level {level}, below one of level {above}",
                f"start it with {'#' * (above + 1)} or write the heading between",
            )
        )


def heading_level(element: etree._Element) -> int | None:
    """Return 1 to 6 for a heading and None for anything else."""
    return _LEVELS.get(element.tag)


def unique(name: str, seen: dict[str, int]) -> str:
    """Return `name`, or with a number behind it when it has been given before."""
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def arrange_callouts(root: etree._Element, titles: dict[str, str]) -> None:
    """Give each callout its title and its role."""
    for number, aside in enumerate(list(root.iter("aside")), 1):
        kind = aside.attrib.pop("callout")
        aside.set("class", "callout")
        aside.set("role", "note")
        aside.set("aria-labelledby", f"callout-{number}")
        title = etree.Element("p", {"class": "callout-title", "id": f"callout-{number}"})
        title.text = titles[kind]
        aside.insert(0, title)
