"""Make the font files of this folder again: python recipe.py NODE_MODULES.

First, in an empty folder:
npm install --ignore-scripts @expo-google-fonts/atkinson-hyperlegible-next@0.4.1 inter-ui@4.1.1
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ATKINSON = "@expo-google-fonts/atkinson-hyperlegible-next"
MAIN = {
    "atkinson-next-regular": f"{ATKINSON}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
    "atkinson-next-bold": f"{ATKINSON}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
}
REST = {
    "inter-rest-regular": "inter-ui/web/Inter-Regular.woff2",
    "inter-rest-bold": "inter-ui/web/Inter-Bold.woff2",
}
BLOCKS = (  # what the second face may add, where the first has nothing
    (0x00A0, 0x024F),  # Latin with every accent
    (0x02B0, 0x03FF),  # modifiers, combining accents, Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two accents: Welsh, Vietnamese, Yoruba
    (0x2000, 0x206F),  # dashes, spaces, quotation marks
    (0x2070, 0x209F),  # raised and lowered figures
    (0x20A0, 0x22FF),  # money, letterlike signs, fractions, arrows, mathematics
    (0x25A0, 0x27BF),  # shapes, stars, ticks and crosses
    (0x27F0, 0x27FF),  # long arrows
)
SPACES = {0x0020, 0x00A0}  # Pango sets a space in the face of the character before it


def save_both(font: TTFont, name: str) -> None:
    """Write one face for the PDF (ttf) and for browsers (woff2)."""
    font.recalcTimestamp = False
    for flavor in (None, "woff2"):
        font.flavor = flavor
        font.save(HERE / f"{name}.{flavor or 'ttf'}")


def rest(font: TTFont, covered: set[int]) -> TTFont:
    """Keep of the second face what the first one lacks, in the blocks above."""
    options = Options(layout_features=["ccmp", "mark", "mkmk", "kern"], hinting=False)
    subsetter = Subsetter(options)
    wanted = {code for first, last in BLOCKS for code in range(first, last + 1)}
    subsetter.populate(unicodes=(wanted & set(font.getBestCmap())) - covered | SPACES)
    subsetter.subset(font)
    return font


def ranges(codes: set[int]) -> str:
    """Return code points as lines of hexadecimal ranges: '0041-005A'."""
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in zip(starts, ends, strict=True))


def characters() -> str:
    """Return the ranges of all characters that the two regular faces have a glyph for."""
    faces = (HERE / f"{name}.ttf" for name in ("atkinson-next-regular", "inter-rest-regular"))
    return ranges({code for face in faces for code in TTFont(face).getBestCmap()})


def main(node_modules: Path) -> None:
    """Write all files of both faces, and the list of their characters."""
    covered: set[int] = set()
    for name, source in MAIN.items():
        font = TTFont(node_modules / source)
        covered = set(font.getBestCmap())
        save_both(font, name)
    for name, source in REST.items():
        save_both(rest(TTFont(node_modules / source), covered), name)
    (HERE / "characters.txt").write_text(characters(), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
