"""Ask other websites, politely, whether the pages that a handbook links to are there.

One request at a time for each host, with a pause between two; HEAD first and GET only where HEAD
tells nothing; answers are kept for some days. No cookie and nothing about a person is sent.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

AGENT = "handbook-link-check/1 (checks that cited pages are still there)"
"""Names the program, so that a site may tell it what to do; robots.txt is for crawlers, and this
follows no link from one page to another."""
PATIENCE = 15.0
"""Seconds to wait for an answer."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
MOST_HOSTS = 8
"""Hosts that are asked at the same time."""
MOST_TURNS = 6
"""Redirections to follow."""
KEPT = {"there": 14.0, "moved": 14.0, "gone": 1.0, "unsure": 1.0}
"""Days for which each kind of answer is kept."""
FILE = Path(".cache", "links", "answers.json")
"""Below the project's top folder."""
_FOR_GOOD = (301, 308)
_ELSEWHERE = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_ONLY_EXAMPLES = ("example.org", "example.com", "example.net")
"""Names that stand for other names (RFC 2606) and are never asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a website said of one address."""

    kind: str
    """there, moved, gone or unsure."""
    said: str
    """In words: a status, a fault, or the new address."""
    when: float = 0.0
    """Seconds since 1 January 1970."""


def answers(
    addresses: Iterable[str],
    root: Path,
    *,
    tell: Callable[[str], None] = lambda said: None,
    pause: float = PAUSE,
    patience: float = PATIENCE,
    now: Callable[[], float] = time.time,
) -> dict[str, Answer]:
    """Return an answer for each address; a fragment is left out of the question.

    Answers are kept below `root`. `tell` hears of each host as it is begun.
    """
    known, hosts = _kept(root, now()), {}
    asked = sorted({without_part(address) for address in addresses} - set(known))
    for address in filter(can_be_asked, asked):
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    lock = threading.Lock()

    def host(name: str) -> None:
        tell(f"{name}: {len(hosts[name])}")
        for number, address in enumerate(hosts[name]):
            time.sleep(pause if number else 0)
            answer = ask(address, patience)
            with lock:
                known[address] = Answer(answer.kind, answer.said, now())
                _keep(root, known)

    with ThreadPoolExecutor(MOST_HOSTS) as pool:
        list(pool.map(host, sorted(hosts)))
    return known


def can_be_asked(address: str) -> bool:
    """Say whether an address names a website, and not only an example of one."""
    name = urlsplit(address).hostname or ""
    examples = name in _ONLY_EXAMPLES or name.endswith((".example", ".invalid", ".test"))
    return address.startswith(("http://", "https://")) and not examples


def without_part(address: str) -> str:
    """Return an address without its fragment."""
    return urlunsplit((*urlsplit(address)[:4], ""))


def ask(address: str, patience: float = PATIENCE) -> Answer:
    """Ask for one address, following where it leads."""
    here, for_good = address, True
    for _ in range(MOST_TURNS):
        status, target, fault = _status(here, patience)
        if fault:
            return Answer(*fault)
        if status in _ELSEWHERE and target:
            for_good = for_good and status in _FOR_GOOD
            here = urljoin(here, target)
            if not here.startswith(("http://", "https://")):
                return Answer("unsure", f"it leads to {here[:80]}")
            continue
        return _verdict(status, address, here, for_good)
    return Answer("unsure", f"it leads on more than {MOST_TURNS} times")


def _verdict(status: int, address: str, here: str, for_good: bool) -> Answer:
    if status in _GONE:
        return Answer("gone", f"{status}")
    if not 200 <= status < 300:
        return Answer("unsure", f"{status}")
    moved = without_part(here) != address and for_good
    return Answer("moved", here) if moved else Answer("there", f"{status}")


def _status(address: str, patience: float) -> tuple[int, str, tuple[str, str] | None]:
    """Return the status, where it leads, and what went wrong as kind and words, if anything."""
    status, target, fault = _request("HEAD", address, patience)
    if fault or (status >= 400 and status not in (429, 503)):  # many sites know GET alone
        if fault and fault[0] == "gone":
            return status, target, fault
        return _request("GET", address, patience)
    return status, target, fault


class _Still(urllib.request.HTTPRedirectHandler):
    """Follows nothing: we count the turns and keep to http and https."""

    def redirect_request(self, *_: object) -> None:
        return None


def _request(
    method: str, address: str, patience: float
) -> tuple[int, str, tuple[str, str] | None]:
    opener = urllib.request.build_opener(_Still)
    try:
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        asked = urllib.request.Request(address, method=method, headers=headers)
        with opener.open(asked, timeout=patience) as answer:
            return answer.status, "", None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location", ""), None
    except urllib.error.URLError as error:
        return 0, "", _fault(error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return 0, "", _fault(error)


def _fault(reason: object) -> tuple[str, str]:
    """Return what a failed request tells: a name that nobody has is gone, all else is unsure."""
    if isinstance(reason, socket.gaierror):
        nobody = reason.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
        words = "no computer has this name" if nobody else "its name could not be looked up"
        return ("gone" if nobody else "unsure"), words
    if isinstance(reason, TimeoutError):
        return "unsure", "it did not answer in time"
    return "unsure", (getattr(reason, "strerror", None) or str(reason) or "no answer").lower()[:120]


def _kept(root: Path, now: float) -> dict[str, Answer]:
    """Return the answers of earlier checks that are not too old."""
    try:
        rows: Mapping = json.loads((root / FILE).read_bytes())
        found = {address: Answer(**row) for address, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {
        address: one
        for address, one in found.items()
        if 0 <= now - one.when < KEPT.get(one.kind, 0) * 86_400
    }


def _keep(root: Path, known: Mapping[str, Answer]) -> None:
    file = root / FILE
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    rows = {address: asdict(known[address]) for address in sorted(known)}
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)
