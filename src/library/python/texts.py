"""Values as text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from .times import time_to_string
from .values import Error, Ok, Opaque, Some


def to_text(value: Any) -> str:
    """A text as it is, anything else as its literal would be written."""
    return value if isinstance(value, str) else inspect(value)


def inspect(value: Any) -> str:
    """A value as its literal would be written."""
    match value:
        case None:
            return "None"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return float_to_string(value)
        case str():
            return '"' + re.sub(r'[\x00-\x1f\x7f"\\$]', escaped, value) + '"'
        case bytes():
            return f'bytes("{b64encode(value).decode()}")'
        case datetime():
            return time_to_string(value)
        case Opaque():
            return value.literal(inspect)
        case tuple():
            return f"({', '.join([inspect(each) for each in value])})"
        case Sequence():
            return f"[{', '.join([inspect(each) for each in value])}]"
        case Some(content) | Ok(content) | Error(content):
            return f"{type(value).__name__}({inspect(content)})"
        # A constructor with fields is a function, though a class in Python.
        case _ if is_dataclass(value) and not isinstance(value, type):
            return inspect_data(value)
        case _:
            return "fn"


def inspect_data(value: Any) -> str:
    """A record or constructor, with the names that its declaration gave where Python's differ."""
    name = getattr(value, "_name", type(value).__name__)
    parts = [
        f"{field.metadata.get('name', field.name)}: {inspect(getattr(value, field.name))}"
        for field in fields(value)
    ]
    return f"{name}({', '.join(parts)})" if parts else name


def escaped(character: re.Match[str]) -> str:
    """A character of a text as its literal has it."""
    escapes = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    found = character.group()
    return escapes.get(found) or (f"\\{found}" if found in '"\\$' else f"\\u{{{ord(found):X}}}")


def float_to_string(number: float) -> str:
    """The shortest text that reads as the same number."""
    names = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    shortest = repr(number)
    return names.get(shortest, shortest)


def string_inspect(value: Any) -> str:
    """A value as its literal would be written."""
    return inspect(value)
