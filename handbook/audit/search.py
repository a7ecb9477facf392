"""The search of a site, as a reader uses it: found by its form, asked with words of the site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from lxml import html

from handbook.audit.site import SEARCH, Site

QUERY = ", searched for "
"""Between the state of a page and the query that opens its search."""
STARTS = ("index.html", "search/index.html")
"""Pages that may have the form."""
NONE = "zyzzyva"
"""A word that no page has."""
SHORTEST = 4
"""Letters of a word that is worth looking for."""


@dataclass(frozen=True, slots=True)
class Searches:
    """The page with the results, and what is looked for there."""

    page: str
    queries: tuple[str, ...]
    """With many results, of one kind where the page tells kinds apart, after a slip, with none."""
    made_of: str
    """A hash of all that the results depend on."""


def searches(site: Site) -> Searches | None:
    """Return how to look for something, if the site has a form for it that leads to a page."""
    start = next((page for page in STARTS if has_search(site, page)), "")
    if not start:
        return None
    tree = tree_of(site, start)
    [field, *_] = fields(tree)
    action = next(field.iterancestors("form")).get("action") or ""
    path = urlsplit(urljoin(f"http://site/{start}", action)).path.lstrip("/")
    page = f"{path}index.html" if not path or path.endswith("/") else path
    word = word_of(tree_of(site, "index.html"))
    if page not in site.pages or not word:
        return None
    many, *others = (f"?{field.get('name')}={quote(one)}"
                     for one in (word, f"{word[:-1]}{word[-1] * 2}q", NONE))  # fmt: skip
    narrowed = [f"{many}&{kind}" for kind in kinds(tree_of(site, page))]
    made_of = [one for one in site.files if one.startswith((SEARCH, page.rpartition("/")[0]))]
    return Searches(
        page, (many, *narrowed, *others), site.drawn_with + site.hash_of(made_of)
    )  # fmt: skip


def has_search(site: Site, page: str) -> bool:
    return page in site.pages and "index.html" in site.pages and bool(fields(tree_of(site, page)))


def tree_of(site: Site, page: str) -> html.HtmlElement:
    return html.document_fromstring((site.folder / page).read_bytes().decode("utf-8", "replace"))


def fields(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the fields of a page in which one writes what to look for."""
    return tree.xpath("//form[@role='search' or ancestor::search]//input[@name]")


def word_of(tree: html.HtmlElement) -> str:
    """Return the longest word of the links of a page: it is in a title, so it will be found."""
    links = (" ".join(one.itertext()) for one in tree.iterfind(".//main//a"))
    words = [word for title in links for word in title.split() if word.isalpha()]
    return max((one for one in words if len(one) >= SHORTEST), key=len, default="")


def kinds(tree: html.HtmlElement) -> list[str]:
    """Return the first choice, as a part of a query, by which the results can be narrowed."""
    [form, *_] = tree.xpath("//form[@role='search' or ancestor::search]") or [tree]
    options = form.xpath(".//select[@name]/option[@value != '']")
    return [f"{one.getparent().get('name')}={quote(one.get('value'))}" for one in options[:1]]
