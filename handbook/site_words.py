"""Every word that the website itself prints; a handbook may replace any of them."""

from __future__ import annotations

from handbook.browse_words import BrowseWords
from handbook.site_tool_words import ToolWords


class SiteWords(ToolWords):
    """English defaults; `extra.handbook.words.site` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    browse: BrowseWords = BrowseWords()
    """What the lists, their filters and the map print."""
    home: str = "Home"
    skip_links: str = "Skip links"
    skip_to_content: str = "Skip to main content"
    sections: str = "Sections"
    menu: str = "Menu"
    breadcrumb: str = "Where you are"
    on_this_page: str = "On this page"
    more_in_section: str = "More in this section"
    previous_and_next: str = "Previous and next page"
    previous: str = "Previous"
    next: str = "Next"
    formats: str = "Get this page in another format"
    this_page: str = "This page"
    whole_report: str = "The whole handbook"
    easy_read_note: str = "short sentences with pictures"
    kilobytes: str = "{number} KB"
    megabytes: str = "{number} MB"
    about_this_page: str = "About this page"
    reviewed: str = "Last reviewed {date}."
    something_wrong: str = "Something wrong or missing?"
    report_problem: str = "Report a problem with this page"
    report_by_email: str = "by email to {contact}"
    report_subject: str = "Problem on the page: {title}"
    edit_page: str = "Suggest a change to the text of this page"
    footer: str = "About this site"
    published_by: str = "Published by {publisher}."
    contact: str = "Contact: {contact}"
    privacy: str = "No cookies, no tracking, nothing loaded from other sites."
    start_here: str = "Start where you are"
    start_here_why: str = "These principles say most about each stage of a project."
    principles_why: str = "Each one says why it matters, what to do and how to tell it is working."
    snapshots_why: str = "What others tried, what they learnt and what is not known."
    all_recommendations: str = "All recommendations"
    see_all: str = "All {count} {kinds}"
    read_the: str = "Read the {kinds}"
    take_it: str = "Take it with you"
    drawing: str = (
        "A street where people meet: a door without a step, a long table with room for everyone "
        "and homes above shops, all drawn with two circles, a triangle and two equal bars."
    )
    search: str = "Search"
    search_label: str = "Search this handbook"
    search_title: str = "Search"
    search_summary: str = "Find a word in every page, or look through the A to Z below."
    search_results: str = "Results"
    search_loading: str = "Searching"
    search_one: str = "1 page has “{query}”"
    search_many: str = "{count} pages have “{query}”"
    search_none: str = "No page has “{query}”. Try fewer words, or look through the A to Z below."
    search_failed: str = "The search could not be loaded. The A to Z below leads to every page."
    search_kind: str = "Show"
    search_every_kind: str = "Everything"
    search_only: str = "{found} ({kind})"
    search_meant: str = "Did you mean “{query}”?"
    search_more: str = "Show more results"
    search_no_script: str = (
        "Searching needs JavaScript, which is off in your browser. "
        "The A to Z below leads to every page without it."
    )
    a_to_z: str = "A to Z"
    term: str = "Word explained"
    page: str = "Page"
    guides: str = "Guides"
    guide: str = "Guide"
    glossary: str = "Words explained"
    data: str = "Data"
    data_summary: str = "The whole handbook as files for spreadsheets and programs."
    data_everything: str = "Everything in one file, as JSON"
    data_shape: str = "What each field of the JSON file means, as JSON Schema"
    data_table: str = "{table} as a table, as CSV"
    data_feed: str = "What is new, as an Atom feed"
    data_bill: str = "What the files were made with: a bill of materials in CycloneDX"
    data_checksums: str = "The SHA-256 of every file, to check a copy by"
    data_pages: str = "A list of all pages as Markdown, as text"
    data_use: str = (
        "You can use the data under the licence at the foot of this page. Ids do not change "
        "from edition to edition. Fields may be added, and none is taken away."
    )
    offline_title: str = "Reading offline"
    offline_summary: str = "How to read this handbook without the internet."
    offline_how: str = (
        "Your browser keeps each page that you open on this device, so that you can read it again "
        "without the internet. Nobody else can see what is kept."
    )
    offline_missing: str = (
        "You are offline, and the page you asked for is not kept on this device yet."
    )
    offline_try_again: str = "Try to open that page again"
    offline_no_script: str = "Your browser keeps pages for you only if JavaScript is on."
    offline_on_device: str = "On this device"
    offline_one: str = "1 page is kept on this device."
    offline_many: str = "{count} pages are kept on this device."
    offline_keep_all: str = "Keep every page on this device"
    offline_remove_all: str = "Remove all pages from this device"
    offline_keeping: str = "Keeping {count} pages"
    offline_removed: str = "Nothing is kept on this device now."
    offline_failed: str = "That did not work. Check your connection, then try again."
    zip_title: str = "As one file"
    zip_how: str = (
        "The whole website in one zip file. Unpack it, then open index.html in a browser. "
        "You can read it from a disk or pass it on; only the search needs the internet."
    )
    zip_get: str = "The whole website, zip file"
    feed: str = "What is new in this handbook"
    summary_no_picture: str = "All of this page is text. Nothing in it moves or makes a sound."
    summary_one_picture: str = (
        "The picture on this page has a text description. Nothing moves or makes a sound."
    )
    summary_pictures: str = (
        "The {count} pictures on this page have text descriptions. Nothing moves or makes a sound."
    )
    not_found: str = "There is no page at this address"
    not_found_summary: str = (
        "The address may be mistyped, or the page may have moved. Nothing is wrong on your side."
    )
    not_found_next: str = "What you can do"
    not_found_search: str = "Search this handbook, or look through the A to Z"
    not_found_home: str = "Start from the home page"
    not_found_contact: str = "Tell us what you were looking for: {contact}"
