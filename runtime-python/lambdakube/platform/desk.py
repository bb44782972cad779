"""The messages that a service has at hand: their acknowledgement, their time at the broker, and whether they are still wanted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg

from . import redis_store as calls
from .hands import Held
from .jetstream import ACK_WAIT
from .metrics import Metrics
from .pipe import Pipe
from .redis_store import StoreLost
from .tasks import Tasks, is_away

LOOK: Final = 1.0
"""Seconds after which what is worked on is looked up again: nothing may wait for it any more."""


class Desk:
    """Messages lie on it from their arrival to their acknowledgement. `wake` is called when there is room for more."""

    def __init__(self, client: Client, pipe: Pipe, tasks: Tasks, metrics: Metrics, wake: Callable[[], None]) -> None:
        self._client = client
        self._pipe = pipe
        self._tasks = tasks
        self._metrics = metrics
        self._wake = wake
        self._held: dict[int, Held] = {}
        self._unsaid: list[tuple[str, bytes]] = []

    def __len__(self) -> int:
        """How many there are."""
        return len(self._held)

    def put(self, held: Held) -> None:
        """A message has come."""
        self._held[id(held)] = held

    def remove(self, held: Held) -> None:
        """A message is no longer one of these, whatever is to become of it."""
        self._held.pop(id(held), None)

    def done(self, held: Held) -> None:
        """All that came of a message is safe."""
        self.remove(held)
        self._metrics.acknowledged.add()
        self._metrics.seconds.observe(monotonic() - held.since)
        self.say(held.message, b"+ACK")
        self._wake()

    def say(self, message: Msg, text: bytes) -> None:
        """Tells the broker what becomes of a message."""
        if not self._unsaid:
            self._tasks.spawn(self._tell())
        self._unsaid.append((message.reply, text))

    async def _tell(self) -> None:
        unsaid, self._unsaid = self._unsaid, []
        # What the broker does not hear lets the message come again.
        with contextlib.suppress(nats.errors.Error):
            for reply, text in unsaid:
                await self._client.publish(reply, text)

    async def give_back(self) -> None:
        """What is not done comes again at once, to others."""
        await self._tell()
        with contextlib.suppress(nats.errors.Error, OSError):
            for held in self._held.values():
                await self._client.publish(held.message.reply, b"-NAK")
            await self._client.flush(timeout=2)

    async def mind(self, drop: Callable[[Held], bool]) -> None:
        """Says of what is worked on for long that it is, and has it dropped where nothing waits for it; does so until it is cancelled."""
        said = monotonic()
        while True:
            await asyncio.sleep(LOOK)
            old = [held for held in self._held.values() if monotonic() - held.since > LOOK]
            try:
                await self._drop_unwanted(old, drop)
                if monotonic() - said > ACK_WAIT / 3:
                    said = monotonic()
                    for held in list(self._held.values()):
                        await self._client.publish(held.message.reply, b"+WPI")
            except Exception as error:
                if not is_away(error):
                    raise

    async def _drop_unwanted(self, old: Sequence[Held], drop: Callable[[Held], bool]) -> None:
        by_session: dict[str, list[Held]] = {}
        for held in old:
            by_session.setdefault(held.head.session, []).append(held)
        for session, some in by_session.items():
            try:
                alive = await self._pipe.run(calls.alive(session, [(held.head.group, held.head.slot) for held in some]))
            except StoreLost:
                self._leave(some, drop)
                continue
            for held, wanted in zip(some, alive, strict=True):
                if not wanted and id(held) in self._held and drop(held):
                    self.done(held)

    def _leave(self, some: Sequence[Held], drop: Callable[[Held], bool]) -> None:
        """What is worked on for a session that the store has lost is not done: it comes again, and then the session ends with it."""
        for held in some:
            if id(held) in self._held and drop(held):
                self.remove(held)
                self.say(held.message, b"-NAK")
