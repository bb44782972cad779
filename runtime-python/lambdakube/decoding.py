"""From wire data, or from an external's Python objects, to values: one closure a type, made when it is first needed.

A closure gives the value or raises `Mismatch`; each container around adds its part of the path while the exception passes, so that a value
that fits pays nothing for paths. Values are never changed, so a list that needs no turning is handed on as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, Final

from . import leaves, python_leaves
from .depth import check_python, exceeds
from .mismatch import TOO_DEEP, Mismatch, expected, named, shown
from .similar import similar
from .targets import Target
from .type_text import Constructor, Type, Types, shown_type

Decode = Callable[[Any], Any]
Fields = Sequence[tuple[str, Decode, Callable[[], Any] | None]]


class Source:
    """Where data comes from. `strict`: unknown fields are refused. `python`: an external's objects, else JSON data."""

    __slots__ = ("leaves", "python", "strict")

    def __init__(self, leaves: Mapping[str, Decode], *, strict: bool = False, python: bool = False) -> None:
        self.leaves = leaves
        self.strict = strict
        self.python = python


_WIRE: Final[Mapping[str, Decode]] = {
    "Int": leaves.decode_int, "Float": leaves.decode_float, "String": leaves.decode_string, "Bool": leaves.decode_bool,
    "Bytes": leaves.decode_bytes, "Unit": leaves.decode_unit,
}  # fmt: skip
_OUTSIDE: Final = {**_WIRE, "Int": leaves.decode_limited_int}
_PYTHON: Final = {
    **_WIRE, "Int": python_leaves.int_of, "Float": python_leaves.float_from, "String": python_leaves.string_of,
    "Bytes": python_leaves.bytes_of,
}  # fmt: skip

MESSAGE: Final = Source(_WIRE, strict=True)
"""What services send each other."""
INPUT: Final = Source(_OUTSIDE, strict=True)
"""What starts a session."""
LENIENT: Final = Source(_OUTSIDE)
"""What `json.decode` and `json.to` read."""
PYTHON: Final = Source(_PYTHON, python=True)
"""What an external returns."""


