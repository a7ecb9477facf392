"""The accessibility statement: composed from settings, exceptions, checks by people and evidence.

There are two models. A public sector body's has the headings and sentences that the law fixes
(`statement_public`), in their order. Another publisher's has the same parts without the law's.
What the author writes stands below the scope. A section of the author's that is called as the
words' `improving` stands before the last part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from handbook.compliance import Compliance, compliance
from handbook.composer import Composer
from handbook.elements import long_date, make, phrase, section, unwrap, upper_first
from handbook.evidence import evidence_address, judges_that_ran
from handbook.fields import StatementFields
from handbook.markup import typeset
from handbook.statement_problems import exception_items, finding_items, open_checks
from handbook.statement_public import REGULATORS, Fixed
from handbook.statement_tests import preparation
from handbook.statement_words import StatementWords
from handbook.trees import text_of
from handbook.wcag import ADDRESS, VERSION

Parts = Iterator[etree._Element | str | None]
LEVEL = "AA"


def statement_parts(composer: Composer) -> list[etree._Element | str | None]:
    """Return the parts of the statement's page below its header, in their order."""
    model = {"publisher": OwnStatement, "public-sector": PublicStatement}
    return list(model[composer.page.statement.model](composer).parts())


@dataclass
class Statement:
    """What both models share."""

    composer: Composer

    def __post_init__(self) -> None:
        self.handbook, self.page = self.composer.handbook, self.composer.page
        self.settings, self.words = self.handbook.settings, self.handbook.settings.words.statement
        self.fields: StatementFields = self.page.statement
        self.organisation = typeset(self.fields.organisation or self.settings.publisher)
        self.fixed = self.headings()

    def headings(self) -> StatementWords | type[Fixed]:
        """Return where the headings and sentences come from that the law may fix."""
        return self.words

    @cached_property
    def compliance(self) -> Compliance:
        handbook = self.handbook
        return compliance(
            handbook.exceptions, handbook.audits, handbook.evidence, self.page.reviewed
        )

    def day(self, day) -> str:
        return long_date(day, self.settings.words)

    # The author's own text

    def introduction(self) -> Parts:
        """Yield what the author wrote before the first heading, then the author's sections."""
        first = next((n for n, one in enumerate(self.body) if _is_section(one)), len(self.body))
        yield from self.body[:first]
        yield from self.tested_claims()
        yield from (one for one in self.body[first:] if not self.is_about_work(one))

    @cached_property
    def body(self) -> list:
        return unwrap(self.composer.material.body)

    def improving(self) -> Parts:
        yield from (one for one in self.body if self.is_about_work(one))

    def is_about_work(self, part: etree._Element | str | None) -> bool:
        return _is_section(part) and text_of(part[0]) == self.words.improving

    # What both models say

    def scope(self) -> etree._Element:
        words, address = self.words, self.settings.site_url
        whole = words.scope_here.format(address=address) if address else words.scope_without_address
        scope = typeset(self.fields.scope) if self.fields.scope else whole
        return make("p", self.fixed.scope.format(scope=scope))

    def tested_claims(self) -> Parts:
        """Yield what programs tested on this very copy without finding a fault."""
        evidence, claims = self.handbook.evidence, self.words.claims
        clean = {one.id for one in judges_that_ran(evidence) if not one.findings}
        items = [make("li", said) for name, said in claims.items() if name in clean]
        if items:
            yield make("p", self.words.tested_claims)
            yield make("ul", items)

    def how_accessible(self) -> etree._Element:
        words = self.words
        items = [*exception_items(self, "problem", short=True), *finding_items(self)]
        known = [make("p", words.known), make("ul", items)] if items else []
        none = words.none_known if self.compliance.tested else words.not_tested
        said = known or [make("p", none)]
        limits = None if self.compliance.examined else make("p", words.limits)
        return section(words.how_accessible, 2, "statement-how-accessible", said, limits)

    def feedback(self) -> etree._Element:
        words, days = self.words, self.fields.reply_days
        reply = (words.reply_one if days == 1 else words.reply_many).format(days=days)
        formats = _either([*words.formats], words.or_)
        return section(
            self.fixed.feedback,
            2,
            "statement-feedback",
            make("p", words.ask.format(formats=formats)),
            self.contacts(),
            make("p", reply),
        )

    def reporting(self) -> etree._Element:
        text = make("p", self.words.report)
        return section(self.words.reporting, 2, "statement-reporting", text, self.contacts())

    def contacts(self) -> etree._Element:
        """Return every way to reach the people who run the site, as links."""
        words, contact = self.words, self.settings.contact
        ways = [(words.by_email.format(contact=contact), f"mailto:{contact}")]
        if self.fields.phone:
            number = "".join(sign for sign in self.fields.phone if sign in "+0123456789")
            ways.append((words.by_phone.format(phone=self.fields.phone), f"tel:{number}"))
        if self.fields.form:
            ways.append((words.by_form, self.fields.form))
        return make("ul", [make("li", make("a", text, href=href)) for text, href in ways])

    def status(self) -> etree._Element:
        """Return the sentence of the compliance status, with the standard as a link."""
        found, words = self.compliance, self.fixed
        sentence = {"full": words.full, "partial": words.partial, "not": words.not_compliant}
        if not (found.problems or found.exempt):
            sentence |= {"partial": words.partial_untested, "not": words.not_untested}
        reasons = [words.non_compliances] if found.problems else []
        reasons += [words.exemptions] if found.exempt else []
        why = phrase(reasons, self.settings.words)
        why = why if found.status == "partial" else upper_first(why)
        before, _, after = sentence[found.status].partition("{standard}")
        standard = make("a", words.standard.format(version=VERSION), href=ADDRESS)
        return make("p", before, standard, after.format(level=LEVEL, why=why))

    def non_accessible(self) -> etree._Element | None:
        if self.compliance.status == "full":
            return None
        words = self.fixed
        opening = make("p", words.reasons)
        problems = section(words.problems, 3, "statement-problems", self.problems())
        parts = [opening, problems, *self.left_out()]
        return section(words.non_accessible, 2, "statement-non-accessible", parts)

    def left_out(self) -> Parts:
        """Yield what is not made accessible, and why."""
        words = self.fixed
        yield section(words.burden, 3, "statement-burden", self.listed("burden"))
        yield section(words.outside, 3, "statement-outside", self.listed("out-of-scope"))

    def problems(self) -> list[etree._Element]:
        """Return everything that is known to be wrong, and what nobody has looked at."""
        items = [*exception_items(self, "problem"), *finding_items(self, whole=True)]
        items += [make("li", text) for text in open_checks(self)]
        return [make("ul", items)] if items else [make("p", self.words.none_listed)]

    def listed(self, kind: str) -> etree._Element:
        items = list(exception_items(self, kind))
        none = self.words.burden_none if kind == "burden" else self.words.none_listed
        return make("ul", items) if items else make("p", none)

    def preparation(self) -> etree._Element:
        parts = list(preparation(self))
        return section(self.fixed.preparation, 2, "statement-preparation", parts)

    def evidence_link(self) -> etree._Element | None:
        address = evidence_address(self.settings.site_url)
        if self.handbook.evidence is None or not address:
            return None
        return make("p", make("a", self.words.evidence, href=address), ".")


