"""A walk over a page with the Tab key, and what its controls and its text are like on the way.

WCAG 2.2: 2.1.2 (no trap), 2.4.3 (order), 2.4.7 and 2.4.11 (focus is seen), 2.5.5 and 2.5.8 (size of
targets), 4.1.2 (names), 1.4.10 (reflow at 320 px) and 1.4.12 (text spacing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.audit.browser import (
    Traffic,
    address,
    browser_version,
    held_browser,
    missing_browser,
)
from handbook.audit.judge import BROWSER, Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: 320 px is a window of 1280 px at 400 % zoom (WCAG 2.2, 1.4.10).
WINDOWS = {
    "1280 px wide": {"width": 1280, "height": 900},
    "400 % zoom": {"width": 320, "height": 256},
}

LONGEST = 1500
"""Stops after which a walk is taken for a trap."""
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const boxes = [...stop.getClientRects()].filter(box => box.width && box.height);
  const inside = boxes.some(box => {
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const seen = document.elementFromPoint(x, y);
    return seen && (stop.contains(seen) || seen.contains(stop));
  });
  const style = getComputedStyle(stop);
  const shape = stop.closest('svg') && stop.querySelector('path, circle, rect');
  const line = shape && getComputedStyle(shape);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    || line && line.stroke !== 'none' && parseFloat(line.strokeWidth) >= 2;
  const opaque = stop.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const last = window.lastStop;
  window.lastStop = stop;
  const ahead = last && last.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING;
  const again = stop.dataset.walked === 'yes';
  stop.dataset.walked = 'yes';
  return {html: stop.outerHTML.slice(0, 160), inside, shown, opaque, again,
          ordered: !ahead || stop.contains(last)};
}"""
#: A control is what is no link within a sentence; those are excepted (2.5.8, inline).
SMALL = """([controls, links]) => {
  const inline = one => {
    const around = one.closest('p, li, dd, td, th, figcaption, h1, h2, h3, h4, h5, h6, dt');
    return around && around.innerText.trim() !== one.innerText.trim();
  };
  const size = one => {
    const label = one.labels && one.labels[0];
    const boxes = [one, ...(label ? [label] : [])].map(each => each.getBoundingClientRect());
    return {width: Math.max(...boxes.map(box => box.width)),
            height: Math.max(...boxes.map(box => box.height))};
  };
  const found = [];
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const one of document.querySelectorAll(targets)) {
    if (!one.checkVisibility() || one.closest('.skip') || one.closest('svg')) continue;
    const link = one.matches('a[href]');
    if (link && inline(one)) continue;
    const least = link && !one.closest('nav') && !one.matches('.button') ? links : controls;
    const {width, height} = size(one);
    if (height < least - 0.5 || width < Math.min(least, 24) - 0.5)
      found.push(`${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 160)}`);
  }
  return found;
}"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
LOST = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll('body *')]
    .filter(one => one.checkVisibility() && !one.closest('svg'))
    .filter(one => !['visible', 'auto', 'scroll'].includes(getComputedStyle(one).overflowX))
    .filter(one => !getComputedStyle(one).clipPath.startsWith('inset'))
    .filter(one => one.matches(':not(input, select, textarea)'))
    .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map(one => 'clipped: ' + one.outerHTML.slice(0, 160));
  return wide > 0 ? [`${wide} px wider than the window`, ...cut] : cut;
}"""


def looks(site: Site) -> list[Look]:
    """Return the largest page of each type, in each window."""
    names = site.types.values()
    return [Look(name, window, site.drawn_with) for window in WINDOWS for name in names]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what a walk over each page meets; wide spacing comes as a style of the reader's."""
    root = address(site)
    for window, group in groupby(chosen, lambda look: look.state):
        context = held_browser().new_context(
            viewport=WINDOWS[window], bypass_csp=True, service_workers="block"
        )
        page = context.new_page()
        traffic = Traffic(page)
        for look in group:
            page.goto(root + look.path)
            traffic.come_to_rest()
            stops, faults = met(page)
            page.goto(root + look.path)
            traffic.come_to_rest()
            faults += [("escape", "1.4.13, 2.1.2 A", one) for one in left_open(page)]
            found = (Finding(look.path, window, *fault) for fault in faults)
            yield look, Seen(tuple(dict.fromkeys(found)), {"stops": stops})
        context.close()


