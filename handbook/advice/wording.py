"""Advice on single words and phrases: hard words, idiom, passive voice, capitals, "click here"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from handbook.advice.hard_words import HARD_WORDS, IDIOMS

_SHOUTED = "ALL ALWAYS ANY ATTENTION BEFORE DO EVERY EVERYONE FREE IMPORTANT MUST NEVER NEW NO NONE"
_SHOUTED += " NOT NOTE NOW ONLY PLEASE REMEMBER SHOULD STOP URGENT VERY WARNING WILL YES YOUR"
_SHOUT = re.compile(
    rf"\b(?:{_SHOUTED.replace(' ', '|')})\b(?![-/&.])(?: [A-Z]{{2,}})*|"
    r"\b[A-Z]{4,}(?: [A-Z]{2,})+\b"
)
_HEADING_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_TWO_CAPITALS = re.compile("[A-Z][A-Z]")
_SMALL = frozenset("a an and as at by for from in into of on or our the to with your".split())
_CLICK = re.compile(
    r"\bclick(?:ing)?\s+(?:here|on|the|this)\b|\bright-click\b|\bfollow this link\b|\bmouse over\b",
    re.IGNORECASE,
)
_PARTICIPLE = (
    r"(?:\w{2,}(?:[^aeou\W]|[aeou][^\W])ed|begun|bought|brought|built|chosen|cut|done|drawn|driven|"
    r"fed|felt|found|given|grown|held|hidden|kept|known|laid|led|left|lent|lost|made|met|paid|put|"
    r"read|run|said|seen|sent|set|shown|sold|spent|spoken|taken|taught|thought|told|understood|"
    r"won|written)"
)
_BE = r"(?:is|are|was|were|be|been|being)"
_ADVERB = r"(?:(?:not|also|often|now|then|still|all|both|first|never|always|\w+ly)\s+)?"
_BY_WHOM = re.compile(
    rf"\b{_BE}\s+{_ADVERB}({_PARTICIPLE})\s+(?:\w+\s+)?by\s+"
    r"(?!(?:\w+ing|hand|foot|bus|train|bike|cycle|car|post|email|phone|law|law,|vote|default|design|"
    r"then|now|itself|themselves|means|name|number|kind|type|date|year|stage|topic|place|age|code|"
    r"one|two|half|about|nearly|at|more|less|up|how|what|when|which|whether|far|side|any|no)\b)"
    r"(?=(?:the|a|an|its|their|our|local|young|older|people|staff|volunteers|residents|councils?|"
    r"charities|researchers|officers|artists|architects|members|neighbours|funders|us|them|it|"
    r"[A-Z]\w+)\b)",
)
_DUTY = re.compile(
    rf"\b(?:should|must|shall|ought to|needs? to|has to|have to)\s+{_ADVERB}be\s+{_ADVERB}"
    rf"({_PARTICIPLE})\b(?!\s+(?:to|in|at|about|with|up)\s+(?:\w+ing|be)\b)",
    re.IGNORECASE,
)
_THOUGHT = frozenset(
    "accepted agreed argued assumed believed considered decided envisaged expected felt hoped "
    "intended known noted proposed recognised recommended reported said suggested thought "
    "understood".split()
)
_IT_IS = re.compile(
    rf"\bit\s+(?:is|was|has been)\s+(?:\w+ly\s+)?(?:{'|'.join(sorted(_THOUGHT))})\s+that\b",
    re.IGNORECASE,
)
_STATES = frozenset(
    "based bored concerned crowded detailed disabled dedicated excited experienced interested "
    "involved limited located married needed prepared qualified related skilled supposed "
    "surprised tired trained used worried indeed hundred shared mixed".split()
)
"""Participles that say how something is, more often than what somebody did to it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of advice on a text, before its place in a file is known."""

    code: str
    words: str
    """The words it is about, as they stand."""
    message: str
    fix: str


Rule = Callable[[str, Collection[str]], Iterator[Remark]]


@cache
def _phrases(names: Collection[str]) -> re.Pattern[str]:
    """Return a pattern that finds the longest of some phrases; to make it takes a while."""
    longest = sorted(names, key=len, reverse=True)
    inside = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
    return re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])", re.IGNORECASE)


_TOKEN = re.compile(r"[a-z0-9][a-z0-9'’-]*")
_LISTED = [tuple(_TOKEN.findall(name)) for name in (*HARD_WORDS, *IDIOMS)]
_ONES = frozenset(words[0] for words in _LISTED if len(words) == 1)
_PAIRS = frozenset(words[:2] for words in _LISTED if len(words) > 1)


def _may_hold_listed(text: str) -> bool:
    """Say whether a text has the first words of a listed phrase; most have not, and it is fast."""
    words = _TOKEN.findall(text.lower())
    return not _ONES.isdisjoint(words) or not _PAIRS.isdisjoint(pairwise(words))


def remarks(text: str, known: Collection[str], rules: Iterable[Rule]) -> Iterator[Remark]:
    """Yield advice on the words of one sentence.

    `known` are words that the handbook explains, in small letters: they are no hard words.
    """
    for rule in rules:
        yield from rule(text, known)


def rules_for(texts: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that may find something in these sentences: for most pages hardly any.

    All sentences are looked through at once, parted by a sign that no rule reads across.
    """
    whole = "\0".join(texts)
    return tuple(rule for rule, may_find in _RULES if may_find(whole))


