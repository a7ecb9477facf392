"""Pictures: they must be there, be of a kind that every format can show, and be harmless."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from handbook.blocks import problem_at
from handbook.drawings import too_many_copies
from handbook.problems import Problem, did_you_mean
from handbook.sources import is_inside

LARGEST_IMAGE = 5_000_000
"""Bytes."""
LARGEST_SIDE = 10_000
"""Pixels."""
RASTER = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_NAME = re.compile(r"[A-Za-z0-9._/-]+")
_LENGTH = re.compile(r"^\s*([0-9.]+)\s*(px)?\s*$")
_UNSAFE_TAGS = {
    "script",
    "foreignObject",
    "iframe",
    "handler",
    "audio",
    "video",
    "set",
    "animate",
    "animateMotion",
    "animateTransform",
    "discard",
}
_UNSAFE_NAMES = {name.lower() for name in _UNSAFE_TAGS}
_FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ADDRESSES = ("href", "src", "ping", "base", "action", "data")


def resolve_images(path: str, root: etree._Element, project: Path, problems: list[Problem]) -> None:
    """Make every `src` a path from the project's top folder and set each picture's size."""
    for image in root.iter("img"):
        src = unquote(image.get("src", ""))
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), src))
        fault = _fault(project, src, target)
        if isinstance(fault, tuple) and isinstance(fault[0], int):
            image.set("src", target)
            image.set("width", str(fault[0]))
            image.set("height", str(fault[1]))
        else:
            code, message, fix = fault
            if code == "missing-image" and (meant := _elsewhere(path, src, project)):
                fix = f"did you mean '{meant}'? the path starts from this page's own folder"
            problems.append(problem_at(path, image, code, message, fix))


def _elsewhere(path: str, src: str, project: Path) -> str | None:
    """Return the path to write for a picture that is in the project, but not where a page says."""
    folder, name = posixpath.dirname(path) or ".", posixpath.basename(src)
    for place in (posixpath.normpath(src), f"content/images/{name}"):
        if name and not place.startswith("..") and _seen(project / place):
            return posixpath.relpath(place, folder)
    return None


def picture_size(project: Path, target: str) -> tuple[int, int] | None:
    """Return width and height of a picture by its path in the project, or None if it has faults."""
    target = posixpath.normpath(unquote(target))
    found = _fault(project, target, target)
    return found if isinstance(found[0], int) else None


def _fault(project: Path, src: str, target: str) -> tuple[int, int] | tuple[str, str, str]:
    """Return a picture's size, or code, message and fix of what is wrong with it."""
    if "//" in src or src.startswith(("data:", "/", "\\")):
        return (
            "image-type",
            f"'{_short(src)}' is not a picture of this project",
            "put the file into the project and write its path from this page",
        )
    if not _NAME.fullmatch(src):
        return (
            "wrong-name",
            f"'{_short(src)}' is not a name for a picture",
            "name the file with letters, digits and hyphens, without spaces, and write / "
            "between folders",
        )
    file = project / target
    if target.startswith("..") or not is_inside(file, project):
        return (
            "link-outside",
            f"'{src}' leads out of the project",
            "put the picture into content/images/",
        )
    seen = _seen(file)
    if seen is None:
        beside = [one.name for one in file.parent.iterdir()] if file.parent.is_dir() else []
        return (
            "missing-image",
            f"there is no picture '{src}'",
            did_you_mean(
                file.name,
                beside,
                otherwise="check the path: it starts from this page's own folder, and capital "
                "letters count",
            ),
        )
    if seen.st_size > LARGEST_IMAGE:
        return (
            "image-too-large",
            f"'{src}' has {seen.st_size:,} bytes",
            f"save it with at most {LARGEST_IMAGE:,} bytes",
        )
    return _size(str(file), src, seen.st_mtime_ns)


def _seen(file: Path) -> os.stat_result | None:
    """Return what the disk says of a file; None if it is not there or is no file."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


@lru_cache(maxsize=4096)
def _size(file: str, src: str, _changed: int) -> tuple[int, int] | tuple[str, str, str]:
    suffix = Path(file).suffix.lower()
    if suffix == ".svg":
        return _svg_size(Path(file), src)
    if suffix not in RASTER:
        return (
            "image-type",
            f"'{src}' is not a picture that every format can show",
            "save it as SVG, PNG, JPEG or WebP",
        )
    from PIL import Image, UnidentifiedImageError  # most checks meet no photograph anew

    try:
        with Image.open(file, formats=[RASTER[suffix]]) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return (
            "image-type",
            f"'{src}' is not a {RASTER[suffix]} file, whatever its name says",
            "save it again in that form",
        )
    if max(width, height) > LARGEST_SIDE:
        return (
            "image-too-large",
            f"'{src}' is {width} by {height} pixels",
            f"save it with at most {LARGEST_SIDE:,} pixels on a side",
        )
    return width, height


def _svg_size(file: Path, src: str) -> tuple[int, int] | tuple[str, str, str]:
    """Return an SVG's size; refuse one that could run or fetch anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(str(file), parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        return "image-type", f"'{src}' is not an SVG file ({error})", "save it again as SVG"
    if reason := _unsafe(root) or too_many_copies(root):
        return "image-unsafe", f"'{src}' {reason}", "save it as a plain drawing"
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sides = [_LENGTH.match(root.get(name) or "") for name in ("width", "height")]
    try:
        if all(sides):
            size = [float(side[1]) for side in sides if side]
        else:
            size = [float(number) for number in box[2:4]]
        width, height = (round(side) for side in size)
    except (ValueError, OverflowError):
        width = height = 0
    if not 0 < width <= LARGEST_SIDE or not 0 < height <= LARGEST_SIDE:
        return (
            "image-type",
            f"'{src}' does not say how large it is",
            'give its svg element a viewBox="0 0 width height"',
        )
    return width, height


def _unsafe(root: etree._Element) -> str | None:
    """Return what makes an SVG unsafe to publish, or None."""
    if root.getroottree().docinfo.doctype:
        return "has a document type, which may pull in other files"
    if etree.QName(root).localname != "svg" or any(
        isinstance(before, etree._ProcessingInstruction)
        for before in root.itersiblings(preceding=True)
    ):
        return "is more than a drawing"
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Entity | etree._ProcessingInstruction):
                return "holds an entity or a processing instruction"
            continue
        name = etree.QName(element).localname
        if name.lower() in _UNSAFE_NAMES or etree.QName(element).namespace in _FOREIGN:
            return f"holds <{name}>"
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname.lower()
            if local.startswith("on"):
                return f"runs something ({local})"
            if local in _ADDRESSES and not value.strip().startswith("#"):
                return f"points to something else ('{_short(value)}')"
            if _fetches(value) and not attribute.startswith("{"):
                return f"points to something else ('{_short(value)}')"
        if name == "style" and _fetches("".join(element.itertext())):
            return "has a style that fetches something"
    return None


def _fetches(style: str) -> bool:
    folded = re.sub(r"/\*.*?\*/|\s", "", style.lower(), flags=re.DOTALL)
    if any(sign in folded for sign in ("\\", "@import", "image-set(", "src(")):
        return True  # a backslash can spell any of the others
    return any(not rest.lstrip("'\"").startswith("#") for rest in folded.split("url(")[1:])


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
