"""Starting sessions and waiting for their ends, from Python."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import time_ns

import nats
import redis.asyncio
from nats.aio.client import Client

from ..actions import End
from ..codecs import JsonCodec
from ..descriptor import Program
from ..engine import start_session
from ..plan import Plan
from ..turn import NoTracer, Turn, Watch
from .carrier import Carrier
from .jetstream import Publisher
from .pipe import Pipe
from .scripts import keys
from .settings import Settings

DEADLINE = 86_400_000


class PlatformClient:
    """Starts sessions of a build on the platform."""

    def __init__(self, settings: Settings, program: Program) -> None:
        self._settings = settings
        self._program = program
        self._plan = Plan(program)
        self._client: Client
        self._pipe: Pipe
        self._carrier: Carrier
        self._publisher: Publisher

    async def start(self) -> None:
        """Connects."""
        self._client = await nats.connect(self._settings.nats_url)
        self._pipe = Pipe(redis.asyncio.from_url(self._settings.redis_url))
        await self._pipe.start()
        self._publisher = Publisher(self._client)
        await self._publisher.start()
        self._carrier = Carrier(self._publisher, self._pipe, self._settings.release, self._program.digest, lambda session: None)

    async def stop(self) -> None:
        """Disconnects."""
        await self._publisher.stop()
        await self._client.close()
        await self._pipe.stop()

    async def submit(self, session: str, pipeline: str, arguments: Sequence[bytes]) -> None:
        """Starts a session; `arguments` are wire values as JSON texts. Submitting twice is one session."""
        expiry = time_ns() // 1_000_000 + 2 * DEADLINE
        name = keys(session, "mark")
        await asyncio.gather(self._pipe.run(("HSETNX", name, "expiry", expiry)), self._pipe.run(("PEXPIREAT", name, expiry)))
        turn = Turn(self._plan, JsonCodec(), NoTracer(), Watch(), lambda ref: b"")
        envelope = start_session(turn, session, pipeline, list(arguments))
        from .wire import write_body

        envelope.body = write_body(session, self._program.digest, envelope)
        await self._carrier.publish(session, envelope)

    async def wait(self, session: str) -> End:
        """Waits for a session's end."""
        subscription = await self._client.subscribe(f"lkend.{self._settings.release}.{session}")
        try:
            while True:
                failed, raw = await self._pipe.run(("HMGET", keys(session, "end"), "failed", "raw"))
                if failed is not None:
                    return End(failed == b"1", raw)
                try:
                    await subscription.next_msg(timeout=1)
                except (asyncio.TimeoutError, nats.errors.TimeoutError):
                    continue
        finally:
            await subscription.unsubscribe()
