"""Functions of the module `json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .dictionary import Dict
from .values import Error, Json, Ok, Some


def json_encode(value: Any, type: str) -> str:
    """The wire form of a value of a type. Bound by whoever runs this file."""
    raise NotImplementedError(f"encode {type}")


def json_decode(text: str, type: str) -> Ok[Any] | Error[str]:
    """A value of a type from its wire form. Bound by whoever runs this file."""
    raise NotImplementedError(f"decode {type}")


def json_from(value: Any, type: str) -> Json:
    """The wire form of a value of a type, as data. Bound by whoever runs this file."""
    raise NotImplementedError(f"encode {type}")


def json_to(value: Json, type: str) -> Ok[Any] | Error[str]:
    """A value of a type from its wire form as data. Bound by whoever runs this file."""
    raise NotImplementedError(f"decode {type}")


def json_get(value: Json, key: str) -> Some[Json] | None:
    """The member `key` of an object."""
    members = value.value
    return Some(Json(members[key])) if isinstance(members, dict) and key in members else None


def json_at(value: Json, index: int) -> Some[Json] | None:
    """The element at `index` of an array, from 0."""
    elements = value.value
    return (
        Some(Json(elements[index]))
        if isinstance(elements, list) and 0 <= index < len(elements)
        else None
    )


def json_as_string(value: Json) -> Some[str] | None:
    """The text of a string."""
    return Some(value.value) if isinstance(value.value, str) else None


def json_as_int(value: Json) -> Some[int] | None:
    """The number, where it is written as a whole one."""
    number = value.value
    return Some(number) if isinstance(number, int) and not isinstance(number, bool) else None


def json_as_float(value: Json) -> Some[float] | None:
    """The number, as a float."""
    number = value.value
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return None
    try:
        return Some(float(number))
    except OverflowError:
        return None


def json_as_bool(value: Json) -> Some[bool] | None:
    """The truth value."""
    return Some(value.value) if isinstance(value.value, bool) else None


def json_as_list(value: Json) -> Some[Sequence[Json]] | None:
    """The elements of an array."""
    return Some([Json(each) for each in value.value]) if isinstance(value.value, list) else None


def json_as_dict(value: Json) -> Some[Dict[str, Json]] | None:
    """The members of an object."""
    members = value.value
    if not isinstance(members, dict):
        return None
    return Some(Dict.of((key, Json(each)) for key, each in members.items()))
