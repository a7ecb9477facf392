"""The words about formats, and those that a file has beside the Document's own."""

from __future__ import annotations

from types import MappingProxyType

from handbook.formats.braille_words import BrailleWords
from handbook.formats.speech_words import SpeechWords
from handbook.word_group import WordGroup


class FormatText(WordGroup):
    """How readers see one format."""

    _filled = MappingProxyType({"length": "{number}"})

    name: str
    use: str
    """What it is for, in a few words that stand after its name."""
    who: str
    opens: str
    """How to open it."""
    length: str = ""
    """How many pages or minutes it has, where that is worth saying; {number} is filled in."""
    length_one: str = ""
    """The same for one page or minute."""
    made: str = ""
    """How it was made, where readers must know."""


class FormatWords(WordGroup):
    """English defaults; `extra.handbook.words.formats` in mkdocs.yml replaces single ones.

    A name in curly brackets is filled in; keep it in your own wording.
    """

    pdf: FormatText = FormatText(
        name="PDF",
        use="for printing and keeping",
        who="People who print, or who keep one file. It has tags for screen readers.",
        opens="Any PDF reader.",
        length="{number} pages",
        length_one="1 page",
    )
    pdf_large_print: FormatText = FormatText(
        name="PDF in large print",
        use="for printing and keeping, in letters of 18 points and more",
        who="People who need large letters on paper. It has tags for screen readers.",
        opens="Any PDF reader. Print it at its full size, on A4.",
        length="{number} pages",
        length_one="1 page",
    )
    pdf_dyslexia: FormatText = FormatText(
        name="PDF with letters further apart",
        use="for printing on paper of any colour: letters of 14 points, set further apart, as the "
        "British Dyslexia Association suggests",
        who="People with dyslexia, and all who lose their place in close lines.",
        opens="Any PDF reader. Print it on paper that suits you; many choose cream or a pastel.",
        length="{number} pages",
        length_one="1 page",
    )
    pdf_cream: FormatText = FormatText(
        name="PDF on cream",
        use="for reading on a screen without the glare of white: letters of 14 points, set further "
        "apart",
        who="People with dyslexia or tired eyes, to whom black on white glares.",
        opens="Any PDF reader.",
        length="{number} pages",
        length_one="1 page",
    )
    pdf_giant_print: FormatText = FormatText(
        name="PDF in giant print",
        use="for printing and keeping, in letters of 24 points and more; tables are lists",
        who="People to whom large print is too small.",
        opens="Any PDF reader. Print it at its full size, on A4.",
        length="{number} pages",
        length_one="1 page",
    )
    pdf_ua_2: FormatText = FormatText(
        name="PDF to the newest standards",
        use="for archives and newer programs: PDF/UA-2 and PDF/A-4",
        who="People whose programs read PDF 2.0, and archives.",
        opens="A PDF reader that knows PDF 2.0.",
        length="{number} pages",
        length_one="1 page",
    )
    epub: FormatText = FormatText(
        name="EPUB",
        use="for e-readers and reading apps",
        who="People who read on a phone or an e-reader and choose their own letters and colours.",
        opens="A reading app, such as the one for books on your phone, or Thorium Reader.",
    )
    docx: FormatText = FormatText(
        name="Word",
        use="for changing letters and colours, and for editing",
        who="People who read in Word with their own settings, or who use the text in their work.",
        opens="Microsoft Word, LibreOffice, Pages or Google Docs.",
    )
    odt: FormatText = FormatText(
        name="OpenDocument (ODT)",
        use="for LibreOffice and other programs that are free to use",
        who="People who read in LibreOffice with their own settings, or who edit the text there.",
        opens="LibreOffice, which is free, or Microsoft Word.",
    )
    html: FormatText = FormatText(
        name="Web page in one file",
        use="for reading without the internet",
        who="People who read or listen in a browser, away from the internet.",
        opens="Any web browser. Save the file first, then open it.",
    )
    text: FormatText = FormatText(
        name="Plain text",
        use="words only, for any device",
        who="People who use a braille display, simple devices or their own tools.",
        opens="Anything that shows text.",
    )
    markdown: FormatText = FormatText(
        name="Markdown",
        use="for editing, and for programs",
        who="People who reuse the words, in a text editor or with a tool that reads Markdown.",
        opens="Any text editor, or a program that shows Markdown.",
    )
    brf: FormatText = FormatText(
        name="Braille",
        use="for braille displays and embossers: contracted braille (UEB grade 2), made by "
        "computer and not checked by a braille reader",
        who="People who read braille with contractions.",
        opens="A braille display or notetaker, or a program that drives an embosser. A page has "
        "25 lines of 40 cells.",
        length="{number} braille pages",
        length_one="1 braille page",
        made="made by computer",
    )
    brf_grade_1: FormatText = FormatText(
        name="Braille without contractions",
        use="for braille displays and embossers: uncontracted braille (UEB grade 1), made by "
        "computer and not checked by a braille reader",
        who="People who are learning braille, or who read it letter by letter.",
        opens="A braille display or notetaker, or a program that drives an embosser. A page has "
        "25 lines of 40 cells.",
        length="{number} braille pages",
        length_one="1 braille page",
        made="made by computer",
    )
    pef: FormatText = FormatText(
        name="PEF",
        use="for embossing: contracted braille (UEB grade 2), made by computer and not checked by "
        "a braille reader",
        who="People and libraries who emboss braille on paper.",
        opens="A program that drives an embosser. A long text has volumes of about 100 pages.",
        length="{number} braille pages",
        length_one="1 braille page",
        made="made by computer",
    )
    brf_volumes: FormatText = FormatText(
        name="Braille in volumes",
        use="for embossing: a file of contracted braille for each volume, made by computer and not "
        "checked by a braille reader",
        who="People and libraries who emboss the whole handbook.",
        opens="Unpack it, then send each file to an embosser. A page has 25 lines of 40 cells.",
        made="made by computer",
    )
    ebraille: FormatText = FormatText(
        name="eBraille",
        use="for braille displays that lay out the text for their own lines: contracted braille "
        "(UEB grade 2), made by computer and not checked by a braille reader",
        who="People who read braille on a display with one line or with many.",
        opens="A device or a reading program that knows eBraille 1.0.",
        made="made by computer",
    )
    mp3: FormatText = FormatText(
        name="MP3",
        use="for listening: a synthetic voice reads the page",
        who="People who listen, at home or on the way. It has chapters.",
        opens="Any program or device that plays sound.",
        length="{number} minutes",
        length_one="1 minute",
        made="synthetic voice",
    )
    talking_epub: FormatText = FormatText(
        name="Talking EPUB",
        use="for reading and listening at once: a synthetic voice reads, the words are marked",
        who="People who follow the words while they hear them.",
        opens="A reading app that plays talking books, such as Thorium Reader.",
        length="{number} minutes",
        length_one="1 minute",
        made="synthetic voice",
    )
    daisy: FormatText = FormatText(
        name="DAISY talking book",
        use="for players of talking books: a synthetic voice reads the page",
        who="People who have a DAISY player, or whose library lends them one.",
        opens="A DAISY player, once the folder is unpacked. Some apps open the file as it is.",
        length="{number} minutes",
        length_one="1 minute",
        made="synthetic voice",
    )
    title: str = "The files of this edition"
    format: str = "Format"
    who: str = "What and whom it is for"
    opens: str = "How to open it"
    holds: str = "What there is"
    each_page: str = "Each page, at its end"
    whole: str = "The whole handbook"
    all_formats: str = "All formats, and the whole handbook"
    by_people: str = "What no program can make"
    by_people_why: str = (
        "People make these, so they take time. Ask, and you hear what can be made and when."
    )
    by_people_forms: tuple[str, ...] = (
        "Sign language, as a video",
        "Pictures to feel",
        "Braille or large print on paper",
        "Braille that a braille reader has checked",
        "The voice of a person",
        "Easy Read of a page that has none yet",
        "Another language",
    )
    ask: str = "such as sign language"
    none: str = "No files were made with this copy of the website."
    contents: str = "Contents"
    landmarks: str = "Landmarks"
    pages: str = "Pages of the print edition"
    print_pages: str = "The PDF of this text, edition {version}"
    start: str = "Start of the text"
    cover: str = "Title page"
    image: str = "Image:"
    end_of_image: str = "End of image"
    table: str = "Table:"
    end_of_table: str = "End of table"
    columns: str = "Columns:"
    quotation: str = "Quotation:"
    end_of_quotation: str = "End of quotation"
    box: str = "Box:"
    end_of_box: str = "End of box"
    code: str = "Code:"
    end_of_code: str = "End of code"
    note: str = "note"
    link: str = "link"
    links: str = "Addresses of the links"
    about: str = "About this file"
    used_in: str = "Used in:"
    """Stands before the names of the chapters that cite a source."""
    table_size: str = "{rows} rows and {columns} columns."
    made_from: str = "{title}. {edition}."
    online: str = "This text on the web: {url}"
    contact: str = "To report a problem or ask for another format: {contact}"
    accessible_no_picture: str = (
        "All of it is text, with headings and a list of contents. "
        "It can be read by eye, by ear or by touch, in any size and colour."
    )
    accessible_pictures: str = (
        "All of it can be read as text, with headings and a list of contents. Each picture that "
        "says something has a description. It can be read by eye, by ear or by touch, in any size "
        "and colour."
    )
    accessible_pages: str = "Page numbers are those of the PDF."
    not_evaluated: str = (
        "Programs have checked it. No person has said yet that it meets a standard."
    )
    braille: BrailleWords = BrailleWords()
    """What only braille files have."""
    speech: SpeechWords = SpeechWords()
    """What a reading voice says beside the text's own words."""
