"""Advice on pictures: what their descriptions say, and how heavy their files are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from handbook.problems import Problem

LONGEST_ALT = 400
"""Characters; a screen reader says them in one go, and nobody can stop and go back."""
HEAVIEST_PHOTO, HEAVIEST_DRAWING = 500_000, 150_000
"""Bytes."""
WIDEST = 2400
"""Pixels: twice what the widest column of a page shows, for sharp screens."""
_OPENING = re.compile(
    r"^(?:an?\s+|the\s+|this\s+)?(?:image|picture|photo|photograph|graphic|icon|screenshot|"
    r"drawing|illustration|diagram)\s+(?:of|showing|that shows|which shows)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"^(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|graphic|icon|screenshot|drawing|"
    r"illustration|diagram|chart|map|logo)\W*(?:\d+\W*)?$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:png|jpe?g|svg|webp|gif|tiff?|heic)\b|"
    r"^(?:img|dsc|dscn|pxl|image|screenshot|scan)[-_ ]?\d+|"
    r"^[a-z0-9]+(?:[-_][a-z0-9]+){2,}$",
    re.IGNORECASE,
)


def advise_alt(path: str, place: tuple[int, int], alt: str, file: str) -> Iterator[Problem]:
    """Yield advice on the description of one picture."""

    def advice(code: str, message: str, fix: str) -> Problem:
        return Problem(path, *place, code, message, fix, "advice")

    words = " ".join(alt.split())
    stem = PurePosixPath(file).stem
    if words and (_FILE.search(words) or words.lower() in (stem.lower(), stem.replace("-", " "))):
        yield advice(
            "alt-file-name",
            f"the description '{_short(words)}' is the name of a file",
            "write what the picture tells",
        )
    elif _KIND.match(words):
        yield advice(
            "alt-image-of",
            f"the description '{_short(words)}' says only that there is a picture",
            "write what the picture tells",
        )
    elif found := _OPENING.match(words):
        yield advice(
            "alt-image-of",
            f"the description starts with '{found[0]}', which a screen reader says already",
            "start with what the picture tells",
        )
    if len(words) > LONGEST_ALT:
        yield advice(
            "alt-too-long",
            f"the description has {len(words)} characters",
            f"write the main point in at most {LONGEST_ALT}, and the rest in the text beside it",
        )


def advise_file(
    root: Path, path: str, place: tuple[int, int], file: str, width: int
) -> Iterator[Problem]:
    """Yield advice on a picture's file, which is there and is `width` pixels wide."""
    drawn = file.lower().endswith(".svg")
    heaviest = HEAVIEST_DRAWING if drawn else HEAVIEST_PHOTO
    weight = (root / file).stat().st_size
    if weight > heaviest:
        way = "simplify the drawing" if drawn else "save it as WebP, or with fewer pixels"
        yield Problem(
            path,
            *place,
            "image-heavy",
            f"'{file}' has {weight // 1000:,} kB, which is slow and dear on a phone",
            f"{way}; aim for at most {heaviest // 1000:,} kB",
            "advice",
        )
    if width > WIDEST and not drawn:
        yield Problem(
            path,
            *place,
            "image-oversized",
            f"'{file}' is {width:,} pixels wide, which no page can show",
            f"save it {WIDEST:,} pixels wide or less",
            "advice",
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
