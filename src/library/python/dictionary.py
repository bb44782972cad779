"""The persistent dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from .order import order_key
from .values import Opaque, Some

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")
ResultT = TypeVar("ResultT")
KeyT_co = TypeVar("KeyT_co", covariant=True)
ValueT_co = TypeVar("ValueT_co", covariant=True)


class Dict(Opaque, Generic[KeyT_co, ValueT_co]):
    """A persistent dictionary, walked in the order of its keys.

    One version owns the table of entries. Every other one is its difference to a neighbour, and
    takes the table over when somebody looks into it (Baker, "Shallow binding makes functional
    arrays fast", 1991). So inserting into the newest version takes constant time. A version
    that is far from the table makes a table of its own.
    """

    __slots__ = ("change", "neighbour", "order", "table")

    def __init__(self, table: dict[Any, tuple[Any, Any]], order: list[Any] | None = None) -> None:
        self.table: dict[Any, tuple[Any, Any]] | None = table
        self.order = order
        self.neighbour: Dict[Any, Any] | None = None
        self.change: tuple[Any, tuple[Any, Any] | None] = (None, None)

    @staticmethod
    def of(pairs: Iterable[tuple[KeyT, ValueT]]) -> Dict[KeyT, ValueT]:
        """The dictionary of some pairs; of two equal keys the later one stands."""
        return Dict({order_key(key): (key, value) for key, value in pairs})

    def entries(self) -> dict[Any, tuple[Any, Any]]:
        """Pairs by what stands for their keys; of this version until another one is looked into."""
        if self.table is not None:
            return self.table
        path: list[Dict[Any, Any]] = []
        version: Dict[Any, Any] = self
        while version.neighbour is not None:
            path.append(version)
            version = version.neighbour
        table = version.table or {}
        if len(path) > len(table) // 2 + 8:
            table = dict(table)
            for older in reversed(path):
                exchange_entry(table, *older.change)
            self.table, self.neighbour = table, None
            return table
        for older in reversed(path):
            key, entry = older.change
            version.change = (key, exchange_entry(table, key, entry))
            version.table, version.neighbour = None, older
            version = older
        self.table, self.neighbour = table, None
        return table

    def changed(self, key: Any, entry: tuple[Any, Any] | None) -> Dict[Any, Any]:
        """A version with one entry set, or removed where it is None."""
        table = self.entries()
        same_keys = (key in table) == (entry is not None)
        newer: Dict[Any, Any] = Dict(table, self.order if same_keys else None)
        self.change = (key, exchange_entry(table, key, entry))
        self.table, self.neighbour = None, newer
        return newer

    def items(self) -> list[tuple[KeyT_co, ValueT_co]]:
        """Keys with their values, in the order of the keys."""
        table = self.entries()
        if self.order is None:
            self.order = sorted(table)
        return [table[key] for key in self.order]

    def ordered(self) -> Sequence[Any]:
        return self.items()

    def literal(self, inspect: Callable[[Any], str]) -> str:
        return f"dict.from_list({inspect(self.items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dict) and self.items() == other.items()

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def __repr__(self) -> str:
        return f"Dict({self.items()!r})"


def exchange_entry(
    table: dict[Any, tuple[Any, Any]], key: Any, entry: tuple[Any, Any] | None
) -> tuple[Any, Any] | None:
    """Sets an entry, or removes it where it is None, and gives the one that was there."""
    before = table.pop(key, None)
    if entry is not None:
        table[key] = entry
    return before


def dict_from_list(pairs: Iterable[tuple[KeyT, ValueT]]) -> Dict[KeyT, ValueT]:
    """Of two equal keys the later pair stands."""
    return Dict.of(pairs)


def dict_to_list(dict_: Dict[KeyT, ValueT]) -> Sequence[tuple[KeyT, ValueT]]:
    """Keys with their values, in the order of the keys."""
    return dict_.items()


def dict_keys(dict_: Dict[KeyT, ValueT]) -> Sequence[KeyT]:
    """The keys, in their order."""
    return [key for key, _ in dict_.items()]


def dict_values(dict_: Dict[KeyT, ValueT]) -> Sequence[ValueT]:
    """The values, in the order of their keys."""
    return [value for _, value in dict_.items()]


def dict_size(dict_: Dict[KeyT, ValueT]) -> int:
    """How many keys."""
    return len(dict_.entries())


def dict_get(dict_: Dict[KeyT, ValueT], key: KeyT) -> Some[ValueT] | None:
    """The value of a key."""
    entry = dict_.entries().get(order_key(key))
    return None if entry is None else Some(entry[1])


def dict_has(dict_: Dict[KeyT, ValueT], key: KeyT) -> bool:
    """Whether there is such a key."""
    return order_key(key) in dict_.entries()


def dict_insert(dict_: Dict[KeyT, ValueT], key: KeyT, value: ValueT) -> Dict[KeyT, ValueT]:
    """With the pair added, in place of one with an equal key."""
    return dict_.changed(order_key(key), (key, value))


def dict_remove(dict_: Dict[KeyT, ValueT], key: KeyT) -> Dict[KeyT, ValueT]:
    """Without the key."""
    return dict_.changed(order_key(key), None)


def dict_merge(dict_: Dict[KeyT, ValueT], other: Dict[KeyT, ValueT]) -> Dict[KeyT, ValueT]:
    """Both together; of two equal keys that of `other` stands."""
    return Dict({**dict_.entries(), **other.entries()})


def dict_map_values(
    dict_: Dict[KeyT, ValueT], with_: Callable[[KeyT, ValueT], ResultT]
) -> Dict[KeyT, ResultT]:
    """With every value turned, in the order of the keys."""
    return dict_from_list([(key, with_(key, value)) for key, value in dict_.items()])


def dict_filter(
    dict_: Dict[KeyT, ValueT], keep: Callable[[KeyT, ValueT], bool]
) -> Dict[KeyT, ValueT]:
    """The pairs for which `keep` holds."""
    return dict_from_list([(key, value) for key, value in dict_.items() if keep(key, value)])
