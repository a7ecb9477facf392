"""Preview the website without building it: each page is drawn when a browser asks for it."""

from __future__ import annotations

import argparse
import copy
import gc
import os
import sys
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_theme_template
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from handbook import site_offline, site_pages
from handbook.build import set_date
from handbook.load import load
from handbook.load_again import load_again
from handbook.preview.server import Server
from handbook.preview.state import State
from handbook.preview.whole import Whole


class Shown:
    """One edition's website; MkDocs has its settings, our theme draws its pages."""

    def __init__(self, config, edition):
        config.extra["handbook_edition"] = edition
        config.site_dir = tempfile.gettempdir()  # nothing is written there
        config["dev_addr"] = "none"  # no script of MkDocs' own, so the policy stays strict
        self.config = config.plugins.on_config(config)
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        self.files = config.plugins.on_files(files, config=config)
        self.nav = get_navigation(self.files, config)
        self.env = config.plugins.on_env(env, config=config, files=self.files)
        self.others = {file.dest_uri: file for file in self.files}
        self.lock = threading.Lock()
        self.show(config.extra["site"])

    def show(self, site):
        self.site, self.edition = site, site.edition
        self.paths = {document.url: path for path, document in site.pages.items()}
        self.page = lru_cache(maxsize=500)(self._page)

    def with_page(self, path, config_name):
        """Return what is shown once a page's text was saved; None if more may have changed."""
        edition = load_again(self.edition, path, config_name)
        site = site_pages.with_page(self.site, edition, path) if edition else None
        if site is None:
            return None
        shown = copy.copy(self)
        shown.show(site)
        return shown

    def _page(self, address):
        """Return the HTML of a page, or None; Jinja and MkDocs work for one at a time."""
        with self.lock:
            if address in self.paths:
                return site_pages.draw(self.paths[address], self.site, self.env)
            name = f"{address}index.html" if address.endswith("/") else address
            if name in self.config.theme.static_templates:
                return self._template(name)
        return None

    def _template(self, name):
        with tempfile.TemporaryDirectory() as folder:
            self.config.site_dir = folder
            _build_theme_template(name, self.env, self.files, self.config, self.nav)
            return Path(folder, name).read_text("utf-8")

    def file(self, address):
        if address == site_offline.WORKER:
            return site_offline.GONE.encode()
        found = self.others.get(address)
        return found.content_bytes if found else None

    def path_of(self, address):
        document = self.site.pages.get(self.paths.get(address))
        return document.path if document else None


class Reader:
    """Loads the edition and the settings again after each change."""

    def __init__(self, file, address):
        self.file, self.address = file, address
        self.memory = {}
        self.last = None
        self.whole = None

    def shown(self, changed):
        gc.disable()  # a tenth of the time, which a person waits for
        try:
            self.last = self.page_again(changed) or self.all_again()
        finally:
            gc.enable()
        self.whole.want(self.whole.wanted + 1)
        return self.last

    def page_again(self, changed):
        """Return what is shown with the one page whose text was saved, if that is all."""
        if self.last is None or len(changed) != 1:
            return None
        (path,) = changed
        return self.last.with_page(path, self.file.name)

    def all_again(self):
        edition = load(self.file.parent, self.file.name, memory=self.memory, advise=False)
        shown = Shown(load_config(str(self.file), site_url=self.address), edition)
        shown.page("")  # what is wrong with the theme is told now, and the next page is quick
        return shown


def serve(file, host, port):
    """Serve the handbook of a settings file until somebody stops it."""
    config = load_config(str(file))
    if not config.theme.get("own_shell", False):  # MkDocs draws the pages of all other themes
        mkdocs = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(file)]
        os.execv(sys.executable, [*mkdocs, "--dev-addr", f"{host}:{port}"])
    mount = urlsplit(str(config.site_url or "/")).path.rstrip("/") + "/"
    reader = Reader(file, f"http://{host}:{port}{mount}")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(file)]
    whole = reader.whole = Whole(lambda target: [*mkdocs, "--site-dir", str(target)], file.parent)
    state = State(file.parent, reader.shown)
    server = Server((host, port), mount, state, whole)
    threading.Thread(target=state.follow, daemon=True).start()
    state.wait(0, 120)
    if state.shown is not None:
        set_date(state.shown.edition.settings.edition.date)
        whole.begin()
    print(f"The handbook is at {reader.address}\nTo stop: Ctrl+C", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        whole.close()


if __name__ == "__main__":
    grammar = argparse.ArgumentParser(description=__doc__)
    grammar.add_argument("--config", type=Path, default=Path("mkdocs.yml"))
    grammar.add_argument("--host", default="127.0.0.1")
    grammar.add_argument("--port", type=int, default=8000)
    options = grammar.parse_args()
    serve(options.config.resolve(), options.host, options.port)
