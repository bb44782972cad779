"""Starting sessions, waiting for their ends and ending them, from Python."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from time import monotonic
from typing import Any, Final

import redis.exceptions
from nats.aio.client import Client
from nats.aio.msg import Msg

from ..actions import End
from ..codecs import JsonCodec
from ..descriptor import Program
from ..engine import start_session
from ..plan import Plan
from ..turn import NoTracer, Turn, Watch
from .bucket import RUNNING, Bucket
from .carrier import Carrier
from .connect import connect_nats, connect_redis
from .ends import as_json, end_from_outside, failure_of
from .jetstream import Publisher, end_subject, ensure_stream
from .limits import SESSIONS, LimitPassed
from .open_sessions import begin, over
from .pipe import Pipe
from .scripts import keys
from .settings import Settings
from .times import now
from .wire import write_body

DEADLINE = 86_400_000
"""Milliseconds after which a session ends, where nothing else is said."""

KEPT = 86_400_000
"""Milliseconds for which what is stored stays after the deadline."""

PATIENT: Final = 15.0
"""Seconds for which the store may be away while a session's end is waited for."""

PAUSE: Final = 0.5


class KeyTaken(Exception):
    """A session of this key was started with something else: messages of both would meet in one session."""


def session_of_key(release: str, key: str) -> str:
    """The session that a key stands for in a release."""
    return sha256(f"{release}\n{key}".encode()).hexdigest()[:32]


