"""Talking books: each word is read in its place, and what is wrong with text or times is found."""

import io
import re
import zipfile

import pytest

from tests.judging import findings_in
from tests.recordings import DAISY, TALKING, audio_edition, audio_page

OVERLAY, PACKAGE = "EPUB/part-001.smil", "EPUB/package.opf"
NCC, FIRST, SECOND = "ncc.html", "part-0001.smil", "part-0002.smil"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return audio_edition(tmp_path_factory.mktemp("audio"))


@pytest.fixture(scope="module")
def page(edition):
    return audio_page(edition)


@pytest.fixture(scope="module")
def made(page, edition):
    """The page in each format."""
    return {one.id: one.write(page, edition) for one in (TALKING, DAISY)}


@pytest.mark.parametrize("format", [TALKING, DAISY], ids=lambda one: one.id)
def test_a_sound_book_has_no_faults(format, made, page, edition):
    assert format.check(made[format.id], page, edition) == []
    measures = format.measure(made[format.id])
    assert measures.bytes == len(made[format.id])
    assert 20 < measures.seconds < 60


def rewritten(data, name, change):
    """Return an archive with one file changed, or left out."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w") as new:
        for entry in old.infolist():
            content = change(old.read(entry)) if entry.filename == name else old.read(entry)
            if content is not None:
                new.writestr(entry, content)
    return into.getvalue()


def substituted(pattern, by, count=1):
    def apply(data):
        text, number = re.subn(pattern, by, data.decode(), count=count, flags=re.DOTALL)
        assert number, pattern
        return text.encode()

    return apply


def moved(data):
    """Return times in which each clip but the first begins a second later than the sound does."""

    def later(time):
        return b'%.3fs"' % (float(time[1]) + (float(time[1]) > 0))

    return re.sub(rb'(\d+\.\d{3})s"', later, data)


IN_TALKING = {
    "no times": (PACKAGE, substituted(' media-overlay="overlay"', ""), "has sound"),
    "a block that is not read": (
        OVERLAY,
        substituted(r'<par id="par-3">.*?</par>', ""),
        "is not read",
    ),
    "blocks in another order": (
        OVERLAY,
        substituted(r"#(said-\d+)(.*?)#(said-\d+)", r"#\3\2#\1"),
        "in its order",
    ),
    "a place that is not there": (OVERLAY, substituted("#why", "#who"), "is not in the text"),
    "times of another recording": (OVERLAY, moved, "begins where something is said"),
    "no sound": ("EPUB/speech.mp3", lambda data: None, "not in the book"),
    "half of the times": (OVERLAY, lambda data: data[: len(data) // 2], "cannot be read"),
    "a block without sound": (OVERLAY, substituted("<audio.*?/>", ""), "cannot be read"),
    "a block without a text": (OVERLAY, substituted("<text src", "<text at"), "has no src"),
    "sound without an end": (OVERLAY, substituted("clipEnd", "end"), "has no clipEnd"),
    "times without a file": (
        PACKAGE,
        substituted(r'(id="overlay[^>]*) href', r"\1 at"),
        "has no href",
    ),
    "no package": ("META-INF/container.xml", substituted("<rootfile .*?/>", ""), "has no"),
    "sound that is none": ("EPUB/speech.mp3", lambda data: b"x" * 2000, "cannot be heard"),
    "another sound": ("EPUB/speech.mp3", lambda data: data[: len(data) // 432 * 144], "clips"),
    "no length": (
        PACKAGE,
        substituted(r'(media:duration"[^>]*>)[\d.]+', r"\g<1>1.000", 2),
        "lasts",
    ),
    "no word on the voice": (PACKAGE, substituted("Synthetic voice", "Ann"), "synthetic"),
    "no claim": (PACKAGE, substituted("synchronizedAudioText", "unlocked"), "read aloud"),
    "a lost word": ("EPUB/part-001.xhtml", substituted("An edge", "Edge"), "instead of"),
}


@pytest.mark.parametrize("fault", IN_TALKING)
def test_what_is_wrong_with_a_talking_epub_is_found(fault, made, page, edition):
    name, change, said = IN_TALKING[fault]
    faults = TALKING.check(rewritten(made[TALKING.id], name, change), page, edition)
    assert any(said in one for one in faults), faults


def marked(data: bytes, place: int, by: bytes) -> bytes:
    """Return an archive whose first file is said to have a compression or an encryption."""
    central = data.index(b"PK\x01\x02") + 2 + place
    changed = bytearray(data)
    changed[place : place + 2] = changed[central : central + 2] = by
    return bytes(changed)


@pytest.mark.parametrize("made_as", ["talking", "daisy"])
@pytest.mark.parametrize(
    ("place", "by", "said"),
    [(8, b"\x63\x00", "compression"), (6, b"\x01\x00", "encrypted")],
    ids=["an unknown compression", "a password"],
)
def test_what_cannot_be_opened_is_said_in_words(made_as, place, by, said, made, page, edition):
    """APPNOTE 4.4.4 and 4.4.5: general purpose bits at 6, the compression at 8."""
    judge = {"talking": TALKING, "daisy": DAISY}[made_as]
    (fault,) = judge.check(marked(made[judge.id], place, by), page, edition)
    assert fault.startswith("it cannot be read as") and said in fault


IN_DAISY = {
    "no navigation": (NCC, lambda data: None, "cannot be read"),
    "a heading without a link": (NCC, substituted(r"<a href.*?</a>", ""), "has no"),
    "a link without a place": (NCC, substituted("<a href", "<a at"), "has no href"),
    "no format": (NCC, substituted("Daisy 2.02", "Daisy 3"), "what is in the book"),
    "another number of headings": (
        NCC,
        substituted('tocItems" content="4"', 'tocItems" content="3"'),
        "what is in the book",
    ),
    "a heading of other words": (NCC, substituted("Why it", "Who it"), "has not the heading"),
    "no publisher": (NCC, substituted('name="dc:publisher"', 'name="dc:printer"'), "dc:publisher"),
    "no time": (NCC, substituted('totalTime" content="[^"]*"', 'totalTime" content="1"'), "lasts"),
    "a heading of another level": (NCC, substituted("<h2(.*?)</h2>", r"<h3\1</h3>"), "headings"),
    "no title": (NCC, substituted(' class="title"', ""), "title"),
    "a heading that leads nowhere": (NCC, substituted("#par-1", "#par-99"), "not in part-0001"),
    "no word on the voice": (NCC, substituted("Synthetic voice", "Ann"), "synthetic"),
    "a section that is not there": (SECOND, lambda data: None, "cannot be read"),
    "a block that is not read": (
        SECOND,
        substituted(r'<par endsync="last" id="par-2">.*?</par>', ""),
        "is not read",
    ),
    "no time of a section": (
        FIRST,
        substituted('name="ncc:timeInThisSmil"', 'name="x"'),
        "its time",
    ),
    "times of another recording": (SECOND, moved, "follow each other"),
    "a list without a section": ("master.smil", substituted("<ref .*?/>", ""), "master"),
    "no sound": ("speech.mp3", lambda data: None, "cannot be read"),
    "a block without sound": (SECOND, substituted("<audio.*?/>", ""), "cannot be read"),
    "no words on itself": ("content.html", substituted("About this", "About that"), "end with"),
    "a lost word": ("content.html", substituted("An edge", "Edge"), "instead of"),
    "a lost description": (
        "content.html",
        substituted("A lime tree by a door. ", ""),
        "instead of",
    ),
    "an element that players do not know": (
        "content.html",
        substituted("<dl>(.*?)</dl>", r"<section><dl>\1</dl></section>"),
        "<section>",
    ),
}


@pytest.mark.parametrize("fault", IN_DAISY)
def test_what_is_wrong_with_a_daisy_book_is_found(fault, made, page, edition):
    name, change, said = IN_DAISY[fault]
    faults = DAISY.check(rewritten(made[DAISY.id], name, change), page, edition)
    assert any(said in one for one in faults), faults


def test_epubcheck_finds_nothing_in_a_talking_book(made, tmp_path):
    file = tmp_path / "page.epub"
    file.write_bytes(made[TALKING.id])
    assert findings_in("epubcheck", [file]) == []


def test_epubcheck_judges_the_times(made, tmp_path):
    file = tmp_path / "faulty.epub"
    file.write_bytes(rewritten(made[TALKING.id], OVERLAY, substituted("#why", "#who")))
    assert any(one.rule == "RSC-012" for one in findings_in("epubcheck", [file]))
