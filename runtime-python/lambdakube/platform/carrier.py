"""Carries out what a message brought about: first in the store, then at the broker, and says when all of it is safe there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from time import time_ns
from typing import Any, Final

from ..actions import Action, Arrive, Chain, End, Open, Put, Scatter, Send
from ..messages import Envelope, Item
from ..store import Arrival
from . import redis_store as calls
from .jetstream import Publisher, subject
from .limits import CLAIM, LimitPassed, Limits
from .pipe import Pipe
from .scripts import Reply
from .wire import close, span_around

WINDOW: Final = 4_000
"""Elements of a map that are published before the first of them is waited for."""


Ended = Callable[[str, End, dict[str, str]], Coroutine[Any, Any, None]]
Noted = Callable[[str, bytes], None]

Done = Callable[[BaseException | None], None]
"""Hears that the broker has stored a message, or why it has not."""


class Carrier:
    """Publishes for the services of a build. `ended` is called with each session that has ended here, its outcome and its mark, and
    is done before the message is acknowledged; `noted` with the session and the note of each fan-out that is done."""

    def __init__(
        self,
        publisher: Publisher,
        pipe: Pipe,
        release: str,
        build: str,
        limits: Limits,
        ended: Ended,
        noted: Noted = lambda session, note: None,
    ) -> None:
        self._publisher = publisher
        self._pipe = pipe
        self._release = release
        self._build = build
        self._limits = limits
        self._ended = ended
        self._noted = noted
        self._arriving: dict[str, tuple[asyncio.Future[Arrival], asyncio.Future[None]]] = {}

    async def carry(self, session: str, actions: Sequence[Action]) -> None:
        """Carries out the actions of one message. When it is done, the message may be acknowledged.

        LimitPassed where a message that follows is too large.
        """
        stored: list[tuple[Action, asyncio.Future[Reply]]] = []
        sends: list[tuple[Envelope, int]] = []
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
        waits: list[asyncio.Future[Any]] = [future for _, future in stored]
        opened = {action.group for action, _ in stored if isinstance(action, (Open, Scatter, Chain))}
        if opened and not opened.isdisjoint(arrival.group for arrival in arrivals):
            # A group that could not be opened would look like one that is lost.
            await asyncio.gather(*waits)
        if arrivals:
            waits.append(self.arrive(session, arrivals))
        replies = await asyncio.gather(*waits) if len(waits) > 1 else [await each for each in waits]
        for (action, _), reply in zip(stored, replies, strict=False):
            if isinstance(action, (Open, Chain)):
                sends += [(envelope, 0) for envelope in calls.opened(reply)]
            elif isinstance(action, Scatter):
                await self._scatter(session, action)
            elif isinstance(action, End):
                mark = calls.ended(reply)
                if mark is not None:
                    await self._ended(session, action, mark)
        flight = _Flight()
        for envelope, delay in sends:
            self.send(session, envelope, delay, flight.begin())
        await flight.landed()

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
        try:
            arrival = await gathered
        finally:
            found = self._arriving.get(session)
            if found is not None and found[0] is gathered:
                del self._arriving[session]
        for note in arrival.done:
            self._noted(session, note)
        await self._ready(session, arrival)

    async def _ready(self, session: str, arrival: Arrival) -> None:
        await asyncio.gather(*(self.publish(session, envelope) for envelope in arrival.ready))
        if arrival.closing:
            await self._pipe.run(calls.confirm(session, arrival.closing))

    async def _scatter(self, session: str, scatter: Scatter) -> None:
        """Publishes the elements of a map; at most `WINDOW` of them are on their way at a time."""
        flight = _Flight()
        for at, item in enumerate(scatter.items):
            envelope = Envelope(
                f"{scatter.group}:{at}", scatter.service, scatter.group, at, scatter.body, Item(at, item, None), scatter.refs
            )
            self.send(session, envelope, 0, flight.begin())
            if flight.full:
                await flight.room()
        await flight.landed()

    def publish(self, session: str, envelope: Envelope, delay: int = 0) -> asyncio.Future[None]:
        """Publishes a message whose body is text; done when the broker has stored it. LimitPassed where it is too large."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.send(session, envelope, delay, partial(_settle, future))
        return future

    def send(self, session: str, envelope: Envelope, delay: int, done: Done) -> None:
        """As `publish`, without a future: `done` hears also that it is too large."""
        sent = time_ns() // 1_000_000
        data = close(envelope.body, envelope, sent, sent + delay if delay else 0)
        try:
            self._limits.check_message(len(data))
        except LimitPassed as passed:
            done(passed)
            return
        if len(data) > min(CLAIM, self._publisher.most):
            self._claim(session, envelope, data, done)
        else:
            self._publish(session, envelope, data, done)

    def _claim(self, session: str, envelope: Envelope, data: bytes, done: Done) -> None:
        """A message too large for the broker is stored, and what is sent says where."""
        name = f"message.{envelope.id}"
        short = (
            f'{{"v":1,"session":"{session}","build":"{self._build}","id":"{envelope.id}","group":"{envelope.group}",'
            f'"slot":{envelope.slot},"ref":"{name}"}}'
        ).encode()

        def stored(put: asyncio.Future[Reply]) -> None:
            error = put.exception() if not put.cancelled() else asyncio.CancelledError()
            if error is None:
                self._publish(session, envelope, short, done)
            else:
                done(error)

        self._pipe.run(calls.put(session, Put(name, "", data))).add_done_callback(stored)

    def _publish(self, session: str, envelope: Envelope, data: bytes, done: Done) -> None:
        headers = {"Lk-Session": session}
        span = span_around(envelope.body)
        if span:
            headers["traceparent"] = f"00-{session}-{span}-01"
        to, name = subject(self._release, self._build, envelope.service), f"{session[:12]}{envelope.id}"
        self._publisher.publish(to, data, name, done, headers)


class _Flight:
    """Counts messages that are on their way, so that no future is made for each of them."""

    def __init__(self) -> None:
        self._flying = 0
        self._error: BaseException | None = None
        self._changed = asyncio.Event()

    @property
    def full(self) -> bool:
        return self._flying >= WINDOW

    def begin(self) -> Done:
        self._flying += 1
        return self._end

    def _end(self, error: BaseException | None) -> None:
        self._flying -= 1
        self._error = self._error or error
        if self._flying <= WINDOW // 2:
            self._changed.set()

    async def room(self) -> None:
        """Waits until half of them have landed."""
        await self._until(WINDOW // 2)

    async def landed(self) -> None:
        """Waits for all of them."""
        await self._until(0)

    async def _until(self, most: int) -> None:
        while self._flying > most:
            self._changed.clear()
            await self._changed.wait()
        if self._error is not None:
            raise self._error


def _settle(future: asyncio.Future[None], error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
