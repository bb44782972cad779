"""How messages come in: which of them are worked on, and what has to be known before."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from nats.aio.msg import Msg

from ..failures import FailureRecord
from . import redis_store as calls
from .bursts import Burst
from .carrier import Carrier
from .dead_letters import DeadLetters
from .desk import Desk
from .hands import Held
from .jetstream import deliveries
from .metrics import Metrics
from .pipe import Pipe
from .redis_store import StoreLost
from .tasks import Tasks
from .times import now
from .values import stored
from .wire import WireError, read_head

LATE: Final = 1_000
"""Milliseconds after which a message is looked up before it is worked on, whatever it is: its session may have ended."""

DELIVERIES: Final = 10
"""How often a message is delivered before the call that it asks for counts as lost."""

PAUSES: Final = 2
"""Deliveries that do not count where a message has to wait for its time."""


class Intake:
    """Takes messages from the broker; `give` hands those to the workers that are worth it."""

    def __init__(
        self,
        desk: Desk,
        pipe: Pipe,
        carrier: Carrier,
        dead: DeadLetters,
        tasks: Tasks,
        metrics: Metrics,
        give: Callable[[Held], None],
    ) -> None:
        self._desk = desk
        self._pipe = pipe
        self._carrier = carrier
        self._dead = dead
        self._tasks = tasks
        self._metrics = metrics
        self._give = give
        self._looking = Burst(self._look)
        self.closed = False
        """Whether what still comes is given back."""

    def take(self, message: Msg) -> None:
        """A message has come."""
        if self.closed:
            self._desk.say(message, b"-NAK")
            return
        self._metrics.taken.add()
        if deliveries(message) > 1:
            self._metrics.redelivered.add()
        try:
            head = read_head(message.data)
        except WireError as error:
            self._tasks.spawn(self._dead.poison(message, str(error)))
            return
        at = now()
        if head.due > at:
            self._desk.say(message, b'-NAK {"delay": %d}' % ((head.due - at) * 1_000_000))
            return
        self._metrics.waited.observe(max(0, at - head.sent) / 1000 if head.sent else 0)
        held = Held(message, head, message.data)
        if deliveries(message) > DELIVERIES + (PAUSES if head.due else 0):
            held.verdicts = {0: FailureRecord("WorkerLost", f"worker lost (delivered {DELIVERIES} times)").pack()}
        self._desk.put(held)
        if head.ref or head.refs or head.group or at - head.sent > LATE or deliveries(message) > 1:
            self._looking.put(head.session, held)
        else:
            self._give(held)

    def _look(self, session: str, some: list[Held]) -> None:
        self._tasks.spawn(self._tasks.steadily(partial(self._wanted, session, some)))

    async def _wanted(self, session: str, some: list[Held]) -> None:
        """Whether anything waits for what messages of a session ask for."""
        try:
            alive = await self._pipe.run(calls.alive(session, [(held.head.group, held.head.slot) for held in some]))
        except StoreLost:
            for held in some:
                self._tasks.spawn(self._tasks.steadily(partial(self._dead.lost, held)))
            return
        for held, wanted in zip(some, alive, strict=True):
            if not wanted:
                self._tasks.spawn(self._tasks.steadily(partial(self._again, held)))
            elif held.head.ref or held.head.refs or b'"refs"' in held.data:
                self._tasks.spawn(self._tasks.steadily(partial(self._complete, held)))
            else:
                self._give(held)

    async def _again(self, held: Held) -> None:
        """Nothing waits for a message: what an earlier one like it has made ready may have been kept back by a crash."""
        with suppress(StoreLost):
            await self._carrier.again(held.head.session, held.head.group, held.head.slot)
        self._desk.done(held)

    async def _complete(self, held: Held) -> None:
        """What a message refers to has to be at hand before it is worked on."""
        session = held.head.session
        try:
            if held.head.ref:
                held.data = await stored(self._pipe, session, held.head.ref)
            for ref in _refs(held.data):
                held.values[ref] = await stored(self._pipe, session, ref)
        except (StoreLost, KeyError):
            await self._dead.lost(held)
        else:
            self._give(held)


def _refs(data: bytes) -> set[str]:
    found = json.loads(data)
    patch = found.get("patch", {})
    return {*found.get("refs", {}).values(), *patch.get("refs", {}).values()}
