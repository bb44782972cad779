"""What decoded values become: values of a generated file, or plain ones where no file is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from .type_text import Constructor

Pair = tuple[Any, Any]


class Target(Protocol):
    """Makes and names the classes of values."""

    def constructor(self, constructor: Constructor) -> Callable[..., Any]:
        """The class of a constructor, called with its fields by position."""
        ...

    def dictionary(self) -> Callable[[Iterable[Pair]], Any]:
        """Makes a dictionary of pairs; of equal keys the later stands, and `items()` are sorted."""
        ...

    def json(self) -> Callable[[Any], Any]:
        """Wraps JSON data; the attribute `value` unwraps it."""
        ...


class FileTarget:
    """The values of a generated file: `namespace` are its globals."""

    def __init__(self, file: str, namespace: Mapping[str, Any]) -> None:
        self._file = file
        self._namespace = namespace

    def constructor(self, constructor: Constructor) -> Callable[..., Any]:
        made: Callable[..., Any] = self._get(constructor.python)
        return made

    def dictionary(self) -> Callable[[Iterable[Pair]], Any]:
        made: Callable[[Iterable[Pair]], Any] = self._get("Dict").of
        return made

    def json(self) -> Callable[[Any], Any]:
        made: Callable[[Any], Any] = self._get("Json")
        return made

    def _get(self, name: str) -> Any:
        found = self._namespace.get(name)
        if found is None:
            raise LookupError(f"the generated file {self._file} has no class {name}")
        return found


class PlainTarget:
    """Values without a generated file: good for checking wire data, and for writing it again in its normal form."""

    def __init__(self) -> None:
        self._classes: dict[int, type[PlainData]] = {}
        self._kept: list[Constructor] = []

    def constructor(self, constructor: Constructor) -> Callable[..., Any]:
        found = self._classes.get(id(constructor))
        if found is None:
            names = tuple(python for _, python, _ in constructor.fields)
            own = {"__slots__": names, "__match_args__": names, "_rank": len(self._kept)}
            found = type(constructor.name, (PlainData,), own)
            self._classes[id(constructor)] = found
            self._kept.append(constructor)
        return found

    def dictionary(self) -> Callable[[Iterable[Pair]], Any]:
        return PlainDict

    def json(self) -> Callable[[Any], Any]:
        return PlainJson


class PlainData:
    """
    A record or a constructor with its fields. `_rank` grows in the order in which a type's constructors are declared.

    A program calls its fields as it likes; the Python name of none is `_rank` or begins with two underscores (`src/emit/python/names.ts`).
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()
    _rank: int = 0

    def __init__(self, *values: Any) -> None:
        for name, value in zip(self.__match_args__, values, strict=True):
            setattr(self, name, value)


class PlainJson:
    """JSON data as a value."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class PlainDict:
    """A dictionary as its sorted pairs."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[Pair]) -> None:
        keyed = sorted(((sort_key(pair[0]), pair) for pair in pairs), key=_first)
        last = len(keyed) - 1
        self._pairs = [pair for i, (key, pair) in enumerate(keyed) if i == last or keyed[i + 1][0] != key]

    def items(self) -> list[Pair]:
        return self._pairs


def sort_key(value: Any) -> Any:
    """What orders plain values of one type as the language does: NaN after all Floats, None before Some, constructors as declared."""
    if value is None:
        return (-1,)
    kind = type(value)
    if kind is float:
        return (1, 0.0) if value != value else (0, value)
    if kind in (tuple, list):
        return (0, [sort_key(item) for item in value])
    if kind is PlainJson:
        return _json_key(value.value)
    if kind is PlainDict:
        return (0, [(sort_key(key), sort_key(item)) for key, item in value.items()])
    if isinstance(value, PlainData):
        return (value._rank, *(sort_key(getattr(value, name)) for name in value.__match_args__))
    return (0, value)


def _json_key(value: Any) -> Any:
    """Null, booleans, numbers, strings, lists, objects."""
    if value is None:
        return (0,)
    if isinstance(value, bool):
        return (1, value)
    if isinstance(value, (int, float)):
        return (2, value)
    if isinstance(value, str):
        return (3, value)
    if isinstance(value, list):
        return (4, [_json_key(item) for item in value])
    return (5, sorted((key, _json_key(item)) for key, item in value.items()))


def _first(pair: Pair) -> Any:
    return pair[0]
