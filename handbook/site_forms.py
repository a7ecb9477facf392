"""The forms of the website as plain values; theme/partials/form.html draws them.

They follow the GOV.UK Design System: a question is a label or a legend, help stands in a hint above
the field and never inside it, optional fields say so, and a mistake is put in words both beside the
field and in a summary (https://design-system.service.gov.uk/patterns/validation/).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from handbook.load import Edition
    from handbook.settings import Settings

FORMATS_URL = "ask-for-a-format/"
INTEREST_URL = "register/"
THANKS_URL = "thank-you/"
WHOLE, PART = "whole", "part"


@dataclass(frozen=True, slots=True)
class Field:
    """One question with one answer."""

    name: str
    label: str
    kind: str = "text"
    """text, email, tel, textarea, select or radios."""
    hint: str = ""
    missing: str = ""
    """What to say when there is no answer; a field without it is optional."""
    wrong: str = ""
    """What to say when the browser takes the answer for wrong."""
    autocomplete: str = "off"
    """https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill"""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words."""
    when: str = ""
    """Value of another field, as `name=value`, for which there must be an answer."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together below one legend."""

    name: str
    label: str
    fields: tuple[Field, ...]
    hint: str = ""
    rule: str = ""
    """`any`: one answer at least. `date`: day, month and year of a real date, or nothing."""
    wrong: str = ""
    """What to say when the rule is broken."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form and where it goes."""

    name: str
    url: str
    title: str
    summary: str
    send: str
    items: tuple[Field | Group, ...]
    address: str
    """Where a browser posts it; empty when the answers go by email."""
    contact: str

    @property
    def action(self) -> str:
        return self.address or f"mailto:{self.contact}?subject={quote(self.title)}"

    @property
    def email(self) -> str:
        """Return the address of an email that holds the questions, for any email program."""
        questions = "\r\n".join(item.label for item in self.items)
        return f"mailto:{self.contact}?subject={quote(self.title)}&body={quote(questions)}"


def forms(edition: Edition) -> list[Form]:
    """Return every form of the site."""
    settings = edition.settings
    words = settings.words.site
    return [
        Form(
            "formats",
            FORMATS_URL,
            words.formats_title,
            words.formats_summary,
            words.formats_send,
            _formats_items(settings),
            settings.forms.formats or "",
            settings.contact,
        ),
        Form(
            "interest",
            INTEREST_URL,
            words.interest_title,
            words.interest_summary,
            words.interest_send,
            _interest_items(settings),
            settings.forms.interest or "",
            settings.contact,
        ),
    ]


def form_sources(edition: Edition) -> str:
    """Return where forms may go, for the form-action directive (CSP Level 3, 6.4.1).

    It is this site, for the search, and exactly what the settings name; `mailto:` when a form has
    no address.
    """
    found = [_source(form.address) if form.address else "mailto:" for form in forms(edition)]
    return " ".join(["'self'", *dict.fromkeys(found)])


def _source(address: str) -> str:
    """Return an address without its query, which a policy cannot name."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _formats_items(settings: Settings) -> tuple[Field | Group, ...]:
    words = settings.words.site
    return (
        Field(
            "what",
            words.formats_what,
            "radios",
            missing=words.formats_what_missing,
            choices=((WHOLE, words.formats_what_whole), (PART, words.formats_what_page)),
        ),
        Field(
            "page",
            words.formats_page,
            hint=words.formats_page_hint,
            wrong=words.formats_page_missing,
            when=f"what={PART}",
        ),
        Field(
            "format",
            words.formats_format,
            "radios",
            missing=words.formats_format_missing,
            choices=tuple((choice, choice) for choice in words.formats_choices),
        ),
        Field("detail", words.formats_detail, "textarea", hint=words.formats_detail_hint),
        Field("technology", words.formats_technology, hint=words.formats_technology_hint),
        Field("name", words.name, autocomplete="name"),
        Group(
            "reach",
            words.formats_reach,
            (
                Field("email", words.email, "email", wrong=words.email_wrong, autocomplete="email"),
                Field("phone", words.phone, "tel", autocomplete="tel"),
                Field("post", words.post, "textarea", autocomplete="street-address"),
            ),
            words.formats_reach_hint,
            "any",
            words.formats_reach_missing,
        ),
        Group(
            "by",
            words.formats_by,
            (
                Field("by-day", words.day, "number"),
                Field("by-month", words.month, "number"),
                Field("by-year", words.year, "number"),
            ),
            words.formats_by_hint,
            "date",
            words.formats_by_wrong,
        ),
    )


def _interest_items(settings: Settings) -> tuple[Field | Group, ...]:
    words = settings.words.site
    places = tuple((place.title, place.title) for place in settings.places)
    role = Field(
        "role",
        words.interest_role,
        hint=words.interest_role_hint,
        autocomplete="organization-title",
    )
    place = Field(
        "place",
        words.interest_place,
        "select",
        hint=words.interest_place_hint,
        choices=(("", words.interest_no_place), *places),
    )
    return (
        Field("name", words.name, missing=words.name_missing, autocomplete="name"),
        role,
        *((place,) if places else ()),
        Field(
            "email",
            words.email,
            "email",
            hint=words.interest_email_hint,
            missing=words.email_missing,
            wrong=words.email_wrong,
            autocomplete="email",
        ),
    )
