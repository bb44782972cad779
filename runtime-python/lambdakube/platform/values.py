"""Stored values, read back."""

from __future__ import annotations

from typing import Final

from .pipe import Pipe
from .scripts import keys

PART: Final = 1 << 20
"""Bytes, about, of a gathered list that are read at once."""


async def stored(pipe: Pipe, session: str, value: str) -> bytes:
    """The bytes of a stored value, by its id. KeyError where it is gone."""
    if value.startswith("@"):
        return await _gathered(pipe, session, value[1:])
    found = await pipe.run(("GET", keys(session, f"value:{value}")))
    if found is None:
        raise KeyError(value)
    return bytes(found)


async def _gathered(pipe: Pipe, session: str, group: str) -> bytes:
    """A gathered list that stayed in its slots, read in parts of about a megabyte."""
    name = keys(session, f"slots:{group}")
    count = await pipe.run(("HLEN", name))
    if not count:
        raise KeyError(f"@{group}")
    parts: list[bytes] = []
    step = 1
    while len(parts) < count:
        part = await pipe.run(("HMGET", name, *range(len(parts), min(len(parts) + step, count))))
        parts += part
        step = max(1, min(5_000, PART * len(part) // max(1, sum(map(len, part)))))
    return b"[" + b",".join(parts) + b"]"
