"""Data that is in scope everywhere."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

ValueT_co = TypeVar("ValueT_co", covariant=True)
ErrorT_co = TypeVar("ErrorT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Some(Generic[ValueT_co]):
    """A value that is there; `None` stands for one that is missing."""

    value: ValueT_co


@dataclass(frozen=True, slots=True)
class Ok(Generic[ValueT_co]):
    """What went well."""

    _rank = 0

    value: ValueT_co


@dataclass(frozen=True, slots=True)
class Error(Generic[ErrorT_co]):
    """What went wrong."""

    _rank = 1

    error: ErrorT_co


class Opaque(ABC):
    """Data that is more than its fields: it says itself how it compares and prints."""

    __slots__ = ()

    @abstractmethod
    def ordered(self) -> Sequence[Any]:
        """What takes its place in comparisons."""

    @abstractmethod
    def literal(self, inspect: Callable[[Any], str]) -> str:
        """How it would be written; `inspect` writes what is in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Json(Opaque):
    """A JSON value: `dict`, `list`, `str`, `int`, `float`, `bool` or `None`."""

    value: Any

    def __eq__(self, other: object) -> bool:
        """By value: `1` and `1.0` are equal, `true` and `1` are not."""
        return isinstance(other, Json) and json_key(self.value) == json_key(other.value)

    def __hash__(self) -> int:
        return hash(json_key(self.value))

    def ordered(self) -> Sequence[Any]:
        return json_key(self.value)

    def literal(self, inspect: Callable[[Any], str]) -> str:
        return json.dumps(self.value, ensure_ascii=False, separators=(",", ":"))


def json_key(value: Any) -> tuple[Any, ...]:
    """What orders JSON values: null, booleans, numbers, strings, lists, objects."""
    match value:
        case None:
            return (0,)
        case bool():
            return (1, value)
        case int() | float():
            return (2, value)
        case str():
            return (3, value)
        case list():
            return (4, *[json_key(each) for each in value])
        case _:
            return (5, *[(key, json_key(value[key])) for key in sorted(value)])


json_null: Json = Json(None)
