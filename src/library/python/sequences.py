"""Lists that share elements, so that taking one apart or building one is linear."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar, overload

ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)


class Shared(Sequence[ItemT_co]):
    """A list that shares elements with others."""

    __slots__ = ()

    @abstractmethod
    def after(self, count: int) -> Sequence[ItemT_co]:
        """The elements that follow the first `count`, shared."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (list, Shared)):
            return NotImplemented
        return len(self) == len(other) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(list(self))


class Buffer(list[Any]):
    """A list that only windows see: those that end before its end do not notice that it grows."""

    __slots__ = ()


class Window(Shared[ItemT_co]):
    """The elements from `start` up to `stop` of a list."""

    __slots__ = ("items", "start", "stop")

    def __init__(self, items: list[ItemT_co], start: int, stop: int) -> None:
        self.items = items
        self.start = start
        self.stop = stop

    def __len__(self) -> int:
        return self.stop - self.start

    @overload
    def __getitem__(self, index: int) -> ItemT_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemT_co]: ...

    def __getitem__(self, index: int | slice) -> ItemT_co | Sequence[ItemT_co]:
        if isinstance(index, int) and 0 <= index < self.stop - self.start:
            return self.items[self.start + index]
        return self.items[self.start : self.stop][index]

    def __iter__(self) -> Iterator[ItemT_co]:
        return iter(self.items[self.start : self.stop])

    def after(self, count: int) -> Sequence[ItemT_co]:
        return Window(self.items, min(self.start + count, self.stop), self.stop)


class Link(Shared[ItemT_co]):
    """One element before others, as a linked list has it."""

    __slots__ = ("head", "size", "tail")

    def __init__(self, head: ItemT_co, tail: Sequence[ItemT_co]) -> None:
        self.head = head
        self.tail = tail
        self.size = len(tail) + 1

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> ItemT_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemT_co]: ...

    def __getitem__(self, index: int | slice) -> ItemT_co | Sequence[ItemT_co]:
        if isinstance(index, int) and 0 <= index < self.size:
            return self.head if index == 0 else next(islice(self, index, None))
        return list(self)[index]

    def __iter__(self) -> Iterator[ItemT_co]:
        items: Sequence[ItemT_co] = self
        while isinstance(items, Link):
            yield items.head
            items = items.tail
        yield from items

    def after(self, count: int) -> Sequence[ItemT_co]:
        items: Sequence[ItemT_co] = self
        while count > 0 and isinstance(items, Link):
            items = items.tail
            count -= 1
        return rest_of(items, count)


def rest_of(items: Sequence[ItemT], count: int) -> Sequence[ItemT]:
    """The elements that follow the first `count`, shared with `items`."""
    if count <= 0:
        return items
    if isinstance(items, Shared):
        return items.after(count)
    return Window(
        items if isinstance(items, list) else list(items), min(count, len(items)), len(items)
    )


def prepended(items: Sequence[ItemT], others: Sequence[ItemT]) -> Sequence[ItemT]:
    """`items` before `others`, which are shared."""
    for item in reversed(items):
        others = Link(item, others)
    return others


def appended(left: Sequence[ItemT], right: Sequence[ItemT]) -> Sequence[ItemT]:
    """`left`, then `right`. What it gave grows in place: building a list is linear."""
    if not right:
        return left
    if isinstance(left, Window) and isinstance(left.items, Buffer) and left.stop == len(left.items):
        items = left.items
        start = left.start
        items.extend(right)
    else:
        items = Buffer(left)
        items.extend(right)
        start = 0
    return Window(items, start, len(items))


def concatenated(left: Any, right: Any) -> Any:
    """Two texts or two lists, one after the other."""
    return left + right if isinstance(left, str) else appended(left, right)