class Decoder:
    """Decodes one source to one target."""

    def __init__(self, types: Types, source: Source, target: Target) -> None:
        self._types = types
        self._source = source
        self._target = target
        self._made: dict[str, Decode] = {}
        self._open: set[str] = set()
        self._whole: dict[str, Decode] = {}

    def decoder(self, text: str) -> Decode:
        """The closure for a type's text, which also refuses what nests too deep."""
        found = self._whole.get(text)
        if found is None:
            type = self._types.parse(text)
            inner = self._decode(type)
            found = self._whole[text] = self._guarded(inner) if self._types.is_deep(type) else inner
        return found

    def _guarded(self, inner: Decode) -> Decode:
        if self._source.python:

            def decode_python(value: Any) -> Any:
                check_python(value)
                return inner(value)

            return decode_python

        def decode_wire(value: Any) -> Any:
            if exceeds(value):
                raise Mismatch(TOO_DEEP)
            return inner(value)

        return decode_wire

    def _decode(self, type: Type) -> Decode:
        made = self._made
        text = type.text
        if text in made:
            return made[text]
        if text in self._open:
            return lambda value: made[text](value)
        self._open.add(text)
        found = self._source.leaves.get(type.kind) or self._make(type)
        self._open.discard(text)
        made[text] = found
        return found

    def _make(self, type: Type) -> Decode:
        if type.kind == "Time":
            from . import times

            return times.time_of if self._source.python else times.decode_time
        if type.kind == "Json":
            return self._json()
        if type.kind == "List":
            return self._list(type)
        if type.kind == "Tuple":
            return self._tuple(type)
        if type.kind == "Dict":
            return self._dict(type)
        if type.kind == "Option" and self._types.is_plain_option(type):
            return _option(self._target.constructor(self._types.constructors(type)[1]), self._decode(type.items[0]))
        if type.kind == "Data" and self._types.is_record(type):
            constructor = self._types.constructors(type)[0]
            return self._record(type.text, constructor, self._target.constructor(constructor), tag=False)
        return self._sum(type)

    def _json(self) -> Decode:
        make = self._target.json()
        if self._source.python:
            return lambda value: make(python_leaves.json_of(value))

        def decode_json(value: Any) -> Any:
            leaves.check_json(value)
            return make(value)

        return decode_json

    def _list(self, type: Type) -> Decode:
        decode = self._decode(type.items[0])
        python = self._source.python
        take = _TAKES.get(type.items[0].kind)

        def decode_list(value: Any) -> Any:
            if value.__class__ is not list or python:
                items = python_leaves.array_of(value) if python else None
                if items is None:
                    raise expected(shown_type(type.text), value)
                value = items
            if take is not None:
                taken = take(value)
                if taken is not None:
                    return taken
            decoded: list[Any] = []
            append = decoded.append
            try:
                for item in value:
                    append(decode(item))
            except Mismatch as mismatch:
                mismatch.at(len(decoded))
                raise
            return decoded

        return decode_list

    def _tuple(self, type: Type) -> Decode:
        decoders = [self._decode(item) for item in type.items]
        size = len(decoders)
        python = self._source.python

        def decode_tuple(value: Any) -> Any:
            items = python_leaves.array_of(value) if python else value
            if not isinstance(items, (list, tuple)):
                raise expected(shown_type(type.text), value)
            if len(items) != size:
                raise Mismatch(
                    f"expected {shown_type(type.text)}, got {len(items)} value{'' if len(items) == 1 else 's'} in place of {size}"
                )
            decoded: list[Any] = []
            try:
                for decode, item in zip(decoders, items, strict=True):
                    decoded.append(decode(item))
            except Mismatch as mismatch:
                mismatch.at(len(decoded))
                raise
            return tuple(decoded)

        return decode_tuple

    def _dict(self, type: Type) -> Decode:
        key, item = type.items
        make = self._target.dictionary()
        decode_item = self._decode(item)
        decode_key = self._decode(key)
        python = self._source.python
        if not (self._types.has_python_keys(key) if python else self._types.has_object_keys(key)):
            pairs = self._list(Type("List", type.text, [Type("Tuple", f"({key.text}, {item.text})", [key, item])]))
            return lambda value: make(pairs(value))

        def decode_dict(value: Any) -> Any:
            if value.__class__ is not dict:
                items = python_leaves.object_of(value) if python else None
                if items is None:
                    raise expected(shown_type(type.text), value)
                value = items
            decoded = []
            key = None
            try:
                for key, item in value.items():
                    decoded.append((decode_key(key), decode_item(item)))
            except Mismatch as mismatch:
                mismatch.at_key(key)
                raise
            return make(decoded)

        return decode_dict

    def _fields(self, constructor: Constructor) -> Fields:
        return [(name, self._decode(type), self._default(type)) for name, _, type in constructor.fields]

    def _default(self, type: Type) -> Callable[[], Any] | None:
        """What makes the value of a field that is missing."""
        if type.kind == "Option":
            return lambda: None
        if type.kind == "Json":
            make = self._target.json()
            return lambda: make(None)
        return None

    def _record(self, text: str, constructor: Constructor, make: Callable[..., Any], *, tag: bool) -> Decode:
        """Decodes the fields of an object; with `tag` beside `type`."""
        fields = self._fields(constructor)
        names = [name for name, _, _ in fields]
        known = {*names, "type"} if tag else {*names}
        size = len(known)
        strict = self._source.strict
        python = self._source.python

        def decode_record(value: Any) -> Any:
            if value.__class__ is not dict:
                items = python_leaves.object_of(value) if python else None
                if items is None:
                    raise expected(shown_type(text), value)
                value = items
            if (strict and len(value) != size) or len(value) < size:
                return decode_slowly(value)
            decoded: list[Any] = []
            try:
                for name, decode, _ in fields:
                    decoded.append(decode(value[name]))
            except Mismatch as mismatch:
                mismatch.at(names[len(decoded)])
                raise
            except KeyError:
                return decode_slowly(value)
            return make(*decoded)

        def decode_slowly(value: Any) -> Any:
            if strict:
                for name in value:
                    if name not in known:
                        raise _unknown(name, [each for each in names if each not in value] or names)
            decoded: list[Any] = []
            for name, decode, default in fields:
                if name in value:
                    try:
                        decoded.append(decode(value[name]))
                    except Mismatch as mismatch:
                        mismatch.at(name)
                        raise
                elif default is not None:
                    decoded.append(default())
                else:
                    raise Mismatch(f"the field {name} is missing")
            return make(*decoded)

        return decode_record

    def _sum(self, type: Type) -> Decode:
        """`"NoDiscount"` without fields, `{"type": "Percent", "rate": 5}` with them."""
        bare: dict[str, Any] = {}
        tagged: dict[str, Decode] = {}
        for constructor in self._types.constructors(type):
            if type.kind == "Option" and not constructor.fields:
                bare[constructor.name] = None
                continue
            make = self._target.constructor(constructor)
            if constructor.fields:
                tagged[constructor.name] = self._record(type.text, constructor, make, tag=True)
            else:
                bare[constructor.name] = make()
        python = self._source.python

        def decode_sum(value: Any) -> Any:
            if python and isinstance(value, (str, dict)):
                value = str.__str__(value) if isinstance(value, str) else python_leaves.object_of(value)
            if value.__class__ is str and value in bare:
                return bare[value]
            if value.__class__ is dict:
                tag = value.get("type")
                if tag.__class__ is str and tag in tagged:
                    return tagged[tag](value)
            raise _no_constructor(type, value, bare, tagged)

        return decode_sum


