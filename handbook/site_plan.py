"""What the page with the reader's plan knows: every recommendation, in one small file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handbook.elements import lower_first, phrase
from handbook.markup import typeset
from handbook.site import relative_url

if TYPE_CHECKING:
    from handbook.load import Edition

FOLDER = "plan/"
FILE = f"{FOLDER}recommendations.json"
WORDS_FILE = "assets/plan/words.js"


def plan_files(edition: Edition) -> dict[str, str]:
    """Return the files that the plan reads, by their address below the site's root."""
    return {FILE: plan_data(edition), WORDS_FILE: plan_words(edition)}


def plan_data(edition: Edition) -> str:
    """Return JSON: `stages` in order, and `recommendations` with addresses seen from the plan."""
    settings = edition.settings
    audiences = settings.choices("audiences")
    recommendations = [
        {
            "id": f"{principle.id}/{advice.id}",
            "stage": advice.stage,
            "text": typeset(advice.text),
            "for": _whom([audiences[name].title for name in advice.audiences], edition),
            "principle": typeset(principle.title),
            "url": f"{relative_url(FOLDER, edition.pages[principle.path].url)}#rec-{advice.id}",
        }
        for principle in edition.handbook.principles
        for advice in principle.recommendations
    ]
    stages = [{"id": stage.id, "title": stage.title} for stage in settings.stages]
    data = {"stages": stages, "recommendations": recommendations}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def plan_words(edition: Edition) -> str:
    """Return the script that holds the words of the buttons, so that no page has to."""
    site = edition.settings.words.site
    words = {
        "add": site.plan_add,
        "added": site.plan_added,
        "removed": site.plan_removed,
        "failed": site.plan_not_kept,
        "see": site.plan_see,
    }
    return f"export default {json.dumps(words, ensure_ascii=False)};\n"


def _whom(names: list[str], edition: Edition) -> str:
    first, *rest = names
    return phrase([first, *map(lower_first, rest)], edition.settings.words)
