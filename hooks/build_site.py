"""Build the handbook's website with MkDocs, through its public hook events."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import handbook
from handbook import (
    site,
    site_browse,
    site_files,
    site_formats,
    site_forms,
    site_offline,
    site_paging,
    site_plan,
    site_search,
    site_shapes,
    site_smaller,
    site_views,
)
from handbook import site_metadata as metadata
from handbook.elements import long_date
from handbook.load import load
from handbook.problems import ProblemsFound

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{inline}; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action {forms}"
)
"""Content Security Policy (https://www.w3.org/TR/CSP3/): nothing from elsewhere, nothing inline."""


def on_config(config):
    """Load and check the whole handbook; MkDocs has deleted nothing yet."""
    try:
        edition = load(Path(config.config_file_path).parent)
    except ProblemsFound as problems:
        raise PluginError(f"the handbook cannot be built.\n\n{problems}") from None
    config.extra["edition"] = edition
    browse = config.extra["browse"] = site_browse.browse(edition)
    documents = {**edition.pages, **browse.documents} if own_theme(config) else {}
    words = edition.settings.words.site.browse
    config.extra["paging"] = site_paging.paging(documents, words)
    config.nav = [expand(item, edition) for item in edition.settings.nav]
    return config


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
    edition = config.extra["edition"]

    def published(path, folder, address):
        return File(path, str(folder), config.site_dir, config.use_directory_urls, dest_uri=address)

    found = [file for file in files if from_theme(file, config)]
    for path, document in edition.pages.items():
        found.append(published(path, edition.root, f"{document.url}index.html"))
    for path, document in site.easy_pages(edition).items():
        found.append(made_page(path, document, config, edited=document.path))
    for path, document in edition.checklists.items():
        found.append(made_page(path, document, config))
    if own_theme(config):
        for path, document in config.extra["browse"].documents.items():
            found.append(made_page(path, document, config))
        for path, document in config.extra["paging"].further().items():
            found.append(made_page(path, document, config))
    everything = site.documents(edition).values()
    for path in sorted({image for page in everything for image in page.images}):
        found.append(published(path, edition.root, site.asset_url(path)))
    if own_theme(config):
        words = File.generated(
            config, site_browse.WORDS_FILE, content=site_browse.filter_words(edition)
        )
        found.append(words)
        for path, content in site_plan.plan_files(edition).items():
            found.append(File.generated(config, path, content=content))
        fonts = Path(handbook.__file__).parent / "fonts"
        for file in sorted(fonts.glob("*.woff2")):
            found.append(published(file.name, fonts, f"assets/fonts/{file.name}"))
    return Files(found)


def made_page(path, document, config, edited=None):
    """Return the file of a page outside the reading order, edited where people wrote it, if any."""
    level = InclusionLevel.NOT_IN_NAV
    file = File.generated(config, path, content="", inclusion=level)
    file.dest_uri = f"{document.url}index.html"
    file.edit_uri = edited
    return file


def document_of(page, config):
    """Return the Document that a page of the site shows, of a long list one page."""
    path, paging = page.file.src_uri, config.extra["paging"]
    if path in paging.leaves:
        return paging.leaves[path].document
    made = config.extra["browse"].documents
    return made[path] if path in made else site.documents(config.extra["edition"])[path]


def own_theme(config):
    """Tell whether the theme draws whole pages itself, over nothing of the named theme."""
    return config.theme.get("own_shell", False)


def from_theme(file, config):
    """Tell whether a file is the theme's to publish; our theme publishes only its own assets."""
    if own_theme(config):
        return file.src_dir == config.theme.custom_dir and file.src_uri.startswith("assets/")
    return file.src_dir in config.theme.dirs


def on_page_read_source(page, config):
    """Return no text: the page is composed already, and MkDocs would misread its fields."""
    return ""


def on_page_content(html, page, config, files):
    """Return the page's article, and give MkDocs its title, summary, date and contents."""
    edition = config.extra["edition"]
    document = document_of(page, config)
    parts = site.render_parts(document, edition, config.extra["paging"])
    page.meta = {"title": document.title, "description": document.summary, "parts": parts}
    page.toc = get_toc(site.contents(document.headings))
    page.update_date = (document.reviewed or edition.settings.edition.date).isoformat()
    return site.join_parts(document, parts)


def policy(edition, inline=""):
    """Return the policy of every page; forms may go to the addresses in the settings alone."""
    return POLICY.format(inline=inline, forms=site_forms.form_sources(edition))


def on_env(env, config, files):
    """Give the templates the handbook, its words, and what shows them."""
    edition = config.extra["edition"]
    env.globals.update(
        edition=edition,
        handbook=edition.handbook,
        settings=edition.settings,
        words=edition.settings.words.site,
        shape=site_shapes.shape_svg,
        where_and_when=lambda study: site.where_and_when(study, edition),
        views=site_views,
        formats=site_formats,
        browse=config.extra["browse"],
        browsing=site_browse,
        paging=config.extra["paging"],
        metadata=metadata,
        search=site_search,
        offline=site_offline,
        files=site_files,
        day=lambda date: long_date(date, edition.settings.words),
        forms=site_forms.forms(edition),
        policy=policy(edition, inline=" 'unsafe-inline'" if previewed(config) else ""),
        downloads=config.extra.get("handbook_downloads", []),
    )
    return env


def on_page_context(context, page, config, nav):
    """Give a page's template its Document and the parts of its article."""
    document = document_of(page, config)
    layout = "home" if not document.url else document.kind
    context.update(document=document, layout=f"pages/{layout}.html", parts=page.meta["parts"])
    return context


def on_post_build(config):
    """Finish the published pages, and write what stands beside them."""
    edition, folder = config.extra["edition"], Path(config.site_dir)
    if own_theme(config):
        browse, paging = config.extra["browse"], config.extra["paging"]
        pages = {**site.documents(edition), **browse.documents}
        site_browse.write_entries(browse, edition, paging, folder)
        downloads = config.extra.get("handbook_downloads", [])
        site_smaller.make_smaller(folder)
        site_files.write_site_files(
            edition, folder, pages.values(), policy=policy(edition), downloads=downloads
        )
        site_search.write_words(edition, folder)
        site_search.write_search_index(folder)
        everything = [*pages.values(), *paging.further().values()]
        site_offline.write_pages(everything, folder)
        worker = Path(config.theme.custom_dir, site_offline.WORKER).read_text("utf-8")
        worker = site_offline.GONE if previewed(config) else worker
        site_offline.write_service_worker(worker, folder)


def previewed(config):
    """Tell whether this is `mkdocs serve`, which puts a script of its own into every page."""
    return str(config.site_url).startswith(f"http://{config.dev_addr}/")
