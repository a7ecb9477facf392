"""A chapter laid out while its page numbers are still open.

A chapter of a report is laid out alone: first as if it began on page 1, a right-hand page, and
as if every place were on page 100. Once the chapters before it are counted and the places it
names are known, it gets its numbers; only pages that change are laid out anew. The result depends
on the chapter and its numbers, and not on who knew them when.

This uses the inner functions of WeasyPrint that `Document._render` calls, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import SimpleNamespace

from weasyprint import DEFAULT_OPTIONS, layout
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetLookupItem
from weasyprint.document import Document, DocumentMetadata, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout.page import (
    PageType,
    make_page,
    page_height,
    page_width,
    set_page_type_computed_styles,
)
from weasyprint.layout.percent import resolve_percentages
from weasyprint.pdf import VARIANTS

from handbook.pdf.errors import RenderFailed

LOOPS = 8
"""How often pages are laid out until their numbers stand, as in WeasyPrint."""
SIDES = {"left": "left", "verso": "left", "right": "right", "recto": "right"}
"""On which side a page break begins a page, for text that runs from left to right."""
SAME = 0.001
"""CSS pixels by which two measures may differ and be the same."""
UNKNOWN = 100
"""The number of a page that is not known yet; its width is that of most."""


class Paging:
    """The pages of one chapter.

    `html` and `sheets` are WeasyPrint's; `outside` are the names of places in other chapters that
    the chapter may ask the page of.
    """

    def __init__(self, html, sheets: list, fonts, options: dict,
                 outside: frozenset[str] = frozenset()) -> None:
        self.html, self.fonts, self.colours = html, fonts, {}
        self.options = complete(options) | {"stylesheets": sheets}
        self.context = Document._build_layout_context(
            html, fonts, CounterStyle(), self.colours, self.options)
        self.targets = self.context.target_collector
        self.outside = dict.fromkeys(sorted(outside), UNKNOWN)
        for place in self.targets.target_lookup_items.values():
            place.cached_page_counter_values = {"page": [UNKNOWN]}
        for name in self.outside:
            self.targets.target_lookup_items[name] = place_outside()
        self.asked: dict[str, set[tuple]] = {}
        self.listen()
        self.root = build_formatting_structure(
            html.etree_element, self.context.style_for, self.context.get_image_from_uri,
            html.base_url, self.targets, self.context.counter_style, self.context.footnotes)
        self.untangle()
        layout.initialize_page_maker(self.context, self.root)
        self.footnotes = self.context.footnotes.copy()
        self.first, self.placed, self.pages = 1, False, []
        self.repeat()

    # What is known

    def anchors(self) -> dict[str, int]:
        """Return on which page of the chapter, from 0, each named place is."""
        found: dict[str, int] = {}
        for number, page in enumerate(self.pages):
            for box in page.descendants(placeholders=True):
                if box.style["anchor"]:
                    found.setdefault(box.style["anchor"], number)
        return found

    def listen(self) -> None:
        """Keep who asks for the page of each place: WeasyPrint 70 forgets it for attr(href)."""
        look_up, names = self.targets.lookup_target, {}

        def heard(token, box, what, parse_again):
            item = look_up(token, box, what, parse_again)
            if len(names) != len(self.targets.target_lookup_items):
                names.update({id(one): name
                              for name, one in self.targets.target_lookup_items.items()})
            if id(item) in names:
                self.asked.setdefault(names[id(item)], set()).add((box, what))
            return item

        def reached(name, counters, number, maker):
            item = self.targets.target_lookup_items.get(name)
            if item and item.state == "up-to-date" and not self.targets.collecting:
                item.page_maker_index = number
                if self.placed:
                    self.renumber(name, counters)

        self.targets.lookup_target = heard
        self.targets.cache_target_page_counters = reached

    def untangle(self) -> None:
        """Undo that WeasyPrint 70 takes the counters of a target for those of the text's own page.

        It lays the page out again for nothing; `renumber` does what is needed.
        """
        for item in self.targets.counter_lookup_items.values():
            targets = item.missing_target_counters.values()
            if any(item.missing_counters is one for one in targets):
                item.missing_counters = []

    def wanted(self) -> list[str]:
        """Return the places outside whose pages are printed in the chapter."""
        return sorted(self.asked.keys() & self.outside.keys())

    def side(self) -> str | None:
        """Return on which side of the sheet the chapter asks to begin: 'left', 'right' or None.

        Raises RenderFailed when it does not ask to begin a page at all: in one piece with the
        others it would stand on the page of the chapter before.
        """
        box, asked = self.root, []
        while getattr(box, "children", ()):
            asked.append(box.style["break_before"])
            box = box.children[0]
        sides = [SIDES[value] for value in asked if value in SIDES]
        if not sides and not {"page", "always"} & set(asked) and self.root.page_values()[0] in (
                None, "", "auto"):
            raise RenderFailed("A chapter of the report does not begin a page. Let print.css break "
                               "the page before it, or chapters.py not part it there.")
        return sides[-1] if sides else None

    # Numbers

    def place(self, first: int, numbers: Mapping[str, int]) -> None:
        """Let the chapter begin on page `first`, and print `numbers` for places outside."""
        if first % 2 != self.first % 2:
            self.turn()
        self.shift(first - self.first)
        for name, number in numbers.items():
            self.renumber(name, {"page": [number]})
        self.repeat()

    def shift(self, by: int) -> None:
        """Add to every page number, and mark the pages whose text shows one."""
        self.first, self.placed = self.first + by, True
        maker = self.context.page_maker
        begin_on(maker[0][3], self.first)
        for _, _, _, (_, counters, _, _), _ in maker[1:]:
            counters["page"][-1] += by
        for item in self.targets.counter_lookup_items.values():
            self.carry(item)
        for number in range(len(self.pages)):
            for name in maker[number][-1]["anchors"]:
                self.renumber(name, maker[number + 1][3][1])

    def carry(self, item) -> None:
        """Tell generated text that its page has another number; mark the page if it shows it."""
        number, maker = item.page_maker_index, self.context.page_maker
        if number is None or number + 1 >= len(maker):
            return
        item.cached_page_counter_values = deepcopy(maker[number + 1][3][1])
        if item.missing_counters:
            item.parse_again(item.cached_page_counter_values)
            maker[number][-1]["content_changed"] = True

    def renumber(self, name: str, counters: dict) -> None:
        """Give a place its page, and mark the pages on which that number is printed."""
        place = self.targets.target_lookup_items.get(name)
        if place is None or place.cached_page_counter_values == counters:
            return
        place.cached_page_counter_values = deepcopy(counters)
        for box, what in self.asked.get(name, ()):
            item, maker = self.targets.counter_lookup_items[box, what], self.context.page_maker
            item.parse_again(item.cached_page_counter_values)
            if what == "content" and (item.page_maker_index or 0) < len(maker):
                maker[item.page_maker_index][-1]["content_changed"] = True

    def turn(self) -> None:
        """Swap left and right pages.

        Where both sides have the same measure the text moves as it is; else it is laid out anew.
        """
        maker = self.context.page_maker
        sided = any(item[1]["break"] in SIDES for item in maker[1:])
        maker[:] = [(resume, following, not right, state, remake)
                    for resume, following, right, state, remake in maker]
        turned = [None if sided else self.turned(page) for page in self.pages]
        if None in turned:
            del maker[1:]
            maker[0][-1].update(anchors=[], content_lookups=[])
            self.pages = []
        else:
            self.pages = turned

    def turned(self, page):
        """Return a page moved to the other side, or None where the sides differ in measure."""
        kind = page.page_type
        side = "left" if kind.side == "right" else "right"
        kind = kind._replace(side=side)
        set_page_type_computed_styles(kind, self.html, self.context.style_for)
        style = self.context.style_for(kind)
        style["overflow"] = self.root.viewport_overflow
        other = boxes.PageBox(kind, style)
        size = style["size"]
        resolve_percentages(other, size)
        other.position_x = other.position_y = 0
        page_width(other, self.context, size[0])
        page_height(other, self.context, size[1])
        before, after = place_of(page), place_of(other)
        alike = all(abs(one - two) < SAME for one, two in zip(before[1:], after[1:], strict=True))
        if not alike or page.fixed_boxes:
            return None
        other.fixed_boxes, other.children = [], page.children
        for child in page.children:
            child.translate(dx=after[0] - before[0])
        return other

    def repeat(self) -> None:
        """Lay out every page that is marked, until none is: the loop of `layout_document`."""
        maker = self.context.page_maker
        if self.pages and not any(item[-1]["content_changed"] for item in maker):
            return
        for _ in range(LOOPS):
            self.context.footnotes = self.footnotes.copy()
            before = len(self.pages)
            self.pages = list(layout.make_all_pages(
                self.context, self.root, self.html, self.pages))
            maker = self.context.page_maker
            for item in maker:
                item[3][1]["pages"] = [len(self.pages)]
            changed = any(item[-1]["content_changed"] for item in maker)
            counted = any(item[-1]["pages_wanted"] for item in maker)
            if not changed and not (counted and before != len(self.pages)):
                return

    # The end

    def put_blank_before(self) -> None:
        """Put an empty page before the first, as a break to a left or right page does."""
        maker = self.context.page_maker
        resume, following, right, state, remake = maker[0]
        kind = PageType("left" if right else "right", True, following["page"], 0, ())
        set_page_type_computed_styles(kind, self.html, self.context.style_for)
        begin_on(state, self.first - 1)
        after = deepcopy(state)
        page, _, _ = make_page(self.context, self.root, kind, None, 1, after)
        maker[:1] = [(resume, following, not right, state, remake),
                     (resume, following, right, after, deepcopy(remake))]
        self.pages.insert(0, page)

    def document(self) -> Document:
        """Return WeasyPrint's document: the pages with running heads and numbers."""
        if not self.placed:
            self.place(1, {})
        with settled(self.pages):
            made = [Page(page) for page in layout.layout_document(
                self.html, self.root, self.context)]
        document = Document(made, DocumentMetadata(**get_html_metadata(self.html)),
                            self.html.url_fetcher, self.fonts, self.colours,
                            self.options["output_intent"])
        document._html = self.html
        return document

    def forget(self) -> None:
        """Give back the memory: layout, styles and targets hold one another in rings."""
        for one in (self.context.style_for, self.context, self.targets, self):
            vars(one).clear()


