"""How deep data nests, measured without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .mismatch import DEPTH, TOO_DEEP, Mismatch


def exceeds(value: Any, limit: int = DEPTH) -> bool:
    """Whether lists, tuples and dicts nest deeper than the limit. The value is a tree; each round goes one level down."""
    level = [value]
    for _ in range(limit + 1):
        below: list[Any] = []
        found = False
        for item in level:
            kind = type(item)
            if kind is list or kind is tuple:
                found = True
                below += item
            elif kind is dict:
                found = True
                below += item.values()
        if not found:
            return False
        level = below
    return True


def check_python(value: Any) -> None:
    """Raises `Mismatch` where a Python object that is no tree yet contains itself, or nests too deep.

    A depth-first walk with the containers around it at hand: a list that holds itself twice ends at once. What is shared is walked once.
    """
    heights: dict[int, int] = {}
    around: list[tuple[int, Iterator[tuple[Any, Any]], Any]] = []
    inside: set[int] = set()

    def enter(item: Any, where: Any) -> None:
        number = id(item)
        if number in inside:
            raise _found("refers to itself", around, where)
        if len(around) + 1 + heights.get(number, 0) > DEPTH:
            raise _found(TOO_DEEP, around, where)
        if number not in heights:
            around.append((number, iter(_children(item)), where))
            inside.add(number)

    if isinstance(value, (list, tuple, dict)):
        enter(value, None)
    while around:
        number, children, _ = around[-1]
        for where, child in children:
            if isinstance(child, (list, tuple, dict)):
                before = len(around)
                enter(child, where)
                if len(around) > before:
                    break
                heights[number] = max(heights.get(number, 0), heights[id(child)] + 1)
        else:
            around.pop()
            inside.discard(number)
            height = heights.setdefault(number, 0)
            if around:
                outer = around[-1][0]
                heights[outer] = max(heights.get(outer, 0), height + 1)


def _children(item: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(item, dict):
        return iter(dict.items(item))
    return enumerate(tuple.__iter__(item) if isinstance(item, tuple) else list.__iter__(item))


def _found(reason: str, around: list[tuple[int, Iterator[tuple[Any, Any]], Any]], where: Any) -> Mismatch:
    mismatch = Mismatch(reason)
    for segment in [where, *(frame[2] for frame in reversed(around[1:]))]:
        if isinstance(segment, int) or (isinstance(segment, str) and segment.isidentifier()):
            mismatch.at(segment)
        elif segment is not None:
            mismatch.at_key(segment)
    return mismatch
