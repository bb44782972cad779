"""What a service does beside the callbacks of its event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import nats.errors
import redis.exceptions

from .jetstream import Refused

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 5.0
"""Seconds between tries while the broker or the store is away."""

AWAY: Final = (redis.exceptions.RedisError, OSError, nats.errors.Error, Refused)
"""What is raised while the broker or the store is away."""


class Tasks:
    """Tasks that are kept until they are done. `complain` hears of what goes wrong in them."""

    def __init__(self, complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._tasks: set[asyncio.Future[Any]] = set()

    def spawn(self, work: Any) -> None:
        """Begins something that nobody waits for."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._spawned)

    def cancel(self) -> None:
        """Ends all of it."""
        for task in list(self._tasks):
            task.cancel()

    async def steadily(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does something again and again, with growing pauses, while the broker or the store is away."""
        pause = FIRST_PAUSE
        while True:
            try:
                await work()
                return
            except AWAY as error:
                self._complain(f"{type(error).__name__}: {error}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _spawned(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._complain(repr(task.exception()))
