"""Pages open in a real browser, as the tests of what readers do there share them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 320, "height": 640}}
FOCUSED = "document.activeElement.textContent.trim()"


@contextmanager
def tabs(chromium: Browser, address: str, expected: tuple[str, ...] = ()) -> Iterator[Callable]:
    """Give a function that opens a page of a site, each window with nothing kept from another.

    What the browser complains about fails at the end, but for words that are `expected`.
    """
    complaints, contexts = [], []

    def open_(url: str, **options: object) -> Page:
        context = chromium.new_context(**{**WIDE, **options})
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(address + url)
        return tab

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()
    assert [one for one in complaints if not one.startswith(expected or "\0")] == []
