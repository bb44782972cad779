"""The codec: the one JSON form of values (docs/descriptor.md, "Types"; the language's "Wire format").

Wire data is what `json.loads` gives: dicts, lists, texts, ints, floats, booleans, None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .decoding import INPUT, LENIENT, MESSAGE, PYTHON, Decode, Decoder, Source
from .descriptor import Program
from .encoding import Encode, Encoder
from .json_text import JsonError, read
from .mismatch import Mismatch, named
from .similar import similar
from .targets import FileTarget, PlainTarget, Target
from .type_text import Types, shown_type


class Codec:
    """The codec of one generated file, whose globals are `namespace`; without one it turns plain values, good for checking wire data."""

    def __init__(self, program: Program, file: str = "", namespace: Mapping[str, Any] | None = None) -> None:
        self._types = types_of(program)
        self._target: Target = PlainTarget() if namespace is None else FileTarget(file, namespace)
        self._decoders: dict[int, Decoder] = {}
        self._encoder = Encoder(self._types, self._target)
        self._to_python: Encoder | None = None

    def decoder(self, type: str, source: Source = MESSAGE) -> Decode:
        """`decode(wire) -> value`; it raises `Mismatch`."""
        decoder = self._decoders.get(id(source))
        if decoder is None:
            decoder = self._decoders[id(source)] = Decoder(self._types, source, self._target)
        return decoder.decoder(type)

    def encoder(self, type: str) -> Encode:
        """`encode(value) -> wire`; it raises `Mismatch` for what nests too deep."""
        return self._encoder.encoder(type)

    def from_python(self, type: str) -> Decode:
        """`decode(object) -> value` for what an external returns; it raises `Mismatch`."""
        return self.decoder(type, PYTHON)

    def to_python(self, type: str) -> Encode:
        """`encode(value) -> object` for what an external gets, which may change it; it raises `Mismatch` for what nests too deep."""
        if self._to_python is None:
            self._to_python = Encoder(self._types, self._target, python=True)
        return self._to_python.encoder(type)


class InputError(Exception):
    """An input that does not fit its pipeline: `path` says where (`order.lines[3].qty`), `suggestion` what was meant by a misspelt name."""

    def __init__(self, message: str, path: str = "", suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.suggestion = suggestion


def types_of(program: Program) -> Types:
    """The types of a program, parsed once for all its codecs."""
    types: Types | None = program.parsed
    if types is None:
        types = program.parsed = Types(program.types)
    return types


def read_input(program: Program, pipeline: str, text: str) -> list[Any]:
    """The arguments of a pipeline in the JSON text of its input, as wire data in its normal form. Raises `InputError`."""
    data = program.pipelines[pipeline]
    count = data["parameters"]
    names: Sequence[str] = data["names"][:count]
    try:
        values = read(text)
    except JsonError as error:
        raise InputError(f"the input is {error}" if str(error).startswith("no JSON") else f"the input does not fit: {error}") from None
    if not isinstance(values, dict):
        raise InputError(f"the input is no JSON object with a value for each parameter ({', '.join(names) or 'there is none'})")
    _check_names(values, names)
    codec = Codec(program)
    types = types_of(program)
    arguments = []
    for name, text in zip(names, data["slots"], strict=False):
        type = types.parse(text)
        if name not in values and type.kind not in ("Option", "Json"):
            raise InputError(f"the input lacks the parameter {name}: {shown_type(text)}", name)
        missing = "None" if type.kind == "Option" and not types.is_plain_option(type) else None
        try:
            value = codec.decoder(text, INPUT)(values.get(name, missing))
            arguments.append(codec.encoder(text)(value))
        except Mismatch as mismatch:
            path = mismatch.path(name)
            raise InputError(f"{path}: {mismatch.reason}", path, mismatch.suggestion) from None
    return arguments


def _check_names(values: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in values:
        if name not in names:
            near = similar(name, [each for each in names if each not in values])
            has = "" if near else f" (it has {', '.join(names)})" if names else " (it has none)"
            raise InputError(f"the pipeline has no parameter {named(name)}{has}", name, near)


__all__ = ["INPUT", "LENIENT", "MESSAGE", "PYTHON", "Codec", "InputError", "Mismatch", "read_input", "types_of"]
