"""What a store does for the engine: it keeps the groups that wait for values, and makes each of them go on exactly once.

A store knows nothing of programs: values, messages and failures are opaque, a group says as data what becomes ready when. So each
operation can be one script in a server (Redis: the keys of a session have one hash tag), and it works on a micro-batch of arrivals at once.

What every store holds to:

- the first write to a slot wins; a repeat changes nothing and makes nothing ready;
- what an arrival made ready is given again to whoever repeats the arrival, until it is confirmed to be published;
- a group that is done leaves a tombstone, so that late repeats of `open` and `arrive` are dropped;
- a group is resumed step by step while something is under way, and as a whole when nothing is (docs/engine.md, "Advancing a frame");
- with a failure, only what comes before it in program order is waited for (docs/engine.md, "Failures").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .actions import Arrive, Chain, End, Open, Put, Scatter
from .messages import Envelope


class Arrival:
    """What a micro-batch of arrivals brought about.

    `ready` is to be published; then the groups `closing` are to be confirmed. `closed` are the fan-outs that are done, `done` their notes.
    """

    __slots__ = ("closed", "closing", "done", "ready")

    def __init__(self) -> None:
        self.ready: list[Envelope] = []
        self.closing: list[str] = []
        self.closed: list[str] = []
        self.done: list[bytes] = []


class Store(Protocol):
    """The state of sessions. Every operation is atomic, and may be repeated."""

    def open(self, session: str, group: Open | Scatter | Chain) -> list[Envelope]:
        """Opens a group, unless it is open or done already. Gives what is to be published: the element of a chain whose turn it is."""

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> Arrival:
        """Fills slots, and what follows from it up through the groups around."""

    def confirm(self, session: str, groups: Sequence[str]) -> None:
        """What these groups made ready is published: only their tombstones stay."""

    def again(self, session: str, group: str, slot: int) -> Arrival:
        """What an earlier arrival in this slot made ready and nobody has confirmed.

        For a message that comes again although its outcome is known.
        """

    def alive(self, session: str, group: str, slot: int) -> bool:
        """Whether the outcome for a slot is still waited for: the session goes on, and nothing that the path leads through is over."""

    def put(self, session: str, value: Put) -> None:
        """Stores a value under its id until its group is done."""

    def get(self, session: str, value: str) -> bytes:
        """A stored value. KeyError if it is gone."""

    def end(self, session: str, outcome: End) -> bool:
        """Ends the session; false if it has ended before. Everything that it held is removed."""

    def ended(self, session: str) -> End | None:
        """How the session ended, if it has."""
