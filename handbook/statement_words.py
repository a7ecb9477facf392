"""The words of the accessibility statement; a handbook may replace any of them.

The sentences that the law fixes for public bodies are not here, but in `statement_public`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handbook.word_group import WordGroup, names_of


class CheckWords(WordGroup):
    """What no program can judge, each with a name; the names with hyphens are ids of checks.

    A file in content/audits/ records a check that was made. One without a file was not made yet,
    and the statement says so.
    """

    page_pictures: str = "Pages looked at by eye, in each colour scheme and width"
    pdf_pictures: str = "Pages of the PDF files looked at by eye"
    pdf_structure: str = "The tags of a PDF read from the first to the last"
    screen_reader: str = "The website read with a screen reader"
    pdf_screen_reader: str = "A PDF read with a screen reader"
    keyboard: str = "Every task done by hand with a keyboard alone"
    magnifier: str = "The website used with a magnifier, own colours and own fonts"
    voice_and_switch: str = "The website used by voice and with a switch"
    touch: str = "The website used by touch on a phone"
    plain_language: str = "Plain language tried with readers"
    easy_read: str = "Easy Read pages tried by people with a learning disability"
    sign_language: str = "The pages tried by Deaf people who sign"
    descriptions: str = "Descriptions of pictures compared with the pictures"
    braille: str = "Braille read by a braille reader"
    recordings: str = "Recordings heard from beginning to end"
    office_files: str = "Word and OpenDocument files opened in the programs people use"
    books: str = "EPUB books opened in the programs people use"
    tasks: str = "Tasks carried out by disabled people"
    every_criterion: str = "Every success criterion of level A and AA examined by an expert"


class StatementWords(WordGroup):
    """English defaults; `extra.handbook.words.statement` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    checks: CheckWords = CheckWords()
    scope: str = "This accessibility statement applies to {scope}."
    scope_here: str = "the website {address} and every file that it offers"
    scope_without_address: str = "this website and every file that it offers"
    run_by: str = (
        "This website is run by {organisation}. We want as many people as possible to be able to "
        "use it."
    )
    tested_claims: str = "You should be able to do this. Programs have tested it without a fault:"
    claims: Mapping[str, str] = MappingProxyType(
        {
            "axe": "read the text in a light and a dark scheme, and in colours of your own",
            "keyboard": "reach everything with a keyboard, see where you are, and zoom in to 400 %",
            "links": "follow every link to where it says it leads",
            "verapdf": "move through each PDF by its headings, lists and tables",
            "epubcheck": "open each EPUB book in a reading program",
            "braille": "read each braille file with the same words as the page",
        }
    )
    """What readers can do when a judge, by its id, has found no fault."""
    how_accessible: str = "How accessible this website is"
    known: str = "We know some parts of this website are not fully accessible:"
    none_known: str = "We know of no part of this website that people cannot use."
    limits: str = (
        "Programs do not find everything, and people have not made all the checks that programs "
        "cannot make. The last part of this page lists them."
    )
    feedback: str = "Feedback and contact information"
    ask: str = "If you need information on this website in a different format like {formats}:"
    formats: tuple[str, ...] = (
        "accessible PDF",
        "large print",
        "Easy Read",
        "audio recording",
        "braille",
    )
    or_: str = "or"
    by_email: str = "email {contact}"
    by_phone: str = "call {phone}"
    by_form: str = "fill in our form"
    reply_one: str = "We will consider your request and get back to you in 1 day."
    reply_many: str = "We will consider your request and get back to you in {days} days."
    reporting: str = "Reporting accessibility problems with this website"
    report: str = (
        "We are always looking to improve this website. If you find a problem that this page does "
        "not list, tell us the page, what you tried to do and what happened. You do not need the "
        "technical name of the problem."
    )
    compliance: str = "Compliance status"
    chosen: str = (
        "We are committed to making this website accessible. We chose our standard ourselves, and "
        "follow it by choice. This statement makes no legal claim."
    )
    standard: str = "Web Content Accessibility Guidelines version {version}"
    full: str = "This website is fully compliant with the {standard} {level} standard."
    partial: str = (
        "This website is partially compliant with the {standard} {level} standard, due to {why} "
        "listed below."
    )
    not_compliant: str = (
        "This website is not compliant with the {standard} {level} standard. {why} are listed "
        "below."
    )
    partial_untested: str = (
        "This website is partially compliant with the {standard} {level} standard, as far as it "
        "was tested. What nobody has checked yet is listed below."
    )
    not_untested: str = (
        "This website is not compliant with the {standard} {level} standard, because it was not "
        "tested enough to say more. What nobody has checked yet is listed below."
    )
    non_compliances: str = "the non-compliances"
    exemptions: str = "the exemptions"
    non_accessible: str = "Non-accessible content"
    reasons: str = "The content listed below is non-accessible for the following reasons."
    problems: str = "Problems, and what we do not know yet"
    burden: str = "What would be too great a burden"
    outside: str = "What we leave out"
    none_listed: str = "We know of none."
    burden_none: str = "We claim none."
    fails: str = "This fails WCAG {version} success criterion {number} {name} (level {level})."
    beyond: str = "This is about WCAG {version} success criterion {number} {name} (level {level})."
    where: str = "Where: {where}."
    mended_by: str = "We plan to mend this by {date}."
    no_date_yet: str = "Our tests found this on {date}. We have not set a date for mending it yet."
    instead: str = "What you can use until then: {instead}"
    assessment: str = "Our assessment of {date}"
    found_one: str = "{rule}: {text} Found in 1 file."
    found_many: str = "{rule}: {text} Found in {count} files."
    not_examined: str = (
        "No expert has examined this website against every success criterion of WCAG {version} at "
        "levels A and AA. It may have problems that we do not know of."
    )
    not_tested: str = (
        "This copy of the website was not tested when it was made. It may have problems that we "
        "do not know of."
    )
    not_run: str = "These tests did not run: {judges}."
    improving: str = "What we’re doing to improve accessibility"
    preparation: str = "Preparation of this accessibility statement"
    prepared: str = "This statement was prepared on {prepared}. It was last reviewed on {reviewed}."
    tested: str = (
        "This website was last tested on {date}, before it was published. The test was carried "
        "out by {organisation}, with the programs below. Others wrote most of them."
    )
    tested_by_people: str = "People last made checks on {date}."
    never_tested: str = "This copy of the website was not tested by programs when it was made."
    evidence: str = "The evidence has what each program looked at and found"
    judges_caption: str = "Tests by programs"
    judge: str = "Program"
    judged: str = "What it looks for"
    result: str = "Result"
    clean: str = "no fault"
    faults_one: str = "1 fault"
    faults_many: str = "{count} faults"
    did_not_run: str = "not run"
    people: str = "Checks by people"
    with_what: str = "With"
    status_no_problems: str = "No problem."
    status_mended: str = "Problems, all of them mended."
    status_problems: str = "Problems."
    nobody: str = "Nobody has made any of these checks yet."
    not_yet: str = "Not yet done"
    not_yet_why: str = "Programs cannot judge these. Nobody has checked them yet:"
    badge_one: str = "Checked on {date} by 1 test, 0 faults"
    badge_many: str = "Checked on {date} by {tests} tests, 0 faults"


def check_ids() -> list[str]:
    """Return the id of each check that people make, in the order of the statement."""
    return [name.replace("_", "-") for name in names_of(CheckWords)]
