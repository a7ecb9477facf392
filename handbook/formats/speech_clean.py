"""What a person says when they read a line of text aloud: signs become words, numbers stay."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.formats.speech_words import SpeechWords

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
ADDRESS = re.compile(
    r"(?<!\w)(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[^\s,;)\]]*)?"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3} |0)\d{2,5} \d{3,4} \d{3,4}(?![\w,])")
YEARS = re.compile(r"(?<![-–])\b(\d{4})\s?[-–]\s?(\d{2,4})\b(?![-–]\d)")
RANGE = re.compile(rf"(?<![\w.–-])({NUMBER}%?)\s?[–-]\s?({NUMBER})(?![\w–-])")
DOMAINS = frozenset("com edu eu gov info int net org uk".split())
"""Ends of names of hosts of two parts."""
SILENT = re.compile(r"[•↩*_|\\<>{}~^`]+")


def sayer(words: SpeechWords) -> Callable[[str], str]:
    """Return what turns a line into the line that is said; no word and no digit is lost.

    Signs that stand before a number come in the order of speech: `£5 million` becomes
    `5 million pounds`.
    """
    changes = (
        abbreviations(words),
        mail_addresses(words),
        web_addresses(words),
        money(words),
        telephones,
        lambda text: YEARS.sub(rf"\1 {words.to} \2", text),
        lambda text: RANGE.sub(rf"\1 {words.to} \2", text),
        signs(words),
    )

    def say(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        for change in changes:
            text = change(text)
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r"\s+([.,;:!?)\]]+)(?=\s|$)", r"\1", text)
        text = re.sub(r"([.,;:!?])(?:\s*[,;:])+", r"\1", text)
        return re.sub(r",+(?=[.;:!?])", "", text)

    return say


def abbreviations(words: SpeechWords) -> Callable[[str], str]:
    """Return the change of short forms; the stop of one at a sentence's end is kept."""
    forms = sorted(words.abbreviations, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, forms))})(?!\w)")

    def say(match: re.Match) -> str:
        after = match.string[match.end() :]
        ends = match[0].endswith(".") and (not after.strip() or re.match(r" [A-Z]", after))
        return words.abbreviations[match[0]] + ("." if ends else "")

    return lambda text: pattern.sub(say, text) if forms else text


def mail_addresses(words: SpeechWords) -> Callable[[str], str]:
    return lambda text: MAIL.sub(lambda match: address_said(match[0], words), text)


def web_addresses(words: SpeechWords) -> Callable[[str], str]:
    """Return the change of web addresses; what only looks like one is left alone."""

    def say(match: re.Match) -> str:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0]).rstrip(".")
        host = bare.partition("/")[0]
        if "://" not in match[0] and not is_host(host):
            return match[0]
        return address_said(bare.rstrip("/"), words) + "." * match[0].endswith(".")

    return lambda text: ADDRESS.sub(say, text)


def is_host(name: str) -> bool:
    """Tell a host's name from two sentences without a space between them."""
    parts = name.split(".")
    return parts[-1] in DOMAINS or (len(parts) > 2 and all(len(part) > 1 for part in parts))


def address_said(address: str, words: SpeechWords) -> str:
    """Return an address as it is read out: example dot org slash page."""
    names = {".": words.dot, "@": words.at, "/": words.slash, "#": words.number_sign}
    said = re.sub(r"(?<!\d)\.|\.(?!\d)|[@/#]", lambda sign: f" {names[sign[0]]} ", address)
    return re.sub(r"[-_?=&%+]", " ", said)


def code_said(text: str, words: SpeechWords) -> str:
    """Return a name of a file or a bit of code as it is read out; signs alone are named."""
    if any(sign.isalnum() for sign in text):
        return address_said(re.sub(r"\bhttps?://(?:www\.)?(?=\w)", "", text), words)
    return address_said(text.replace("-", f" {words.hyphen} "), words)


def money(words: SpeechWords) -> Callable[[str], str]:
    """Return the change of sums: the currency's name comes after the number."""
    if not words.currencies:
        return str
    signs = "".join(map(re.escape, words.currencies))
    large = "|".join(map(re.escape, words.amounts)) or "(?!)"
    pattern = re.compile(rf"([{signs}])\s?({NUMBER})(?:[-– ]({large})\b)?(m|bn|k)?\b", re.I)
    short = dict(zip(("k", "m", "bn"), words.amounts[1:4], strict=False))

    def say(match: re.Match) -> str:
        sign, number, amount, letter = match.groups()
        amount = amount or short.get((letter or "").lower(), "")
        whole, _, part = number.partition(".")
        name = words.currencies[sign][whole != "1" or bool(amount)]
        if len(part) == 2 and not amount:
            return f"{whole} {name} {part}"
        return " ".join(filter(None, (number, amount, name)))

    return lambda text: pattern.sub(say, text)


def telephones(text: str) -> str:
    """Return a line whose telephone numbers are said digit by digit, in their groups."""
    return TELEPHONE.sub(
        lambda match: ", ".join(" ".join(group) for group in match[0].split()), text
    )


def signs(words: SpeechWords) -> Callable[[str], str]:
    """Return the change of single signs."""
    said = {
        r"(?<=\d)\.(?=0+(?![\d.]*\d))": f" {words.point} ",
        r"(?<=\d)\s?%": f" {words.percent} ",
        r"(?<=\w)\s?–\s?(?=\d)": f" {words.to} ",
        r"\s&\s|(?<=\w)&(?=\w)": f" {words.and_} ",
        r"(?<!\w)\+(?=\d)|(?<=\w)\+(?!\w)": f" {words.plus} ",
        r"(?<=\d)\s?[×x]\s?(?=\d)": f" {words.times} ",
        r"(?<=\w)\s?=\s?(?=\w)": f" {words.equals} ",
        r"(?<=\d)\s?°\s?": f" {words.degrees} ",
        r"(?<=\w)/(?=\w)": " ",
        r"\s+[–—]\s+|—": ", ",
        r"#(?=\w)": f" {words.number_sign} ",
    }
    patterns = [(re.compile(sign), word) for sign, word in said.items()]

    def say(text: str) -> str:
        for pattern, word in patterns:
            text = pattern.sub(word, text)
        return SILENT.sub(" ", text)

    return say
