"""The picture that other sites show beside a link to a page: title, shapes, our typeface."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

SIZE = (640, 336)
"""Pixels, in the shape that readers of the Open Graph protocol show, and a little more than they
ask for to show it at full width; a quarter of the bytes of the largest that they take."""
EDGE = 38
GROUND, INK, QUIET = "#FFFDF8", "#14181F", "#40464F"
COLOURS = {"circles": "#00504E", "triangle": "#6E1450", "bars": "#1B3A7A"}
LEVELS = {INK: 4, QUIET: 2, **dict.fromkeys(COLOURS.values(), 2)}
"""Colour to the number of steps from the ground to it: with the ground 13 colours, 4 bits each."""
FONTS = Path(__file__).parent / "fonts"
LARGEST, SMALLEST = 45, 26
"""Sizes of a title in pixels."""


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says."""

    title: str
    kind: str
    handbook: str
    shapes: tuple[str, ...]
    """The shapes of a page's pillars; of all pillars where it has none of its own."""

    @property
    def name(self) -> str:
        """The file's name, by what the card says: a new title gives a new address."""
        return f"{hashlib.sha256(repr(self).encode()).hexdigest()[:16]}.png"


def card_for(document: Document, edition: Edition) -> Card:
    """Return what the card of a page says."""
    settings = edition.settings
    page = edition.handbook.pages.get(document.path)
    chosen = getattr(page, "pillars", ())
    shapes = tuple(one.shape for one in settings.pillars if not chosen or one.id in chosen)
    kinds = {"principle": settings.kinds.principle.one, "case_study": settings.kinds.case_study.one}
    kind = kinds.get(document.kind, "")
    if document.kind == "principle" and page is not None:
        kind = settings.words.number.format(kind=kind, number=page.number)
    return Card(document.title, kind, settings.title, shapes)


def draw_card(card: Card) -> bytes:
    """Return a card as PNG; the same words give the same bytes."""
    image = Image.new("L", SIZE)  # of the places of colours in the palette
    _say(image, (EDGE, EDGE), card.kind, QUIET, font("regular", 19))
    text, size = fitted(card.title, SIZE[0] - 2 * EDGE, 3)
    _say(image, (EDGE, EDGE + 34), text, INK, font("bold", size), spacing=size * 0.18)
    bottom = SIZE[1] - EDGE
    if card.handbook != card.title:
        _say(image, (EDGE, bottom), card.handbook, QUIET, font("regular", 18), anchor="ls")
    side = 64
    for place, shape in enumerate(reversed(card.shapes), 1):
        left = SIZE[0] - EDGE - place * side - (place - 1) * 15
        ink, seen = _shape(shape, side)
        image.paste(ink, (left, bottom - side + 4), seen)
    image.putpalette(palette())
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=5)
    return out.getvalue()


def _say(image: Image.Image, at: tuple[int, int], text: str, colour: str, face, **more) -> None:
    """Write some lines in one colour."""
    if text:
        place, ink, seen = _written(text, face, colour, tuple(sorted(more.items())))
        image.paste(ink, (at[0] + place[0], at[1] + place[1]), seen)


@lru_cache(maxsize=16)
def _written(
    text: str, face, colour: str, more: tuple
) -> tuple[tuple[int, int], Image.Image, Image.Image]:
    """Return where lines of text stand from the point that they are written at, and their ink."""
    options = dict(more)
    draw = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = [round(side) for side in draw.multiline_textbbox((0, 0), text, font=face, **options)]
    mask = Image.new("L", (box[2] + 2 - box[0], box[3] + 2 - box[1]))
    start = (1 - box[0], 1 - box[1])
    ImageDraw.Draw(mask).multiline_text(start, text, font=face, fill=255, **options)
    return (box[0] - 1, box[1] - 1), *_inked(mask, colour)


@lru_cache(maxsize=8)
def _shape(shape: str, side: int) -> tuple[Image.Image, Image.Image]:
    return _inked(shape_mask(shape, side), COLOURS[shape])


def _inked(mask: Image.Image, colour: str) -> tuple[Image.Image, Image.Image]:
    """Return a mask in as many steps as the palette has of a colour, and where it is set."""
    steps, seen = _steps(colour)
    return mask.point(steps), mask.point(seen)


@lru_cache(maxsize=8)
def _steps(colour: str) -> tuple[list[int], list[int]]:
    """Return, for each value of a mask, the place in the palette, and 255 where that is not 0."""
    names = list(LEVELS)
    before = sum(LEVELS[one] for one in names[: names.index(colour)])
    steps = [round(value * LEVELS[colour] / 255) for value in range(256)]
    return [before + step for step in steps], [255 if step else 0 for step in steps]


@lru_cache(maxsize=1)
def palette() -> list[int]:
    """Return the ground and the steps to each colour, as red, green and blue one after another."""
    ground, found = ImageColor.getrgb(GROUND), [*ImageColor.getrgb(GROUND)]
    for colour, levels in LEVELS.items():
        full = ImageColor.getrgb(colour)
        for step in range(1, levels + 1):
            found += [
                round(low + (high - low) * step / levels)
                for low, high in zip(ground, full, strict=True)
            ]
    return found


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the handbook's own typeface."""
    file = FONTS / f"atkinson-next-{weight}.ttf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def fitted(title: str, width: int, most_lines: int) -> tuple[str, int]:
    """Return the title in lines and the largest size at which it has few enough of them."""
    for size in range(LARGEST, SMALLEST, -2):
        lines = wrapped(title, width, font("bold", size))
        if len(lines) <= most_lines:
            return "\n".join(lines), size
    lines = wrapped(title, width, font("bold", SMALLEST))
    if len(lines) > most_lines + 1:
        lines = [*lines[:most_lines], lines[most_lines].rstrip(" ,.:;") + " …"]
    return "\n".join(lines), SMALLEST


def wrapped(title: str, width: int, face: ImageFont.FreeTypeFont) -> list[str]:
    """Return the words of a title in lines that are no wider than they may be."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=8)
def shape_mask(shape: str, side: int) -> Image.Image:
    """Return a pillar's shape, on the 24-unit grid of `site_shapes.SHAPES`, with smooth edges."""
    finer = 4
    unit = side * finer / 24
    mask = Image.new("L", (side * finer, side * finer))
    draw = ImageDraw.Draw(mask)

    def at(*numbers: float) -> list[float]:
        return [number * unit for number in numbers]

    if shape == "circles":
        whole, both = mask.copy(), mask.copy()
        for centre in (8.25, 15.75):
            disc = Image.new("L", mask.size)
            box = at(centre - 7.25, 4.75, centre + 7.25, 19.25)
            ImageDraw.Draw(disc).ellipse(box, fill=255)
            both.paste(255, mask=_shared(whole, disc))
            whole.paste(255, mask=disc)
            draw.ellipse(box, outline=255, width=round(2 * unit))
        mask.paste(255, mask=both)
    elif shape == "triangle":
        draw.polygon(at(12, 3.5, 22, 20.5, 2, 20.5), fill=255)
    else:
        draw.rectangle(at(2.5, 5.5, 21.5, 11), fill=255)
        draw.rectangle(at(2.5, 13, 21.5, 18.5), fill=255)
    return mask.resize((side, side), Image.Resampling.BOX)


def _shared(one: Image.Image, two: Image.Image) -> Image.Image:
    """Return where both masks are set."""
    return ImageChops.multiply(one, two)
