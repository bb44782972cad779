"""How messages come in: which of them are worked on, and what has to be known before."""

from __future__ import annotations

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
from .limits import Limits
from .metrics import Metrics
from .pipe import Pipe
from .redis_store import StoreLost
from .tasks import Tasks, is_away
from .times import now
from .values import Gone, stored
from .wire import Head, WireError, read_head, refs_of

LATE: Final = 1_000
"""Milliseconds after which a message is looked up before it is worked on, whatever it is: its session may have ended."""

DELIVERIES: Final = 10
"""How often a message is delivered before the call that it asks for counts as lost."""

KEPT: Final = 86_400_000
"""Milliseconds from now before which every message is to be worked on."""

REFS: Final = b'"refs":'
"""Stands in messages that refer to stored values, and only by chance in others."""

PAUSES: Final = 2
"""Deliveries that do not count where a message has to wait for its time."""


class Intake:
    """Takes messages from the broker; `give` hands those to the workers that are worth it,
    `given_up` hears of those that nothing waits for."""

    def __init__(
        self,
        build: str,
        limits: Limits,
        desk: Desk,
        pipe: Pipe,
        carrier: Carrier,
        dead: DeadLetters,
        tasks: Tasks,
        metrics: Metrics,
        give: Callable[[Held], None],
        given_up: Callable[[Held], None],
    ) -> None:
        self._build = build
        self._limits = limits
        self._desk = desk
        self._pipe = pipe
        self._carrier = carrier
        self._dead = dead
        self._tasks = tasks
        self._metrics = metrics
        self._give = give
        self._given_up = given_up
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
            head = self._head(message.data)
        except WireError as error:
            self._dead.refuse(message, str(error))
            return
        at = now()
        if head.due > at:
            self._desk.say(message, b'-NAK {"delay": %d}' % ((head.due - at) * 1_000_000))
            return
        self._metrics.waited.observe(max(0, at - head.sent) / 1000 if head.sent else 0)
        held = Held(message, head, message.data)
        if deliveries(message) > DELIVERIES + (PAUSES if head.due else 0):
            text = f"worker lost (delivered {DELIVERIES} times)"
            held.verdicts = {0: FailureRecord("WorkerLost", text).pack()}
            self._tasks.spawn(self._tasks.steadily(lambda: self._dead.keep(message, text)))
        self._desk.put(held)
        if head.ref or head.group or at - head.sent > LATE or deliveries(message) > 1 or REFS in message.data:
            self._looking.put(head.session, held)
        else:
            self._give(held)

    def _head(self, data: bytes) -> Head:
        head = read_head(data)
        if head.build != self._build:
            raise WireError(f"a message of the build {head.build[:8]}; this service is of the build {self._build[:8]}")
        if head.due > now() + KEPT:
            raise WireError("a message that is not to be worked on before tomorrow")
        return head

    def _look(self, session: str, some: list[Held]) -> None:
        self._tasks.spawn(self._tasks.steadily(partial(self._wanted, session, some)))

    async def _wanted(self, session: str, some: list[Held]) -> None:
        """Whether anything waits for what messages of a session ask for."""
        try:
            alive = await self._pipe.run(calls.alive(session, [(held.head.group, held.head.slot) for held in some]))
        except Exception as error:
            if is_away(error):
                raise
            if len(some) == 1:
                self._dead.failed(some[0], error)
                return
            for held in some:  # it is one of them
                self._look(session, [held])
            return
        for held, wanted in zip(some, alive, strict=True):
            if not wanted:
                self._tasks.spawn(self._tasks.steadily(partial(self._again, held)))
            elif held.head.ref or REFS in held.data:
                self._tasks.spawn(self._tasks.steadily(partial(self._complete, held)))
            else:
                self._give(held)

    async def _again(self, held: Held) -> None:
        """Nothing waits for a message: what an earlier one like it has made ready may have been kept back by a crash."""
        with suppress(StoreLost):
            await self._carrier.again(held.head.session, held.head.group, held.head.slot)
        if deliveries(held.message) == 1:  # else it may come again although all of it is done
            self._given_up(held)
        self._desk.done(held)

    async def _complete(self, held: Held) -> None:
        """What a message refers to has to be at hand before it is worked on."""
        try:
            await self._fetch(held)
        except Gone as gone:
            # A fan-out that has ended meanwhile has taken it along, or the store has lost it.
            head = held.head
            if (await self._pipe.run(calls.alive(head.session, [(head.group, head.slot)])))[0]:
                self._dead.failed(held, StoreLost(str(gone)))
            else:
                await self._again(held)
        except Exception as error:
            if is_away(error):
                raise
            self._dead.failed(held, error)
        else:
            self._give(held)

    async def _fetch(self, held: Held) -> None:
        head, most = held.head, self._limits.value
        if head.ref:
            held.data = await stored(self._pipe, head.session, head.ref, most=self._limits.message)
            whole = self._head(held.data)
            if whole.session != head.session:
                raise WireError("a message that stands for one of another session")
        for ref in refs_of(held.data) if REFS in held.data else ():
            held.values[ref] = await stored(self._pipe, head.session, ref, most)
