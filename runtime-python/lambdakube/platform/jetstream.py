"""JetStream as a service needs it: publishing with acknowledgements that nobody waits for one by one, and a pull that never stops.

Both are callbacks: a hop through the scheduler for every message would cost more than the message.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Final

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError
from nats.errors import MaxPayloadError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError

from .limits import HEADERS

ACK_WAIT: Final = 30
"""Seconds after which a message that was not acknowledged, nor said to be worked on, comes again."""

AGAIN: Final = 5.0
"""Seconds after which a publish without an acknowledgement is made again, with the same id."""

FAREWELL: Final = 2.0
"""Seconds that the server has to hear that nothing more is asked for."""

EXPIRES: Final = 30
"""Seconds that a request for messages stays with the server."""


Headers = dict[str, str]
_NONE: Final[Mapping[str, str]] = {}


class Refused(Exception):
    """The broker does not take a message; the text says why."""


def stream_name(release: str) -> str:
    """The stream of a release."""
    return f"LK_{release}"


def subject(release: str, build: str, service: str) -> str:
    """Where the messages of a service of a build go. Without service and build: everything of the release."""
    return f"lk.{release}.{build[:8]}.{service}"


def end_subject(release: str, session: str) -> str:
    """Where those who wait for a session's end hear of it."""
    return f"lkend.{release}.{session}"


def dead_subject(release: str) -> str:
    """Where messages go that are none."""
    return f"lk.{release}.dead"


def deliveries(message: Msg) -> int:
    """How often a message was delivered, with this time."""
    # $JS.ACK. … <delivered>.<stream sequence>.<consumer sequence>.<time>.<pending>
    return int(message.reply.split(".")[-5])


def sequence(message: Msg) -> int:
    """The place of a message in its stream."""
    return int(message.reply.split(".")[-4])


async def ensure_stream(js: JetStreamContext, release: str, replicas: int = 1) -> None:
    """Creates the stream of a release, or brings its settings up to date (docs/platform.md, "Streams")."""
    config = StreamConfig(
        name=stream_name(release),
        subjects=[f"lk.{release}.>"],
        retention=RetentionPolicy.WORK_QUEUE,
        discard=DiscardPolicy.NEW,
        storage=StorageType.FILE,
        num_replicas=replicas,
        duplicate_window=120,
    )
    try:
        await js.add_stream(config)
    except BadRequestError:
        await js.update_stream(config)


async def ensure_consumer(js: JetStreamContext, release: str, build: str, service: str, most: int = 10_000) -> str:
    """Creates the durable consumer of a service of a build; gives its name. `most` messages may be unacknowledged at a time."""
    name = f"{build[:8]}-{service}"
    config = ConsumerConfig(
        durable_name=name,
        filter_subject=subject(release, build, service),
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT,
        max_ack_pending=most,
        max_deliver=-1,
    )
    await js.add_consumer(stream_name(release), config)
    return name


