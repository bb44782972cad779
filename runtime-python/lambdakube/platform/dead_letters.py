"""What is done about messages that are none, and about sessions that the store has lost."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg

from ..descriptor import Program
from .bucket import RUNNING, Bucket, valid_session
from .desk import Desk
from .ends import end_from_outside
from .hands import Held
from .jetstream import Publisher, dead_subject, sequence
from .log import Log
from .metrics import Metrics
from .pipe import Pipe


class DeadLetters:
    """Ends sessions whose messages cannot be worked on."""

    def __init__(
        self,
        client: Client,
        publisher: Publisher,
        pipe: Pipe,
        bucket: Bucket,
        program: Program,
        desk: Desk,
        log: Log,
        metrics: Metrics,
    ) -> None:
        self._client = client
        self._publisher = publisher
        self._pipe = pipe
        self._bucket = bucket
        self._program = program
        self._desk = desk
        self._log = log
        self._metrics = metrics

    async def poison(self, message: Msg, text: str, session: str = "") -> None:
        """A message that is none: to the dead letters, once; its session, where that is known, ends with it."""
        self._metrics.dead.add()
        self._log.error(f"a message goes to the dead letters: {text}", subject=message.subject)
        data = json.dumps({"reason": text, "subject": message.subject, "data": message.data.decode("utf-8", "replace")}).encode()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        name = f"dead-{message.subject}-{sequence(message)}"
        dead = dead_subject(self._bucket.release)
        self._publisher.publish(dead, data, name, lambda error: None if future.done() else future.set_result(None))
        await future
        entry = await self._bucket.session(session) if valid_session(session) else None
        if entry is not None and entry["state"] == RUNNING:
            await self._end(entry, "poison", f"a message could not be worked on: {text}")
        self._desk.say(message, b"+TERM")

    async def lost(self, held: Held) -> None:
        """The store has lost the session of a message: it ends, which is noted beside the store."""
        session = held.head.session
        entry = await self._bucket.session(session)
        if entry is None:
            self._desk.remove(held)
            await self.poison(held.message, "nothing is known of its session", session)
            return
        if entry["state"] == RUNNING:
            await self._end(entry, "store-lost", "the store has lost what it held of the session")
        self._desk.done(held)

    async def _end(self, entry: dict[str, Any], reason: str, message: str) -> None:
        await end_from_outside(self._pipe, self._bucket, self._client, entry, reason, message, self._program)
