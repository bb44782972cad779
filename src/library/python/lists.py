"""Functions of the module `list`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from .failures import InvalidArgument
from .order import compare, order_key
from .sequences import rest_of
from .values import Some

ItemT = TypeVar("ItemT")
OtherT = TypeVar("OtherT")
ResultT = TypeVar("ResultT")


def list_at(items: Sequence[ItemT], index: int) -> Some[ItemT] | None:
    """The element at `index`; None where that is negative or too large."""
    return Some(items[index]) if 0 <= index < len(items) else None


def list_map(items: Sequence[ItemT], with_: Callable[[ItemT], ResultT]) -> Sequence[ResultT]:
    """Every element turned."""
    return [with_(item) for item in items]


def list_index_map(
    items: Sequence[ItemT], with_: Callable[[int, ItemT], ResultT]
) -> Sequence[ResultT]:
    """Every element turned, with its index."""
    return [with_(index, item) for index, item in enumerate(items)]


def list_filter(items: Sequence[ItemT], keep: Callable[[ItemT], bool]) -> Sequence[ItemT]:
    """The elements for which `keep` holds."""
    return [item for item in items if keep(item)]


def list_fold(
    items: Sequence[ItemT], initial: ResultT, with_: Callable[[ResultT, ItemT], ResultT]
) -> ResultT:
    """Combines the elements from the first to the last, beginning with `initial`."""
    for item in items:
        initial = with_(initial, item)
    return initial


def list_contains(items: Sequence[ItemT], item: ItemT) -> bool:
    """Whether one of the elements is equal to `item`."""
    return any(compare(each, item) == 0 for each in items)


def list_take(items: Sequence[ItemT], count: int) -> Sequence[ItemT]:
    """The first `count` elements, or all where there are fewer."""
    return items[: max(count, 0)]


def list_drop(items: Sequence[ItemT], count: int) -> Sequence[ItemT]:
    """What follows the first `count` elements."""
    return rest_of(items, count)


def list_reverse(items: Sequence[ItemT]) -> Sequence[ItemT]:
    """From the last to the first."""
    return list(items)[::-1]


def list_sort(items: Sequence[ItemT]) -> Sequence[ItemT]:
    """From the smallest to the greatest."""
    return sorted(items, key=order_key)


def list_sort_by(items: Sequence[ItemT], key: Callable[[ItemT], ResultT]) -> Sequence[ItemT]:
    """By what `key` gives, from the smallest to the greatest."""
    # `sorted` does not call `key` itself: recursion through C ends early.
    keys = [order_key(key(item)) for item in items]
    return [items[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]


def list_zip(left: Sequence[ItemT], right: Sequence[OtherT]) -> Sequence[tuple[ItemT, OtherT]]:
    """Pairs of the elements at the same place, as many as the shorter list has."""
    return list(zip(left, right, strict=False))


def list_range(first: int, last: int) -> Sequence[int]:
    """The ints from `first` to `last`, both included."""
    return list(range(first, last + 1))


def list_repeat(item: ItemT, times: int) -> Sequence[ItemT]:
    """The same element `times` times, none where that is negative."""
    return [item] * times


def list_chunk(items: Sequence[ItemT], size: int) -> Sequence[Sequence[ItemT]]:
    """Lists of `size` elements, the last one with what is left."""
    if size < 1:
        raise InvalidArgument(f"size {size} is below 1")
    whole = list(items)
    return [whole[start : start + size] for start in range(0, len(whole), size)]
