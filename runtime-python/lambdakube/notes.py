"""What a worker is at, in memory that it shares with the main process: the process that ends it, or finds it dead, knows what to blame.

A note is written before every call into the program's code; the main process reads it, and writes the number of the batch that the worker
is to stop in.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from time import monotonic_ns
from typing import Final, NamedTuple

from .descriptor import Program
from .failures import FailureRecord
from .site_packages import enable_site
from .turn import Watch

GLUE_LIMIT: Final = 60_000
"""Milliseconds that a piece of glue may take."""

_WHOLE: Final = struct.Struct("<qqqqqqq")
_NOTE: Final = struct.Struct("<qqqqq")
_NUMBER: Final = struct.Struct("<q")
_SPANS: Final = struct.Struct("<qqqq")
_BEGIN, _BETWEEN, _STOP, _COUNTS = 0, 8, 56, 64
IDLE: Final = -1


class Note(NamedTuple):
    """`at` is the place in the batch (IDLE: in none), `call` counts the calls of that message. `started` is in nanoseconds of the monotonic
    clock, `limit` in milliseconds; 0 where there is none."""

    batch: int
    at: int
    call: int
    started: int
    limit: int


class Notes:
    """The shared memory of one worker, made by the main process before it forks.

    A note stands between its number and the hash of all, so that what is read while it is written fails the check. Two equal numbers around
    it would not do: `struct.pack_into` clears the memory before it writes, and both read as 0 then. For the same reason a note is copied in
    as a whole, or a worker that is killed while it writes would leave an empty one.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
        self._number = 0
        self.write(0, IDLE, 0, 0, 0)

    def write(self, batch: int, at: int, call: int, started: int, limit: int) -> None:
        """The worker's side."""
        self._number += 1
        check = hash((self._number, batch, at, call, started, limit))
        self._memory[_BEGIN:_STOP] = _WHOLE.pack(self._number, batch, at, call, started, limit, check)

    def read(self) -> Note | None:
        """The main process's side; None where the worker is writing just now."""
        *note, check = _WHOLE.unpack_from(self._memory, _BEGIN)
        return Note(*note[1:]) if hash(tuple(note)) == check else None

    def last(self) -> Note:
        """The note of a worker that has ended."""
        return Note(*_NOTE.unpack_from(self._memory, _BETWEEN))

    def stop(self, batch: int) -> None:
        """Asks the worker to begin nothing more of this batch and those before it."""
        _NUMBER.pack_into(self._memory, _STOP, batch)

    def stopped(self) -> int:
        """The batch that the worker is to stop in, and all before it."""
        return int(_NUMBER.unpack_from(self._memory, _STOP)[0])

    def count_spans(self, made: int, sent: int, dropped: int, why: int) -> None:
        """The worker's side: what has become of its spans."""
        self._memory[_COUNTS : _COUNTS + _SPANS.size] = _SPANS.pack(made, sent, dropped, why)

    def spans(self) -> tuple[int, int, int, int]:
        """How many spans the worker has made, sent, dropped, and why it dropped the last."""
        made, sent, dropped, why = _SPANS.unpack_from(self._memory, _COUNTS)
        return made, sent, dropped, why

    def close(self) -> None:
        """Gives the memory back."""
        self._memory.close()


class NotingWatch(Watch):
    """Notes every call of a worker. `batch` and `at` are set by the worker's loop."""

    __slots__ = ("_limit", "_notes", "_program", "at", "batch")

    def __init__(self, program: Program, notes: Notes) -> None:
        super().__init__()
        self._program = program
        self._notes = notes
        self._limit = 0
        self.batch = 0
        self.at = IDLE

    def begin(self, at: int, verdicts: Mapping[int, FailureRecord]) -> None:
        """The handling of a message begins."""
        self.at = at
        self.calls = 0
        self.verdicts = verdicts

    def enter(self, service: str) -> FailureRecord | None:
        self._limit = self._program.service(service).timeout if service else GLUE_LIMIT
        self._notes.write(self.batch, self.at, self.calls, monotonic_ns(), self._limit)
        return Watch.enter(self, service)

    def importing(self, started: bool) -> None:
        """The clock stands still during an import: it starts anew when that is done."""
        if started:
            enable_site()
        self._notes.write(self.batch, self.at, self.calls - 1, monotonic_ns(), 0 if started else self._limit)

    def leave(self) -> None:
        """The batch is done."""
        self._notes.write(self.batch, IDLE, 0, 0, 0)