class OwnStatement(Statement):
    """The statement of a publisher that follows a standard by choice."""

    def parts(self) -> Parts:
        yield self.scope()
        yield make("p", self.words.run_by.format(organisation=self.organisation))
        yield from self.introduction()
        yield self.how_accessible()
        yield self.feedback()
        yield self.reporting()
        yield self.compliance_status()
        yield self.non_accessible()
        yield from self.improving()
        yield self.preparation()

    def compliance_status(self) -> etree._Element:
        chosen, heading = make("p", self.words.chosen), self.words.compliance
        return section(heading, 2, "statement-status", chosen, self.status())

    def left_out(self) -> Parts:
        """Yield what the law makes a public body say, where there is something to say."""
        return (part for part in super().left_out() if part.find("ul") is not None)


class PublicStatement(Statement):
    """The statement of a public sector body, in the form that the law fixes."""

    def headings(self) -> type[Fixed]:
        return Fixed

    def parts(self) -> Parts:
        yield self.scope()
        yield make("p", self.words.run_by.format(organisation=self.organisation))
        yield from self.introduction()
        yield self.how_accessible()
        yield self.feedback()
        yield self.reporting()
        yield self.enforcement()
        yield self.technical()
        yield section(self.fixed.compliance, 2, "statement-status", self.status())
        yield self.non_accessible()
        yield from self.improving()
        yield self.preparation()

    def technical(self) -> etree._Element:
        commitment = self.fixed.commitment.format(organisation=self.organisation)
        return section(self.fixed.technical, 2, "statement-technical", make("p", commitment))

    def enforcement(self) -> etree._Element:
        """Return who enforces the law in each nation, and whom to write to, as a link."""
        said = []
        for nation in self.fields.nations:
            one = REGULATORS[nation]
            text = self.fixed.enforced.format(body=one.body, short=one.short, where=one.where)
            said.append(make("p", text, make("a", one.contact, href=one.address), "."))
        return section(self.fixed.enforcement, 2, "statement-enforcement", said)


def _is_section(part: etree._Element | str | None) -> bool:
    return isinstance(part, etree._Element) and part.tag == "section"


def _either(names: list[str], or_: str) -> str:
    """Return names as a choice: 'a, b or c'."""
    return f"{', '.join(names[:-1])} {or_} {names[-1]}" if len(names) > 1 else "".join(names)