def complete(options: dict) -> dict:
    """Return all options of WeasyPrint, with those that the PDF variant sets."""
    options = DEFAULT_OPTIONS | options
    _, own = VARIANTS[options["pdf_variant"]]
    return options | {key: value for key, value in own.items() if options.get(key) is None}


def place_outside() -> TargetLookupItem:
    """Return a target that is in another chapter."""
    item = TargetLookupItem("up-to-date")
    item.target_box = SimpleNamespace(cached_counter_values={})
    item.page_maker_index = -1
    item.cached_page_counter_values = {"page": [UNKNOWN]}
    return item


def begin_on(state: tuple, first: int) -> None:
    """Have the counter of pages begin so that the first page gets this number."""
    _, counters, scopes, _ = state
    scopes[-1].add("page")
    counters["page"] = [first - 1]


def place_of(page) -> tuple[float, ...]:
    """Return where a page's text begins and how large it may be, in CSS pixels."""
    return page.content_box_x(), page.content_box_y(), page.width, page.height


class settled:
    """While this holds, WeasyPrint's layout takes the pages given instead of making any."""

    def __init__(self, pages: list) -> None:
        self.pages = pages

    def __enter__(self) -> None:
        self.before = layout.initialize_page_maker, layout.make_all_pages
        layout.initialize_page_maker = lambda context, root_box: None
        layout.make_all_pages = lambda context, root_box, html, pages: iter(self.pages)

    def __exit__(self, *failure) -> None:
        layout.initialize_page_maker, layout.make_all_pages = self.before
