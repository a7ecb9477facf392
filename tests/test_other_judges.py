"""pa11y and Lighthouse on each type of page; and they find what is planted.

`make lighthouse` prints all figures: `python -m tests.test_other_judges`.
"""

import sys
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest

from handbook.load import load
from tests.judges.axe import served
from tests.judges.node import lighthouse_scores, pa11y_errors
from tests.judges.pages import page_types

UNTIMED = ["accessibility", "best-practices", "seo"]
GOALS = {**dict.fromkeys(UNTIMED, 100), "performance": 98}
PLANTED = """<!doctype html><html><head><meta name="robots" content="noindex"></head><body>
<p style="color: #777; background: #fff">Grey</p><img src="a.png"><form action="/"><input></form>
</body></html>"""
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def pages(built_public: Path):
    """The address of the largest page of each type."""
    with served(built_public, base()) as address:
        yield [address + name for name in page_types(built_public).values()]


def base() -> str:
    """Return the path at which the site is published."""
    return urlsplit(load(ROOT).settings.site_url).path


def test_pa11y_finds_no_error_at_level_aaa(pages):
    found = pa11y_errors(pages)
    assert found == [], "\n".join(found)


def test_lighthouse_gives_full_marks_and_finds_each_type_of_page_fast(pages):
    indexed = [page for page in pages if not page.endswith("/404.html")]
    scores = lighthouse_scores(indexed, list(GOALS))
    lost = {page: below(found) for page, found in scores.items() if below(found)}
    slow = [page for page, found in lost.items() if list(found) == ["performance"]]
    assert lost.keys() == set(slow), lost
    again = {page: speed(page, scores[page]) for page in slow}
    assert {page: score for page, score in again.items() if score < GOALS["performance"]} == {}
    assert len(scores) == len(indexed)


def test_planted_faults_are_seen(tmp_path: Path):
    (tmp_path / "index.html").write_text(PLANTED, "utf-8")
    with served(tmp_path, "/") as address:
        codes = " ".join(pa11y_errors([address]))
        scores = lighthouse_scores([address], UNTIMED)[address]
    assert all(one in codes for one in ("H25", "G17", "H37", "H57", "H32.2"))
    assert all(found["score"] < 100 for found in scores.values())


def speed(page: str, first: dict[str, dict]) -> float:
    """Return the median of five measures of a page's speed, since one is a matter of luck.

    See https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md.
    """
    more = [lighthouse_scores([page], ["performance"])[page] for _ in range(4)]
    return median(found["performance"]["score"] for found in [first, *more])


def below(found: dict[str, dict]) -> dict[str, dict]:
    """Return the categories that miss their goal."""
    return {name: one for name, one in found.items() if one["score"] < GOALS[name]}


def measure(site: Path) -> int:
    """Print all scores of each type of page; return 1 when one misses its goal."""
    missed = 0
    with served(site, base()) as address:
        for kind, name in page_types(site).items():
            scores = lighthouse_scores([address + name], list(GOALS))[address + name]
            figures = ", ".join(f"{category} {one['score']}" for category, one in scores.items())
            print(f"{name} ({kind}): {figures}", flush=True)
            for category, one in below(scores).items():
                print(f"  {category}: {', '.join(one['lost'])}")
                missed = 1
    return missed


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])))
