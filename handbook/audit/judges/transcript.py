"""What a screen reader says of a page from top to end, as lines of text.

The reader is @guidepup/virtual-screen-reader, which follows the W3C's rules for names, roles and
states (https://www.w3.org/TR/accname-1.2/, https://www.w3.org/TR/core-aam-1.2/). It is bundled for
browsers and reads the page that Chromium has drawn.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

READER = Path("node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js")
READ = """async ([source, selector]) => {
  const address = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  const {virtual} = await import(address);
  await virtual.start({container: document.querySelector(selector)});
  const first = await virtual.lastSpokenPhrase();
  for (let spoken = 0; spoken < 9000; spoken += 1) {
    if (await virtual.lastSpokenPhrase() === `end of ${first}`) break;
    await virtual.next();
  }
  const log = await virtual.spokenPhraseLog();
  await virtual.stop();
  return log;
}"""


def transcript(page: Page, root: Path, selector: str = "body") -> str:
    """Return what is said of a part of an open page, a phrase a line, indented by what it is in.

    The page's context must bypass its policy, which lets no script of ours in.
    """
    source = (root / READER).read_text("utf-8")
    lines, depth = [], 0
    phrases = page.evaluate(READ, [source, selector])
    ends = matches(phrases)
    for place, phrase in enumerate(phrases):
        if place in ends.values():
            depth -= 1
            continue
        lines.append("  " * depth + phrase)
        depth += place in ends
    return "\n".join(lines) + "\n"


def matches(phrases: list[str]) -> dict[int, int]:
    """Return where each phrase that has an end, and its end, stand in what was said."""
    found, waiting = {}, []
    for place, phrase in enumerate(phrases):
        begun = phrase.removeprefix("end of ")
        start = next((one for one in reversed(waiting) if phrases[one] == begun), None)
        if phrase == begun or start is None:
            waiting.append(place)
            continue
        found[start] = place
        waiting = [one for one in waiting if one < start]
    return found
