"""Pictures in several sizes: photographs are made smaller at build time, as WebP.

A browser takes the size that fits its window (https://html.spec.whatwg.org/multipage/images.html).
Drawings (SVG) fit every size, and stay as they are. The original is published too: it is what
browsers without WebP show, what the other formats hold, and what a reader can save.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import PIL
from lxml import etree
from PIL import Image, ImageOps

from handbook.images import RASTER
from handbook.site_keys import digest

if TYPE_CHECKING:
    from handbook.site_rows import Kept

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


def made_sizes(file: Path, address: str, kept: Kept | None = None) -> dict[str, bytes]:
    """Return each size of a picture by its address, made or as it is kept."""
    with Image.open(file) as picture:
        found = variants(address, picture.width)
    original = file.read_bytes() if found else b""
    made = {}
    for width, one in found:
        key = digest(original, width, QUALITY, file.suffix.lower(), PIL.__version__)
        there = kept.get("picture", key) if kept else None
        made[one] = there or in_width(original, width, lossless=file.suffix.lower() in _LOSSLESS)
        if kept and there is None:
            kept.put_all("picture", {key: made[one]})
    return made


def in_width(original: bytes, width: int, *, lossless: bool) -> bytes:
    """Return a picture in a width as WebP: upright, with its colour profile and no other data."""
    with Image.open(io.BytesIO(original)) as picture:
        profile = picture.info.get("icc_profile", b"")
        turned = ImageOps.exif_transpose(picture)
        height = max(1, round(turned.height * width / turned.width))
        mode = "RGBA" if turned.has_transparency_data else "RGB"
        small = turned.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "WEBP", quality=QUALITY, method=6, lossless=lossless, icc_profile=profile)
        return out.getvalue()
