"""The keeper of a release: ends sessions whose time is over, whose store or whose build is lost, forgets those that are past, and removes
builds that nobody needs any more.

There is one of it. Nothing is lost while it is away: it finds everything again in the bucket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Any, Final

import nats.errors
import redis.exceptions
from nats.aio.client import Client
from nats.js.errors import NotFoundError
from nats.js.kv import KeyValue

from ..descriptor import Program
from ..local import duration
from .bucket import RUNNING, Bucket
from .client import KEPT
from .connect import connect_nats, connect_redis
from .ends import end_from_outside, note_stored_end, open_calls
from .entries import session_entry
from .jetstream import ensure_stream, stream_name
from .log import Log
from .old_builds import OldBuilds
from .open_sessions import over
from .pipe import Pipe
from .scripts import keys
from .session_spans import SessionSpans
from .settings import Settings
from .tally import Tally
from .tasks import Tasks
from .times import now
from .tracer import say_loss, say_losses

TICK: Final = 0.25
"""Seconds between looks at deadlines."""

LOOK: Final = 5.0
"""Seconds between looks at the marks of open sessions, and at the services of their builds."""

PATIENCE: Final = 120.0
"""Seconds after which a look that does not come to its end is begun anew."""

FORGOTTEN: Final = 3_600_000
"""Milliseconds for which it stands in the bucket that a session is forgotten."""

COUNT: Final = 1.0
"""Seconds between notes of what the store has acknowledged."""

SKEW: Final = 5_000
"""Milliseconds by which the clocks of those who start sessions may differ from those of the services."""

STARTING: Final = 5_000
"""Milliseconds after its start in which a session may have no mark yet."""


class Keeper:
    """Watches over the sessions of a release."""

    def __init__(self, settings: Settings, log: Log | None = None) -> None:
        self._settings = settings
        self._log = log or Log("keeper")
        self._beside = Tasks(self._log.error, lambda error: None)
        self._spans: SessionSpans | None = None
        self._open: dict[str, dict[str, Any]] = {}
        self._past: dict[str, int] = {}
        self._forgotten: dict[str, int] = {}
        self._builds: dict[str, Program | None] = {}
        self._idle: dict[str, float] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._client: Client
        self._pipe: Pipe
        self._bucket: Bucket
        self._old_builds: OldBuilds
        self._known = False
        self._tally: Tally
        self._revisions: dict[str, int] = {}
        self._behind = asyncio.Event()
        self._again = asyncio.Event()
        self._seen = self._seen_before = 0
        self._stopping = False
        self._looked = 0.0

    async def start(self) -> None:
        """Connects, and begins to watch."""
        settings = self._settings
        self._client = await connect_nats(settings, reconnected=self._reconnected)
        js = self._client.jetstream()
        await ensure_stream(js, settings.release, settings.replicas)
        self._bucket = await Bucket.of(js, settings.release, settings.replicas)
        self._tally = Tally(settings.release, "keeper", await self._bucket.known())
        self._pipe = Pipe(await connect_redis(settings), self._tally, self._behind.set)
        await self._pipe.start()
        self._trace()
        self._old_builds = OldBuilds(self._bucket.builds, js, settings.retire)
        self._tasks = [asyncio.create_task(self._on(work)) for work in (self._follow, self._run, self._count)]

    async def stop(self) -> None:
        """Ends."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        self._beside.cancel()
        if self._spans:
            await asyncio.to_thread(self._spans.close)
            say_loss(self._log, self._settings.tracing, self._spans.counts)
        await self._client.close()
        await self._pipe.stop()

    def _trace(self) -> None:
        tracing = self._settings.tracing
        for problem in tracing.problems:
            self._log.warn(problem)
        if tracing.wanted:
            self._spans = spans = SessionSpans(self._settings, self._pipe, self._beside, self._program)
            self._beside.spawn(say_losses(self._log, tracing, lambda: spans.counts))

    async def _on(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does something on and on: nobody else ends what waits for the keeper."""
        while True:
            try:
                await work()
            except asyncio.CancelledError:
                # A request to NATS may be cancelled with its connection.
                if self._stopping:
                    raise
                self._log.error("the keeper goes on after what it was at was cancelled")
            except Exception as error:
                self._log.error(f"the keeper goes on after {type(error).__name__}: {error}")
            await asyncio.sleep(TICK)

    async def _reconnected(self) -> None:
        self._again.set()

    async def _follow(self) -> None:
        """Keeps in mind which sessions are open. Who is told what is written may no longer be told, after a reconnection most of all: it is
        asked again then."""
        while True:
            self._again.clear()
            with suppress(nats.errors.Error, OSError):
                watcher: Any = await self._bucket.values.watch("session.>")
                reading = asyncio.create_task(self._read(watcher))
                await self._again.wait()
                reading.cancel()
                await watcher.stop()
            await asyncio.sleep(TICK)

    async def _read(self, watcher: KeyValue.KeyWatcher) -> None:
        async for entry in watcher:
            # Behind what is there already comes a mark.
            self._known = self._known or entry is None
            if entry is None:
                continue
            self._seen = max(self._seen, entry.revision or 0)
            if not entry.value:
                self._forgotten[entry.key.removeprefix("session.")] = now()
                continue
            session = session_entry(entry.key, entry.value)
            if session is None:
                self._log.warn(f"what stands in the bucket is no session: {entry.key[:80]}")
                continue
            name = session["session"]
            self._forgotten.pop(name, None)
            if session["state"] == RUNNING:
                self._open[name] = session
                self._revisions[name] = entry.revision or 0
                continue
            if name in self._open:
                self._close(name)
                await self._over(name)
            if self._spans and name not in self._past:
                self._spans.ended(session)
            self._past[name] = max(session["ended"], session["deadline"]) + KEPT

    async def _hearing(self) -> None:
        """Has it asked again where something was written that nobody told, and nothing since the last look."""
        last = await self._bucket.written()
        if last > self._seen == self._seen_before:
            self._again.set()
        self._seen_before = self._seen

    def _close(self, session: str) -> None:
        self._open.pop(session, None)
        self._revisions.pop(session, None)

    async def _count(self) -> None:
        """Notes beside the store what it has acknowledged, so that a loss is noticed also where every process has gone that wrote."""
        noted = 0
        while True:
            await asyncio.sleep(COUNT)
            with suppress(nats.errors.Error, OSError):
                if self._behind.is_set():
                    await self._bucket.note_lost(self._tally.at)
                    self._behind.clear()
                if self._tally.known != noted:
                    noted = self._tally.known
                    await self._bucket.note_known(noted)

    async def _over(self, session: str) -> None:
        """Whoever has ended a session may have died before it was counted."""
        with suppress(redis.exceptions.RedisError, OSError):
            await over(self._pipe, self._settings.release, session)

    async def _run(self) -> None:
        said = ""
        while True:
            await asyncio.sleep(TICK)
            try:
                await asyncio.wait_for(self._once(), PATIENCE)
                said = ""
            except (redis.exceptions.RedisError, nats.errors.Error, OSError, asyncio.TimeoutError) as error:
                # It is tried again: what is away comes back.
                text = f"what the keeper looks at cannot be reached: {type(error).__name__}: {error}"
                if text != said:
                    self._log.warn(text)
                said = text

    async def _once(self) -> None:
        for session in [one for one in self._open.values() if one["deadline"] <= now()]:
            await self._late(session)
        if monotonic() - self._looked > LOOK:
            self._looked = monotonic()
            for look in (self._hearing, self._losses, self._look, self._forget, self._retire):
                await look()

    async def _late(self, session: dict[str, Any]) -> None:
        counts = await self._pipe.run(("HGETALL", keys(session["session"], "counts")))
        waiting = open_calls({name.decode(): int(value) for name, value in counts.items()})
        message = f"not done within {duration(session['deadline'] - session['started'])}"
        await self._end(session, "deadline", f"{message}, waiting for {waiting}" if waiting else message)

    async def _losses(self) -> None:
        """Ends the sessions that were open when the store lost writes: what it still holds of them may lack some."""
        until, revision = await self._bucket.lost()
        for session in list(self._open.values()):
            if self._revisions.get(session["session"], revision) < revision and session["started"] <= until + SKEW:
                await self._end(session, "store-lost", "the store has lost writes that it had acknowledged")

    async def _look(self) -> None:
        builds: dict[str, list[dict[str, Any]]] = {}
        for session in list(self._open.values()):
            name = session["session"]
            marked, ended = await asyncio.gather(*(self._pipe.run(("EXISTS", keys(name, kind))) for kind in ("mark", "end")))
            if ended:
                await note_stored_end(self._pipe, self._bucket, self._client, name)
            elif not marked and now() - session["started"] > STARTING:
                await self._end(session, "store-lost", "the store has lost what it held of the session")
            else:
                builds.setdefault(session["build"], []).append(session)
        for build, sessions in builds.items():
            if await self._gone(build):
                for session in sessions:
                    await self._end(session, "build-lost", f"the services of its build {build[:8]} are gone")

    async def _gone(self, build: str) -> bool:
        """Whether messages of a build have waited for long without anyone who asks for them."""
        program = await self._program(build)
        if program is None:
            return True
        lost = self._settings.build_lost
        missed = [service for service in program.data["services"] if await self._missed(build, service, lost)]
        if not missed:
            return False
        # A service whose workers are all busy asks for no message.
        seen = await self._bucket.builds.seen(build)
        return any(now() - seen.get(service, 0) > lost * 1000 for service in missed)

    async def _missed(self, build: str, service: str, lost: float) -> bool:
        idle = f"{build}/{service}"
        if await self._served(f"{build[:8]}-{service}"):
            self._idle.pop(idle, None)
            return False
        return monotonic() - self._idle.setdefault(idle, monotonic()) > lost

    async def _served(self, consumer: str) -> bool:
        """Whether somebody asks for a consumer's messages, or there are none. A service that starts just now has none yet."""
        try:
            info = await self._client.jetstream().consumer_info(stream_name(self._settings.release), consumer)
        except NotFoundError:
            return False
        # What was given back, or to a service that has gone, is no longer pending.
        return bool(info.num_waiting or not (info.num_pending or info.num_ack_pending))

    async def _program(self, build: str) -> Program | None:
        if build not in self._builds:
            found = await self._bucket.builds.find(build)
            if found is None:
                return None
            self._builds[build] = Program(found.descriptor, "")
        return self._builds[build]

    async def _end(self, session: dict[str, Any], reason: str, message: str) -> None:
        program = await self._program(session["build"])
        await end_from_outside(self._pipe, self._bucket, self._client, session, reason, message, program)
        self._close(session["session"])

    async def _forget(self) -> None:
        for session in [name for name, until in self._past.items() if until < now()]:
            await self._bucket.forget(session)
            del self._past[session]
        for session in [name for name, since in self._forgotten.items() if since + FORGOTTEN < now()]:
            await self._bucket.clear(session)
            del self._forgotten[session]

    async def _retire(self) -> None:
        if not self._known:
            return  # a session that is not known yet may need an old build
        for build in await self._old_builds.look({session["build"] for session in self._open.values()}):
            self._builds.pop(build.digest, None)
            self._log.info(f"the build {build.digest[:8]} is removed: nobody needs it any more", build=build.digest)
