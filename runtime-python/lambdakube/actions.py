"""What a handler wants done, as data.

Whoever drives the engine carries actions out in order: groups are open before anything can arrive in them.

Carrying the same actions out twice, or only the first few of them and then all, comes to the same as carrying them out once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .messages import Envelope, Raw


class Send(NamedTuple):
    """Publish a message, `delay` milliseconds from now."""

    envelope: Envelope
    delay: int = 0


class Open(NamedTuple):
    """Open the group that waits for the slots `open` of a frame.

    `waits` are the steps not started yet: the slot that it gives, the slots that it lacks, all that it uses. The group resumes `body` at
    `service`. `parent` and `slot` say what waits for the frame itself.
    """

    group: str
    parent: str
    slot: int
    service: str
    body: Any
    low: int
    failure: bytes
    known: dict[int, Raw]
    open: tuple[int, ...]
    waits: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]


class Scatter(NamedTuple):
    """Open a gather of as many slots as `items`, send each element to `service`; what is gathered arrives in `parent` at `slot`.

    `note` comes back when the group is done (the start of its span).
    """

    group: str
    parent: str
    slot: int
    service: str
    body: Any
    items: list[bytes]
    refs: tuple[str, ...]
    note: bytes = b""


class Chain(NamedTuple):
    """Open a fold over `items` and send its first element; the last accumulator arrives in `parent` at `slot`."""

    group: str
    parent: str
    slot: int
    service: str
    body: Any
    items: list[bytes]
    initial: bytes
    refs: tuple[str, ...]
    note: bytes = b""


class Arrive(NamedTuple):
    """A value (or the record of a failure) for a slot of a group."""

    group: str
    slot: int
    failed: bool
    raw: bytes


class Put(NamedTuple):
    """Store a value under an id until `group` is done."""

    id: str
    group: str
    raw: bytes


class End(NamedTuple):
    """The session's value or failure; the first one stands."""

    failed: bool
    raw: bytes


Action = Send | Open | Scatter | Chain | Arrive | Put | End