def _refuse_other(earlier: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    parts = {"pipeline": f"the pipeline {earlier['pipeline']}", "input": "another input", "build": f"the build {earlier['build'][:8]}"}
    for part, words in parts.items():
        if earlier.get(part, entry[part]) != entry[part]:
            raise KeyTaken(f"session {entry['session']} was started with {words}")


async def _nobody(session: str, outcome: End, mark: dict[str, str]) -> None:
    """Who starts sessions ends none."""


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
        self._bucket: Bucket

    @staticmethod
    def sharing(settings: Settings, program: Program, client: Client, pipe: Pipe, publisher: Publisher, bucket: Bucket) -> PlatformClient:
        """A client over connections that are there. It is neither started nor stopped."""
        made = PlatformClient(settings, program)
        made._client, made._pipe, made._publisher, made._bucket = client, pipe, publisher, bucket
        made._carrier = Carrier(publisher, pipe, settings.release, program.digest, settings.limits, _nobody)
        return made

    async def start(self) -> None:
        """Connects."""
        self._client = await connect_nats(self._settings)
        self._pipe = Pipe(await connect_redis(self._settings))
        await self._pipe.start()
        self._publisher = Publisher(self._client)
        await self._publisher.start()
        settings = self._settings
        self._carrier = Carrier(self._publisher, self._pipe, settings.release, self._program.digest, settings.limits, _nobody)
        js = self._client.jetstream()
        await ensure_stream(js, self._settings.release, self._settings.replicas)
        self._bucket = await Bucket.of(js, self._settings.release, self._settings.replicas)

    async def stop(self) -> None:
        """Disconnects."""
        await self._publisher.stop()
        await self._client.close()
        await self._pipe.stop()

    async def submit(
        self, session: str, pipeline: str, arguments: Sequence[bytes], deadline: int = DEADLINE, *, fresh: bool = False
    ) -> None:
        """Starts a session; `arguments` are wire values as JSON texts, `deadline` is in milliseconds. Starting twice is one session.

        `fresh` says that the id was drawn just now, so that no session can have it: bucket and store are written at the same time then.
        KeyTaken where the session was started with something else, LimitPassed where the input is too large or too many are open.
        """
        limits = self._settings.limits
        limits.check_input(arguments)
        started = now()
        room = await begin(self._pipe, self._settings.release, session, started + deadline, limits.sessions)
        if not room and await self._bucket.session(session) is None:
            raise LimitPassed("the release", limits.sessions + 1, limits.sessions, SESSIONS)
        entry: dict[str, Any] = {
            "session": session, "build": self._program.digest, "pipeline": pipeline, "started": started, "deadline": started + deadline,
            "state": RUNNING, "input": sha256(b"\n".join(arguments)).hexdigest(),
        }  # fmt: skip
        if fresh:
            revision, _ = await asyncio.gather(self._bucket.create(session, entry), self._mark(session, entry))
            if revision:
                self._note_revision(session, entry, revision)
        else:
            revision = await self._bucket.create(session, entry)
            if not revision:
                earlier = await self._bucket.session(session) or entry
                if earlier["state"] != RUNNING:
                    await over(self._pipe, self._settings.release, session)
                _refuse_other(earlier, entry)
                revision, entry = await self._bucket.opened(session), earlier
                if not revision:
                    return
            await self._mark(session, entry)
            self._note_revision(session, entry, revision)
        turn = Turn(self._plan, JsonCodec(), NoTracer(), Watch(), lambda ref: b"", clock=lambda: int(entry["started"]) * 1_000_000)
        envelope = start_session(turn, session, pipeline, list(arguments))
        tracing = self._settings.tracing
        envelope.body = write_body(session, self._program.digest, envelope, traced=tracing.wanted and tracing.keeps(session))
        try:
            await self._carrier.publish(session, envelope)
        except LimitPassed as passed:
            await end_from_outside(self._pipe, self._bucket, self._client, entry, "limit", str(passed), self._program)

    async def _mark(self, session: str, entry: Mapping[str, Any]) -> None:
        name, expiry = keys(session, "mark"), int(entry["deadline"]) + KEPT
        fields = {"expiry": expiry, **{key: entry[key] for key in ("build", "pipeline", "started", "deadline", "input")}}
        words = [part for field in fields.items() for part in field]
        await asyncio.gather(self._pipe.run(("HSET", name, *words)), self._pipe.run(("PEXPIREAT", name, expiry)))

    def _note_revision(self, session: str, entry: Mapping[str, Any], revision: int) -> None:
        """What the entry's revision is, for the end to be written by; nobody waits for that."""
        name = keys(session, "mark")
        for words in (("HSET", name, "revision", revision), ("PEXPIREAT", name, int(entry["deadline"]) + KEPT)):
            self._pipe.run(words).add_done_callback(lambda future: future.cancelled() or future.exception())

    async def cancel(self, session: str) -> bool:
        """Ends a session; false where it has ended before, or never began."""
        entry = await self._bucket.session(session)
        if entry is None or entry["state"] != RUNNING:
            return False
        message = "the session was cancelled"
        return await end_from_outside(self._pipe, self._bucket, self._client, entry, "cancelled", message, self._program)

    async def wait(self, session: str) -> End:
        """Waits for a session's end; a failure as JSON data (docs/runtime-protocol.md, "Failures").

        Raises where the broker or the store cannot be asked for some while.
        """
        told = asyncio.Event()
        patient_until = monotonic() + PATIENT
        ends: list[End] = []

        async def heard(message: Msg) -> None:
            if message.data:
                ends.append(End(message.data[:1] == b"1", message.data[1:]))
            told.set()

        subscription = await self._client.subscribe(end_subject(self._settings.release, session), cb=heard)
        try:
            while True:
                try:
                    end = await self._stored(session)
                except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, OSError):
                    # A connection that was idle may have been closed meanwhile.
                    if monotonic() > patient_until:
                        raise
                    await asyncio.sleep(PAUSE)
                    continue
                if end is not None:
                    return end
                patient_until = monotonic() + PATIENT
                if told.is_set():
                    entry = await self._bucket.session(session)
                    if entry is not None and entry["state"] != RUNNING:
                        return await self._stored(session) or End(True, as_json(entry.get("failure") or self._forgotten(entry)))
                    told.clear()
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(told.wait(), 1)
                if ends:
                    return ends[0]
                told.set()
        finally:
            await subscription.unsubscribe()

    async def _stored(self, session: str) -> End | None:
        failed, raw = await self._pipe.run(("HMGET", keys(session, "end"), "failed", "raw"))
        return None if failed is None else End(failed == b"1", raw)

    def _forgotten(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is said of a session that has ended, of which nobody knows any more with what."""
        what = "value" if entry["state"] == "done" else "failure"
        return failure_of("store-lost", f"the session has ended, but the store has lost its {what}", self._program, entry["pipeline"])
