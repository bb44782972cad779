"""Spans that wait to be sent: bounded, failures before what went well."""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

SPANS: Final = 20_000
"""Most spans that wait, of failures and of what went well each."""

BYTES: Final = 16 << 20
"""Most characters of them."""

POST_SPANS: Final = 2_000
POST_BYTES: Final = 4 << 20
"""Most spans and characters of a post; one that is larger goes alone. Collectors refuse more than 20 MiB."""


class Waiting(NamedTuple):
    """A span as JSON text, and the service that it belongs to."""

    service: str
    span: str


class SpanQueue:
    """Two rows, each with its own bounds, so that what went well never keeps a failure from leaving."""

    def __init__(self, spans: int = SPANS, size: int = BYTES) -> None:
        self._most = spans, size
        self._rows = deque[Waiting](), deque[Waiting]()
        self._sizes = [0, 0]

    def __len__(self) -> int:
        return len(self._rows[0]) + len(self._rows[1])

    @property
    def failures(self) -> int:
        """How many of them are failures."""
        return len(self._rows[0])

    def put(self, waiting: Waiting, failed: bool) -> bool:
        """Takes a span; false where there is no room for it."""
        row = 0 if failed else 1
        size = len(waiting.span)
        if len(self._rows[row]) >= self._most[0] or self._sizes[row] + size > self._most[1]:
            return False
        self._rows[row].append(waiting)
        self._sizes[row] += size
        return True

    def take(self) -> list[Waiting]:
        """What goes into the next post."""
        taken: list[Waiting] = []
        size = 0
        for number, row in enumerate(self._rows):
            while row and len(taken) < POST_SPANS and (not taken or size + len(row[0].span) <= POST_BYTES):
                waiting = row.popleft()
                self._sizes[number] -= len(waiting.span)
                size += len(waiting.span)
                taken.append(waiting)
        return taken
