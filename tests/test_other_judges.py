"""pa11y and Lighthouse on each type of page; and they find what is planted.

`make lighthouse` prints all figures: `python -m tests.test_other_judges`.
"""

import sys
from pathlib import Path
from statistics import median

from handbook.audit import Audit
from handbook.audit.browser import address
from handbook.audit.judge import LOWEST
from handbook.audit.judges.lighthouse import JUDGE, SPEED, UNTIMED, looks, scores
from handbook.audit.kept import FOLDER, Kept
from handbook.audit.resources import end_all
from handbook.audit.site import Site, address_of
from tests.judging import findings

GOALS = {**dict.fromkeys(UNTIMED, 100), SPEED: 98}
TIMES = 5
"""How often a slow page is measured, since one measure is a matter of luck: see
https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md."""
PLANTED = """<!doctype html><html><head><meta name="robots" content="noindex"></head><body>
<p style="color: #777; background: #fff">Grey</p><img src="a.png"><form action="/"><input></form>
</body></html>"""


def test_pa11y_finds_no_error_at_level_aaa(audited: Audit):
    judged = audited.judge("pa11y")
    assert judged.findings == ()
    assert judged.tests > 8


def test_lighthouse_gives_full_marks(audited: Audit):
    judged = audited.judge("lighthouse")
    assert judged.findings == ()
    assert judged.tests == audited.judge("pa11y").tests - 1  # all but the page for what is missing


def test_lighthouse_finds_each_type_of_page_fast(
    audited: Audit, built_public: Path, project_root: Path
):
    """What was measured while other judges were at work is measured again if it was slow."""
    site = Site(built_public, None, address_of(built_public))
    kept = Kept(project_root / FOLDER, JUDGE)
    seen = {look.path: kept.get(site, look).counts[f"{LOWEST}speed"] for look in looks(site)}
    assert min(seen.values()) == audited.judge("lighthouse").looked_at[f"{LOWEST}speed"]
    again = speeds(site, [page for page, one in seen.items() if one < GOALS[SPEED]])
    assert {page: one for page, one in again.items() if one < GOALS[SPEED]} == {}


def test_planted_faults_are_seen(tmp_path: Path):
    (tmp_path / "index.html").write_text(PLANTED, "utf-8")
    codes = " ".join(one.rule for one in findings("pa11y", tmp_path))
    assert all(one in codes for one in ("H25", "G17", "H37", "H57", "H32.2"))
    assert {one.criterion for one in findings("lighthouse", tmp_path)} == set(UNTIMED)


def speeds(site: Site, paths: list[str]) -> dict[str, float]:
    """Return the speed of some pages: the median of some measures where the first was slow."""
    if not paths:
        return {}
    pages = [address(site) + path for path in paths]
    first = {page: found[SPEED]["score"] for page, found in scores(pages, [SPEED])}
    slow = [page for page, one in first.items() if one < GOALS[SPEED]]
    more = list(scores(slow * (TIMES - 1), [SPEED]))
    end_all()
    again = {page: [found[SPEED]["score"] for one, found in more if one == page] for page in slow}
    return {page: median([one, *again.get(page, [])]) for page, one in first.items()}


def below(found: dict[str, dict]) -> dict[str, dict]:
    """Return the categories that miss their goal."""
    return {name: one for name, one in found.items() if one["score"] < GOALS[name]}


def measure(folder: Path) -> int:
    """Print all scores of each type of page; return 1 when one misses its goal."""
    site, missed = Site(folder, None, address_of(folder)), 0
    root = address(site)
    for page, found in scores([root + look.path for look in looks(site)], GOALS):
        figures = ", ".join(f"{category} {one['score']}" for category, one in found.items())
        print(f"{page.removeprefix(root)}: {figures}", flush=True)
        for category, one in below(found).items():
            print(f"  {category}: {', '.join(each['id'] for each in one['lost'])}")
            missed = 1
    end_all()
    return missed


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])))
