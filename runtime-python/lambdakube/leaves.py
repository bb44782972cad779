"""Single values on the wire: how each is written and read (the language's "Wire format", first two columns)."""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from math import inf, isfinite, nan
from typing import Any, Final

from .json_text import DIGITS
from .mismatch import Mismatch, expected

LARGEST: Final = 2**53 - 1
"""Integers beyond it in either direction are strings of digits in JSON."""

_FLOATS: Final = {"NaN": nan, "Infinity": inf, "-Infinity": -inf}

Leaf = Callable[[Any], Any]


def is_integer_text(text: str) -> bool:
    """Whether a text is `-?(0|[1-9][0-9]*)`."""
    digits = text[1:] if text.startswith("-") else text
    return digits.isascii() and digits.isdigit() and (digits[0] != "0" or digits == "0")


def is_unicode(text: str) -> bool:
    """Whether a text has no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def decode_int(value: Any) -> int:
    if type(value) is int:
        return value
    if type(value) is str and is_integer_text(value):
        return int(value)
    raise expected("Int", value)


def decode_limited_int(value: Any) -> int:
    """As `decode_int`, for digits from outside."""
    if type(value) is str and len(value) > DIGITS and len(value.lstrip("-")) > DIGITS:
        raise Mismatch(f"an Int of more than {DIGITS:,} digits")
    return decode_int(value)


def decode_float(value: Any) -> float:
    if type(value) is float and isfinite(value):
        return value
    if type(value) is int:
        return float_of(value)
    if type(value) is str and value in _FLOATS:
        return _FLOATS[value]
    if type(value) is float:
        raise Mismatch("expected Float, got a number too large for it" if value == value else "expected Float, got a bare NaN")
    raise expected("Float", value)


def float_of(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        raise Mismatch("expected Float, got a number too large for it") from None


def decode_string(value: Any) -> str:
    if type(value) is str:
        if is_unicode(value):
            return value
        raise Mismatch("expected String, got a text with a lone surrogate")
    raise expected("String", value)


def decode_bool(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise expected("Bool", value)


def decode_unit(value: Any) -> tuple[()]:
    if value is None:
        return ()
    raise expected("()", value)


def decode_bytes(value: Any) -> bytes:
    if type(value) is str and value.isascii():
        try:
            data = a2b_base64(value)
        except Base64Error:
            data = b""
        if b2a_base64(data, newline=False).decode() == value:
            return data
    raise expected("Bytes", value, " (not base64 with its padding)" if type(value) is str else "")


def check_json(value: Any) -> None:
    """Raises `Mismatch` where JSON data has a text with a lone surrogate or a number too large for a Float."""
    kind = type(value)
    if kind is str:
        if not is_unicode(value):
            raise Mismatch("expected Json, got a text with a lone surrogate")
    elif kind is float:
        if not isfinite(value):
            raise Mismatch("expected Json, got a number too large for a Float")
    elif kind is list:
        if set(map(type, value)) <= _PLAIN:
            return
        for index, item in enumerate(value):
            try:
                check_json(item)
            except Mismatch as mismatch:
                mismatch.at(index)
                raise
    elif kind is dict:
        for key, item in value.items():
            try:
                check_json(item)
                check_json(key)
            except Mismatch as mismatch:
                mismatch.at_key(key)
                raise


_PLAIN: Final = {int, bool, type(None)}


def encode_int(value: int) -> int | str:
    return value if -LARGEST <= value <= LARGEST else str(value)


def encode_float(value: float) -> float | str:
    if isfinite(value):
        return value
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def encode_unit(value: tuple[()]) -> None:
    return None


def encode_bytes(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode()
