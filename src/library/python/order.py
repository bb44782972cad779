"""Equality and order of all data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import isnan, nan
from typing import Any

from .values import Opaque


class Last:
    """A place in the order of Floats after all of them: that of NaN."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return other is not self


nan_place = Last()


def rank_of(value: Any) -> int:
    """The place of a value's constructor in the declaration of its type."""
    return getattr(value, "_rank", 0)


def order_key(value: Any) -> Any:
    """What stands for a value in sorting and in keys: NaN is one value, after all others."""
    match value:
        case float():
            return nan_place if isnan(value) else value
        case int() | str() | bytes() | datetime():
            return value
        case None:
            return ()
        case Sequence():
            return tuple([order_key(each) for each in value])
        case Opaque():
            return tuple([order_key(each) for each in value.ordered()])
        case _:
            fields = [order_key(getattr(value, name)) for name in type(value).__match_args__]
            return (rank_of(value), *fields)


def compare(left: Any, right: Any) -> float:
    """Below, at or above 0 as `left` is before, equal to or after `right`; NaN if unordered."""
    match left:
        case int() | float() | str() | bytes() | datetime():
            return 0 if left == right else -1 if left < right else 1 if left > right else nan
        case None:
            return 0 if right is None else -1
        case _ if right is None:
            return 1
        case Sequence():
            return compare_all(left, right)
        case Opaque():
            return compare_all(left.ordered(), right.ordered())
        case _:
            difference = rank_of(left) - rank_of(right)
            if difference:
                return difference
            names = type(left).__match_args__
            return compare_all(
                [getattr(left, name) for name in names], [getattr(right, name) for name in names]
            )


def compare_all(left: Sequence[Any], right: Sequence[Any]) -> float:
    """Element by element; the shorter is before the longer."""
    for one, other in zip(left, right, strict=False):
        difference = compare(one, other)
        if difference != 0:
            return difference
    return len(left) - len(right)
