"""What is done about messages that cannot be worked on: each ends its session, and those that are none go to the dead letters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg

from ..failures import Frame
from ..plan import Plan
from .bucket import RUNNING, Bucket
from .desk import Desk
from .ends import end_from_outside
from .hands import Held
from .ids import valid_session
from .jetstream import Publisher, dead_subject, sequence
from .limits import LimitPassed
from .log import Log
from .metrics import Metrics
from .pipe import Pipe
from .places import frames_of_data
from .redis_store import StoreLost
from .tasks import Tasks

REASON: Final = 2_000
"""Characters of why a message is none that are kept."""


class DeadLetters:
    """Ends sessions whose messages cannot be worked on."""

    def __init__(
        self,
        client: Client,
        publisher: Publisher,
        pipe: Pipe,
        bucket: Bucket,
        plan: Plan,
        desk: Desk,
        tasks: Tasks,
        log: Log,
        metrics: Metrics,
    ) -> None:
        self._client = client
        self._publisher = publisher
        self._pipe = pipe
        self._bucket = bucket
        self._plan = plan
        self._desk = desk
        self._tasks = tasks
        self._log = log
        self._metrics = metrics

    def refuse(self, message: Msg, text: str) -> None:
        """What has come is no message of this service; the session that it names ends."""
        self._metrics.dead.add()
        self._tasks.spawn(self._tasks.steadily(lambda: self._poison(message, text, session_in(message.data), [])))

    def unusable(self, held: Held, reason: str, text: str, frames: Sequence[Frame] = ()) -> None:
        """A message at hand ends its session, for a reason that no `attempt` sees."""
        if reason == "poison":
            self._metrics.dead.add()
            work = partial(self._poison, held.message, text, held.head.session, frames)
            self._desk.remove(held)
            self._tasks.spawn(self._tasks.steadily(work))
        else:
            self._tasks.spawn(self._tasks.steadily(partial(self._ended, held, reason, text, frames)))

    def failed(self, held: Held, error: Exception) -> None:
        """What came of a message, or has to be known for it, cannot be done, ever: its session ends."""
        if isinstance(error, LimitPassed):
            self.unusable(held, "limit", str(error), frames_of_data(self._plan, held.data, error.site))
        elif isinstance(error, StoreLost):
            self._tasks.spawn(self._tasks.steadily(partial(self._lost, held)))
        else:
            self.unusable(held, "poison", f"it does not fit what is known of its session ({type(error).__name__}: {error})")

    async def keep(self, message: Msg, text: str) -> None:
        """A copy of a message, as far as a message may be long, for people to look at."""
        text = text[:REASON]
        self._log.error(f"a message goes to the dead letters: {text}", subject=message.subject)
        letter = {"reason": text, "subject": message.subject, "size": len(message.data)}
        kept = message.data
        while len(data := json.dumps({**letter, "data": kept.decode("utf-8", "replace")}).encode()) > self._publisher.most:
            kept = kept[: len(kept) // 2]
        await self._publisher.stored(dead_subject(self._bucket.release), data, f"dead-{message.subject}-{sequence(message)}")

    async def _poison(self, message: Msg, text: str, session: str, frames: Sequence[Frame]) -> None:
        await self.keep(message, text)
        await self._end(session, "poison", f"a message could not be worked on: {text[:REASON]}", frames)
        self._desk.say(message, b"+TERM")

    async def _ended(self, held: Held, reason: str, text: str, frames: Sequence[Frame]) -> None:
        await self._end(held.head.session, reason, text, frames)
        self._desk.done(held)

    async def _lost(self, held: Held) -> None:
        """The store has lost the session of a message: it ends, which is noted beside the store."""
        session = held.head.session
        if await self._bucket.session(session) is None:
            self.unusable(held, "poison", "nothing is known of its session")
            return
        await self._end(session, "store-lost", "the store has lost what it held of the session", frames_of_data(self._plan, held.data))
        self._desk.done(held)

    async def _end(self, session: str, reason: str, text: str, frames: Sequence[Frame]) -> None:
        entry = await self._bucket.session(session) if valid_session(session) else None
        if entry is not None and entry["state"] == RUNNING:
            await end_from_outside(self._pipe, self._bucket, self._client, entry, reason, text, self._plan.program, frames)


def session_in(data: bytes) -> str:
    """The session that something names that is no message; empty where it names none."""
    try:
        found: Any = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""
    session = found.get("session") if isinstance(found, dict) else None
    return session if isinstance(session, str) and valid_session(session) else ""
