"""What an audit found, as a page that a person can read: one file that needs no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path

from handbook.audit.model import RUN, Audit, Judged
from handbook.progress import counted

STYLE = Path(__file__).resolve().parent.parent / "formats" / "single-file.css"
LONGEST = 400
"""Letters of a finding that are shown; audit.json has all."""
TOP = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the judges found</title><style>
{style}main {{ max-width: 64rem }} .scroll {{ overflow-x: auto }}</style></head>
<body><main><h1>What the judges found</h1>
"""


def page_html(audit: Audit) -> str:
    """Return the page: a summary, each judge, each finding, and each file with an anchor."""
    parts = [
        TOP.format(style=STYLE.read_text("utf-8")),
        *overview(audit),
        *judges(audit),
        *findings(audit),
        *reasons("Known problems", audit, "exceptions"),
        *reasons("Questions that a person has answered", audit, "answered"),
        *limits(audit),
        *files(audit),
        "</main></body></html>\n",
    ]
    return "".join(parts)


def overview(audit: Audit) -> Iterator[str]:
    """Yield what was judged, when, and what came of it."""
    day = date.fromisoformat(audit.date)
    when = f"{day.day} {day:%B %Y}"
    yield f'<p class="summary">{escape(summary(audit))}</p>'
    where = f" of {audit.address}" if audit.address else ""
    pages, downloads = counted(audit.pages, "page"), counted(audit.downloads, "download")
    tests = counted(audit.tests, "test")
    yield f"<p>On {when}, {pages} and {downloads}{escape(where)} were looked at, in {tests}.</p>"
    if audit.not_run:
        names = ", ".join(one.title for one in audit.not_run)
        yield f"<p><strong>Did not run: {escape(names)}.</strong> What they judge is not known.</p>"


def summary(audit: Audit) -> str:
    """Return in a sentence how many judges ran and how many faults they found."""
    ran = counted(sum(one.status == RUN for one in audit.judges), "judge")
    return f"{ran} ran and found {counted(len(audit.findings), 'fault')}."


def judges(audit: Audit) -> Iterator[str]:
    yield '<h2 id="judges">Judges</h2><div class="scroll" tabindex="0" role="region"'
    yield ' aria-labelledby="judges"><table><caption>Who looked at what</caption>'
    yield from head("Judge", "What it looks for", "What it looked at", "What it found")
    for one in audit.judges:
        name = escape(f"{one.title} {one.version}".strip())
        yield f'<tr id="judge-{one.id}"><th scope="row">{name}</th>'
        yield from map(cell, (one.judges, looked_at(one), result(one)))
        yield "</tr>\n"
    yield "</tbody></table></div>"


def head(*names: str) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    yield f"<thead><tr>{cells}</tr></thead><tbody>\n"


def cell(text: object) -> str:
    return f"<td>{escape(str(text))}</td>"


def looked_at(one: Judged) -> str:
    """Return what a judge counted, as '169 files, 5 states'."""
    if one.status != RUN:
        return "nothing"
    return ", ".join(f"{number:,} {name}" for name, number in one.looked_at.items())


def result(one: Judged) -> str:
    """Return what a judge found, or why it did not run; that is never a pass."""
    if one.status != RUN:
        return f"Not run: {one.why}"
    if not one.tests:
        return "There was nothing for it to look at"
    return counted(len(one.findings), "fault")


def findings(audit: Audit) -> Iterator[str]:
    """Yield each fault, under its judge."""
    yield '<h2 id="faults">Faults</h2>'
    if not audit.findings:
        yield "<p>No judge found one.</p>"
    for judged in audit.judges:
        if judged.findings:
            yield f"<h3>{escape(judged.title)}</h3><ul>\n"
            for one in judged.findings:
                text = str(one)
                short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
                yield f"<li>{escape(short)}</li>\n"
            yield "</ul>"


def reasons(title: str, audit: Audit, name: str) -> Iterator[str]:
    """Yield what may stand, with the reason that a person gave, each reason once."""
    found = {(judged.title, one.rule, one.reason): one
             for judged in audit.judges for one in getattr(judged, name)}  # fmt: skip
    if not found:
        return
    yield f"<h2>{title}</h2><ul>\n"
    for (judge, rule, reason), one in found.items():
        criterion = f" ({one.criterion})" if one.criterion else ""
        since = f" Since {one.since}." if one.since else ""
        yield f"<li>{escape(f'{judge}: {rule}{criterion}: {reason}{since}')}</li>\n"
    yield "</ul>"


def limits(audit: Audit) -> Iterator[str]:
    """Yield what no program can judge, and what people checked."""
    yield '<h2 id="limits">What no program can judge</h2><ul>\n'
    yield from (f"<li>{escape(one)}</li>\n" for one in audit.unjudged)
    yield "</ul><h3>What people checked</h3>"
    if not audit.by_hand:
        yield "<p>No check by people is recorded.</p>"
        return
    yield "<ul>\n"
    for one in audit.by_hand:
        said = f"{one['date']}: {one['check']}, by {one['role']}: {one['found']}"
        yield f"<li>{escape(said)}</li>\n"
    yield "</ul>"


def files(audit: Audit) -> Iterator[str]:
    """Yield a row for each file that a judge looked at; its id is `file-` and its path."""
    yield '<h2 id="files">Files</h2><div class="scroll" tabindex="0" role="region"'
    yield ' aria-labelledby="files"><table><caption>How often each file was looked at</caption>'
    yield from head("File", "Tests", "Faults", "Judges")
    for path, one in audit.files.items():
        if one.tests:
            yield f'<tr id="{escape(anchor(path))}"><th scope="row">{escape(path)}</th>'
            yield from map(cell, (one.tests, one.faults, ", ".join(one.judges)))
            yield "</tr>\n"
    yield "</tbody></table></div>"


def anchor(path: str) -> str:
    """Return the id of a file's row; an id has no spaces."""
    return f"file-{path.replace(' ', '%20')}"


def lines(audit: Audit, most: int) -> Iterable[str]:
    """Yield what to print of an audit at its end."""
    for judged in audit.judges:
        yield f"  {judged.title}: {looked_at(judged)}; {result(judged).lower()}"
    faults = audit.findings
    for judged, one in faults[:most]:
        text = " ".join(str(one).split())
        yield f"{judged.title}: {text if len(text) <= LONGEST else f'{text[:LONGEST]}…'}"
    if len(faults) > most:
        yield f"and {counted(len(faults) - most, 'more fault')}; the page has them all"
    yield summary(audit)
