"""Stored values, read back."""

from __future__ import annotations

from typing import Final

from .limits import LimitPassed
from .pipe import Pipe
from .scripts import keys

PART: Final = 1 << 20
"""Bytes, about, of a gathered list that are read at once."""


class Gone(Exception):
    """A stored value is not there."""


async def stored(pipe: Pipe, session: str, value: str, most: int) -> bytes:
    """The bytes of a stored value, by its id. Gone where it is, LimitPassed where a gathered list has more than `most` bytes."""
    if value.startswith("@"):
        return await _gathered(pipe, session, value[1:], most)
    found = await pipe.run(("GET", keys(session, f"value:{value}")))
    if found is None:
        raise Gone(value)
    return bytes(found)


async def _gathered(pipe: Pipe, session: str, group: str, most: int) -> bytes:
    """A gathered list that stayed in its slots, read in parts of about a megabyte."""
    name = keys(session, f"slots:{group}")
    count = await pipe.run(("HLEN", name))
    if not count:
        raise Gone(f"@{group}")
    parts: list[bytes] = []
    step, size = 1, count + 1
    while len(parts) < count:
        part = await pipe.run(("HMGET", name, *range(len(parts), min(len(parts) + step, count))))
        if None in part:
            raise Gone(f"@{group}")
        parts += part
        read = sum(map(len, part))
        size += read
        if size > most:
            raise LimitPassed("a list that was gathered", size, most, "bytes or more")
        step = max(1, min(5_000, PART * len(part) // max(1, read)))
    return b"[" + b",".join(parts) + b"]"
