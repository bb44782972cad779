"""From values to wire data, or to the Python objects that an external gets: one closure a type, made when it is first needed.

Values come from checked programs, so nothing is checked but how deep they nest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from operator import attrgetter
from typing import Any, Final

from . import leaves, python_leaves
from .depth import exceeds
from .mismatch import DEPTH, TOO_DEEP, Mismatch
from .targets import Target
from .type_text import Constructor, Type, Types

Encode = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_WIRE: Final[Mapping[str, Encode]] = {
    "Int": leaves.encode_int, "Float": leaves.encode_float, "String": _same, "Bool": _same, "Bytes": leaves.encode_bytes,
    "Unit": leaves.encode_unit,
}  # fmt: skip
_PYTHON: Final[Mapping[str, Encode]] = {
    "Int": _same, "Float": _same, "String": _same, "Bool": _same, "Bytes": _same, "Unit": python_leaves.none_of, "Time": _same,
}  # fmt: skip


class Encoder:
    """Encodes values of a target: to JSON data, or with `python` to what an external gets."""

    def __init__(self, types: Types, target: Target, *, python: bool = False) -> None:
        self._types = types
        self._target = target
        self._python = python
        self._leaves = _PYTHON if python else _WIRE
        self._made: dict[str, Encode] = {}
        self._open: set[str] = set()
        self._whole: dict[str, Encode] = {}
        self._depth = 0

    def encoder(self, text: str) -> Encode:
        """The closure for a type's text; it raises `Mismatch` for what nests too deep."""
        found = self._whole.get(text)
        if found is None:
            type = self._types.parse(text)
            inner = self._encode(type)
            found = self._whole[text] = self._guarded(inner) if self._types.is_deep(type) else inner
        return found

    def _guarded(self, inner: Encode) -> Encode:
        def encode(value: Any) -> Any:
            self._depth = 0
            encoded = inner(value)
            if exceeds(encoded):
                raise Mismatch(TOO_DEEP)
            return encoded

        return encode

    def _encode(self, type: Type) -> Encode:
        text = type.text
        if text in self._made:
            return self._made[text]
        if text in self._open:
            return self._again(text)
        self._open.add(text)
        found = self._leaves.get(type.kind) or self._make(type)
        self._open.discard(text)
        self._made[text] = found
        return found

    def _again(self, text: str) -> Encode:
        """Encodes a type within itself. It counts, so that a value without end in sight (a chain of 50,000) stops at the limit."""
        made = self._made

        def encode(value: Any) -> Any:
            if self._depth > DEPTH:
                raise Mismatch(TOO_DEEP)
            self._depth += 1
            encoded = made[text](value)
            self._depth -= 1
            return encoded

        return encode

    def _make(self, type: Type) -> Encode:
        if type.kind == "Time":
            from . import times

            return times.encode_time
        if type.kind == "Json":
            return (lambda value: python_leaves.copied(value.value)) if self._python else attrgetter("value")
        if type.kind == "List":
            return self._list(type)
        if type.kind == "Tuple":
            return self._tuple(type)
        if type.kind == "Dict":
            return self._dict(type)
        if type.kind == "Option" and self._types.is_plain_option(type):
            return _option(self._encode(type.items[0]))
        if type.kind == "Data" and self._types.is_record(type):
            return self._record(self._types.constructors(type)[0], tag=False)
        return self._sum(type)

    def _list(self, type: Type) -> Encode:
        encode = self._encode(type.items[0])
        keeps = None if self._python else _KEEPS.get(type.items[0].kind)
        if encode is _same and self._python:
            return list
        if keeps is None:
            return lambda value: [encode(item) for item in value]

        def encode_list(value: Any) -> Any:
            items = value if value.__class__ is list else list(value)
            return items if keeps(items) else [encode(item) for item in items]

        return encode_list

    def _tuple(self, type: Type) -> Encode:
        encoders = [self._encode(item) for item in type.items]
        if self._python:
            return lambda value: tuple([encode(item) for encode, item in zip(encoders, value)])  # noqa: B905 - of one size by its type
        return lambda value: [encode(item) for encode, item in zip(encoders, value)]  # noqa: B905

    def _dict(self, type: Type) -> Encode:
        key, item = type.items
        encode_key, encode_item = self._encode(key), self._encode(item)
        if self._types.has_python_keys(key) if self._python else self._types.has_object_keys(key):
            return lambda value: {encode_key(key): encode_item(item) for key, item in value.items()}
        if self._python:
            return lambda value: [(encode_key(key), encode_item(item)) for key, item in value.items()]
        return lambda value: [[encode_key(key), encode_item(item)] for key, item in value.items()]

    def _record(self, constructor: Constructor, *, tag: bool) -> Encode:
        encoders = [(name, self._encode(type), python) for name, python, type in constructor.fields]
        if tag:
            tagged = constructor.name

            def encode_tagged(value: Any) -> Any:
                encoded: dict[str, Any] = {"type": tagged}
                for name, encode, python in encoders:
                    encoded[name] = encode(getattr(value, python))
                return encoded

            return encode_tagged
        return lambda value: {name: encode(getattr(value, python)) for name, encode, python in encoders}

    def _sum(self, type: Type) -> Encode:
        encoders: dict[Any, Encode] = {}
        for constructor in self._types.constructors(type):
            made = self._record(constructor, tag=True) if constructor.fields else _constant(constructor.name)
            if type.kind == "Option" and not constructor.fields:
                encoders[None.__class__] = made
            else:
                encoders[self._target.constructor(constructor)] = made
        return lambda value: encoders[value.__class__](value)


def _option(encode: Encode) -> Encode:
    return lambda value: None if value is None else encode(value.value)


def _constant(name: str) -> Encode:
    return lambda value: name


def _all_small(items: Sequence[int]) -> bool:
    return not items or (max(items) <= leaves.LARGEST and min(items) >= -leaves.LARGEST)


def _all_finite(items: Sequence[float]) -> bool:
    return all(map(isfinite, items))


def _always(items: Sequence[Any]) -> bool:
    return True


_KEEPS: Final[Mapping[str, Callable[[Sequence[Any]], bool]]] = {
    "Int": _all_small, "Float": _all_finite, "Bool": _always, "String": _always,
}  # fmt: skip
"""Whether a list is its own wire form, found at the speed of C."""
