"""A person at the editor in the browser: what they see, and a folder in place of their own.

The editor reads and writes a folder through the File System Access API, which asks with a window
of the system. A test cannot answer that, so the folder is one of the browser's own
(https://fs.spec.whatwg.org/#sandboxed-filesystem): the same interface, filled from disk before and
copied to disk after. What this does not show is the window that asks, and the disk of a person.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from handbook.audit.browser import FLAGS, program

PICK = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
FILL = """async files => {
  const top = await navigator.storage.getDirectory();
  for (const [path, content] of Object.entries(files)) {
    const names = path.split("/");
    const last = names.pop();
    let folder = top;
    for (const name of names) folder = await folder.getDirectoryHandle(name, {create: true});
    const file = await folder.getFileHandle(last, {create: true});
    const stream = await file.createWritable();
    await stream.write(Uint8Array.from(atob(content), letter => letter.charCodeAt(0)));
    await stream.close();
  }
}"""
TAKE = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, one] of folder.entries()) {
      if (one.kind === "directory") await walk(one, `${path}${name}/`);
      else found[path + name] = await (await one.getFile()).text();
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""
TALL = {"width": 1300, "height": 4000}
"""A window in which every field shows: the editor draws those that can be seen."""
WAIT = 60_000
"""Milliseconds for the editor to show what it is asked for."""


@contextmanager
def silent_browser() -> Iterator[Browser]:
    """Give a Chromium that does not ask its maker's own service what the fields of a form mean."""
    quiet = [*FLAGS, "--disable-features=AutofillServerCommunication"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=quiet)
        yield chromium
        chromium.close()


def asked_on_its_own(chromium: Browser) -> set[str]:
    """Return what the browser asks for with an empty page open; some versions ask their maker."""
    with recording_proxy() as (proxy, asked):
        context = chromium.new_context(proxy={"server": proxy, "bypass": "127.0.0.1"})
        context.new_page().wait_for_timeout(3_000)
        context.close()
        return set(asked)


def fill(page: Page, root: Path) -> None:
    """Copy a handbook into the folder that the page will be given, as a Git repository has it."""
    files = {".git/HEAD": b"ref: refs/heads/main\n"}
    files |= {file.relative_to(root).as_posix(): file.read_bytes() for file in below(root)}
    encoded = {path: base64.b64encode(content).decode() for path, content in files.items()}
    page.evaluate(FILL, encoded)


def take(page: Page, root: Path) -> set[str]:
    """Copy every text that the editor changed back to disk; return which files those are."""
    changed = set()
    for path, text in page.evaluate(TAKE).items():
        file = root / path
        ours = path.endswith((".md", ".yml"))
        if ours and (not file.exists() or file.read_text("utf-8") != text):
            file.write_text(text, "utf-8")
            changed.add(path)
    return changed


def below(root: Path) -> Iterator[Path]:
    return (file for file in sorted(root.rglob("*")) if file.is_file())


def open_editor(page: Page, address: str, root: Path) -> None:
    """Open the editor and choose the folder, as somebody at this computer does."""
    page.goto(f"{address}edit/index.html")
    fill(page, root)
    page.get_by_role("button", name="Work with Local Repository").click(timeout=WAIT)
    page.get_by_role("radiogroup", name="Switch Page").wait_for(timeout=WAIT)


def go_to(page: Page, place: str) -> None:
    """Open a collection, one of its entries, or the form for a new one."""
    page.evaluate("place => { location.hash = `#/collections/${place}`; }", place)


def change(page: Page, place: str, label: str, text: str) -> None:
    """Change one text of an entry and save it."""
    go_to(page, place)
    if place.startswith("lists/"):
        page.get_by_role("button", name="Expand All").first.click(timeout=WAIT)
    page.get_by_role("textbox", name=label, exact=True).first.fill(text, timeout=WAIT)
    save(page)


def save(page: Page) -> None:
    """Press the button and wait until the editor says that it is done."""
    page.get_by_role("button", name="Save", exact=True).click(timeout=WAIT)
    page.get_by_text("Entry saved.").wait_for(timeout=WAIT)
    page.get_by_text("Entry saved.").wait_for(state="detached", timeout=WAIT)


@contextmanager
def recording_proxy() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a proxy that answers nothing, and the list of what it is asked for.

    A request that the policy of a page refuses never gets here, so the list is what would really
    have left the computer.
    """
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def refuse(self) -> None:
            asked.append(self.path)
            self.send_error(502)

        do_GET = do_POST = do_CONNECT = do_OPTIONS = refuse

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