def met(page: Page) -> tuple[int, list[tuple[str, str, str]]]:
    """Return the number of stops of an open page, and each fault: rule, criterion, words."""
    nameless = [("name", "4.1.2 A", one) for one in unnamed(page)]
    stops, walked = walk(page)
    faults = [(rule_of(one), CRITERIA.get(rule_of(one), "2.1.2 A"), one) for one in walked]
    faults += [("target-size", "2.5.5 AAA", one) for one in small_targets(page)]
    faults += [(*(("text-spacing", "1.4.12 AA") if one.startswith(SPACED) else
                  ("reflow", "1.4.10 AA")), one) for one in lost(page)]  # fmt: skip
    return stops, nameless + faults


def rule_of(fault: str) -> str:
    """Return the name of the rule that a fault of the walk breaks."""
    return next((rule for rule, words in FACTS.items() if fault.startswith(words)), "trap")


def walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab from the top to the end; return the number of stops and what is wrong with them."""
    faults: list[str] = []
    for number in range(LONGEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return number, faults
        if stop["again"]:
            return number, faults if page.evaluate(COVERED) else [*faults, f"a trap: {stop}"]
        for fact, words in FACTS.items():
            if not stop[fact]:
                faults.append(f"{words}: {stop['html']}")
    return LONGEST, [*faults, "the walk has no end"]


#: What takes focus from a script or a link only; `main` is the target of the skip link.
NO_STOPS = ("RootWebArea", "main", "status", "generic", None)
FACTS = {
    "inside": "the stop is not seen",
    "opaque": "the stop is transparent",
    "shown": "the stop does not show the focus",
    "ordered": "the stop is out of order",
}
CRITERIA = {"inside": "2.4.11 AA", "opaque": "2.4.7 AA", "shown": "2.4.7 AA", "ordered": "2.4.3 A"}
SPACED = "with wide spacing"
#: Whether the walk came past all that can be reached, so that it began again at the top.
COVERED = """() => [...document.querySelectorAll('a[href], button:enabled, select:enabled')]
  .filter(one => one.checkVisibility() && one.tabIndex >= 0)
  .every(one => one.dataset.walked === 'yes')"""


def unnamed(page: Page) -> list[str]:
    """Return each node of the browser's accessibility tree that takes focus and has no name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = []
    for node in nodes:
        facts = {fact["name"]: fact["value"].get("value") for fact in node.get("properties", [])}
        role = node.get("role", {}).get("value")
        named = node.get("name", {}).get("value")
        if facts.get("focusable") and role not in NO_STOPS and not named:
            found.append(f"{role} without a name")
    return found


def left_open(page: Page) -> list[str]:
    """Return each button that opens something which Escape does not close, back on the button."""
    faults = []
    for button in page.query_selector_all("button[aria-expanded=false][aria-controls]"):
        if not button.is_visible():
            continue
        button.focus()
        page.keyboard.press("Enter")
        opened = button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        closed = button.get_attribute("aria-expanded") == "false"
        back = button.evaluate("one => one === document.activeElement")
        if not (opened and closed and back):
            faults.append(f"opened {opened}, closed {closed}, focus back {back}: {button}")
    return faults


def small_targets(page: Page) -> list[str]:
    """Return each control below 44 px and each other link outside a sentence below 24 px."""
    return page.evaluate(SMALL, [44, 24])


def lost(page: Page) -> list[str]:
    """Return what is cut off or makes the page scroll sideways, at its own and at wide spacing."""
    before = page.evaluate(LOST)
    page.add_style_tag(content=SPACING)
    return before + [f"{SPACED}, {fault}" for fault in page.evaluate(LOST)]


JUDGE = Judge(
    id="keyboard",
    title="A walk by keyboard, and zoom",
    judges="The largest page of each type, at full width and at 400 % zoom: every stop of the Tab"
    " key is seen, named and in order, targets are large, and nothing is lost with wide spacing.",
    version=browser_version,
    looks=looks,
    judge=judge,
    missing=lambda site: missing_browser(),
    needs=BROWSER,
    batch=4,
    effort=3,
)
