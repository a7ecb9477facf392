"""axe-core in a real browser: what it finds on the pages of a site, and whom the pages ask.

https://github.com/dequelabs/axe-core. All its rules run: WCAG 2.2 A, AA and AAA, best practices and
experiments. What axe cannot decide ("incomplete") is a finding too, unless a person has answered.
Two findings are our own: a page wider than its window (WCAG 2.2, 1.4.10) and a request to another
host. Every page is judged at 1280 and at 320 px, with all that opens open. The other states change
colours or take scripts away, in the same way on all pages of one type, so the largest page of each
type stands for it. The search is open where there are results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.audit.accepting import OPEN
from handbook.audit.browser import (
    Traffic,
    address,
    browser_version,
    held_browser,
    missing_browser,
    watch_requests,
)
from handbook.audit.judge import BROWSER, Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.packages import NODE_MODULES, missing_node, node_version
from handbook.audit.search import QUERY, searches
from handbook.audit.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: How a page is looked at, as options of a browser context.
STATES = {
    "1280 px wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "320 px wide": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "no JavaScript": {"viewport": {"width": 320, "height": 640}},
}
NO_SCRIPT = "no JavaScript"
"""In this state no script is let through. The browser still runs scripts, since axe is one: where
they are off, axe waits for timers that never come."""
EVERY_PAGE = ("1280 px wide", "320 px wide")
EVERY_TYPE = ("dark", "forced colours", NO_SCRIPT)
SEARCHED = ("1280 px wide", "320 px wide", "dark", "forced colours")
RUN_AXE = """async selector => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated'));
  const options = {runOnly: {type: 'rule', values: rules.map(rule => rule.ruleId)},
                   resultTypes: ['violations', 'incomplete']};
  const late = performance.now() + 10000;
  let changed, judged;
  const watch = new MutationObserver(() => { changed = true; });
  watch.observe(document, {subtree: true, childList: true, attributes: true});
  do {
    if (performance.now() > late) throw new Error('the page never stands still');
    changed = false;
    judged = await axe.run(document.querySelectorAll(selector), options);
  } while (changed);
  watch.disconnect();
  const {violations, incomplete} = judged;
  const places = (results, open) => results.flatMap(({id, tags, help, nodes}) =>
    nodes.map(({target, html, any, all, none}) => {
      const beside = [...any, ...all, ...none].flatMap(check => check.relatedNodes);
      const source = [html, ...beside.map(one => one.html)].join('\\n');
      const links = [...source.matchAll(/ href="([^"#?]*)/g)];
      const pages = new Set(links.map(found => new URL(found[1], location).href));
      return {id, tags, help, target: target.join(' '), source, open, pages: pages.size};
    }));
  return [rules.length, [...places(violations, false), ...places(incomplete, true)]];
}"""
OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach(one => { one.open = true; });
  const buttons = [...document.querySelectorAll('button[aria-expanded=false][aria-controls]')];
  const pressed = buttons.filter(one => one.checkVisibility());
  pressed.forEach(one => one.click());
  return [...closed.map(() => 'details'),
          ...pressed.map(one => '#' + one.getAttribute('aria-controls'))].join(', ');
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looks(site: Site) -> list[Look]:
    """Return every page in two states, each type of page in three, and the search in four."""
    drawn = site.drawn_with
    every = [Look(name, state, drawn) for state in EVERY_PAGE for name in site.pages]
    types = [Look(name, state, drawn) for state in EVERY_TYPE for name in site.types.values()]
    found = searches(site)
    open_ = [Look(found.page, f"{state}{QUERY}{query}", found.made_of) for state in SEARCHED
             for query in found.queries] if found else []  # fmt: skip
    return every + types + open_


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what axe finds on each page, in the state that the look names."""
    for state, group in groupby(chosen, lambda look: look.state.partition(QUERY)[0]):
        yield from in_state(site, state, list(group))


def in_state(site: Site, state: str, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what axe finds on pages in one state, and other hosts asked."""
    root = address(site)
    context = held_browser().new_context(**STATES[state], service_workers="block")
    outside = watch_requests(context, root, scripts=state != NO_SCRIPT)
    page = context.new_page()  # one tab for all: to open another costs as much as to judge a page
    traffic = Traffic(page)
    for look in chosen:
        _, _, query = look.state.partition(QUERY)
        page.goto(root + look.path + query, wait_until="networkidle" if query else "load")
        rules, found = page_findings(page, look, traffic.come_to_rest)
        found += [other_host(look, url) for url in outside]
        outside.clear()
        yield look, Seen(tuple(found), {"rules": rules})
    context.close()


def page_findings(page: Page, look: Look, rest: Callable) -> tuple[int, list[Finding]]:
    """Return how many rules there are, and the findings on an open page.

    It is judged as it comes, and what can be opened once more when it is open; each time after a
    `rest`, when all that its scripts add is there.
    """
    rest()
    page.evaluate(source())
    found = []
    if (wider := page.evaluate(OVERFLOW)) > 0:
        text = f"the page is {wider} px wider than the window"
        found.append(Finding(look.path, look.state, "reflow", "1.4.10 AA", text))
    rules, results = page.evaluate(RUN_AXE, "html")
    if opened := page.evaluate(OPEN_ALL):
        rest()
        results += page.evaluate(RUN_AXE, opened)[1]
    for result in results:
        if result["open"] and leads_to_one_page(result):
            continue
        text = f"{result['help']}, at {result['target']}: {result['source'][:1000]}"
        wanted = criterion(result["tags"])
        wanted = f"{OPEN}: {wanted}" if result["open"] else wanted
        finding = Finding(look.path, look.state, result["id"], wanted, text)
        if finding not in found:
            found.append(finding)
    return rules, found


@cache
def source() -> str:
    """Return axe as package-lock.json pins it."""
    return (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")


def leads_to_one_page(result: Mapping) -> bool:
    """Tell whether links of one name lead to one page, so that axe's question is answered."""
    return result["id"] == "identical-links-same-purpose" and result["pages"] == 1


def criterion(tags: Iterable[str]) -> str:
    """Return what asks for a rule: a criterion of WCAG 2.2 with its level, or who advises it."""
    tags = list(tags)
    level = next((found[1] for tag in tags if (found := re.fullmatch("wcag2[12]?(a+)", tag))), "")
    numbers = [tag[4:] for tag in tags if re.fullmatch(r"wcag\d{3,}", tag)]
    parts = [f"{one[0]}.{one[1]}.{one[2:]} {level.upper()}".strip() for one in numbers]
    ours = [tag.replace("-", " ") for tag in tags if tag in ("experimental", "best-practice")]
    return ", ".join(ours or parts) or level.upper() or "other"


def other_host(look: Look, url: str) -> Finding:
    """Return the finding that a page asks another host for something."""
    return Finding(look.path, look.state, "other-host", "privacy", f"it asks for {url}")


def version() -> str:
    return f"{node_version('axe-core')} in {browser_version()}"


JUDGE = Judge(
    id="axe",
    title="axe-core",
    judges="Pages in a browser: names, roles, contrast, structure and all else that axe-core knows,"
    " at two widths, in dark and forced colours, without scripts and with the search open.",
    version=version,
    looks=looks,
    judge=judge,
    missing=lambda site: missing_browser() or missing_node("axe-core"),
    needs=BROWSER,
    batch=12,
    effort=1.2,
)
