"""Pictures in several sizes: photographs are made smaller at build time, as WebP.

A browser takes the size that fits its window (https://html.spec.whatwg.org/multipage/images.html).
Drawings (SVG) fit every size, and stay as they are. The original is published too: it is what
browsers without WebP show, what the other formats hold, and what a reader can save.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

import PIL
from lxml import etree
from PIL import Image, ImageOps

from handbook.images import RASTER
from handbook.site_keys import digest

WIDTHS = (480, 960, 1440)
"""Pixels; a picture is made in each that is smaller than itself, and in its own width."""
SIZES = "(min-width: 60em) 44em, 100vw"
"""How wide a picture is shown: the column of text, or a narrow window's whole width."""
QUALITY = 80
_LOSSLESS = (".png",)
"""Drawings made of dots: their edges stay sharp."""


def variants(address: str, width: int) -> list[tuple[int, str]]:
    """Return the widths and the addresses of the sizes of a picture, by the original's."""
    if Path(address).suffix.lower() not in RASTER:
        return []
    smaller = [one for one in WIDTHS if one < width]
    return [(one, f"{address}-{one}.webp") for one in (*smaller, width)]


def offer_sizes(image: etree._Element) -> None:
    """Put a picture that has several sizes into a `picture` element that offers them."""
    found = variants(image.get("src"), int(image.get("width", "0")))
    if not found:
        return
    offered = etree.Element("picture")
    offered.tail, image.tail = image.tail, None
    image.getparent().replace(image, offered)
    addresses = ", ".join(f"{address} {width}w" for width, address in found)
    etree.SubElement(offered, "source", type="image/webp", srcset=addresses, sizes=SIZES)
    offered.append(image)


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a picture."""

    address: str
    key: str
    """A hash of all that it is made from and with."""
    make: Callable[[], bytes]


def sizes(file: Path, address: str) -> Iterator[Size]:
    """Yield each size of the picture in a file, whose original is published at an address."""
    with Image.open(file) as picture:
        found = variants(address, picture.width)
    ending = file.suffix.lower()
    original = hashlib.sha256(file.read_bytes()).hexdigest() if found else ""
    for width, one in found:
        key = digest(original, width, QUALITY, ending, PIL.__version__)
        yield Size(one, key, partial(in_width, file, width, lossless=ending in _LOSSLESS))


def in_width(original: Path | IO[bytes], width: int, *, lossless: bool) -> bytes:
    """Return a picture in a width as WebP: upright, with its colour profile and no other data."""
    with Image.open(original) as picture:
        profile = picture.info.get("icc_profile", b"")
        turned = ImageOps.exif_transpose(picture)
        height = max(1, round(turned.height * width / turned.width))
        mode = "RGBA" if turned.has_transparency_data else "RGB"
        small = turned.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "WEBP", quality=QUALITY, method=6, lossless=lossless, icc_profile=profile)
        return out.getvalue()
