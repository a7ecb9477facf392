"""Attacks: what somebody commits to harm a reader or the machine that builds, and what must come
of it.

Each is an entry of a YAML file beside this one. It changes one principle of the small handbook
(`words` in its text, `fields`, an `svg` or `png` that it shows) or files (as in tests/cases). Then
`refused` has the codes of which at least one must be given and no other may be; `shown` has words
that every reader must get as words; `bounded` asks only that it ends soon and with little memory.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.cases import SMALL, make_handbook

HERE = Path(__file__).resolve().parent
PAGE = "principles/plant-trees.md"
WORDS = "Trees give shade."
PICTURE = '![A drawing.](../content/images/{name}){{credit="a" licence="b"}}'


@dataclass(frozen=True)
class Attack:
    """One attack as its file has it."""

    name: str
    group: str
    entry: dict

    @property
    def refused(self) -> list[str]:
        return self.entry.get("refused", [])

    @property
    def shown(self) -> str | None:
        return self.entry.get("shown")

    @property
    def changes(self) -> dict:
        """What becomes of the files of the small handbook, as in tests/cases."""
        files = dict(self.entry.get("files", {}))
        for name in ("svg", "svg_repeat", "png"):
            if name in self.entry:
                files[f"content/images/attack.{name[:3]}"] = picture(name, self.entry[name])
        return files

    def page(self, number: int = 2) -> str:
        """The principle with the attack in it."""
        return make_page(words=self.words, fields=self.entry.get("fields", {}), number=number)

    @property
    def words(self) -> str:
        if words := self.entry.get("words"):
            return words
        for name in ("svg", "svg_repeat", "png"):
            if name in self.entry:
                return PICTURE.format(name=f"attack.{name[:3]}")
        return grown(self.entry) or WORDS


def read_attacks() -> list[Attack]:
    """Return all attacks, in the order of their files."""
    return [
        Attack(entry["name"], file.stem, entry)
        for file in sorted(HERE.glob("*.yml"))
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]


def grown(entry: dict) -> str:
    """Return words that are a small piece many times over; nothing where there is none."""
    if found := entry.get("words_repeat"):
        return found[0] * found[1]
    if found := entry.get("words_steps"):
        return " a ".join(found[0] * length for length in range(1, found[1]))
    if found := entry.get("words_nest"):
        return "\n".join("  " * depth + found[0] + "a" for depth in range(found[1]))
    if rows := entry.get("table"):
        lines = "".join(f"| {row} | x |\n" for row in range(rows))
        return f"| Tree | Shade |\n| --- | --- |\n{lines}\nTable: Trees [@T01]"
    return ""


def make_page(*, words: str, fields: dict, number: int) -> str:
    """Return the principle with other words and fields."""
    _, front, body = (SMALL / PAGE).read_text("utf-8").split("---\n", 2)
    settings = {**yaml.safe_load(front), "number": number, **fields}
    for name in [name for name in settings if name.endswith("_repeat")]:
        piece, times = settings.pop(name)
        settings[name.removesuffix("_repeat")] = piece * times
    settings["reviewed"] = str(settings["reviewed"])
    front = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    front = front.replace(f"'{settings['reviewed']}'", settings["reviewed"])
    assert body.count(WORDS) == 1
    return f"---\n{front}---\n{body.replace(WORDS, words)}"


def picture(kind: str, what: object) -> object:
    """Return a drawing of one element without end, or a PNG that claims a size in pixels."""
    if kind == "svg":
        return what
    if kind == "svg_repeat":
        start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        return start + what[0] * what[1]
    header = struct.pack(">IIBBBBB", *what, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"\0" * 1000)
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", dots), (b"IEND", b""))
    )
    return {"bytes": (b"\x89PNG\r\n\x1a\n" + chunks).hex()}


def make_attacked(folder: Path, attack: Attack) -> Path:
    """Return a copy of the small handbook with one attack in it."""
    changes = dict(attack.changes)
    if PAGE not in changes:
        changes[PAGE] = attack.page()
    return make_handbook(folder, changes)
