"""Carries out what a message brought about: first in the store, then at the broker, and says when all of it is safe there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import time_ns
from typing import Final

from ..actions import Action, Arrive, Chain, End, Open, Put, Scatter, Send
from ..messages import Envelope, Item
from ..store import Arrival
from . import redis_store as calls
from .jetstream import Publisher, subject
from .pipe import Pipe
from .scripts import Reply
from .wire import close

CLAIM: Final = 512 * 1024
"""Bytes above which a message is stored, and only its id is sent."""

WINDOW: Final = 4_000
"""Elements of a map that are published before the first of them is waited for."""


Ended = Callable[[str, End, dict[str, str]], None]


class Carrier:
    """Publishes for the services of a build. `ended` is called with each session that has ended here, whether it failed, and its mark."""

    def __init__(self, publisher: Publisher, pipe: Pipe, release: str, build: str, ended: Ended) -> None:
        self._publisher = publisher
        self._pipe = pipe
        self._release = release
        self._build = build
        self._ended = ended
        self._arriving: dict[str, tuple[asyncio.Future[Arrival], asyncio.Future[None]]] = {}

    async def carry(self, session: str, actions: Sequence[Action]) -> None:
        """Carries out the actions of one message. When it is done, the message may be acknowledged."""
        stored: list[tuple[Action, asyncio.Future[Reply]]] = []
        sends: list[tuple[Envelope, int]] = []
        waits: list[asyncio.Future[None]] = []
        arrivals: list[Arrive] = []
        for action in actions:
            if isinstance(action, Arrive):
                arrivals.append(action)
            elif isinstance(action, Send):
                sends.append((action.envelope, action.delay))
            elif isinstance(action, Put):
                stored.append((action, self._pipe.run(calls.put(session, action))))
            elif isinstance(action, End):
                stored.append((action, self._pipe.run(calls.end(session, action))))
            else:
                stored.append((action, self._pipe.run(calls.open_group(session, action))))
        if arrivals:
            waits.append(self.arrive(session, arrivals))
        replies = await asyncio.gather(*(future for _, future in stored))
        for (action, _), reply in zip(stored, replies, strict=True):
            if isinstance(action, (Open, Chain)):
                sends += [(envelope, 0) for envelope in calls.opened(reply)]
            elif isinstance(action, Scatter):
                await self._scatter(session, action)
            elif isinstance(action, End):
                mark = calls.ended(reply)
                if mark is not None:
                    self._ended(session, action, mark)
        waits += [self.publish(session, envelope, delay) for envelope, delay in sends]
        await asyncio.gather(*waits)

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> asyncio.Future[None]:
        """What arrives in a session at the same time is one script. Done when what it made ready is published."""
        gathered = self._pipe.arrive(session, arrivals)
        found = self._arriving.get(session)
        if found is None or found[0] is not gathered:
            found = (gathered, asyncio.ensure_future(self._follow(session, gathered)))
            self._arriving[session] = found
        return found[1]

    async def again(self, session: str, group: str, slot: int) -> None:
        """For a message that nothing waits for any more: publishes what a crash after its arrival may have kept back."""
        await self._ready(session, calls.arrival(await self._pipe.run(calls.again(session, group, slot))))

    async def _follow(self, session: str, gathered: asyncio.Future[Arrival]) -> None:
        arrival = await gathered
        if self._arriving[session][0] is gathered:
            del self._arriving[session]
        await self._ready(session, arrival)

    async def _ready(self, session: str, arrival: Arrival) -> None:
        await asyncio.gather(*(self.publish(session, envelope) for envelope in arrival.ready))
        if arrival.closing:
            await self._pipe.run(calls.confirm(session, arrival.closing))

    async def _scatter(self, session: str, scatter: Scatter) -> None:
        pending: set[asyncio.Future[None]] = set()
        for at, item in enumerate(scatter.items):
            envelope = Envelope(
                f"{scatter.group}:{at}", scatter.service, scatter.group, at, scatter.body, Item(at, item, None), scatter.refs
            )
            pending.add(self.publish(session, envelope))
            if len(pending) >= WINDOW:
                _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        if pending:
            await asyncio.gather(*pending)

    def publish(self, session: str, envelope: Envelope, delay: int = 0) -> asyncio.Future[None]:
        """Publishes a message whose body is text; done when the broker has stored it."""
        sent = time_ns() // 1_000_000
        data = close(envelope.body, envelope, sent, sent + delay if delay else 0)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if len(data) > CLAIM:
            return asyncio.ensure_future(self._claim(session, envelope, data))
        self._publish(session, envelope, data, future)
        return future

    async def _claim(self, session: str, envelope: Envelope, data: bytes) -> None:
        name = f"message.{envelope.id}"
        await self._pipe.run(calls.put(session, Put(name, "", data)))
        short = (
            f'{{"v":1,"session":"{session}","build":"{self._build}","id":"{envelope.id}","group":"{envelope.group}",'
            f'"slot":{envelope.slot},"ref":"{name}"}}'
        )
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._publish(session, envelope, short.encode(), future)
        await future

    def _publish(self, session: str, envelope: Envelope, data: bytes, future: asyncio.Future[None]) -> None:
        def done(error: Exception | None) -> None:
            if not future.done():
                if error is None:
                    future.set_result(None)
                else:
                    future.set_exception(error)

        name = f"{session[:12]}{envelope.id}"
        self._publisher.publish(subject(self._release, self._build, envelope.service), data, name, done)
