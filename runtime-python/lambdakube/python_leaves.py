"""Single values as an external gets and gives them (the language's "Wire format", last column)."""

from __future__ import annotations

from math import isfinite
from typing import Any

from .leaves import float_of, is_unicode
from .mismatch import Mismatch, expected


def int_of(value: Any) -> int:
    """`True` is no Int; a subclass of `int` is read as the `int` that it is."""
    if type(value) is int:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__index__(value)
    raise expected("Int", value)


def float_from(value: Any) -> float:
    if type(value) is float:
        return value
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float_of(int.__index__(value))
    raise expected("Float", value)


def string_of(value: Any, type_shown: str = "String") -> str:
    if isinstance(value, str):
        text = value if type(value) is str else str.__str__(value)
        if is_unicode(text):
            return text
        raise Mismatch(f"expected {type_shown}, got a text with a lone surrogate")
    raise expected(type_shown, value)


def bytes_of(value: Any) -> bytes:
    if isinstance(value, bytes):
        return bytes(value)
    raise expected("Bytes", value)


def none_of(value: tuple[()]) -> None:
    """`()` for an external."""
    return None


def json_of(value: Any) -> Any:
    """A copy of an external's JSON data, so that what it changes later stays its own. The object has passed `depth.check_python`."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return string_of(value, "Json")
    if isinstance(value, int):
        return int.__index__(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise Mismatch(f"expected Json, got {float.__repr__(value)}, which JSON has not")
        return float.__float__(value)
    if isinstance(value, (list, tuple)):
        items: list[Any] = []
        try:
            for item in array_of(value):
                items.append(json_of(item))
        except Mismatch as mismatch:
            mismatch.at(len(items))
            raise
        return items
    if isinstance(value, dict):
        return _object(value)
    raise expected("Json", value)


def array_of(value: Any) -> Any:
    """The items of a `list` or `tuple` as a list, also of a subclass that walks them otherwise; None for anything else."""
    if isinstance(value, list):
        return list.__getitem__(value, slice(None))
    return [*tuple.__iter__(value)] if isinstance(value, tuple) else None


def object_of(value: Any) -> Any:
    """The items of a `dict`, also of a subclass; None for anything else."""
    return dict(dict.items(value)) if isinstance(value, dict) else None


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in dict.items(value):
        if not isinstance(key, str):
            raise Mismatch(f"expected Json, got a dict with the key {_key(key)}, which is no str")
        try:
            found[string_of(key, "Json")] = json_of(item)
        except Mismatch as mismatch:
            mismatch.at_key(key)
            raise
    return found


def _key(key: Any) -> str:
    return repr(key) if isinstance(key, (int, float, bytes, type(None))) else f"of the class {type(key).__qualname__}"


def copied(value: Any) -> Any:
    """A copy of JSON data for an external, which may change it."""
    kind = type(value)
    if kind is list:
        return [copied(item) for item in value]
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    return value