def heading_remarks(text: str) -> Iterator[Remark]:
    """Yield advice on a heading: on a capital letter at the start of every word."""
    rest = _HEADING_WORD.findall(text)[1:]
    long = [word for word in rest if word.lower() not in _SMALL]
    short = [word for word in rest if word.lower() in _SMALL]
    raised = [word for word in short if word[0].isupper()]
    if raised and len(long) >= 2 and all(word[0].isupper() for word in long):
        yield Remark(
            "capitals",
            text,
            "each word of this heading starts with a capital letter",
            "keep capitals for its first word and for names",
        )
    if _may_shout(text):
        yield from _capitals(text, ())


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def _listed(text: str, known: Collection[str]) -> Iterator[Remark]:
    if _may_hold_listed(text):
        yield from _hard_words(text, known)
        yield from _idioms(text)


def _hard_words(text: str, known: Collection[str]) -> Iterator[Remark]:
    for found in _phrases(tuple(HARD_WORDS)).finditer(text):
        simple = HARD_WORDS[_folded(found[0])]
        if _folded(found[0]) not in known:
            yield Remark(
                "hard-word", found[0], f"'{found[0]}' is a hard word", f"write: {simple}"
            )


def _idioms(text: str) -> Iterator[Remark]:
    for found in _phrases(tuple(IDIOMS)).finditer(text):
        yield Remark(
            "idiom",
            found[0],
            f"'{found[0]}' does not mean what its words say",
            f"write: {IDIOMS[_folded(found[0])]}",
        )


def _passive(text: str, _known: Collection[str]) -> Iterator[Remark]:
    """Yield advice where the active voice is at hand: somebody is named, or must act."""
    if found := _BY_WHOM.search(text):
        yield Remark(
            "passive-voice",
            found[0],
            f"'{found[0].strip()}' names last who acts",
            "start with who does it: 'the council gave', not 'was given by the council'",
        )
    elif (found := _DUTY.search(text)) and found[1].lower() not in _STATES:
        yield Remark(
            "passive-voice",
            found[0],
            f"'{found[0]}' does not say who has to act",
            "say who does it: 'ask people', not 'people should be asked'",
        )
    elif found := _IT_IS.search(text):
        yield Remark(
            "passive-voice", found[0], f"'{found[0]}' does not say who", "say who thinks or says so"
        )


def _capitals(text: str, known: Collection[str]) -> Iterator[Remark]:
    for found in _SHOUT.finditer(text):
        if found[0].lower() not in known:
            yield Remark(
                "capitals",
                found[0],
                f"'{found[0]}' is in capital letters",
                "use small letters; put words that matter in bold with **",
            )


def _click_here(text: str, _known: Collection[str]) -> Iterator[Remark]:
    if found := _CLICK.search(text):
        yield Remark(
            "click-here",
            found[0],
            f"'{found[0]}' takes a mouse for granted and does not say where it leads",
            "say what to choose or open: 'Open the list of sources'",
        )


def _may_be_passive(text: str) -> bool:
    """Say whether a text has what the rule finds; most have not the words between spaces."""
    words = frozenset(text.lower().split())
    return bool(
        ("by" in words and _BY_WHOM.search(text))
        or ("be" in words and _DUTY.search(text))
        or (not _THOUGHT.isdisjoint(words) and _IT_IS.search(text))
    )


def _may_shout(text: str) -> bool:
    return bool(_TWO_CAPITALS.search(text) and _SHOUT.search(text))


def _may_click(text: str) -> bool:
    small = text.lower()
    return any(words in small for words in ("click", "follow this link", "mouse over"))


_RULES: tuple[tuple[Rule, Callable[[str], bool]], ...] = (
    (_listed, _may_hold_listed),
    (_passive, _may_be_passive),
    (_capitals, _may_shout),
    (_click_here, _may_click),
)
"""Each rule with what says whether it may find something in many sentences at once."""
