"""A service: takes its messages from the broker, has them worked on, and acknowledges each when all that came of it is safe.

Order for every message: what it brought about is stored and published, the broker has acknowledged that, joins are marked as
done, and only then is the message itself acknowledged. A crash anywhere makes it come again, and doing it again changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, Final

import nats.errors
import redis.exceptions
from nats.aio.client import Client
from nats.aio.msg import Msg

from .. import calls as engine_calls
from ..actions import Action, Chain, End, Scatter, Send
from ..descriptor import Program
from ..failures import FailureRecord
from ..notes import Notes
from ..plan import Plan
from ..turn import Calls
from . import redis_store as calls
from .alone import AloneCall, AloneHeld, with_alone
from .bucket import RUNNING, Bucket, session_subject, valid_session
from .carrier import Carrier
from .client import PlatformClient
from .connect import connect_nats, connect_redis
from .ends import end_from_outside
from .hands import Hands, Held
from .health import Health, watch
from .jetstream import ACK_WAIT, Publisher, Pull, Refused, end_subject, ensure_consumer, ensure_stream, stream_name
from .log import Log
from .metrics import Metrics
from .pipe import Pipe
from .problem import nats_problem
from .redis_store import StoreLost
from .settings import Settings
from .times import now
from .values import stored
from .wire import WireError, read_head
from .worker import Ended, Worker

LATE: Final = 1_000
"""Milliseconds after which a message is looked up before it is worked on, whatever it is: its session may have ended."""

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 5.0
"""Seconds between tries while the broker or the store is away."""

LOOK: Final = 1.0
"""Seconds after which what is worked on is looked up again: nothing may wait for it any more."""

DELIVERIES: Final = 10
"""How often a message is delivered before the call that it asks for counts as lost."""

PAUSES: Final = 2
"""Deliveries that do not count where a message has to wait for its time."""


class Service:
    """One service of a build, or several of them that share their workers."""

    def __init__(
        self,
        settings: Settings,
        program: Program,
        names: Sequence[str],
        using: Calls = engine_calls,
        log: Log | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.log = log or Log(names[0] if len(names) == 1 else "")
        self.settings = settings
        self.program = program
        self.plan = Plan(with_alone(program, names))
        self.names = names
        self._using = using
        self.host = socket.gethostname()
        self._held: dict[int, Held] = {}
        limits = [program.service(name).concurrency for name in names]
        workers = limits[0] if len(limits) == 1 and limits[0] else settings.workers
        self._hands = Hands(self._worker, workers, self._took, self._bad)
        self._hands.log = self._logged
        self._stopping = False
        self.ready = asyncio.Event()
        self.metrics = metrics or Metrics()
        self.metrics.at_hand = lambda: len(self._held)
        self.metrics.pending = lambda: self._publisher.pending if self.ready.is_set() else 0
        self.metrics.restarts = lambda: self._hands.restarts
        self._closing = contextlib.AsyncExitStack()
        self._tasks: set[asyncio.Future[Any]] = set()
        self._client: Client
        self._pipe: Pipe
        self._publisher: Publisher
        self._carrier: Carrier
        self._bucket: Bucket
        self._store: Any
        self._pulls: list[Pull] = []

    def _worker(self, sock: socket.socket, notes: Notes) -> Worker:
        return Worker(self.plan, sock, notes, self.host, self._using)

    async def start(self) -> None:
        """Connects, and begins to take messages."""
        # Before any connection is there: what is forked shares nothing with the broker.
        self._hands.start()
        self._closing.callback(self._hands.stop)
        settings = self.settings
        self._client = await connect_nats(settings, self._heard, self._reconnected)
        self._closing.push_async_callback(self._client.close)
        self._store = await connect_redis(settings)
        self._pipe = Pipe(self._store)
        await self._pipe.start()
        self._closing.push_async_callback(self._pipe.stop)
        self._publisher = Publisher(self._client)
        await self._publisher.start()
        self._closing.push_async_callback(self._publisher.stop)
        self._carrier = Carrier(self._publisher, self._pipe, settings.release, self.program.digest, self._ended)
        js = self._client.jetstream()
        await ensure_stream(js, settings.release, settings.replicas)
        self._bucket = await Bucket.of(js, settings.release, settings.replicas)
        await self._bucket.register(self.program)
        for name in self.names:
            consumer = await ensure_consumer(js, settings.release, self.program.digest, name)
            pull = Pull(self._client, stream_name(settings.release), consumer, self._take, lambda: self._hands.room)
            self._pulls.append(pull)
            await pull.start()
        self._spawn(self._extend())
        self.ready.set()

    async def stop(self) -> None:
        """Takes no message more, finishes those at hand, gives back what is not done in time, ends. Also where the start has failed."""
        self._stopping = True
        for pull in self._pulls:
            await pull.stop()
        until = monotonic() + self.settings.drain
        while self._held and monotonic() < until:
            await asyncio.sleep(0.01)
        for task in list(self._tasks):
            task.cancel()
        if self.ready.is_set() and self._client.is_connected:
            with contextlib.suppress(nats.errors.Error, OSError):
                for held in self._held.values():
                    await self._client.publish(held.message.reply, b"-NAK")
                await self._client.flush(timeout=2)
        with contextlib.suppress(Exception):
            await self._closing.aclose()

    def client(self) -> PlatformClient:
        """Starts sessions of this build, over the connections of the service."""
        return PlatformClient.sharing(self.settings, self.program, self._client, self._pipe, self._publisher, self._bucket)

    async def call(self, name: str, arguments: Sequence[bytes], session: str) -> End:
        """Calls a node of the service for nobody but the caller; `session` is what its idempotency keys come from."""
        return await AloneCall(self._hands.give, self._hands.drop, self.program.digest, session).run(self.plan, name, arguments)

    async def watch(self, health: Health) -> None:
        """Says again and again whether broker and store can be used."""
        await watch(health, self.settings, self._client, self._store)

    def _heard(self, error: BaseException) -> None:
        """What the broker says beside: most often that something is not permitted."""
        self._complain(str(nats_problem(self.settings.nats_url, error)))

    async def _reconnected(self) -> None:
        for pull in self._pulls:
            pull.reset()

    @property
    def busy(self) -> bool:
        """Whether messages are at hand."""
        return bool(self._held)

    # Taking.

    def _take(self, message: Msg) -> None:
        if self._stopping:
            self._say(message, b"-NAK")
            return
        self.metrics.taken.add()
        if _deliveries(message) > 1:
            self.metrics.redelivered.add()
        try:
            head = read_head(message.data)
        except WireError as error:
            self._spawn(self._poison(message, str(error)))
            return
        at = now()
        if head.due > at:
            self._say(message, b'-NAK {"delay": %d}' % ((head.due - at) * 1_000_000))
            return
        self.metrics.waited.observe(max(0, at - head.sent) / 1000 if head.sent else 0)
        held = Held(message, head, message.data)
        if _deliveries(message) > DELIVERIES + (PAUSES if head.due else 0):
            held.verdicts = {0: FailureRecord("WorkerLost", f"worker lost (delivered {DELIVERIES} times)").pack()}
        self._held[id(held)] = held
        if head.ref or head.refs or head.group or at - head.sent > LATE or _deliveries(message) > 1:
            self._spawn(self._steadily(held, lambda: self._look(held)))
        else:
            self._hands.give(held)

    async def _look(self, held: Held) -> None:
        """What has to be known before a message is worked on: whether anything waits for it, and what it refers to."""
        head = held.head
        session = head.session
        if not (await self._pipe.run(calls.alive(session, [(head.group, head.slot)])))[0]:
            await self._carrier.again(session, head.group, head.slot)
            self._done(held)
            return
        if head.ref:
            held.data = await stored(self._pipe, session, head.ref)
            head = read_head(held.data)
        for ref in _refs(held.data) if head.refs or b'"refs"' in held.data else ():
            held.values[ref] = await stored(self._pipe, session, ref)
        self._hands.give(held)

    async def _steadily(self, held: Held, work: Callable[[], Awaitable[None]]) -> None:
        """Does something for a message again and again, with growing pauses, while the broker or the store is away."""
        pause = FIRST_PAUSE
        while True:
            try:
                await work()
                return
            except (StoreLost, KeyError):
                work = partial(self._lost, held)
            except (redis.exceptions.RedisError, OSError, nats.errors.Error, Refused) as error:
                self._complain(f"{type(error).__name__}: {error}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    # What comes of it.

    def _took(self, held: Held, actions: list[Action], ended: Ended) -> None:
        if isinstance(held, AloneHeld):
            held.call.took(actions)
            self._ended_calls(ended)
            self._wake()
            return
        self._spawn(self._steadily(held, lambda: self._carry(held, actions)))
        self._count(held.head.session, actions, ended)
        self._wake()

    def _count(self, session: str, actions: list[Action], ended: Ended) -> None:
        counts = Counter[str]()
        for action in actions:
            if isinstance(action, Send):
                counts[f"{action.envelope.service}:{'again' if action.delay else 'asked'}"] += 1
            elif isinstance(action, (Scatter, Chain)):
                counts[f"{action.service}:asked"] += len(action.items)
        for service, (done, failed) in ended.items():
            counts[f"{service}:done"] += done
            counts[f"{service}:failed"] += failed
        self._ended_calls(ended)
        counts = +counts
        if counts:
            self._spawn(self._counted(session, list(counts.items())))

    def _ended_calls(self, ended: Ended) -> None:
        for service, (done, failed) in ended.items():
            self.metrics.calls.add(done, service=service, outcome="done")
            self.metrics.calls.add(failed, service=service, outcome="failed")

    async def _counted(self, session: str, counts: list[tuple[str, int]]) -> None:
        with contextlib.suppress(StoreLost, redis.exceptions.RedisError):
            await self._pipe.run(calls.count(session, counts))

    async def _carry(self, held: Held, actions: list[Action]) -> None:
        await self._carrier.carry(held.head.session, actions)
        self._done(held)

    def _done(self, held: Held) -> None:
        self._held.pop(id(held), None)
        self.metrics.acknowledged.add()
        self.metrics.seconds.observe(monotonic() - held.since)
        self._say(held.message, b"+ACK")
        self._wake()

    def _wake(self) -> None:
        for pull in self._pulls:
            pull.wake()

    def _say(self, message: Msg, text: bytes) -> None:
        self._spawn(self._client.publish(message.reply, text))

    def _bad(self, held: Held, text: str) -> None:
        if isinstance(held, AloneHeld):
            held.call.bad(text)
            return
        self._held.pop(id(held), None)
        self._spawn(self._poison(held.message, text, held.head.session))

    async def _poison(self, message: Msg, text: str, session: str = "") -> None:
        """A message that is none: to the dead letters, once; its session, where that is known, ends with it."""
        self.metrics.dead.add()
        self.log.error(f"a message goes to the dead letters: {text}", subject=message.subject)
        data = json.dumps({"reason": text, "subject": message.subject, "data": message.data.decode("utf-8", "replace")}).encode()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        name = f"dead-{message.subject}-{_sequence(message)}"
        dead = f"lk.{self.settings.release}.dead"
        self._publisher.publish(dead, data, name, lambda error: None if future.done() else future.set_result(None))
        await future
        entry = await self._bucket.session(session) if valid_session(session) else None
        if entry is not None and entry["state"] == RUNNING:
            await self._end(entry, "poison", f"a message could not be worked on: {text}")
        self._say(message, b"+TERM")

    async def _end(self, entry: dict[str, Any], reason: str, message: str) -> None:
        await end_from_outside(self._pipe, self._bucket, self._client, entry, reason, message, self.program)

    async def _lost(self, held: Held) -> None:
        """The store has lost the session: it ends, which is noted beside the store."""
        session = held.head.session
        entry = await self._bucket.session(session)
        if entry is None:
            self._bad(held, "nothing is known of its session")
            return
        if entry["state"] == RUNNING:
            await self._end(entry, "store-lost", "the store has lost what it held of the session")
        self._done(held)

    def _ended(self, session: str, outcome: End, mark: dict[str, str]) -> None:
        entry = {
            "session": session, "build": self.program.digest, "pipeline": mark.get("pipeline", ""), "started": int(mark.get("started", 0)),
            "deadline": int(mark.get("deadline", 0)), "input": mark.get("input", ""), "state": "failed" if outcome.failed else "done",
            "ended": now(),
        }  # fmt: skip
        release = self.settings.release
        name = f"end-{session}"
        self._publisher.publish(session_subject(release, session), json.dumps(entry).encode(), name, lambda error: None)
        self._spawn(self._client.publish(end_subject(release, session), b""))

    async def _extend(self) -> None:
        """Says of what is worked on for long that it is, and asks whether anything still waits for it."""
        said = monotonic()
        while True:
            await asyncio.sleep(LOOK)
            old = [held for held in self._held.values() if monotonic() - held.since > LOOK]
            with contextlib.suppress(StoreLost, redis.exceptions.RedisError):
                await self._drop_unwanted(old)
            if monotonic() - said > ACK_WAIT / 3:
                said = monotonic()
                for held in list(self._held.values()):
                    await self._client.publish(held.message.reply, b"+WPI")

    async def _drop_unwanted(self, old: Sequence[Held]) -> None:
        by_session: dict[str, list[Held]] = {}
        for held in old:
            by_session.setdefault(held.head.session, []).append(held)
        for session, some in by_session.items():
            alive = await self._pipe.run(calls.alive(session, [(held.head.group, held.head.slot) for held in some]))
            for held, wanted in zip(some, alive, strict=True):
                if not wanted and id(held) in self._held and self._hands.drop(held):
                    self._done(held)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._spawned)

    def _spawned(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._complain(repr(task.exception()))

    def _complain(self, text: str) -> None:
        self.log.error(text)

    def _logged(self, session: str, time: int, level: str, text: str, known: dict[str, Any]) -> None:
        """A line that the program's code has written, in a worker."""
        self.log.line(level, text, time, session=session, **known)


def _deliveries(message: Msg) -> int:
    # $JS.ACK. … <delivered>.<stream sequence>.<consumer sequence>.<time>.<pending>
    return int(message.reply.split(".")[-5])


def _sequence(message: Msg) -> int:
    return int(message.reply.split(".")[-4])


def _refs(data: bytes) -> set[str]:
    found = json.loads(data)
    patch = found.get("patch", {})
    return {*found.get("refs", {}).values(), *patch.get("refs", {}).values()}
