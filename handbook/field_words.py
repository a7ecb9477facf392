"""What each field is called and what to write in it, for editors: in schemas and in forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handbook.word_group import WordGroup

_PICTURE = {
    "file": ("File", "Path from the project's top folder, for example content/images/street.svg."),
    "alt": ("Description", "What the picture tells, for people who do not see it."),
    "caption": ("Caption", "One sentence that stands below the picture."),
    "credit": ("Credit", "Who made the picture."),
    "licence": ("Licence", "The licence of the picture, for example CC BY 4.0."),
}
_PRINCIPLE = {
    "number": ("Number", "Its place among the principles. Each principle has its own."),
    "title": ("Title", "A short instruction, for example: Slow the traffic."),
    "summary": ("Summary", "One sentence."),
    "pillars": ("Pillars", "What it serves."),
    "stages": ("Stages", "When in a project it matters."),
    "recommendations": ("Recommendations", "What to do, one piece of advice each."),
    "recommendations.id": ("Id", "Small letters, digits and hyphens. It stays when words change."),
    "recommendations.text": ("Text", "One or two sentences that tell someone what to do."),
    "recommendations.for": ("For", "Who it is for."),
    "recommendations.stage": ("Stage", "When to do it."),
    "questions": ("Questions to ask", "One question each, with its question mark."),
    "measures": ("Measures", "Surveys, toolkits and data that show whether it works."),
    "measures.name": ("Name", "The survey, toolkit or data set, by the name it goes by."),
    "measures.what": ("What it tells you", "One sentence."),
    "measures.source": ("Source", "Where it is described."),
    "related": ("Related principles", "Principles to read next."),
    "basis": ("Basis", "What the principle rests on."),
    "basis.source": ("Source", "The publication."),
    "basis.supports": ("What it supports", "What this source says, in one sentence."),
    "figure": ("Picture", "A drawing of the whole principle."),
    "reviewed": ("Reviewed", "The day somebody last checked the page: year-month-day."),
}
_CASE_STUDY = {
    "title": ("Title", "The name of the project."),
    "summary": ("Summary", "One sentence."),
    "places": ("Places", "Where it is, from the handbook's list."),
    "location": ("Location", "The part of town, in a few words."),
    "lead": ("Led by", "Who leads or led it."),
    "partners": ("Partners", "Others who took part, one each."),
    "years": ("Years", "Leave this out when no source gives them."),
    "years.from": ("From", "The first year, in four digits."),
    "years.to": ("To", "The last year. Leave it out if the project goes on."),
    "years.note": ("Note", "What a reader must know about these years."),
    "topics": ("Topics", "What it is about, from the handbook's list."),
    "people": ("People", "The people it serves."),
    "shows": ("Principles it shows", "Each principle, and how."),
    "shows.principle": ("Principle", "The principle that can be seen here."),
    "shows.how": ("How", "One sentence."),
    "figures": ("Figures", "Numbers, each with its source."),
    "figures.label": ("What", "What the number counts."),
    "figures.value": ("Value", "As the source gives it."),
    "figures.unit": ("Unit", "For example: people, pounds or per cent."),
    "figures.sources": ("Sources", "Where the number stands."),
    "figures.note": ("Note", "What a reader must know about the number."),
    "evidence": ("Evidence", "How well the sources document the project."),
    "evaluation": ("Evaluation", "Whether somebody has looked at what came of it."),
    "evaluation.status": ("Status", "Who evaluated it."),
    "evaluation.note": ("Note", "What was evaluated, and what was read of it."),
    "images": ("Pictures", "Photographs and drawings of the project."),
    "sources": ("Sources", "Every publication that the page rests on."),
    "reviewed": _PRINCIPLE["reviewed"],
}
_GUIDE = {
    "title": ("Title", "What the page is about."),
    "summary": ("Summary", "One sentence."),
    "lists": ("List", "What to list below the text. Leave it out on ordinary pages."),
    "report": ("Part of the report", "Whether the page is in the whole handbook as one file."),
    "statement": ("Accessibility statement", "Only for the page that is the statement."),
    "reviewed": _PRINCIPLE["reviewed"],
}
_STATEMENT = {
    "model": ("Model", "By the publisher's own choice, or in the form that the law fixes."),
    "prepared": ("Prepared", "The day it was first written: year-month-day."),
    "reply_days": ("Days to reply", "Days within which somebody answers."),
    "organisation": ("Organisation", "Who runs the website, by the full name."),
    "scope": ("Scope", "What the statement is about, if not the whole website."),
    "nations": ("Nations", "Whose law a public sector body is under."),
    "phone": ("Telephone", "The number to call."),
    "form": ("Form", "The web address of a form to report a problem with."),
}
_SOURCE = {
    "id": ("Id", "Letters, digits and hyphens. Pages cite the source by it: [@S31]."),
    "title": ("Title", "The title of the publication."),
    "publisher": ("Publisher", "Who published it."),
    "author": ("Author", "The people who wrote it, if they are named."),
    "year": ("Year", "As the source gives it, for example 2020-21 or n.d."),
    "url": ("Web address", "It starts with https://"),
    "read": ("Read", "How much of it was read."),
    "tier": ("Kind", "Primary: by those who did the work. Secondary: by others about it."),
    "supports": ("Used for", "What was read of it, and so what it may be cited for."),
}
_TERM = {
    "term": ("Term", "The word to explain."),
    "meaning": ("Meaning", "One or two plain sentences."),
    "abbreviation": ("Abbreviation", "Its short form, if it has one."),
    "also": ("Also", "Other forms of the word, for example its plural."),
}
_EASY_READ = {
    "title": ("Title", "A short title in easy words."),
    "parts": ("Parts", "Each part has a heading and some ideas."),
    "parts.heading": ("Heading", "A few easy words."),
    "parts.ideas": ("Ideas", "One picture each, with one to three short sentences."),
    "parts.ideas.picture": ("Picture", "One simple drawing that shows the idea."),
    "parts.ideas.picture.file": _PICTURE["file"],
    "parts.ideas.picture.alt": _PICTURE["alt"],
    "parts.ideas.text": ("Sentences", "At most 15 words each. Put a hard word between ** and **."),
    "words": ("Hard words", "Each word in bold above, explained."),
    "words.word": ("Word", "The word as it stands in the text."),
    "words.meaning": ("Meaning", "One short sentence."),
    "credit": ("Credit", "Who made the pictures."),
    "licence": ("Licence", "The licence of the pictures."),
    "reviewed": _PRINCIPLE["reviewed"],
}


def _below(name: str, group: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {f"{name}.{field}": words for field, words in group.items()}


FIELDS: dict[str, tuple[str, str]] = {
    **_below("principle", _PRINCIPLE | _below("figure", _PICTURE)),
    **_below("case_study", _CASE_STUDY | _below("images", _PICTURE)),
    **_below("guide", _GUIDE | _below("statement", _STATEMENT)),
    **_below("source", _SOURCE),
    **_below("term", _TERM),
    **_below("easy_read", _EASY_READ),
}
"""Kind and field, as in `principle.recommendations.for`, to its name and what to write in it."""

KINDS = {
    "guide": "Guides",
    "easy_read": "Easy Read",
    "source": "Sources",
    "term": "Glossary",
    "lists": "Sources and glossary",
}
"""What a group of files is called in the editor; principles and the like have their own names."""


class FieldWords(WordGroup):
    """Replaces single names and hints of FIELDS in a handbook's settings."""

    names: Mapping[str, str] = MappingProxyType({})
    hints: Mapping[str, str] = MappingProxyType({})
    kinds: Mapping[str, str] = MappingProxyType({})
    """What a kind of file is called in the editor at /edit/, such as `easy_read`."""
    text: str = "Text"
    editor: str = "Edit {title}"
    editor_without_script: str = (
        "This editor needs JavaScript. You can change every file on the Git host instead."
    )

    def name(self, field: str) -> str:
        """Return what a field is called; its own name where there is no word for it."""
        default = FIELDS.get(field, (field.rpartition(".")[2].replace("_", " ").capitalize(), ""))
        return self.names.get(field, default[0])

    def kind(self, name: str) -> str:
        """Return what a kind of file, or the group of lists, is called in the editor."""
        return self.kinds.get(name, KINDS[name])

    def hint(self, field: str) -> str:
        """Return what to write in a field, or nothing."""
        return self.hints.get(field, FIELDS.get(field, ("", ""))[1])
