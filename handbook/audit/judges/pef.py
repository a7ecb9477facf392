"""Braille as PEF 2008-1, by the schema of the format (https://braillespecs.github.io/pef/)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from lxml import etree

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site

SCHEMA = Path(__file__).with_name("pef.rng")


@cache
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


def looks(site: Site) -> list[Look]:
    return [Look(name) for name in site.downloads if name.endswith(".pef")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield where each file breaks the schema."""
    for look in chosen:
        faults = faults_of((site.folder / look.path).read_bytes())
        yield look, Seen(tuple(Finding(look.path, "", "schema", "", one) for one in faults))


def faults_of(data: bytes) -> list[str]:
    try:
        tree = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [str(error)]
    rules = schema()
    if rules.validate(tree):
        return []
    return [f"line {one.line}: {one.message}" for one in rules.error_log]


JUDGE = Judge(
    id="pef",
    title="Schema of PEF",
    judges="Braille files for embossers: whether they keep to the schema of the format PEF.",
    version=lambda: "PEF 2008-1",
    looks=looks,
    judge=judge,
    batch=100,
    effort=0.1,
)
