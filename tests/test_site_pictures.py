"""Photographs on the site: in several sizes, upright, kept, and the original beside them."""

import io
import json
import shutil
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from handbook import site_kept
from handbook.site_pictures import Size
from handbook.site_rows import Kept
from tests.cases import SMALL
from tests.site_builds import build, page

PHOTO = "content/images/street.jpg"
MEGABYTE = 1_000_000


def write_photo(file: Path, width: int, height: int, **options: object) -> None:
    """Write a picture that is red at its left and blue at its right."""
    picture = Image.linear_gradient("L").rotate(90).resize((width, height))
    Image.merge("RGB", (picture.point(lambda one: 255 - one), picture, picture)).save(
        file, **options
    )


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a photograph of 1,200 pixels, a small one, and one that lies on its side."""
    root = tmp_path_factory.mktemp("illustrated") / "handbook"
    shutil.copytree(SMALL, root)
    write_photo(root / PHOTO, 1200, 800, quality=95)
    write_photo(root / "content/images/small.png", 300, 200)
    lines = ["", ""]
    for name, alt in (("street.jpg", "A street"), ("small.png", "A sign")):
        lines += [f'![{alt}](images/{name}){{credit="The team" licence="CC0"}}', ""]
    with (root / "content" / "advice.md").open("a", encoding="utf-8") as text:
        text.write("\n".join(lines))
    return root


@pytest.fixture(scope="module")
def site(illustrated: Path) -> Path:
    return build(illustrated, illustrated.parent / "site")


def test_a_photograph_is_offered_in_sizes_with_the_original_for_all_others(site: Path):
    photo, small = page(site, "advice").xpath("//picture")
    (source,) = photo.xpath("source")
    base = "../assets/content/images/street.jpg"
    assert source.get("type") == "image/webp" and source.get("sizes").endswith("100vw")
    assert source.get("srcset") == ", ".join(
        f"{base}-{width}.webp {width}w" for width in (480, 960, 1200)
    )
    (image,) = photo.xpath("img")
    said = {name: image.get(name) for name in ("src", "width", "height", "alt")}
    assert said == {"src": base, "width": "1200", "height": "800", "alt": "A street"}
    assert small.xpath("source/@srcset") == ["../assets/content/images/small.png-300.webp 300w"]


def test_each_size_is_there_and_smaller_than_the_original(site: Path, illustrated: Path):
    folder = site / "assets/content/images"
    assert (folder / "street.jpg").read_bytes() == (illustrated / PHOTO).read_bytes()
    sizes = [folder / f"street.jpg-{width}.webp" for width in (480, 960, 1200)]
    for file, width in zip(sizes, (480, 960, 1200), strict=True):
        with Image.open(file) as picture:
            assert (picture.format, picture.size) == ("WEBP", (width, width * 2 // 3))
    bytes_of = [file.stat().st_size for file in (*sizes, folder / "street.jpg")]
    assert bytes_of == sorted(bytes_of)
    with (
        Image.open(folder / "small.png-300.webp") as made,
        Image.open(illustrated / "content/images/small.png") as original,
    ):
        assert made.convert("RGB").tobytes() == original.convert("RGB").tobytes()


def test_all_sizes_can_be_read_offline(site: Path):
    kept = json.loads((site / "offline" / "pages.json").read_text("utf-8"))["pictures"]
    assert [one for one in kept if "street.jpg" in one] == [
        "assets/content/images/street.jpg",
        *(f"assets/content/images/street.jpg-{width}.webp" for width in (1200, 480, 960)),
    ]


def test_a_drawing_stays_as_it_is(site: Path):
    drawn = page(site, "principles/slow-the-traffic/easy-read").xpath("//img/@src")
    assert [src for src in drawn if src.endswith(".svg")]
    assert not list(site.rglob("*.svg-*.webp"))


def test_the_same_picture_gives_the_same_bytes_in_stock_material_too(
    site: Path, illustrated: Path, tmp_path: Path
):
    from tests.site_builds import STOCK

    stock = build(illustrated, tmp_path / "site", theme=STOCK, plugins=["search"])
    name = "assets/content/images/street.jpg-480.webp"
    assert (stock / name).read_bytes() == (site / name).read_bytes()
    assert page(stock, "advice").xpath("//picture/source/@srcset")


def test_a_picture_that_lies_on_its_side_is_turned():
    """Orientation 6 of EXIF 2.32: the first row of dots is the right side of the picture."""
    from handbook.site_pictures import in_width

    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    write_photo(out, 400, 200, format="JPEG", exif=exif)
    with Image.open(io.BytesIO(in_width(out, 100, lossless=False))) as picture:
        assert picture.size == (100, 200)
        assert not picture.getexif()


def test_a_thousand_photographs_are_never_in_memory_at_once(tmp_path: Path):
    """Made, written as they are kept, kept with the whole site, and written back with it."""
    folder = tmp_path / "site"
    sizes = [Size(f"{number}.webp", str(number), partial(bytes, MEGABYTE)) for number in range(50)]
    with Kept(tmp_path / "kept") as kept:
        assert peak(lambda: site_kept.write_pictures(sizes, folder, kept)) < 20 * MEGABYTE
        assert peak(lambda: site_kept.write_pictures(sizes, folder, kept)) < 20 * MEGABYTE
        for number in range(50):
            (folder / f"{number}.jpg").write_bytes(number.to_bytes(MEGABYTE))
        whole = (tmp_path, folder, "key", {}, [], kept)
        assert peak(lambda: site_kept.keep_whole(*whole)) < 20 * MEGABYTE
        files = site_kept.kept_files(tmp_path, "key", kept)
        assert len(files) == 100
        assert peak(lambda: site_kept.restore(files, tmp_path / "again", kept)) < 20 * MEGABYTE
    assert (tmp_path / "again" / "7.jpg").read_bytes() == (folder / "7.jpg").read_bytes()


def peak(work: Callable[[], object]) -> int:
    """Return how many bytes of memory are in use at most while something is done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
