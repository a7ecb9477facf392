"""What each field of the content model asks for, in a sentence that an editor can answer."""

from __future__ import annotations

HINTS: dict[str, dict[str, str]] = {
    "PrincipleFields": {
        "number": "Its number in the handbook",
        "title": "The title, which says what to do, such as: Ask people before you draw",
        "summary": "One sentence: what to do, and what comes of it",
        "pillars": "The pillars it serves",
        "stages": "The stages of a project at which it helps",
        "recommendations": "One thing that somebody should do",
        "questions": "A question that a team should ask itself",
        "measures": "A survey or data set that can measure it",
        "related": "Other principles that belong with it",
        "basis": "The sources it rests on",
        "figure": "A drawing that explains it",
        "reviewed": "The day on which a person last checked it",
    },
    "Recommendation": {
        "id": "A short name for this recommendation, which never changes",
        "text": "One thing that somebody should do",
        "for": "Who should do it",
        "stage": "The stage at which to do it",
    },
    "Measure": {
        "name": "The survey, toolkit or data set, by the name it goes by",
        "what": "What it measures",
        "source": "The source that describes it",
    },
    "Basis": {
        "source": "A source that it rests on",
        "supports": "What this source says that supports the principle",
    },
    "CaseStudyFields": {
        "title": "The name of the project, as people there use it",
        "summary": "One sentence: what was done, where, and what came of it",
        "places": "The places it is in",
        "location": "The street or neighbourhood",
        "lead": "Who leads it",
        "partners": "Who else takes part",
        "years": "The year in which it began",
        "topics": "The topics it belongs to",
        "people": "The people it serves",
        "shows": "The principles it shows",
        "figures": "What a figure counts",
        "evidence": "How well it is documented",
        "evaluation": "Whether somebody has evaluated it",
        "images": "A picture of it",
        "sources": "The sources that were read",
        "reviewed": "The day on which a person last checked it",
    },
    "Years": {"from": "The first year", "to": "The last year", "note": "What is said of the dates"},
    "Shows": {
        "principle": "A principle that it shows",
        "how": "How the project shows this principle",
    },
    "Figure": {
        "label": "What the figure counts",
        "value": "The figure, as the source gives it",
        "unit": "Its unit",
        "sources": "The sources that give it",
        "note": "What a reader should know about it",
    },
    "Evaluation": {
        "status": "Whether somebody has evaluated it",
        "note": "Who evaluated it, and what they found",
    },
    "Picture": {
        "file": "The picture's file, from the handbook's top folder",
        "alt": "What the picture tells, for people who do not see it",
        "caption": "The words below it",
        "credit": "Who made it",
        "licence": "The licence under which it may be used",
    },
    "GuideFields": {
        "title": "The title",
        "summary": "One sentence: what readers find here",
        "lists": "What to list below the text",
        "report": "Whether the page is part of the report",
        "reviewed": "The day on which a person last checked it",
    },
    "SourceFields": {
        "id": "The short id by which pages cite it",
        "title": "The title, as the source has it",
        "publisher": "Who published it",
        "author": "Who wrote it",
        "year": "The year, as the source gives it, or n.d. where it gives none",
        "url": "The web address at which it was read",
        "read": "How much of it was read",
        "tier": "primary: from those who did the work; secondary: somebody else's account",
        "supports": "What was read of it, and so what it may be cited for",
    },
    "TermFields": {
        "term": "The word or phrase, with a capital letter",
        "meaning": "What it means, in plain words",
        "abbreviation": "Its short form",
        "also": "Other forms of the word, such as the plural",
    },
    "EasyReadFields": {
        "title": "The title in easy words",
        "parts": "What this part is about",
        "words": "A hard word",
        "credit": "Who made the pictures",
        "licence": "The licence of the pictures",
        "reviewed": "The day on which a person last checked it",
    },
    "Part": {"heading": "What this part is about", "ideas": "One idea"},
    "Idea": {"picture": "A picture of this idea", "text": "A short sentence"},
    "EasyPicture": {
        "file": "The picture's file, from the handbook's top folder",
        "alt": "What the picture shows, in easy words",
    },
    "HardWord": {"word": "A hard word", "meaning": "What it means, in easy words"},
}
"""Name of a model, then of a field as authors write it; a test holds both against the models."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "principle": (
        "say who gains and who loses today, with a source beside each fact",
        "say what to do, the most useful first",
        "say what goes wrong where people mean well",
        "say what a team can see or count when it works",
    ),
    "case_study": (
        "say what the project is, who leads it and whom it is for, with sources",
        "say what people did, one step after another",
        "say what those who were there learnt, and who says so",
        "say what no source tells, and what you could not read",
    ),
}
"""What the sections of a page ask for, in their order."""

MODEST = {
    "evidence": "partial",
    "status": "none-found",
    "read": "opening",
    "tier": "secondary",
}
"""The value that claims least, for a choice that nobody has made yet."""
