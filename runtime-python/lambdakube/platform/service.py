"""A service: takes its messages from the broker, has them worked on, and acknowledges each when all that came of it is safe.

Order for every message: what it brought about is stored and published, the broker has acknowledged that, joins are marked as
done, and only then is the message itself acknowledged. A crash anywhere makes it come again, and doing it again changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, Final

from nats.aio.client import Client

from .. import calls as engine_calls
from ..actions import Action, End
from ..descriptor import Program
from ..failures import Frame
from ..notes import Notes
from ..plan import Plan
from ..spans import SpanMaker
from ..turn import Calls
from .alone import AloneCall, AloneHeld, with_alone
from .bucket import Bucket
from .builds import ATTEND
from .carrier import Carrier
from .client import PlatformClient
from .connect import connect_nats, connect_redis
from .dead_letters import DeadLetters
from .desk import Desk
from .hands import Hands, Held
from .health import Health, watch
from .intake import Intake
from .jetstream import Publisher, Pull, ensure_consumer, ensure_stream, stream_name
from .log import Log
from .metrics import Metrics
from .outcomes import Outcomes, note_end
from .pipe import Pipe
from .problem import PlatformProblem, nats_problem, problem_of
from .running import Running
from .settings import Settings
from .tally import Tally
from .tasks import Tasks
from .tracer import PATIENCE, SpanCounts, Tracer, say_loss, say_losses
from .troubles import Troubles
from .wire import read
from .worker import Ended, Worker

FAREWELL: Final = 2
"""Seconds for which a service that ends waits for what is only shown to be written."""


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
        self.host = str(settings.tracing.resource.get("k8s.pod.name") or socket.gethostname())
        limits = [program.service(name).concurrency for name in names]
        workers = limits[0] if len(limits) == 1 and limits[0] else settings.workers
        self._hands = Hands(self._worker, workers, self._took, self._bad)
        self._hands.log = self._logged
        self.ready = asyncio.Event()
        self.metrics = metrics or Metrics()
        self.metrics.at_hand = lambda: len(self._desk) if self.ready.is_set() else 0
        self.metrics.pending = lambda: self._publisher.pending if self.ready.is_set() else 0
        self.metrics.restarts = lambda: self._hands.restarts
        self.metrics.spans = lambda: (self.spans.sent, self.spans.dropped)
        self._tracer: Tracer | None = None
        self._maker: SpanMaker
        self._closing = contextlib.AsyncExitStack()
        self._tasks = Tasks(self.log.error, self._away)
        self._client: Client
        self._store: Any
        self._tally: Tally
        self._pipe: Pipe
        self._publisher: Publisher
        self._bucket: Bucket
        self._desk: Desk
        self._dead: DeadLetters
        self._intake: Intake
        self._outcomes: Outcomes
        self._pulls: list[Pull] = []
        self._asked = 0
        self._troubles = Troubles()

    def _worker(self, sock: socket.socket, notes: Notes) -> Worker:
        tracer = Tracer(self.settings, notes.count_spans) if self.settings.tracing.wanted else None
        return Worker(self.plan, sock, notes, self.host, self._using, tracer, self.settings.limits)

    async def start(self) -> None:
        """Connects, and begins to take messages."""
        # Before any connection is there: what is forked shares nothing with the broker.
        self._hands.start()
        tracing = self.settings.tracing
        self._closing.push_async_callback(self._end_work)
        for problem in tracing.problems:
            self.log.warn(problem)
        if tracing.wanted:
            self._trace()
        await self._connect()
        self._furnish()
        await self._bucket.builds.register(self.program, self._publisher.most, self.settings.accepts)
        for name in self.names:
            await self._pull(name)
        # Whether a build is lost is asked after `build_lost` seconds: until then it has been said more than once.
        pause = min(ATTEND, max(1.0, self.settings.build_lost / 3))
        self._tasks.spawn(self._bucket.builds.attend(self.program.digest, self.names, pause))
        self._tasks.spawn(self._desk.mind(self._drop))
        self._tasks.spawn(Running(self._pipe, self.host, self._hands.working).keep())
        self.ready.set()

    def _trace(self) -> None:
        """Spans of fan-outs, which whoever hears of their end makes, are made in this process; those of calls in the workers."""
        self._tracer = tracer = Tracer(self.settings)
        self._maker = tracer.maker(self.plan)
        self._tasks.spawn(say_losses(self.log, self.settings.tracing, lambda: self.spans))

    async def _end_work(self) -> None:
        """Ends the workers, and sends the last spans of all processes meanwhile."""
        if self._tracer is None:
            await self._hands.stop()
            return
        await asyncio.gather(self._hands.stop(PATIENCE), asyncio.to_thread(self._tracer.close))
        say_loss(self.log, self.settings.tracing, self.spans)

    @property
    def spans(self) -> SpanCounts:
        """What has become of the spans of the service."""
        return self._hands.spans.plus(self._tracer.counts) if self._tracer else self._hands.spans

    def _noted(self, session: str, note: bytes) -> None:
        """A fan-out is done."""
        if note:
            self._span(session, lambda maker: maker.noted(note))

    def _given_up(self, held: Held) -> None:
        """Nothing waits for a message any more."""

        def make(maker: SpanMaker) -> None:
            _, message, _, _ = read(held.data)
            maker.given_up(message.path, message.site, message.count)

        self._span(held.head.session, make)

    def _span(self, session: str, make: Callable[[SpanMaker], None]) -> None:
        """Makes a span of what has come from broker or store. Whatever is wrong with that costs the span, and nothing else."""
        if self._tracer is None:
            return
        try:
            self._maker.begin(session)
            make(self._maker)
        except Exception as error:
            self.log.warn(f"a span could not be made: {type(error).__name__}: {error}", session=session)
        self._tracer.flush()

    def _drop(self, held: Held) -> bool:
        dropped = self._hands.drop(held)
        if dropped:
            self._given_up(held)
        return dropped

    async def _connect(self) -> None:
        """Broker and store, with what they hold for a release."""
        settings = self.settings
        self._client = await connect_nats(settings, self._heard, self._reconnected)
        self._closing.push_async_callback(self._client.close)
        js = self._client.jetstream()
        await ensure_stream(js, settings.release, settings.replicas)
        self._bucket = await Bucket.of(js, settings.release, settings.replicas)
        self._store = await connect_redis(settings)
        self._tally = Tally(settings.release)
        self._pipe = Pipe(self._store, self._tally, self._lost)
        await self._pipe.start()
        self._closing.push_async_callback(self._pipe.stop)
        self._publisher = Publisher(self._client)
        await self._publisher.start()
        self._closing.push_async_callback(self._publisher.stop)

    def _furnish(self) -> None:
        """What does the service's work, over its connections."""
        client, publisher, pipe, tasks, metrics = self._client, self._publisher, self._pipe, self._tasks, self.metrics
        release, build, limits = self.settings.release, self.program.digest, self.settings.limits
        ended = note_end(publisher, client, pipe, tasks, release, build)
        carrier = Carrier(publisher, pipe, release, build, limits, ended, self._noted)
        self._desk = Desk(client, pipe, tasks, metrics, self._wake)
        self._dead = DeadLetters(client, publisher, pipe, self._bucket, self.plan, self._desk, tasks, self.log, metrics)
        self._intake = Intake(build, limits, self._desk, pipe, carrier, self._dead, tasks, metrics, self._hands.give, self._given_up)
        self._outcomes = Outcomes(self._desk, pipe, carrier, self._dead, tasks)

    async def _pull(self, name: str) -> None:
        release = self.settings.release
        consumer = await ensure_consumer(self._client.jetstream(), release, self.program.digest, name)
        pull = Pull(self._client, stream_name(release), consumer, self._intake.take, lambda: self._hands.room)
        self._pulls.append(pull)
        await pull.start()

    async def stop(self) -> None:
        """Takes no message more, finishes those at hand, gives back what is not done in time, ends. Also where the start has failed."""
        if self._pulls:
            self._intake.closed = True
        for pull in self._pulls:
            await pull.stop()
        if self.ready.is_set():
            until = monotonic() + self.settings.drain
            while (self._desk or self._asked) and monotonic() < until:
                await asyncio.sleep(0.01)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._outcomes.counts.flush(), FAREWELL)
        self._tasks.cancel()
        if self.ready.is_set() and self._client.is_connected:
            await self._desk.give_back()
        with contextlib.suppress(Exception):
            await self._closing.aclose()

    def client(self) -> PlatformClient:
        """Starts sessions of this build, over the connections of the service."""
        return PlatformClient.sharing(self.settings, self.program, self._client, self._pipe, self._publisher, self._bucket)

    async def call(self, name: str, arguments: Sequence[bytes], session: str) -> End:
        """Calls a node of the service for nobody but the caller; `session` is what its idempotency keys come from."""
        self._asked += 1
        try:
            return await AloneCall(self._hands.give, self._hands.drop, self.program.digest, session).run(self.plan, name, arguments)
        finally:
            self._asked -= 1

    async def watch(self, health: Health) -> None:
        """Says again and again whether broker and store can be used."""
        await watch(health, self.settings, self._client, self._store, self._troubles)

    @property
    def busy(self) -> bool:
        """Whether messages are at hand."""
        return bool(self._desk)

    def _heard(self, error: BaseException) -> None:
        """What the broker says beside: most often that something is not permitted."""
        self._trouble(nats_problem(self.settings.nats_url, error))

    def _lost(self) -> None:
        """The store no longer has what it has acknowledged: the keeper ends the sessions of that time."""
        self.log.error("Redis has lost writes that it had acknowledged", hint="see appendonly and appendfsync in its configuration")
        self._tasks.spawn(self._tasks.steadily(partial(self._bucket.note_lost, self._tally.at)))

    async def _reconnected(self) -> None:
        for pull in self._pulls:
            pull.reset()

    def _wake(self) -> None:
        for pull in self._pulls:
            pull.wake()

    def _took(self, held: Held, actions: list[Action], ended: Ended) -> None:
        """A worker is done with what it was given."""
        if isinstance(held, AloneHeld):
            held.call.took(actions)
        else:
            self._outcomes.took(held, actions, ended)
        for service, (done, failed) in ended.items():
            self.metrics.calls.add(done, service=service, outcome="done")
            self.metrics.calls.add(failed, service=service, outcome="failed")
        self._wake()

    def _bad(self, held: Held, reason: str, text: str, frames: list[Frame]) -> None:
        """What a worker was given ends its session."""
        if isinstance(held, AloneHeld):
            held.call.bad(reason, text)
        else:
            self._dead.unusable(held, reason, text, frames)
        self._wake()

    def _away(self, error: Exception) -> None:
        """Something is tried again."""
        self._trouble(problem_of(self.settings.nats_url, self.settings.redis_url, error))

    def _trouble(self, problem: PlatformProblem) -> None:
        if self._troubles.note(problem):
            self.log.error(problem.message, hint=problem.hint)

    def _logged(self, session: str, time: int, level: str, text: str, known: dict[str, Any]) -> None:
        """A line that the program's code has written, in a worker."""
        self.log.line(level, text, time, session=session, **known)
