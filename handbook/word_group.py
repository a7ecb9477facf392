"""Groups of words with English defaults, of which a handbook may replace any.

A group is a plain class: a name, what it holds, and the default. There are 600 of them, and a
model of pydantic for all takes as long as reading thirty pages does. So a group's model is made
when a handbook replaces one of its words.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, create_model
from pydantic_core import core_schema

JsonSchema = dict[str, Any]


class WordGroup:
    """The words of one part of the handbook; what is not given has its default.

    A name in curly brackets is filled in where the words are printed.
    """

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
        return type(self) is type(other) and repr(self) == repr(other)

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
def model_of(group: type[WordGroup]) -> type[BaseModel]:
    """Return the model of what a handbook may write for a group; it knows no defaults."""
    kinds = get_type_hints(group)
    words = {name: (kinds[name], None if hasattr(group, name) else ...)
             for name in names_of(group)}
    return create_model(group.__name__, __config__=ConfigDict(extra="forbid", frozen=True), **words)


def read_group(group: type[WordGroup], said: object) -> WordGroup:
    """Return a group with the words that a handbook wrote.

    Raises pydantic's ValidationError for each that is not one of the group or not of its kind.
    """
    if isinstance(said, group):
        return said
    made = model_of(group).model_validate(said)
    return group(**{name: getattr(made, name) for name in made.model_fields_set})
