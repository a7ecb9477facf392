"""Drawings as pictures made of dots, for programs that cannot show SVG."""

from __future__ import annotations

import hashlib
import io
from base64 import b64decode, b64encode
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import resvg_py
from PIL import Image

from handbook.formats.kept import worked_out
from handbook.formats.media import picture

if TYPE_CHECKING:
    from handbook.load import Edition

DENSITY = 2.5
"""Dots for each CSS pixel: 240 an inch, which stays sharp on paper."""
MOST = 2400
"""Dots on a side."""
PALETTE = 128
"""Colours of a drawing with smooth edges."""
NEARLY = 250
"""A part of a colour from which on it is full: so that white paper stays white."""
FONTS = Path(__file__).parent.parent / "fonts"
OWN = "Atkinson Hyperlegible Next"


def dots(path: str, edition: Edition) -> tuple[str, bytes]:
    """Return a picture's ending and bytes in a form that every word processor shows."""
    suffix = PurePosixPath(path).suffix.lower()
    data = picture(path, edition)
    if suffix == ".svg":
        digest = hashlib.sha256(data).hexdigest()
        return ".png", b64decode(worked_out("drawing", digest, lambda: as_text(draw(data))))
    return (".png", as_png(data)) if suffix == ".webp" else (suffix, data)


def as_text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def drawing(path: str, edition: Edition) -> bytes | None:
    """Return a picture's SVG when it may be shown as it is: words in it would lose their font."""
    if PurePosixPath(path).suffix.lower() != ".svg":
        return None
    data = picture(path, edition)
    return None if b"<text" in data else data


@lru_cache(maxsize=512)
def draw(data: bytes) -> bytes:
    """Return a drawing as PNG on white, in our own typefaces; the same bytes on every machine."""
    svg = data.decode("utf-8")
    files = [str(file) for file in sorted(FONTS.glob("*.ttf"))]
    fonts = {"skip_system_fonts": True, "font_files": files, "font_family": OWN}
    made = resvg_py.svg_to_bytes(svg_string=svg, zoom=DENSITY, sans_serif_family=OWN, **fonts)
    image = Image.open(io.BytesIO(made)).convert("RGBA")
    image.thumbnail((MOST, MOST), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    few = flat.quantize(PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.putpalette([255 if part >= NEARLY else part for part in few.getpalette()])
    return png(few)


@lru_cache(maxsize=64)
def as_png(data: bytes) -> bytes:
    """Return a picture of any kind as PNG."""
    return png(Image.open(io.BytesIO(data)).convert("RGBA"))


def png(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()
