"""What was worked out for a file is used for the next one, and never when it is damaged or old."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import handbook
from handbook.formats import inputs, kept
from handbook.formats.base import Measures
from handbook.formats.cache import Cache
from handbook.formats.files import wanted, write_formats
from handbook.formats.flow_maker import make_flow
from handbook.formats.registry import FORMATS
from tests.cases import make_handbook
from tests.test_format_cache import ADVICE, change, contents

PLACE = ("brf", "content/page.md", "made by 1")


def asked(cache: Cache | None, words: str, place: tuple[str, str, str] = PLACE) -> list[str]:
    """Work out the hash of each word for a file; return the words that were not at hand."""
    new = []

    def work(word: str) -> str:
        new.append(word)
        return hashlib.sha256(word.encode()).hexdigest()

    with kept.at_hand(cache, *place):
        for word in words.split():
            assert kept.worked_out("hash", word, lambda w=word: work(w)) == (
                hashlib.sha256(word.encode()).hexdigest()
            )
    return new


def only_file(folder: Path) -> Path:
    [path] = [path for path in folder.rglob("*") if path.is_file()]
    return path


def test_only_what_is_new_is_worked_out(tmp_path):
    cache = Cache(tmp_path)
    assert asked(cache, "one two two") == ["one", "two"]
    assert asked(cache, "two three one") == ["three"]
    assert asked(cache, "three two one") == []


def test_without_a_cache_all_of_it_is(tmp_path):
    assert asked(None, "one") == asked(None, "one") == ["one"]
    assert list(tmp_path.iterdir()) == []


def test_what_a_file_no_longer_needs_is_dropped(tmp_path):
    asked(Cache(tmp_path), "one two")
    asked(Cache(tmp_path), "two three")
    assert asked(Cache(tmp_path), "one two three") == ["one"]


@pytest.mark.parametrize("other", [
    ("pef", "content/page.md", "made by 1"),
    ("brf", "content/other.md", "made by 1"),
    ("brf", "content/page.md", "made by 2"),
])  # fmt: skip
def test_another_file_or_another_version_has_nothing_of_it(tmp_path, other):
    asked(Cache(tmp_path), "one")
    assert asked(Cache(tmp_path), "one", other) == ["one"]


def test_no_damage_is_believed(tmp_path):
    asked(Cache(tmp_path), "one two")
    path = only_file(tmp_path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert asked(Cache(tmp_path), "one two") == ["one", "two"], place
        path.write_bytes(whole[:place])
        assert asked(Cache(tmp_path), "one two") == ["one", "two"], place


def test_a_wrong_result_under_a_right_checksum_is_seen(tmp_path):
    """This test's own work is checked against what comes back: what is at hand is truly used."""
    cache = Cache(tmp_path)
    wrong = json.dumps([PLACE[2], {"hash": {"one": "not a hash"}}]).encode()
    cache.put(*kept.place(*PLACE[:2]), wrong, Measures(len(wrong)))
    with pytest.raises(AssertionError):
        asked(cache, "one")


def test_a_file_that_cannot_be_made_leaves_what_was_kept(tmp_path):
    asked(Cache(tmp_path), "one")
    before = contents(tmp_path)
    with pytest.raises(RuntimeError), kept.at_hand(Cache(tmp_path), *PLACE):
        kept.worked_out("hash", "two", lambda: "2")
        raise RuntimeError
    assert contents(tmp_path) == before


def test_files_are_the_same_with_it_and_without(tmp_path):
    """All formats of a whole handbook but print and sound, after a change and from nothing."""
    root = make_handbook(tmp_path / "project", {})
    core = [one for one in FORMATS.values() if not one.extra]
    formats = [one for one in core if one.media_type != "application/pdf"]
    assert len(formats) == 8
    cache = Cache(tmp_path / "cache")
    write_formats(handbook.load(root), tmp_path / "out", formats, cache=cache)
    change(root / ADVICE, "the top.", "the top. A new sentence stands here.")
    edition = handbook.load(root)
    write_formats(edition, tmp_path / "out", formats, cache=cache)
    write_formats(edition, tmp_path / "afresh", formats)
    assert contents(tmp_path / "out") == contents(tmp_path / "afresh")
    held = contents(tmp_path / "cache")
    names = {kept.place(one.id, document.path) for document, one in wanted(edition, formats)}
    assert {tuple(name.split("/")) for name in held if ".parts/" in name} <= names
    assert sum(name.startswith("brf.parts/") for name in held) > 5
    of_report = {one.id for one in formats if "/".join(kept.place(one.id, "report")) in held}
    assert of_report == {one.id for one in formats} - {"text"}


def test_settings_that_change_leave_nothing_at_hand(tmp_path):
    root = make_handbook(tmp_path / "project", {})
    formats, cache = [FORMATS["brf"]], Cache(tmp_path / "cache")
    write_formats(handbook.load(root), tmp_path / "out", formats, cache=cache)
    change(root / "mkdocs.yml", "publisher: ", "publisher: New ")
    edition = handbook.load(root)
    place = kept.place("brf", "report")
    by = inputs.maker(formats[0], inputs.readable(edition.report, edition))
    assert cache.get(*place) and kept.recalled(cache, place, by) == {}
    write_formats(edition, tmp_path / "out", formats, cache=cache)
    assert kept.recalled(cache, place, by) != {}


def test_what_was_worked_out_for_a_page_goes_with_it(tmp_path):
    root = make_handbook(tmp_path / "project", {})
    formats, cache = [FORMATS["brf"]], Cache(tmp_path / "cache")
    write_formats(handbook.load(root), tmp_path / "out", formats, cache=cache)
    name = "/".join(kept.place("brf", "content/gone.md"))
    (tmp_path / "cache" / name).write_bytes(b"left by a page that is no longer there")
    write_formats(handbook.load(root), tmp_path / "out", formats, cache=cache)
    assert not (tmp_path / "cache" / name).exists()


def test_the_same_document_is_made_into_a_flow_once_and_another_one_anew(tmp_path):
    """What two formats are made of is shared, unless the text, the settings or addresses differ."""
    root = make_handbook(tmp_path / "project", {})
    edition = handbook.load(root)
    document = edition.pages[ADVICE]
    first = make_flow(document, edition)
    assert make_flow(document, edition) is first
    other = replace(document, xhtml=document.xhtml.replace("the top.", "the end."))
    assert make_flow(other, edition) != first
    change(root / "mkdocs.yml", "publisher: ", "publisher: New ")
    assert make_flow(document, handbook.load(root)) is not first
    given = inputs.readable(document, edition)
    moved = replace(given, documents={path: inputs.Place("moved/") for path in given.documents})
    assert given.documents and make_flow(document, given) != make_flow(document, moved)
