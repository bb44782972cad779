"""Functions of the modules `float` and `math`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TypeVar

from .failures import InvalidArgument
from .texts import float_to_string
from .values import Some

NumberT = TypeVar("NumberT", int, float)


def divided(left: NumberT, right: NumberT) -> NumberT:
    """The quotient of two numbers of one class; that of ints is rounded down."""
    if isinstance(left, int):
        return left // right
    return left / right


def float_sum(numbers: Sequence[float]) -> float:
    """The sum of all, from first to last (`sum` compensates for rounding since 3.12)."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def float_parse(text: str) -> Some[float] | None:
    """Reads a number as in JSON, with a sign `+` too, and the names of the special ones."""
    if text in ("NaN", "Infinity", "-Infinity"):
        return Some(float(text))
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        return None
    number = float(text)
    return None if math.isinf(number) else Some(number)


def float_to_fixed(number: float, digits: int) -> str:
    """With `digits` digits after the point."""
    if digits < 0 or digits > 10_000:
        raise InvalidArgument(f"{digits} digits are not from 0 to 10000")
    return f"{number:.{digits}f}" if math.isfinite(number) else float_to_string(number)


def check_finite(number: float) -> None:
    """Raises `InvalidArgument` for what is near no int."""
    if not math.isfinite(number):
        raise InvalidArgument(f"{float_to_string(number)} is not finite")


def float_round(number: float) -> int:
    """The nearest int, halves away from zero."""
    check_finite(number)
    whole = math.trunc(number)
    if abs(number - whole) < 0.5:
        return whole
    return whole + 1 if number > 0 else whole - 1


def float_floor(number: float) -> int:
    """The largest int not above."""
    check_finite(number)
    return math.floor(number)


def float_ceiling(number: float) -> int:
    """The smallest int not below."""
    check_finite(number)
    return math.ceil(number)


def math_sqrt(x: float) -> float:
    """The square root."""
    if x < 0:
        raise InvalidArgument(f"{float_to_string(x)} is negative")
    return math.sqrt(x)


def math_pow(base: float, exponent: float) -> float:
    """`base` to the power of `exponent`, as IEEE 754 has it."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        if base != 0:
            return math.nan
        return math.copysign(math.inf, base) if exponent % 2 == 1 else math.inf


def math_exp(x: float) -> float:
    """*e* to the power of `x`."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def math_log(x: float) -> float:
    """The natural logarithm."""
    if x <= 0:
        raise InvalidArgument(f"{float_to_string(x)} is not positive")
    return math.log(x)


def math_sin(angle: float) -> float:
    """The sine of an angle in radians."""
    return math.nan if math.isinf(angle) else math.sin(angle)


def math_cos(angle: float) -> float:
    """The cosine of an angle in radians."""
    return math.nan if math.isinf(angle) else math.cos(angle)


def math_random(seed: int) -> tuple[float, int]:
    """A number in [0, 1) and the next seed: SplitMix64 (Steele, Lea, Flood 2014)."""
    mask = (1 << 64) - 1
    state = (seed + 0x9E3779B97F4A7C15) & mask
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    mixed ^= mixed >> 31
    return (mixed >> 11) * 2.0**-53, state
