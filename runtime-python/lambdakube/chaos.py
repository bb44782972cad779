"""`lk run --chaos SEED`: the engine under everything that a platform may do to it, on a virtual clock.

One message is handled at a time, in an order drawn from the seed. Deliveries are shuffled, delayed, duplicated, lost and sent again; a
service crashes after a part of what it wanted done has been done, and what it held comes again. Calls take a virtual time, always less
than their `@timeout`; pauses of `@retry` pass on the same clock. Externals run for real. The same seed gives the same run, in any process:
nothing is drawn from hashes, addresses or the time.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator

from .actions import End, Scatter
from .broker import Delivery, elements
from .carry import Notes, carry_out, repeat
from .engine import handle, start_session
from .failures import FailureRecord
from .inprocess import Stuck, TurnOf
from .messages import Envelope
from .plan import Plan
from .store import Store
from .turn import Turn, Watch

ACK_WAIT = 30_000
"""Virtual milliseconds after which a message that was not acknowledged comes again."""

MOST = 5
"""How often one message is lost, and how often a service crashes while it handles it: fewer than the platform's 10 deliveries."""

FORGETS = 0.005
"""How likely the broker forgets, at a message, which ids it has seen. What comes with a known id is dropped, as JetStream does within its
window; without that every repeat of a message would double all that follows from it."""

LOST, DELAYED, DUPLICATED, CRASHED = 0.03, 0.06, 0.06, 0.04


class Clock:
    """A virtual clock that starts at `start` (nanoseconds since 1970). `now` is in milliseconds since then."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.now = 0

    def nanoseconds(self) -> int:
        """The time as spans have it."""
        return self.start + self.now * 1_000_000


class VirtualWatch(Watch):
    """Lets virtual time pass for every call of a node: less than its `@timeout`, so that no program fails wrongly."""

    def __init__(self, plan: Plan, clock: Clock, draw: random.Random) -> None:
        super().__init__()
        self._plan = plan
        self._clock = clock
        self._draw = draw

    def enter(self, service: str) -> FailureRecord | None:
        if service:
            timeout = self._plan.program.service(service).timeout
            self._clock.now += self._draw.randrange(min(timeout, 200) or 200)
        return None


class ChaosBroker:
    """Implements `Broker`: takes what is due in an order drawn from the seed."""

    def __init__(self, clock: Clock, draw: random.Random) -> None:
        self._clock = clock
        self._draw = draw
        self._due: list[Delivery] = []
        self._later: list[tuple[int, int, Delivery]] = []
        self._count = 0
        self._seen: set[str] = set()

    def publish(self, envelope: Envelope, delay: int = 0) -> None:
        if self._draw.random() < FORGETS:
            self._seen.clear()
        if envelope.id not in self._seen:
            self._seen.add(envelope.id)
            self._add(Delivery(envelope), delay)

    def scatter(self, scatter: Scatter) -> Iterator[None]:
        for envelope in elements(scatter):
            self.publish(envelope)
            yield

    def take(self) -> Delivery | None:
        while True:
            self._wake()
            if not self._due:
                if not self._later:
                    return None
                self._clock.now = max(self._clock.now, self._later[0][0])
                continue
            delivery = self._draw_one()
            chance = self._draw.random()
            if chance < LOST and delivery.number <= MOST:
                self.nak(delivery, ACK_WAIT)
            elif chance < LOST + DELAYED:
                self._add(delivery, self._draw.randrange(1, 5_000))
            else:
                if chance > 1 - DUPLICATED and delivery.number <= MOST:
                    self._add(Delivery(delivery.envelope, delivery.number + 1), self._draw.randrange(60_000))
                return delivery

    def ack(self, delivery: Delivery) -> None:
        """Nothing holds a delivery that was taken."""

    def nak(self, delivery: Delivery, delay: int = 0) -> None:
        delivery.number += 1
        self._add(delivery, delay)

    def crash(self, service: str) -> None:
        """A service crashes: what it held comes again when the wait for its acknowledgement is over."""
        for _ in range(min(len(self._due), 4)):
            delivery = self._draw_one()
            if delivery.envelope.service == service:
                self._add(delivery, ACK_WAIT)
            else:
                self._due.append(delivery)

    def _add(self, delivery: Delivery, delay: int) -> None:
        if delay:
            self._count += 1
            heapq.heappush(self._later, (self._clock.now + delay, self._count, delivery))
        else:
            self._due.append(delivery)

    def _wake(self) -> None:
        while self._later and self._later[0][0] <= self._clock.now:
            self._due.append(heapq.heappop(self._later)[2])

    def _draw_one(self) -> Delivery:
        at = self._draw.randrange(len(self._due))
        self._due[at], self._due[-1] = self._due[-1], self._due[at]
        return self._due.pop()


def run(
    turn_of: TurnOf, plan: Plan, session: str, store: Store, pipeline: str, arguments: list[bytes], seed: str, clock: Clock, notes: Notes
) -> End:
    """Runs a session to its end."""
    draw = random.Random(f"chaos {seed}")
    broker = ChaosBroker(clock, draw)
    crashes: dict[str, int] = {}

    def turn() -> Turn:
        made = turn_of(lambda ref: store.get(session, ref))
        made.clock = clock.nanoseconds
        made.watch = VirtualWatch(plan, clock, draw)
        return made

    broker.publish(start_session(turn(), session, pipeline, arguments))
    while (ended := store.ended(session)) is None:
        delivery = broker.take()
        if delivery is None:
            raise Stuck(f"session {session}, chaos {seed}: nothing is left to do")
        envelope = delivery.envelope
        if store.alive(session, envelope.group, envelope.slot):
            made = turn()
            handle(made, envelope.body, envelope.patch)
            effects = carry_out(session, store, broker, made.out, notes)
        else:
            effects = repeat(session, store, broker, envelope.group, envelope.slot, notes)
        if draw.random() < CRASHED and crashes.get(envelope.id, 0) < MOST:
            crashes[envelope.id] = crashes.get(envelope.id, 0) + 1
            _some(effects, draw)
            broker.nak(delivery, ACK_WAIT)
            broker.crash(envelope.service)
        else:
            for _ in effects:
                pass
            broker.ack(delivery)
    return ended


def _some(effects: Iterator[None], draw: random.Random) -> None:
    """Carries out effects up to a place drawn; sometimes all of them, so that only the acknowledgement is missing."""
    for _ in effects:
        if draw.random() < 0.4:
            return
