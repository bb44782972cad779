"""How far sessions are, as it is shown: written behind the work, and nothing depends on it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Sequence
from typing import Final

import redis.exceptions

from ..actions import Action, Chain, Scatter, Send
from . import redis_store as calls
from .pipe import Pipe
from .redis_store import StoreLost
from .tasks import Tasks
from .worker import Ended

BEHIND: Final = 0.2
"""Seconds for which counts are gathered before they are written."""


class Counts:
    """Calls that are asked for, asked for again, done and failed, by session and service."""

    def __init__(self, pipe: Pipe, tasks: Tasks) -> None:
        self._pipe = pipe
        self._tasks = tasks
        self._sessions: dict[str, Counter[str]] = {}

    def add(self, session: str, actions: Sequence[Action], ended: Ended, *, again: bool) -> None:
        """What came of a message; of those that were tried `again` also that they ended."""
        counts = self._sessions.get(session)
        if counts is None:
            if not self._sessions:
                asyncio.get_running_loop().call_later(BEHIND, self._write)
            counts = self._sessions[session] = Counter()
        for action in actions:
            if isinstance(action, Send):
                counts[f"{action.envelope.service}:{'again' if action.delay else 'asked'}"] += 1
            elif isinstance(action, (Scatter, Chain)):
                counts[f"{action.service}:asked"] += len(action.items)
        for service, (done, failed) in ended.items():
            counts[f"{service}:done"] += done
            counts[f"{service}:failed"] += failed
            counts[f"{service}:retried"] += again * (done + failed)

    def _write(self) -> None:
        self._tasks.spawn(self.flush())

    async def flush(self) -> None:
        """Writes what has been gathered."""
        sessions, self._sessions = self._sessions, {}
        waiting = [self._pipe.run(calls.count(session, list((+counts).items()))) for session, counts in sessions.items() if +counts]
        for each in waiting:
            with contextlib.suppress(StoreLost, redis.exceptions.RedisError):
                await each
