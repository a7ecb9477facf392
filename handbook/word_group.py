"""Groups of words with English defaults, of which a handbook may replace any.

A group is a plain class: a name, what it holds, and the default. There are some 700 of them, and a
model of pydantic for all takes as long as reading thirty pages does. So a group's model is made
when a handbook replaces one of its words.

A word is a template of `str.format`, which can do more than fill in: `{page.parent}` reads what is
no word, and `{number:>999999999}` takes all memory. So a word that a handbook writes may hold what
the default has in curly brackets, as the default has it, and nothing else in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError, create_model
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

JsonSchema = dict[str, Any]


class WordGroup:
    """The words of one part of the handbook; what is not given has its default.

    A name in curly brackets is filled in where the words are printed.
    """

    _filled = MappingProxyType({})
    """What is filled into a word whose default has nothing: its name, and an example of it."""
    _counted = MappingProxyType({})
    """How many words a list must have, where the default's number is not just an offer."""

    def __init__(self, **said: Any) -> None:
        if unknown := said.keys() - set(names_of(type(self))):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        vars(self).update(said)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __repr__(self) -> str:
        said = (f"{name}={getattr(self, name)!r}" for name in names_of(type(self)))
        return f"{type(self).__name__}({', '.join(said)})"

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        if vars(self) == vars(other):
            return True
        return all(getattr(self, name) == getattr(other, name) for name in names_of(type(self)))

    def __hash__(self) -> int:
        return hash(repr(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> core_schema.CoreSchema:
        """Have pydantic read a group that a handbook wrote, as a part of its settings."""
        return core_schema.no_info_plain_validator_function(lambda said: read_group(cls, said))

    @classmethod
    def __get_pydantic_json_schema__(cls, _: object, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Return the JSON Schema of what a handbook may write."""
        return handler(model_of(cls).__pydantic_core_schema__)


@cache
def names_of(group: type[WordGroup]) -> tuple[str, ...]:
    """Return the name of each word in a group, those that it inherits first."""
    classes = (one for one in reversed(group.__mro__) if issubclass(one, WordGroup))
    return tuple(dict.fromkeys(name for one in classes
                               for name in vars(one).get("__annotations__", {})))


@cache
def kinds_of(group: type[WordGroup]) -> dict[str, Any]:
    """Return what each word of a group is: its type, by its name."""
    return get_type_hints(group)


@cache
def model_of(group: type[WordGroup]) -> type[BaseModel]:
    """Return the model of what a handbook may write for a group; it knows no defaults."""
    kinds = kinds_of(group)
    words = {name: (kinds[name], None if hasattr(group, name) else ...)
             for name in names_of(group)}
    return create_model(group.__name__, __config__=ConfigDict(extra="forbid", frozen=True), **words)


def read_group(group: type[WordGroup], said: object) -> WordGroup:
    """Return a group with the words that a handbook wrote.

    Raises pydantic's ValidationError for each that is not one of the group or not of its kind.
    """
    if isinstance(said, group):
        return said
    refuse(group, list(wrong_counts(group, said)))
    made = model_of(group).model_validate(said)
    new = {name: getattr(made, name) for name in made.model_fields_set}
    refuse(group, [fault for name, word in new.items() for fault in faults(group, name, word)])
    return group(**new)


def refuse(group: type[WordGroup], found: list[InitErrorDetails]) -> None:
    """Raise a ValidationError if anything was found."""
    if found:
        raise ValidationError.from_exception_data(group.__name__, found)


def wrong_counts(group: type[WordGroup], said: object) -> Iterator[InitErrorDetails]:
    """Yield a fault for each list with more or fewer words than it has a use for."""
    kinds = kinds_of(group) if isinstance(said, dict) else {}
    for name in kinds.keys() & said.keys() if kinds else ():
        parts, words = get_args(kinds[name]), said[name]
        fixed = get_origin(kinds[name]) is tuple and set(parts) == {str}
        wanted = group._counted.get(name, len(parts) if fixed else 0)
        if wanted and isinstance(words, list) and words and len(words) != wanted:
            what = f"'{name}' is a list of {len(words)}, and of {wanted} all are needed"
            yield fault((name,), words, what, f"write {wanted} of them, in the same order")


def faults(group: type[WordGroup], name: str, word: object) -> Iterator[InitErrorDetails]:
    """Yield what is wrong with one word or list of words: empty, or a mark that nothing fills."""
    default = getattr(group, name, None)
    if isinstance(word, str):
        yield from _faults((name,), word, default, group._filled.get(name, default))
    elif isinstance(word, tuple) and default and not word:
        yield fault((name,), "", f"'{name}' has no value", "write its words")
    elif isinstance(word, tuple) and all(isinstance(one, str) for one in word):
        for place, one in enumerate(word):
            yield from _faults((name, place), one, "a word", "".join(default or ()))


def _faults(
    where: tuple[str | int, ...], word: str, default: str | None, example: str | None
) -> Iterator[InitErrorDetails]:
    if default != "" and not word.strip():
        yield fault(where, "", "there is no word", "write it")
        return
    allowed = marks(example or "") or set()
    found = marks(word)
    if found is None or not found <= allowed:
        what = f"'{where[0]}' has curly brackets that nothing fills in"
        offered = " and ".join(sorted(allowed))
        fix = f"it may hold {offered}, written just so" if offered else "write it without them"
        yield fault(where, word, what, fix)


def marks(word: str) -> set[str] | None:
    """Return what is to be filled into a word, each with its curly brackets; None if one is open.
    """
    try:
        parts = list(Formatter().parse(word))
    except ValueError:
        return None
    return {f"{{{name}{'!' * bool(turned)}{turned or ''}{':' * bool(look)}{look}}}"
            for _, name, look, turned in parts if name is not None}


def fault(
    where: tuple[str | int, ...], said: object, what: str, fix: str
) -> InitErrorDetails:
    """Return a fault at a place of a group, with its fix."""
    kind = PydanticCustomError("word", "{what}", {"what": what, "fix": fix})
    return InitErrorDetails(type=kind, loc=where, input=said)
