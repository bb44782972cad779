"""What is being worked on: noted for each session every second, and only shown.

A note that is old counts no more, so a crash leaves nothing wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import redis.exceptions

from . import redis_store as calls
from .hands import Held
from .pipe import Pipe
from .redis_store import StoreLost
from .times import now

SAY: Final = 1.0
"""Seconds between notes."""

Working = Mapping[tuple[str, str], int]
"""How many calls are being worked on, by session and service."""


class Running:
    """Notes what the workers of this process are at; `working` gives the messages."""

    def __init__(self, pipe: Pipe, host: str, working: Callable[[], Iterable[Held]]) -> None:
        self._pipe = pipe
        self._name = f"{host}.{os.getpid()}".replace(":", ".")
        self._working = working
        self._said: Working = {}

    async def keep(self) -> None:
        """Notes it again and again, until it is cancelled."""
        while True:
            await asyncio.sleep(SAY)
            await self.say(counted(self._working()))

    async def say(self, working: Working) -> None:
        """Notes it once, and that what was noted before is over."""
        notes: dict[str, list[tuple[str, str]]] = {}
        for session, service in {**self._said, **working}:
            number = working.get((session, service))
            text = f"{number} {now()}" if number else ""
            notes.setdefault(session, []).append((f"{service}:{self._name}", text))
        self._said = working
        for session, texts in notes.items():
            with contextlib.suppress(StoreLost, redis.exceptions.RedisError, OSError):
                await self._pipe.run(calls.running(session, texts))


def counted(messages: Iterable[Held]) -> Working:
    """Messages by session and service. A call that is tried again counts as that."""
    return Counter((held.head.session, held.message.subject.rpartition(".")[2]) for held in messages if not held.head.due)
