"""Build the handbook's website with MkDocs, through its public hook events."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import pass_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import handbook
from handbook import (
    release,
    site,
    site_browse,
    site_editor,
    site_files,
    site_formats,
    site_forms,
    site_kept,
    site_keys,
    site_offline,
    site_pages,
    site_pictures,
    site_plan,
    site_search,
    site_shapes,
    site_smaller,
    site_views,
)
from handbook import site_metadata as metadata
from handbook.audit.model import from_json
from handbook.elements import long_date
from handbook.load import load
from handbook.problems import ProblemsFound
from handbook.site_rows import FILE as KEPT
from handbook.site_rows import Kept

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{inline}; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action {forms}"
)
"""Content Security Policy (https://www.w3.org/TR/CSP3/): nothing from elsewhere, nothing inline."""


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
    here = [config.extra, values, drawn, site_editor.PACKAGE.is_dir()]
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
    try:
        edition = config.extra.pop("handbook_edition", None) or load(
            root(config), evidence=evidence(config)
        )
    except ProblemsFound as problems:
        raise PluginError(f"the handbook cannot be built.\n\n{problems}") from None
    config.extra["edition"] = edition
    if own_theme(config):
        config.extra["site"] = site_of(edition, config)
        config.nav = []
    else:
        config.nav = [expand(item, edition) for item in edition.settings.nav]
    return config


def site_of(edition, config):
    """Return the site that our theme draws; MkDocs would keep every page until the last is done."""
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
    return urljoin(base, place)


def evidence(config):
    """Return what judges find in this very build, or None where nobody looks."""
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
        kept, key = config.extra["kept"], config.extra["whole_key"]
        if site_kept.restore(root(config), Path(config.site_dir), key, kept):
            config.theme.static_templates.clear()
            return Files([])
        loaded(config)
    edition = config.extra["edition"]

    def published(path, folder, address):
        return File(path, str(folder), config.site_dir, config.use_directory_urls, dest_uri=address)

    found = [file for file in files if from_theme(file, config)]
    if own_theme(config):
        for path, content in made_files(edition).items():
            found.append(File.generated(config, path, content=content))
        fonts = Path(handbook.__file__).parent / "fonts"
        for file in sorted(fonts.glob("*.woff2")):
            found.append(published(file.name, fonts, f"assets/fonts/{file.name}"))
    else:
        for path, document in edition.pages.items():
            found.append(published(path, edition.root, f"{document.url}index.html"))
        for path, document in {**site.easy_pages(edition), **edition.checklists}.items():
            found.append(made_page(path, document, config))
    everything = site.documents(edition).values()
    for path in sorted({image for page in everything for image in page.images}):
        address = site.asset_url(path)
        found.append(published(path, edition.root, address))
        if not path.lower().endswith(".svg"):
            kept = config.extra.get("kept")
            for size, content in site_pictures.made_sizes(
                edition.root / path, address, kept
            ).items():
                found.append(File.generated(config, size, content=content))
    found += [published(path, edition.root, path) for path in release.archived(edition.root)]
    return Files(found)


def made_files(edition):
    """Return the files that the theme's scripts read, by path."""
    words = {site_browse.WORDS_FILE: site_browse.filter_words(edition)}
    return {**words, **site_plan.plan_files(edition)}


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
    return next(one for one in config.theme.dirs if Path(one, site_offline.WORKER).is_file())


def on_page_read_source(page, config):
    """Return no text: the page is composed already, and MkDocs would misread its fields."""
    return ""


def on_page_content(html, page, config, files):
    """Return the page's article, and give MkDocs its title, summary, date and contents."""
    edition = config.extra["edition"]
    document = site.documents(edition)[page.file.src_uri]
    page.meta = {"title": document.title, "description": document.summary}
    page.toc = get_toc(site.contents(document.headings))
    page.update_date = (document.reviewed or edition.settings.edition.date).isoformat()
    return site.render_page(document, edition)


def policy(edition, inline=""):
    """Return the policy of every page; forms may go to the addresses in the settings alone."""
    return POLICY.format(inline=inline, forms=site_forms.form_sources(edition))


def page_policy(config, edition):
    """Return the policy that pages state; MkDocs puts a script of its own into a preview."""
    return policy(edition, inline=" 'unsafe-inline'" if previewed(config) else "")


def on_env(env, config, files):
    """Give our theme's templates the handbook, its words, and what shows them."""
    if "site" not in config.extra:
        return env
    edition, whole = config.extra["edition"], config.extra["site"]
    env.auto_reload = False  # the theme does not change while it draws
    env.filters["url"] = url_filter(env.filters["url"])
    env.globals.update(
        edition=edition,
        handbook=edition.handbook,
        settings=edition.settings,
        words=edition.settings.words.site,
        shape=site_shapes.shape_svg,
        where_and_when=lambda study: site.where_and_when(study, edition),
        views=site_views,
        formats=site_formats,
        browse=whole.browse,
        browsing=site_browse,
        paging=whole.paging,
        order=whole.order,
        place=None,
        metadata=metadata,
        search=site_search,
        offline=site_offline,
        files=site_files,
        day=lambda date: long_date(date, edition.settings.words),
        forms=site_forms.forms(edition),
        policy=page_policy(config, edition),
        downloads=whole.downloads,
    )
    config.extra["env"] = env
    return env


def url_filter(theirs):
    """Return the filter that makes an address relative: ours on pages, theirs on other files."""

    @pass_context
    def url(context, address):
        place = context["place"]
        return site_pages.link_to(place.url, address) if place else theirs(context, address)

    return url


def on_post_build(config):
    """Draw the pages, and write what stands beside them."""
    if "site" in config.extra:
        with config.extra["kept"] as kept:
            write_site(config, config.extra["site"], Path(config.site_dir), kept)


def write_site(config, whole, folder, kept):
    """Write all that MkDocs has not written by now, and keep it."""
    edition, preview = whole.edition, previewed(config)
    site_smaller.make_smaller(folder)
    keys = site_keys.PageKeys(whole, program(config), page_policy(config, edition))
    written = site_kept.write_pages(whole, config.extra["env"], folder, kept, keys)
    site_browse.write_entries(whole.browse, edition, whole.paging, folder)
    site_pages.write_site_map(whole, folder)
    pages = whole.whole.values()
    site_files.write_site_files(
        edition, folder, policy=policy(edition), downloads=whole.downloads
    )
    written |= site_kept.write_cards(site_files.cards(pages, edition), folder, kept)
    site_search.write_words(edition, folder)
    written |= site_kept.write_search_index(
        folder, site_search.FOLDER, site_search.made_by(), site_search.write_search_index, kept
    )
    site_offline.write_pages([*pages, *whole.paging.further().values()], folder)
    worker = Path(shell(config), site_offline.WORKER).read_text("utf-8")
    site_offline.write_service_worker(site_offline.GONE if preview else worker, folder)
    site_editor.write_editor(edition, folder)  # last: it is no page of the handbook
    if config.extra["whole_key"] and not config.extra["unheard"].count:
        site_kept.keep_whole(edition, folder, config.extra["whole_key"], written, kept)


def previewed(config):
    """Tell whether this is `mkdocs serve`, which puts a script of its own into every page."""
    return str(config.site_url).startswith(f"http://{config.dev_addr}/")
