"""How wire values become bytes. Both forms can be put together without being read: lists from elements, `Ok` around a value."""

from __future__ import annotations

import json
import marshal
from collections.abc import Sequence
from typing import Any, Protocol

Wire = Any

_MARSHAL = 2
"""The newest version of `marshal` without references between objects: only so can encoded parts be joined."""


class Codec(Protocol):
    """Encodes wire values."""

    def encode(self, value: Wire) -> bytes:
        """The bytes of a value."""

    def decode(self, raw: bytes) -> Wire:
        """The value of its bytes."""

    def pack(self, raws: Sequence[bytes]) -> bytes:
        """The bytes of the list of encoded elements."""

    def ok(self, raw: bytes) -> bytes:
        """The bytes of `Ok(value)` (reference, "Wire format")."""


class MarshalCodec:
    """For messages between a process and its own forked children, never for what comes from elsewhere."""

    _ok = (b"{" + marshal.dumps("type", _MARSHAL) + marshal.dumps("Ok", _MARSHAL) + marshal.dumps("value", _MARSHAL), b"0")

    def encode(self, value: Wire) -> bytes:
        return marshal.dumps(value, _MARSHAL)

    def decode(self, raw: bytes) -> Wire:
        return marshal.loads(raw)

    def pack(self, raws: Sequence[bytes]) -> bytes:
        return b"[" + len(raws).to_bytes(4, "little") + b"".join(raws)

    def ok(self, raw: bytes) -> bytes:
        return self._ok[0] + raw + self._ok[1]


class JsonCodec:
    """For messages of the platform, and wherever the run has to be seen to work over its wire form."""

    def encode(self, value: Wire) -> bytes:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def decode(self, raw: bytes) -> Wire:
        return json.loads(raw)

    def pack(self, raws: Sequence[bytes]) -> bytes:
        return b"[" + b",".join(raws) + b"]"

    def ok(self, raw: bytes) -> bytes:
        return b'{"type":"Ok","value":' + raw + b"}"
