"""JSON texts from outside, read without losing a digit, and JSON texts written as `json.encode` does."""

from __future__ import annotations

import json
import sys
from typing import Any, Final, NoReturn

from .mismatch import DEPTH, TOO_DEEP

DIGITS: Final = 100_000
"""How many digits an Int from outside has at most."""

_BRACKETS: Final = {**dict.fromkeys(range(128)), ord("["): "[", ord("]"): "]", ord("{"): "[", ord("}"): "]"}

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


class JsonError(Exception):
    """The text is no JSON, or more than is read; the message says where (`no JSON at 3:14: …`, line and column from 1)."""


def read(text: str) -> Any:
    """The value of a JSON text, as `json.loads` gives it; `JsonError` where there is none.

    Integers stay integers and `1.0` a float; of two equal keys the last wins; a byte order mark is skipped. `NaN` and `Infinity`, integers
    of more than 100,000 digits and nesting beyond 1,000 levels are refused.
    """
    text = text.removeprefix("\ufeff")
    if text.count("[") + text.count("{") > DEPTH and _too_deep(text):
        raise JsonError(TOO_DEEP)
    decoder = _LONG if len(text) > DIGITS else _SHORT
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        raise JsonError(f"no JSON at {_broken(text, error)}") from None
    except _NoNumber as error:
        raise JsonError(f"no JSON at {_place(text, error.args[0])}: {error.args[0]} is no JSON number") from None
    except _TooLong:
        raise JsonError(f"an integer of more than {DIGITS:,} digits") from None


def write(value: Any) -> str:
    """The compact JSON text of JSON data, not escaped to ASCII."""
    return _ENCODER.encode(value)


class _NoNumber(Exception):
    pass


class _TooLong(Exception):
    pass


def _constant(name: str) -> NoReturn:
    raise _NoNumber(name)


def _integer(digits: str) -> int:
    if len(digits) > DIGITS + digits.startswith("-"):
        raise _TooLong
    return int(digits)


_SHORT: Final = json.JSONDecoder(parse_constant=_constant)
_LONG: Final = json.JSONDecoder(parse_constant=_constant, parse_int=_integer)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)


def _broken(text: str, error: json.JSONDecodeError) -> str:
    """Where a text stops being JSON, and why, in words that are the same for every version of Python."""
    at = error.pos
    reason = next((ours for theirs, ours in _REASONS.items() if error.msg.startswith(theirs)), "")
    if not reason:
        at += error.msg.startswith("Illegal trailing comma")
        while text[at : at + 1] in (" ", "\t", "\n", "\r"):
            at += 1
        reason = f"unexpected {text[at : at + 1]!r}" if at < len(text) else "the text ends early" if text.strip() else "the text is empty"
    return f"{_line_and_column(text, at)}: {reason}"


_REASONS: Final = {
    "Extra data": "more text after the value",
    "Unterminated string": "a string without its end",
    "Invalid control character": "a control character within a string",
    "Invalid \\uXXXX escape": "an escape that needs four hex digits",
    "Invalid \\escape": "an unknown escape",
}
"""What Python's reader says at the place itself, and what we say."""


def _line_and_column(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"{line}:{at - text.rfind(chr(10), 0, at)}"


def _unquoted(text: str) -> list[str]:
    """The pieces of a text outside of its strings."""
    return text.replace("\\\\", "").replace('\\"', "").split('"')[::2]


def _too_deep(text: str) -> bool:
    """Whether brackets outside of strings nest too deep, found without recursion.

    Most brackets stand in pairs without any inside, so a few rounds that remove such pairs leave little to walk through.
    """
    brackets = "".join(_unquoted(text)).encode("ascii", "ignore").decode().translate(_BRACKETS)
    removed = 0
    while removed < 8 and "[]" in brackets:
        brackets = brackets.replace("[]", "")
        removed += 1
    depth = removed
    for bracket in brackets:
        depth += 1 if bracket == "[" else -1
        if depth > DEPTH:
            return True
    return False


def _place(text: str, name: str) -> str:
    """Line and column of the first number called `name` outside of strings."""
    at = 0
    while True:
        at = text.index(name, at)
        before = text[:at].replace("\\\\", "").replace('\\"', "")
        if before.count('"') % 2 == 0:
            return _line_and_column(text, at)
        at += 1
