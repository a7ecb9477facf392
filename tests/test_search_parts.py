"""An index of the search that is made of parts finds what one of all pages finds."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import site_search
from handbook.audit.browser import browser
from handbook.audit.serving import served
from handbook.search_merge import merge
from handbook.search_order import ENTRY, MARK, UnknownIndex, read, write

WORDS = "river bridge lantern orchard café cafe naïve kerb kerbs walk walked walking".split()
PICTURE = '<img src="a.png" alt="A lantern by the river.">'


def page(number: int) -> str:
    """Return a page with words that others have, one of its own, and at times a picture."""
    words = " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 9))
    language = "fr" if number in (3, 17) else "en-GB"
    return (
        f'<!doctype html><html lang="{language}"><head><title>Page {number}</title></head><body>'
        f'<main data-pagefind-body data-pagefind-filter="kind:{"odd" if number % 2 else "even"}">'
        f"<h1>Page {number}</h1><p>{words} only{number}.</p>{PICTURE if number > 12 else ''}"
        f"</main></body></html>"
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The same pages, indexed at once and seven at a time."""
    found = {}
    for most in (100, 7):
        found[most] = tmp_path_factory.mktemp(f"site-{most}")
        for number in range(24):
            folder = found[most] / f"page-{number:02}"
            folder.mkdir()
            (folder / "index.html").write_text(page(number), "utf-8")
        (found[most] / "unfound.html").write_text("<!doctype html><p>Nothing", "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(site_search, "AT_ONCE", most)
            site_search.write_search_index(found[most])
    return found


def described(folder: Path) -> Iterator[tuple[str, list]]:
    entry = json.loads((folder / ENTRY).read_text("utf-8"))
    for code, about in entry["languages"].items():
        yield code, read(folder / f"pagefind.{about['hash']}.pf_meta")


def held(site: Path) -> dict:
    """Return all that an index says, with pages by their addresses and fields by their names."""
    folder, found = site / site_search.FOLDER, {}
    for code, (version, pages, files, filters, order, fields) in described(folder):
        texts = [gzip.decompress((folder / "fragment" / f"{name}.pf_fragment").read_bytes())
                 for name, _ in pages]  # fmt: skip
        urls = [json.loads(text.removeprefix(MARK))["url"] for text in texts]

        def placed(pages: list, urls=urls, fields=fields) -> dict:
            number, where = 0, {}
            for step, text, field in pages:
                number += step
                named = [fields[-1 - one] if one < 0 else one for one in field]
                where[urls[number]] = (text, named)
            return where

        words = {}
        for first, last, name in files:
            (some,) = read(folder / "index" / f"{name}.pf_index")
            assert some[0][0].startswith(first) and some[-1][0].startswith(last)
            for word, pages_of, forms in some:
                words[word] = placed(pages_of), {form: placed(of) for form, of in forms}
        values = {
            (name, value): sorted(urls[one] for one in numbers)
            for name, file in filters
            for value, numbers in read(folder / "filter" / f"{file}.pf_filter")[1]
        }
        counts = dict(zip(urls, (count for _, count in pages), strict=True))
        found[code] = version, counts, dict(zip(urls, texts, strict=True)), words, values, order
    return found


def test_parts_hold_every_word_at_every_place_that_one_index_holds(sites: dict[int, Path]):
    whole, parts = held(sites[100]), held(sites[7])
    assert set(whole) == {"en-gb", "fr"}
    assert parts == whole
    assert any(forms for _, forms in whole["en-gb"][3].values()), "no word has other forms"


def test_words_of_several_files_stand_in_order(sites: dict[int, Path], tmp_path: Path):
    """Each file begins where the one before it ended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handbook.search_merge.PLACES", 60)
        merge([sites[7] / site_search.FOLDER], tmp_path / site_search.FOLDER)
    assert held(tmp_path) == held(sites[100])
    for _, (_, _, files, *_) in described(tmp_path / site_search.FOLDER):
        ends = [end for first, last, _ in files for end in (first, last)]
        assert ends == sorted(ends)
    (files,) = [about[2] for code, about in described(tmp_path / site_search.FOLDER)
                if code == "en-gb"]  # fmt: skip
    assert len(files) > 3


def test_the_same_pages_make_the_same_bytes(sites: dict[int, Path], tmp_path: Path):
    folders = [sites[7] / site_search.FOLDER, tmp_path / "again"]
    merge([folders[0]], folders[1])
    merge([folders[0]], tmp_path / "more")
    for file in folders[1].rglob("*"):
        if file.is_file():
            other = tmp_path / "more" / file.relative_to(folders[1])
            assert other.read_bytes() == file.read_bytes()


def test_a_browser_finds_the_same_pages(sites: dict[int, Path]):
    asked = [*WORDS, "only5", "only17", "cafe walk", "lan", "nothing", "page"]
    script = """async (asked) => {
      const pagefind = await import('/pagefind/pagefind.js');
      const found = {};
      for (const one of asked) {
        const results = (await pagefind.search(one)).results;
        const data = await Promise.all(results.map((result) => result.data()));
        found[one] = data.map((page) => [page.url, page.excerpt]).sort();
      }
      found.filters = await pagefind.filters();
      const odd = await pagefind.search("river", { filters: { kind: "odd" } });
      found.odd = odd.results.length;
      return found;
    }"""
    answers = []
    for site in sites.values():
        with served(site, "/") as address, browser() as chromium:
            tab = chromium.new_page()
            tab.goto(f"{address}page-00/")
            answers.append(tab.evaluate(script, asked))
    assert answers[0] == answers[1]
    assert len(answers[0]["only5"]) == 1 and len(answers[0]["river"]) > 5
    assert answers[0]["odd"] and answers[0]["nothing"] == []


def test_an_index_of_another_form_is_refused(sites: dict[int, Path], tmp_path: Path):
    folder = sites[7] / site_search.FOLDER
    other = tmp_path / "other"
    other.mkdir()
    (other / ENTRY).write_bytes((folder / ENTRY).read_bytes())
    for file in folder.glob("*.pf_meta"):
        write(other / file.name, [*read(file), []])
    with pytest.raises(UnknownIndex, match="6 lists"):
        merge([other], tmp_path / "made")
