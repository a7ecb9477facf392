"""What the law fixes in the accessibility statement of a public sector body in the United Kingdom.

The headings and sentences below must stand word for word. They are those that the government's own
auditors look for (alphagov/accessibility-monitoring-platform, the fixture statementcheck.json) and
of a published template that follows the GOV.UK sample (statement-template.md.hbs in
RobinKnipe/accessibility-statement-generator), with version 2.2 of WCAG, which the auditors use
since October 2024. No setting changes them. Public sector information, Open Government Licence
v3.0.
"""

from __future__ import annotations

from dataclasses import dataclass

REGULATIONS = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)


class Fixed:
    """The headings and sentences, by the names that `StatementWords` gives them."""

    scope = "This accessibility statement applies to {scope}."
    feedback = "Feedback and contact information"
    enforcement = "Enforcement procedure"
    enforced = (
        "The {body} ({short}) is responsible for enforcing the "
        f"{REGULATIONS} (the ‘accessibility regulations’){{where}}. "
        "If you’re not happy with how we respond to your complaint, "
    )
    technical = "Technical information about this website’s accessibility"
    commitment = (
        "{organisation} is committed to making its website accessible, in accordance with the "
        f"{REGULATIONS}."
    )
    compliance = "Compliance status"
    standard = "Web Content Accessibility Guidelines version {version}"
    full = "This website is fully compliant with the {standard} {level} standard."
    partial = (
        "This website is partially compliant with the {standard} {level} standard, due to {why} "
        "listed below."
    )
    not_compliant = (
        "This website is not compliant with the {standard} {level} standard. {why} are listed "
        "below."
    )
    non_compliances = "the non-compliances"
    exemptions = "the exemptions"
    partial_untested = partial.replace("{why}", non_compliances)
    not_untested = not_compliant.replace("{why}", "The non-compliances")
    """The law has no other words for what was not tested yet."""
    non_accessible = "Non-accessible content"
    reasons = "The content listed below is non-accessible for the following reasons."
    problems = "Non-compliance with the accessibility regulations"
    burden = "Disproportionate burden"
    outside = "Content that’s not within the scope of the accessibility regulations"
    preparation = "Preparation of this accessibility statement"
    prepared = "This statement was prepared on {prepared}. It was last reviewed on {reviewed}."


@dataclass(frozen=True, slots=True)
class Regulator:
    """Who enforces the regulations in a nation, and whom people complain to."""

    body: str
    short: str
    where: str
    contact: str
    address: str


REGULATORS = {
    "great-britain": Regulator(
        "Equality and Human Rights Commission",
        "EHRC",
        "",
        "contact the Equality Advisory and Support Service (EASS)",
        "https://www.equalityadvisoryservice.com/",
    ),
    "northern-ireland": Regulator(
        "Equality Commission for Northern Ireland",
        "ECNI",
        " in Northern Ireland",
        "contact the Equality Commission for Northern Ireland (ECNI)",
        "https://www.equalityni.org/Home",
    ),
}
