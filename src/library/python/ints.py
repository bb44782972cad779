"""Functions of the module `int`."""

from __future__ import annotations

import re
from math import copysign, inf

from .failures import InvalidArgument
from .values import Some


def int_parse(text: str) -> Some[int] | None:
    """Reads an optional sign and decimal digits, nothing else."""
    return Some(int(text)) if re.fullmatch("[+-]?[0-9]+", text) else None


def int_to_float(number: int) -> float:
    """The nearest float; infinite beyond the largest one."""
    try:
        return float(number)
    except OverflowError:
        return copysign(inf, number > 0 or -1)


def int_parse_base(text: str, base: int) -> Some[int] | None:
    """Reads digits of a base from 2 to 36."""
    check_base(base)
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not re.fullmatch("[0-9A-Za-z]+", digits) or any(int(digit, 36) >= base for digit in digits):
        return None
    number = int(digits, base)
    return Some(-number if text.startswith("-") else number)


def int_to_base(number: int, base: int) -> str:
    """The digits of a base from 2 to 36, in lower case."""
    check_base(base)
    digits: list[str] = []
    left = abs(number)
    while left or not digits:
        left, digit = divmod(left, base)
        digits.append("0123456789abcdefghijklmnopqrstuvwxyz"[digit])
    return ("-" if number < 0 else "") + "".join(reversed(digits))


def check_base(base: int) -> None:
    """Raises `InvalidArgument` for a base that there are no digits for."""
    if not 2 <= base <= 36:
        raise InvalidArgument(f"base {base} is not from 2 to 36")


def int_pow(base: int, exponent: int) -> int:
    """`base` multiplied `exponent` times."""
    if exponent < 0:
        raise InvalidArgument(f"exponent {exponent} is negative")
    return int(base**exponent)
