"""What a service does beside the callbacks of its event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import nats.errors
import redis.exceptions

from .jetstream import Refused
from .problem import script_failed

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 5.0
"""Seconds between tries while the broker or the store is away."""


def is_away(error: BaseException) -> bool:
    """Whether the broker or the store is away or does not take anything just now, so that it is tried again."""
    if isinstance(error, redis.exceptions.RedisError):
        return not script_failed(error)
    return isinstance(error, (OSError, nats.errors.Error, Refused))


class Tasks:
    """Tasks that are kept until they are done. `complain` hears of what goes wrong in them, `away` of what is tried again."""

    def __init__(self, complain: Callable[[str], None], away: Callable[[Exception], None]) -> None:
        self._complain = complain
        self._away = away
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
            except Exception as error:
                if not is_away(error):
                    raise
                self._away(error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _spawned(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._complain(repr(task.exception()))
