"""Pictures in Word files: dots for every Word, the drawing itself for those that can show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.formats.docx_xml import Relations, element, w
from handbook.formats.drawn import dots, drawing
from handbook.formats.flow import Picture
from handbook.formats.xml_parts import Element

if TYPE_CHECKING:
    from handbook.load import Edition

EMU = 36000
"""Word's units of drawing in a millimetre."""
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Pictures:
    """The pictures of one file: each is in it once, however often it is shown."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.files: dict[str, bytes] = {}
        """Name below word/media to the picture's bytes."""
        self.names: dict[str, tuple[str, str | None]] = {}
        self.shown = 0

    def named(self, path: str) -> tuple[str, str | None]:
        """Return the names of a picture's file, and of its drawing if that is shown too."""
        if path not in self.names:
            stem = f"picture{len(self.names) + 1:03}"
            ending, data = dots(path, self.edition)
            self.files[stem + ending] = data
            drawn = drawing(path, self.edition)
            if drawn is not None:
                self.files[f"{stem}.svg"] = drawn
            self.names[path] = stem + ending, f"{stem}.svg" if drawn is not None else None
        return self.names[path]

    def drawing(self, one: Picture, relations: Relations) -> Element:
        """Return a picture that stands in the line like a word (ISO/IEC 29500-1, 20.4.2.8)."""
        self.shown += 1
        file, drawn = self.named(one.path)
        size = {"cx": round(one.width * EMU), "cy": round(one.height * EMU)}
        image = element("a:blip", {"r:embed": relations.add("image", f"media/{file}")})
        if drawn is not None:
            link = {"r:embed": relations.add("image", f"media/{drawn}")}
            image.append(extension(SVG, element("asvg:svgBlip", link)))
        shape = element(
            "pic:pic",
            {},
            element(
                "pic:nvPicPr",
                {},
                element("pic:cNvPr", {"id": self.shown, "name": f"Picture {self.shown}"}),
                element("pic:cNvPicPr", {}),
            ),
            element(
                "pic:blipFill", {}, image, element("a:stretch", {}, element("a:fillRect", {}))
            ),
            element(
                "pic:spPr",
                {},
                element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
                element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {})),
            ),
        )
        held = element("a:graphicData", {"uri": PICTURE}, shape)
        return w(
            "drawing",
            element(
                "wp:inline",
                {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
                element("wp:extent", size),
                self.described(one),
                element("a:graphic", {}, held),
            ),
        )

    def described(self, one: Picture) -> Element:
        """Return a picture's name and its description, or that it only decorates."""
        said = {"id": self.shown, "name": f"Picture {self.shown}", "descr": one.alt}
        made = element("wp:docPr", said)
        if not one.alt:
            made.append(extension(DECORATIVE, element("adec:decorative", {"val": 1})))
        return made


def extension(kind: str, held: Element) -> Element:
    """Return something that only newer programs know."""
    return element("a:extLst", {}, element("a:ext", {"uri": kind}, held))
