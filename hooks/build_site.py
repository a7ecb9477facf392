"""Build the handbook's website with MkDocs, through its public hook events."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from jinja2 import pass_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import clean_directory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from handbook import site_kept, site_keys
from handbook.load import load
from handbook.problems import ProblemsFound
from handbook.site_editor import PACKAGE
from handbook.site_rows import FILE as KEPT
from handbook.site_rows import Kept

# What else the library has for a site is imported where one is made: it takes a good part of the
# second in which a site that is kept whole is written.

WORKER = "sw.js"
"""The service worker: every theme of ours that draws whole pages has one."""


def on_config(config):
    """Load and check the whole handbook; MkDocs has deleted nothing yet.

    A site that is kept whole, made from these very sources, is taken as it is, and nothing is read.
    """
    if own_theme(config):
        folder = Path(shell(config))
        found = (file.relative_to(folder).as_posix() for file in folder.glob("*/index.html"))
        config.theme.static_templates.update(found)
        kept = Kept(root(config) / KEPT)
        key = None if "handbook_edition" in config.extra else whole_key(config)
        config.extra.update(kept=kept, whole_key=key, unheard=listening() if key else None)
        if key and kept.get("whole", key):
            config.nav = []
            config.extra["aside"] = site_kept.set_aside(Path(config.site_dir))
            return config
    return loaded(config)


def root(config):
    """Return the handbook's folder."""
    return Path(config.config_file_path).parent


def whole_key(config):
    """Return the key of the whole site; None where it is a preview, or others than we add to it."""
    if previewed(config) or len(config.plugins) > 1:
        return None
    names = ("site_url", "repo_url", "edit_uri", "edit_uri_template", "use_directory_urls")
    values = [config[name] for name in names]
    drawn = [config.theme.dirs, sorted(config.theme.static_templates)]
    here = [config.extra, values, drawn, PACKAGE.is_dir()]
    return site_kept.whole_key(root(config), program(config), *here)


def program(config):
    """Return a hash of all that draws the site."""
    return site_keys.program_digest(Path(shell(config)), Path(__file__).resolve().parent)


def listening():
    """Return what counts the warnings of this build from now on."""
    unheard = site_kept.Unheard()
    for name in ("mkdocs", "properdocs"):
        logging.getLogger(name).addHandler(unheard)
    return unheard


def loaded(config):
    """Load the handbook; give MkDocs its reading order where it draws the pages."""
    gc.disable()  # nearly all that is read stays: to look for what does not takes a tenth of it
    try:
        edition = config.extra.pop("handbook_edition", None) or load(
            root(config), evidence=evidence(config), advise=False, keep=True
        )
    except ProblemsFound as problems:
        raise PluginError(f"the handbook cannot be built.\n\n{problems}") from None
    finally:
        gc.enable()
    config.extra["edition"] = edition
    if own_theme(config):
        config.extra["site"] = site_of(edition, config)
        config.nav = []
    else:
        config.nav = [expand(item, edition) for item in edition.settings.nav]
    return config


def site_of(edition, config):
    """Return the site that our theme draws; MkDocs would keep every page until the last is done."""
    from handbook import site, site_pages

    edited = {path: path for path in edition.pages}
    edited |= {path: page.path for path, page in site.easy_pages(edition).items()}
    downloads = config.extra.get("handbook_downloads", [])
    return site_pages.site_of(edition, downloads, lambda path: edit_url(edited.get(path), config))


def edit_url(path, config):
    """Return where a file is edited, as MkDocs works it out."""
    if path is None or not (config.edit_uri or config.edit_uri_template):
        return None
    place = f"{config.edit_uri}{path}"
    if config.edit_uri_template:
        name = path.rpartition(".")[0]
        place = config.edit_uri_template.format(path=path, path_noext=name)
    base = config.repo_url or ""
    if base and not place.startswith(("?", "#")):
        base = f"{base.rstrip('/')}/"
    address = urljoin(base, place)
    if urlsplit(address).scheme not in ("", "http", "https"):
        raise PluginError(
            f"mkdocs.yml: edit_uri leads readers to '{address[:60]}', which is not a web address.\n"
            "  fix: write it as the part of the address after repo_url, for example edit/main/"
        )
    return address


def evidence(config):
    """Return what judges find in this very build, or None where nobody looks."""
    from handbook.audit.model import from_json

    text = config.extra.get("handbook_evidence")
    return from_json(text) if text else None


def expand(item, edition):
    """Return one place in the reading order as MkDocs writes it, a folder as all its pages."""
    if item.kind:
        pages = [page.path for page in edition.pages.values() if page.kind == item.kind]
        paths = [getattr(edition.settings.kinds, item.kind).list, *pages]
        return {item.title: [{edition.pages[path].title: path} for path in paths]}
    if item.items:
        return {item.title: [expand(child, edition) for child in item.items]}
    return {item.title or edition.pages[item.path].title: item.path}


