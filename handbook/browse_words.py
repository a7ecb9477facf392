"""The words of the lists, their filters, the pages that they lead to, and the map."""

from __future__ import annotations

from handbook.word_group import WordGroup


class BrowseWords(WordGroup):
    """English defaults; `extra.handbook.words.site.browse` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    place: str = "Place"
    topic: str = "Topic"
    principle: str = "Principle"
    pillar: str = "Pillar"
    stage: str = "Stage"
    year: str = "Year"
    evidence: str = "Evidence"
    audience: str = "Audience"
    advice_for: str = "For {audiences}."
    recommendation: str = "Recommendation"
    decade: str = "{year}s"
    title: str = "{kinds} by {facet}: {value}"
    title_place: str = "{kinds} in {value}"
    title_topic: str = "{kinds} about {value}"
    title_audience: str = "{kinds} for {value}"
    title_stage: str = "{kinds} for the stage: {value}"
    title_year: str = "{kinds} from {value}"
    summary: str = "This list has {count} of {total} {kinds}."
    follows: str = (
        "A {kind} has no {facet} of its own. "
        "It counts for each {facet} of the principles that it shows."
    )
    first_year: str = "The year is the first one that our sources give."
    all_of: str = "All {count}"
    go_to_list: str = "Go to the list: {count}"
    browse_by: str = "Browse by {facets}"
    browse_why: str = "Each of these lists is a page of its own. You can link to it or print it."
    filter: str = "Filter"
    filter_kinds: str = "Filter the {kinds}"
    chosen: str = "{count} chosen"
    clear: str = "Clear all filters"
    show: str = "Show {count}"
    count: str = "{count} {kinds}"
    showing: str = "Showing {count} of {total} {kinds}"
    showing_none: str = "None of the {total} {kinds} has all of this. Clear a filter to see more."
    showing_part: str = (
        "Showing {count} of the {here} on this page. The other pages of the list could not be"
        " fetched, so the filter leaves them out."
    )
    or_: str = "or"
    pages: str = "Pages of this list"
    page: str = "Page {number}"
    page_title: str = "{title}, page {number} of {total}"
    page_of: str = "This is page {number} of {total}."
    whole_list: str = "About this list, and its files"
    map_title: str = "{kinds} on a map"
    map_summary: str = "Where the {kinds} are, as a map and as a list that says the same."
    map_label: str = "Map of places"
    map_key: str = "A number says how many there are in a place. Choose a place to list them."
    map_key_empty: str = "A place without a number has none in this handbook."
    map_list: str = "The same as a list"
    map_place: str = "{place}: {count}"
    map_no_place: str = "In no single place: {count}"
    map_link: str = "See these places on a map"
    map_source: str = "Outlines:"
    map_licence: str = "Licence: {licence}."
    map_simplified: str = "We made the outlines simpler."
