"""Whether the store still has what it has acknowledged (docs/decisions/lost-writes.md).

Redis does things one after the other, and what it comes back with after a crash, a failover or a restart from a dump is what it had at
some moment before: everything up to a write, and nothing after it. So a process counts its writes under a key of its own, each count
after the writes that it stands for. A count that does not go on from where it was says for certain that writes are lost.
"""

from __future__ import annotations

import os
from secrets import token_hex
from time import monotonic, time_ns
from typing import Any, Final

LIFE: Final = 86_400
"""Seconds that a count stays after its process has gone."""

KEEP: Final = 600
"""Seconds after which that is said anew."""


class Tally:
    """The writes of a process. `key` is its count in the store, `known` what it has to be at least."""

    def __init__(self, release: str, name: str = "", known: int = 0) -> None:
        self.key = f"lk:{{{release}}}:tally:{name or f'{os.getpid()}-{token_hex(4)}'}"
        self.known = known
        self._since = self._kept = monotonic()
        self.at = time_ns() // 1_000_000
        """When the store has acknowledged something for the last time, in milliseconds since 1970."""

    def commands(self) -> list[tuple[Any, ...]]:
        """What is asked of the store after writes."""
        due = self.known == 0 or monotonic() - self._kept > KEEP
        if due:
            self._kept = monotonic()
        return [("INCR", self.key), ("EXPIRE", self.key, LIFE)] if due else [("INCR", self.key)]

    def holds(self, count: int) -> bool:
        """Whether everything that was acknowledged is still there, by the reply to the first of the commands."""
        # A process that stood still for long may find its count gone, whatever else is there.
        held = count > self.known or monotonic() - self._since > LIFE / 2
        self.known = count
        self._since = monotonic()
        if held:
            self.at = time_ns() // 1_000_000
        return held