def on_files(files, config):
    """Return the handbook's pages and pictures, the fonts, and what the theme brings."""
    if "edition" not in config.extra:
        if taken_as_kept(config):
            config.theme.static_templates.clear()
            return Files([])
        loaded(config)
    from handbook import site, site_files

    edition = config.extra["edition"]

    found = [file for file in files if from_theme(file, config)]
    if own_theme(config):
        theirs = site_files.of_our_theme(edition)
        found += [as_file(address, content, config) for address, content in theirs]
    else:
        for path, document in edition.pages.items():
            address = f"{document.url}index.html"
            found.append(as_file(address, edition.root / path, config))
        for path, document in {**site.easy_pages(edition), **edition.checklists}.items():
            found.append(made_page(path, document, config))
    published = site_files.published(edition)
    return Files([*found, *(as_file(address, content, config) for address, content in published)])


def taken_as_kept(config):
    """Have the whole site in its folder as it is kept, if it is; write what is not there yet."""
    kept, folder, aside = config.extra["kept"], Path(config.site_dir), config.extra.pop("aside")
    files = site_kept.kept_files(root(config), config.extra["whole_key"], kept)
    same = bool(aside and files and site_kept.holds(aside, files, kept))
    if aside:
        site_kept.put_back(aside, folder)
        if not same:
            clean_directory(str(folder))  # as MkDocs has done by now with all other folders
    return same or bool(files and site_kept.restore(files, folder, kept))


def as_file(address, content, config):
    """Return a published file as MkDocs has it: bytes, or a file of the project or the program."""
    if isinstance(content, bytes):
        return File.generated(config, address, content=content)
    top = root(config).resolve()
    folder = top if content.is_relative_to(top) else content.parent
    if any(part.startswith(".") for part in content.relative_to(folder).parts):
        folder = content.parent  # MkDocs publishes nothing of a hidden folder, such as .venv
    path = content.relative_to(folder).as_posix()
    return File(path, str(folder), config.site_dir, config.use_directory_urls, dest_uri=address)


def made_page(path, document, config):
    """Return the file of a page outside the reading order, edited where people wrote it, if any."""
    level = InclusionLevel.NOT_IN_NAV
    file = File.generated(config, path, content="", inclusion=level)
    file.dest_uri = f"{document.url}index.html"
    file.edit_uri = None if document.path == path else document.path
    return file


def own_theme(config):
    """Tell whether the theme draws whole pages itself, over nothing of the named theme."""
    return config.theme.get("own_shell", False)


def from_theme(file, config):
    """Tell whether a file is the theme's to publish; our theme publishes only its own assets."""
    if own_theme(config):
        folders = config.theme.dirs[: config.theme.dirs.index(shell(config)) + 1]
        return file.src_dir in folders and file.src_uri.startswith("assets/")
    return file.src_dir in config.theme.dirs


def shell(config):
    """Return the folder of the theme that draws whole pages; a handbook's own comes before it."""
    return next(one for one in config.theme.dirs if Path(one, WORKER).is_file())


def on_page_read_source(page, config):
    """Return no text: the page is composed already, and MkDocs would misread its fields."""
    return ""


def on_page_content(html, page, config, files):
    """Return the page's article, and give MkDocs its title, summary, date and contents."""
    from handbook import site

    edition = config.extra["edition"]
    document = site.documents(edition)[page.file.src_uri]
    page.meta = {"title": document.title, "description": document.summary}
    page.toc = get_toc(site.contents(document.headings))
    page.update_date = (document.reviewed or edition.settings.edition.date).isoformat()
    return site.render_page(document, edition)


def on_env(env, config, files):
    """Give our theme's templates the handbook, its words, and what shows them."""
    from handbook import site_written

    if "site" not in config.extra:
        return env
    whole = config.extra["site"]
    env.auto_reload = False  # the theme does not change while it draws
    env.filters["url"] = url_filter(env.filters["url"])
    inline = site_written.PREVIEWED if previewed(config) else ""
    env.globals.update(site_written.names(whole, site_written.policy(whole.edition, inline)))
    config.extra["env"] = env
    return env


def url_filter(theirs):
    """Return the filter that makes an address relative: ours on pages, theirs on other files."""
    from handbook.site_pages import link_to

    @pass_context
    def url(context, address):
        place = context["place"]
        return link_to(place.url, address) if place else theirs(context, address)

    return url


def on_post_build(config):
    """Draw the pages, write what stands beside them, and keep it all for the next build."""
    from handbook import site_files, site_written

    if not own_theme(config):
        for one in site_files.picture_sizes(config.extra["edition"]):
            site_kept.write(Path(config.site_dir, one.address), one.make())
    if "site" not in config.extra:
        return
    folder, key, env = Path(config.site_dir), config.extra["whole_key"], config.extra.pop("env")
    with config.extra["kept"] as kept:
        worker = Path(shell(config), WORKER)
        way = site_written.Way(env, program(config), worker, previewed(config))
        written, others = site_written.write_site(config.extra.pop("site"), folder, kept, way)
        del config.extra["edition"], way
        env.globals.clear()
        site_written.give_back_memory()  # Pagefind needs as much
        written |= site_written.write_search(folder, kept)
        if key and not config.extra["unheard"].count:
            site_kept.keep_whole(root(config), folder, key, written, others, kept)


def previewed(config):
    """Tell whether this is `mkdocs serve`, which puts a script of its own into every page."""
    return str(config.site_url).startswith(f"http://{config.dev_addr}/")
