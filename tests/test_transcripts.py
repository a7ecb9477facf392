"""What a screen reader says of each type of page, as reference text that a person can follow.

The pages are those of the small handbook, so that an edit of the real one changes nothing here. The
home page is kept whole, the other types without what stands around all pages.
"""

import difflib
from pathlib import Path

import pytest

from handbook.audit.browser import browser
from handbook.audit.judges.transcript import matches, transcript
from handbook.audit.pages import page_types, state_id
from handbook.audit.serving import served
from tests.cases import HERE, make_handbook
from tests.site_builds import build

GOLDEN = HERE / "golden" / "transcripts"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("heard")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def transcripts(small_site: Path, project_root: Path) -> dict[str, str]:
    """The transcript of each type of page, by the name of its reference text."""
    found = {}
    with served(small_site, "/b/") as address, browser() as chromium:
        context = chromium.new_context(bypass_csp=True, service_workers="block")
        for kind, name in page_types(small_site).items():
            page = context.new_page()
            page.goto(address + name, wait_until="networkidle")
            part = "body" if name == "index.html" else "main"
            said = transcript(page, project_root, part).replace(address, "/b/")
            found[f"{state_id(kind)}.txt"] = said
            page.close()
    return found


def test_each_type_of_page_is_heard_as_its_reference_text(transcripts, request):
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        for file in GOLDEN.glob("*.txt"):
            file.unlink()
        for name, said in transcripts.items():
            (GOLDEN / name).write_text(said, "utf-8")
    kept = {file.name: file.read_text("utf-8") for file in GOLDEN.glob("*.txt")}
    assert sorted(kept) == sorted(transcripts)
    for name, said in transcripts.items():
        change = difflib.unified_diff(kept[name].splitlines(), said.splitlines(), name, lineterm="")
        assert said == kept[name], "\n".join(change)


def test_each_type_of_page_is_heard_with_its_title_first_and_nothing_nameless(transcripts):
    for name, said in transcripts.items():
        lines = [line.strip() for line in said.splitlines()]
        headings = [line for line in lines if line.startswith("heading, ")]
        assert headings[0].endswith(", level 1"), name
        assert not {"link", "button", "img", "textbox", "checkbox", "navigation"} & set(lines), name


def test_phrases_are_matched_with_their_ends():
    assert matches(["list", "item", "end of item", "item", "end of item", "end of list"]) == {
        1: 2,
        3: 4,
        0: 5,
    }
    assert matches(["end of the road"]) == {}
