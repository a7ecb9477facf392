"""axe-core in a real browser: what it finds on the pages of a site, and whom the pages ask.

https://github.com/dequelabs/axe-core. All its rules run: WCAG 2.2 A, AA and AAA, best practices and
experiments. What axe cannot decide ("incomplete") is a finding too, unless needs_review.yml says
what a person found there. Two findings are our own: a page wider than its window (WCAG 2.2, 1.4.10)
and a request to another host.
"""

import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.judges.pages import page_names

OPEN = "needs review"
"""The level of a finding that axe leaves to people."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
RUN_AXE = """async selector => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated'));
  const options = {runOnly: {type: 'rule', values: rules.map(rule => rule.ruleId)},
                   resultTypes: ['violations', 'incomplete']};
  const {violations, incomplete} = await axe.run(document.querySelectorAll(selector), options);
  const places = (results, open) => results.flatMap(({id, tags, help, nodes}) =>
    nodes.map(({target, html, any, all, none}) => {
      const beside = [...any, ...all, ...none].flatMap(check => check.relatedNodes);
      const source = [html, ...beside.map(one => one.html)].join('\\n');
      const links = [...source.matchAll(/ href="([^"#?]*)/g)];
      const pages = new Set(links.map(found => new URL(found[1], location).href));
      return {id, tags, help, target: target.join(' '), source, open, pages: pages.size};
    }));
  return [...places(violations, false), ...places(incomplete, true)];
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


@dataclass(frozen=True)
class Finding:
    """One place of one page that breaks one rule."""

    page: str
    state: str
    rule: str
    level: str
    target: str
    explanation: str

    def __str__(self) -> str:
        return (
            f"{self.page} ({self.state}): {self.rule} [{self.level}] at {self.target}: "
            f"{self.explanation}"
        )


def judge(
    site: Path, state: str, *, axe: Path, base: str = "/handbook/", pages: Iterable[str] = ()
) -> list[Finding]:
    """Return what axe finds on the pages of a site in one state, and other hosts asked.

    `base` is the path at which a local server stands the site up; `pages` are paths of HTML files
    below `site`, all of them by default.
    """
    names = sorted(pages) or page_names(site)
    source = axe.read_text(encoding="utf-8")
    with served(site, base) as address, browser() as chromium:
        context = chromium.new_context(**STATES[state], service_workers="block")
        outside = watch_requests(context, address, scripts=state != NO_SCRIPT)
        found = []
        for name in names:
            page = context.new_page()
            page.goto(address + name, wait_until="networkidle" if "?" in name else "load")
            found += page_findings(page, name, state, source)
            found += [other_host(name, state, url) for url in outside]
            outside.clear()
            page.close()
        context.close()
    return found


def page_findings(page: Page, name: str, state: str, source: str) -> list[Finding]:
    """Return the findings on an open page, as it comes and with every disclosure open."""
    page.evaluate(source)
    found = []
    if page.evaluate(OVERFLOW) > 0:
        explanation = f"{page.evaluate(OVERFLOW)} px wider than the window"
        found.append(Finding(name, state, "reflow", "wcag2aa", "html", explanation))
    results = page.evaluate(RUN_AXE, "html")
    if opened := page.evaluate(OPEN_ALL):
        results += page.evaluate(RUN_AXE, opened)
    for result in results:
        explanation = f"{result['help']}: {result['source'][:1000]}"
        rule, target = result["id"], result["target"]
        grade = level(result["tags"])
        if result["open"]:
            if leads_to_one_page(result):
                continue
            grade = OPEN
        finding = Finding(name, state, rule, grade, target, explanation)
        if finding not in found:
            found.append(finding)
    return found


def leads_to_one_page(result: Mapping) -> bool:
    """Tell whether links of one name lead to one page, so that axe's question is answered."""
    return result["id"] == "identical-links-same-purpose" and result["pages"] == 1


def reviews() -> list[dict[str, str]]:
    """Return what needs_review.yml says: rule, html and reason."""
    file = Path(__file__).with_name("needs_review.yml")
    return yaml.safe_load(file.read_text("utf-8"))


def answers(review: Mapping[str, str], finding: Finding) -> bool:
    """Tell whether a review is about what axe left open at a place."""
    fits = review["rule"] == finding.rule and finding.level == OPEN
    return fits and bool(re.search(review["html"], finding.explanation, re.DOTALL))


def level(tags: Iterable[str]) -> str:
    """Return a rule's level: experimental, best-practice, or a WCAG level such as wcag22aa."""
    ours = [tag for tag in tags if tag in ("experimental", "best-practice")]
    wcag = [tag for tag in tags if tag.startswith("wcag2") and tag.endswith("a")]
    return (ours or wcag or ["other"])[0]


def other_host(name: str, state: str, url: str) -> Finding:
    """Return the finding that a page asks another host for something."""
    return Finding(name, state, "other-host", "privacy", "html", f"asks for {url}")


def watch_requests(
    context: BrowserContext, address: str, *, scripts: bool = True
) -> list[str]:
    """Let through what our server answers and nothing else; return what was asked of others.

    Without `scripts`, none of ours is let through either.
    """
    ours = urlsplit(address).netloc
    outside: list[str] = []

    def decide(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if route.request.resource_type == "script" and not scripts:
            route.abort()
        elif parts.scheme in ("data", "blob") or parts.netloc == ours:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    return outside


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a headless Chromium with an empty profile."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


class SubPath(SimpleHTTPRequestHandler):
    """Files of a folder under a path of the host, as many Git hosts serve a project's pages."""

    def __init__(self, *arguments: object, base: str, **options: object) -> None:
        self.base = base
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base):
            return "/nonexistent"
        return super().translate_path("/" + path.removeprefix(self.base))

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, base: str) -> Iterator[str]:
    """Serve a folder on a free port of this machine; give the address of its root."""
    handler = partial(SubPath, base=base, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()
