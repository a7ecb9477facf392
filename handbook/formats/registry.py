"""The formats that can be made: one entry each, from which the site and the build list them."""

from __future__ import annotations

from dataclasses import replace

from handbook.formats.base import Format
from handbook.formats.braille_brf import measure_brf, write_grade_1, write_grade_2
from handbook.formats.braille_check import check_grade_1, check_grade_2
from handbook.formats.braille_louis import missing as missing_liblouis
from handbook.formats.braille_louis import versions as versions_of_liblouis
from handbook.formats.braille_volumes import measure_pef, write_pef, write_volumes
from handbook.formats.braille_volumes_check import check_pef, check_volumes
from handbook.formats.daisy import write_daisy
from handbook.formats.daisy_check import check_daisy, measure_daisy
from handbook.formats.docx import write_docx
from handbook.formats.docx_check import check_docx
from handbook.formats.ebraille import write_ebraille
from handbook.formats.ebraille_check import check_ebraille
from handbook.formats.epub import write_epub
from handbook.formats.epub_check import check_epub
from handbook.formats.markdown import write_markdown
from handbook.formats.markdown_check import check_markdown
from handbook.formats.mp3 import write_mp3
from handbook.formats.mp3_check import check_mp3, measure_mp3
from handbook.formats.odt import write_odt
from handbook.formats.odt_check import check_odt
from handbook.formats.plain_text import write_text
from handbook.formats.plain_text_check import check_text
from handbook.formats.print_plus import (
    check_giant_print,
    write_cream,
    write_dyslexia,
    write_giant_print,
)
from handbook.formats.recording import forget_others
from handbook.formats.single_html import write_html
from handbook.formats.single_html_check import check_html
from handbook.formats.tagged_pdf import (
    check_pdf,
    measure_pdf,
    missing,
    versions,
    write_large_print,
    write_pdf,
    write_ua_2,
)
from handbook.formats.talking_epub import write_talking_epub
from handbook.formats.talking_epub_check import check_talking_epub, measure_talking_epub
from handbook.formats.voice import missing as missing_voice
from handbook.formats.voice import versions as versions_of_voices

_PDF = Format(
    id="pdf",
    extension="pdf",
    media_type="application/pdf",
    scope="both",
    write=write_pdf,
    check=check_pdf,
    measure=measure_pdf,
    missing=missing,
    versions=versions,
    effort=300,
    easy_read=True,
    checklists=True,
)
_PRINT_PLUS = replace(_PDF, extra="print-plus")
_ALL = (
    _PDF,
    replace(_PDF, id="pdf-large-print", extension="large-print.pdf", write=write_large_print),
    replace(_PRINT_PLUS, id="pdf-dyslexia", extension="dyslexia.pdf", write=write_dyslexia),
    replace(_PRINT_PLUS, id="pdf-cream", extension="cream.pdf", write=write_cream),
    replace(
        _PRINT_PLUS,
        id="pdf-giant-print",
        extension="giant-print.pdf",
        write=write_giant_print,
        check=check_giant_print,
    ),
    Format(
        id="pdf-ua-2",
        extension="ua-2.pdf",
        media_type="application/pdf",
        scope="report",
        write=write_ua_2,
        check=check_pdf,
        measure=measure_pdf,
        missing=missing,
        versions=versions,
        effort=300,
    ),
    Format(
        id="epub",
        extension="epub",
        media_type="application/epub+zip",
        scope="both",
        write=write_epub,
        check=check_epub,
        beside="pdf",
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="docx",
        extension="docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        scope="both",
        write=write_docx,
        check=check_docx,
        effort=20,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="odt",
        extension="odt",
        media_type="application/vnd.oasis.opendocument.text",
        scope="both",
        write=write_odt,
        check=check_odt,
        effort=10,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="html",
        extension="html",
        media_type="text/html",
        scope="both",
        write=write_html,
        check=check_html,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="text",
        extension="txt",
        media_type="text/plain",
        scope="both",
        write=write_text,
        check=check_text,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="markdown",
        extension="md",
        media_type="text/markdown",
        scope="both",
        write=write_markdown,
        check=check_markdown,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="brf",
        extension="brf",
        media_type="application/x-brf",
        scope="both",
        write=write_grade_2,
        check=check_grade_2,
        measure=measure_brf,
        missing=missing_liblouis,
        versions=versions_of_liblouis,
        effort=20,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="brf-grade-1",
        extension="grade-1.brf",
        media_type="application/x-brf",
        scope="both",
        write=write_grade_1,
        check=check_grade_1,
        measure=measure_brf,
        missing=missing_liblouis,
        versions=versions_of_liblouis,
        effort=20,
        easy_read=True,
        checklists=True,
    ),
    Format(
        id="pef",
        extension="pef",
        media_type="application/x-pef+xml",
        scope="both",
        write=write_pef,
        check=check_pef,
        measure=measure_pef,
        missing=missing_liblouis,
        versions=versions_of_liblouis,
        effort=20,
        extra="braille-plus",
    ),
    Format(
        id="brf-volumes",
        extension="volumes.zip",
        media_type="application/zip",
        scope="report",
        write=write_volumes,
        check=check_volumes,
        missing=missing_liblouis,
        versions=versions_of_liblouis,
        effort=20,
        extra="braille-plus",
    ),
    Format(
        id="ebraille",
        extension="ebrl",
        media_type="application/ebrl+zip",
        scope="both",
        write=write_ebraille,
        check=check_ebraille,
        missing=missing_liblouis,
        versions=versions_of_liblouis,
        effort=20,
        extra="braille-plus",
    ),
    Format(
        id="mp3",
        extension="mp3",
        media_type="audio/mpeg",
        scope="page",
        write=write_mp3,
        check=check_mp3,
        measure=measure_mp3,
        missing=missing_voice,
        versions=versions_of_voices,
        effort=4000,
        tidy=forget_others,
        extra="audio",
        easy_read=True,
    ),
    Format(
        id="talking-epub",
        extension="talking.epub",
        media_type="application/epub+zip",
        scope="page",
        write=write_talking_epub,
        check=check_talking_epub,
        measure=measure_talking_epub,
        missing=missing_voice,
        versions=versions_of_voices,
        effort=200,
        extra="audio",
        easy_read=True,
    ),
    Format(
        id="daisy",
        extension="daisy.zip",
        media_type="application/zip",
        scope="page",
        write=write_daisy,
        check=check_daisy,
        measure=measure_daisy,
        missing=missing_voice,
        versions=versions_of_voices,
        effort=200,
        extra="audio",
        easy_read=True,
    ),
)

FORMATS = {one.id: one for one in _ALL}
"""Format by its id, in the order in which readers see them."""

EXTRAS = tuple(sorted({one.extra for one in _ALL if one.extra}))
"""The groups of formats that a build makes only when asked for."""