def _option(some: Callable[..., Any], decode: Decode) -> Decode:
    return lambda value: None if value is None else some(decode(value))


def _unknown(name: Any, names: Sequence[str]) -> Mismatch:
    near = similar(name, names) if isinstance(name, str) else None
    return Mismatch(f"unknown field {named(name)}", near)


def _no_constructor(type: Type, value: Any, bare: Mapping[str, Any], tagged: Mapping[str, Decode]) -> Mismatch:
    """Says what is wrong about a value of a sum: a misspelt constructor, fields that are missing, an object without `type`."""
    text = shown_type(type.text)
    tag = value.get("type") if value.__class__ is dict else value
    if value.__class__ is dict and "type" not in value:
        why = ' without "type"'
    elif tag.__class__ is str and tag in tagged:
        return Mismatch(f'expected {text}, got "{tag}" without its fields: {{"type": "{tag}", …}}')
    elif tag.__class__ is str and tag in bare:
        return Mismatch(f'expected {text}, got an object for {tag}, which has no fields: "{tag}"')
    else:
        near = similar(tag, [*bare, *tagged]) if tag.__class__ is str else None
        if near:
            return Mismatch(f"expected {text}, got {shown(tag)}", near)
        why = f" of type {shown(tag) if tag.__class__ is str else 'that is no text'}" if value.__class__ is dict else ""
    if type.text == "Option(Json)":
        why += " (a JSON value that may be missing is declared Json)"
    return expected(text, value, why)


def _take_ints(items: Sequence[Any]) -> Any:
    return items if set(map(type, items)) <= {int} else None


def _take_floats(items: Sequence[Any]) -> Any:
    return items if set(map(type, items)) <= {float} and all(map(isfinite, items)) else None


def _take_bools(items: Sequence[Any]) -> Any:
    return items if set(map(type, items)) <= {bool} else None


def _take_strings(items: Sequence[Any]) -> Any:
    return items if set(map(type, items)) <= {str} and leaves.is_unicode("".join(items)) else None


_TAKES: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    "Int": _take_ints, "Float": _take_floats, "Bool": _take_bools, "String": _take_strings,
}  # fmt: skip
"""Take a whole list at once where no item needs turning, at the speed of C; None where one does."""
