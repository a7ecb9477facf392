"""axe-core in a real browser: what it finds on the pages of a site, and whom the pages ask.

https://github.com/dequelabs/axe-core. All its rules run: WCAG 2.2 A, AA and AAA, best practices and
experiments. Two findings are our own: a page wider than its window (WCAG 2.2, 1.4.10) and a request
to another host.
"""

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

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
}
RUN_AXE = """async selector => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated'));
  const options = {runOnly: {type: 'rule', values: rules.map(rule => rule.ruleId)},
                   resultTypes: ['violations']};
  const {violations} = await axe.run(document.querySelectorAll(selector), options);
  return violations.flatMap(({id, tags, help, nodes}) =>
    nodes.map(({target, html}) => ({id, tags, help, target: target.join(' '), html})));
}"""
OPEN_ALL = """() => {
  const closed = document.querySelectorAll('details:not([open])');
  closed.forEach(one => { one.open = true; });
  return closed.length;
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
    names = sorted(pages) or sorted(file.relative_to(site).as_posix() for file in html_files(site))
    source = axe.read_text(encoding="utf-8")
    with served(site, base) as address, browser() as chromium:
        context = chromium.new_context(**STATES[state], service_workers="block")
        outside = watch_requests(context, address)
        found = []
        for name in names:
            page = context.new_page()
            page.goto(address + name)
            found += page_findings(page, name, state, source)
            found += [other_host(name, state, url) for url in outside]
            outside.clear()
            page.close()
        context.close()
    return found


def html_files(site: Path) -> Iterator[Path]:
    """Give the HTML files of a site that are whole pages."""
    return (file for file in site.rglob("*.html") if not file.name.startswith("."))


def page_findings(page: Page, name: str, state: str, source: str) -> list[Finding]:
    """Return the findings on an open page, as it comes and with every disclosure open."""
    page.evaluate(source)
    found = []
    if page.evaluate(OVERFLOW) > 0:
        explanation = f"{page.evaluate(OVERFLOW)} px wider than the window"
        found.append(Finding(name, state, "reflow", "wcag2aa", "html", explanation))
    results = page.evaluate(RUN_AXE, "html")
    if page.evaluate(OPEN_ALL):
        results += page.evaluate(RUN_AXE, "details")
    for result in results:
        explanation = f"{result['help']}: {result['html'][:200]}"
        rule, target = result["id"], result["target"]
        finding = Finding(name, state, rule, level(result["tags"]), target, explanation)
        if finding not in found:
            found.append(finding)
    return found


def level(tags: Iterable[str]) -> str:
    """Return a rule's level: experimental, best-practice, or a WCAG level such as wcag22aa."""
    ours = [tag for tag in tags if tag in ("experimental", "best-practice")]
    wcag = [tag for tag in tags if tag.startswith("wcag2") and tag.endswith("a")]
    return (ours or wcag or ["other"])[0]


def other_host(name: str, state: str, url: str) -> Finding:
    """Return the finding that a page asks another host for something."""
    return Finding(name, state, "other-host", "privacy", "html", f"asks for {url}")


def watch_requests(context: BrowserContext, address: str) -> list[str]:
    """Let through what our server answers and nothing else; return the list of what was stopped."""
    ours = urlsplit(address).netloc
    outside: list[str] = []

    def decide(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob") or parts.netloc == ours:
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