class Publisher:
    """Publishes, and calls back when the broker has stored the message."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._inbox = ""
        self._number = 0
        self._pending: dict[str, tuple[float, str, bytes, Headers, Callable[[BaseException | None], None]]] = {}
        self._queue: list[tuple[str, bytes, str, Headers]] = []
        self._queued = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def pending(self) -> int:
        """How many messages are not acknowledged yet."""
        return len(self._pending)

    async def stored(self, to: str, data: bytes, name: str) -> None:
        """Publishes a message and waits until it is stored. Refused where the broker does not take it."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def done(error: BaseException | None) -> None:
            if not future.done():
                future.set_exception(error) if error else future.set_result(None)

        self.publish(to, data, name, done)
        await future

    async def start(self) -> None:
        """Begins to listen for acknowledgements."""
        self._inbox = f"{self._client.new_inbox()}."
        await self._client.subscribe(f"{self._inbox}*", cb=self._acknowledged)
        self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._repeat())]

    async def stop(self) -> None:
        """Ends the tasks; what is pending is not waited for."""
        for task in self._tasks:
            task.cancel()

    @property
    def most(self) -> int:
        """Bytes of a message that the broker takes."""
        return self._client.max_payload - HEADERS

    def publish(
        self, to: str, data: bytes, name: str, done: Callable[[BaseException | None], None], headers: Mapping[str, str] = _NONE
    ) -> None:
        """Publishes a message; `done` is called with None when it is stored, with `Refused` where the broker does not take it."""
        self._number += 1
        reply = f"{self._inbox}{self._number:x}"
        named = {"Nats-Msg-Id": name, **headers}
        self._pending[reply] = (monotonic() + AGAIN, to, data, named, done)
        self._put(to, data, reply, named)

    def _put(self, to: str, data: bytes, reply: str, headers: Headers) -> None:
        if not self._queue:
            self._queued.set()
        self._queue.append((to, data, reply, headers))

    async def _send(self) -> None:
        while True:
            await self._queued.wait()
            self._queued.clear()
            queue, self._queue = self._queue, []
            failed = False
            for to, data, reply, headers in queue:
                try:
                    await self._client.publish(to, data, reply, headers)
                except MaxPayloadError:
                    entry = self._pending.pop(reply, None)
                    if entry is not None:
                        entry[4](Refused(f"it has {len(data):,} bytes, and the server takes {self._client.max_payload:,} (max_payload)"))
                except NatsError:
                    failed = True  # what is not sent is not acknowledged, and is sent again
            if failed:
                await asyncio.sleep(0.1)

    async def _acknowledged(self, message: Msg) -> None:
        entry = self._pending.pop(message.subject, None)
        if entry is None:
            return
        if b'"error"' not in message.data and not message.headers:
            entry[4](None)
            return
        reason = message.headers.get("Status", "") if message.headers else json.loads(message.data)["error"].get("description", "")
        if reason == "503":
            self._pending[message.subject] = entry  # nobody listens yet: it is published again
        else:
            entry[4](Refused(reason))

    async def _repeat(self) -> None:
        """Publishes again what has not been acknowledged: the server may have been away."""
        while True:
            await asyncio.sleep(1)
            now = monotonic()
            for reply, (due, to, data, headers, done) in list(self._pending.items()):
                if due < now:
                    self._pending[reply] = (now + AGAIN, to, data, headers, done)
                    self._put(to, data, reply, headers)


class Pull:
    """Asks for messages and calls back with each; how many are wanted is said by `want`."""

    def __init__(self, client: Client, stream: str, consumer: str, take: Callable[[Msg], None], want: Callable[[], int]) -> None:
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._take = take
        self._want = want
        self._inbox = ""
        self._asked = 0
        self._until = 0.0
        self._waking = False
        self._request: asyncio.Future[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        """Begins to ask."""
        self._inbox = self._client.new_inbox()
        self._subscription = await self._client.subscribe(self._inbox, cb=self._arrived)
        self._task = asyncio.create_task(self._renew())

    async def stop(self) -> None:
        """Asks no more, and takes what is on its way: the server would give what is given back to a request that still stands."""
        if self._task:
            self._task.cancel()
            self._task = None
        if self._subscription and self._client.is_connected:
            with suppress(NatsError, asyncio.TimeoutError):
                await asyncio.wait_for(self._subscription.drain(), FAREWELL)  # type: ignore[no-untyped-call]
        self._subscription = None

    def reset(self) -> None:
        """What was asked for is forgotten: the server may have been started anew."""
        self._asked = 0
        self.wake()

    def wake(self) -> None:
        """More may be wanted now."""
        if not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_soon(self._ask)

    async def _renew(self) -> None:
        while True:
            self._ask()
            await asyncio.sleep(1)

    def _ask(self) -> None:
        self._waking = False
        now = monotonic()
        if now >= self._until:
            self._asked = 0
        wanted = self._want()
        # A request is renewed when half of it has come, so that the server always has one.
        if wanted > 0 and self._asked <= wanted // 2 and self._task and (self._request is None or self._request.done()):
            self._asked, self._until = wanted, now + EXPIRES
            request: dict[str, Any] = {"batch": wanted, "expires": (EXPIRES - 1) * 1_000_000_000}
            self._request = asyncio.ensure_future(self._send(json.dumps(request).encode()))

    async def _send(self, request: bytes) -> None:
        try:
            await self._client.publish(self._next, request, self._inbox)
        except NatsError:
            self._asked = 0  # it is asked again

    async def _arrived(self, message: Msg) -> None:
        if message.reply:
            self._asked -= 1
            self._take(message)
        elif message.headers and message.headers.get("Status") in ("404", "408", "409", "503"):
            # The request is over; what it has left unasked is asked for again.
            self._asked = 0
        self.wake()
