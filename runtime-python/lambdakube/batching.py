"""Which work goes together to a worker, and how much of it: as many messages of one service as take a few milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic_ns
from typing import Final

from .memory_store import MemoryStore
from .plan import Plan
from .ready import Ready, Run, Single, Work

AIM: Final = 5_000_000
"""Nanoseconds that a batch is to take."""

MOST: Final = 2_000
"""Most messages of a batch."""


class Batch:
    """Work that was sent to a worker. `ran` messages of it are done; from `kept` on it was taken back."""

    __slots__ = ("count", "kept", "number", "ran", "sent", "service", "works")

    def __init__(self, number: int, service: str, works: Sequence[Work]) -> None:
        self.number = number
        self.service = service
        self.works = works
        self.count = sum(map(len, works))
        self.kept = self.count
        self.ran = 0
        self.sent = monotonic_ns()

    def part(self, first: int, last: int) -> list[Work]:
        """The work from one place to another."""
        parts: list[Work] = []
        at = 0
        for each in self.works:
            begin, end = max(first - at, 0), min(last - at, len(each))
            if begin < end:
                parts.append(each if isinstance(each, Single) else Run(each.fan, each.first + begin, each.first + end))
            at += len(each)
        return parts


class Batching:
    """Takes batches from the queues of a session, and learns from how long they took. Keeps the limits of `@concurrency`."""

    def __init__(self, plan: Plan, session: str, store: MemoryStore, ready: Ready) -> None:
        self._plan = plan
        self._session = session
        self._store = store
        self._ready = ready
        self._running: dict[str, int] = {}
        self._cost: dict[str, float] = {}
        self._size: dict[str, int] = {}
        self._number = 0

    def services(self) -> list[str]:
        """The services that have something ready that may run."""
        return [service for service in self._ready.services() if self._may_run(service)]

    def quick(self, service: str) -> bool:
        """Whether a batch of a service is known to be over soon: only then something is sent behind it."""
        return self._cost.get(service, AIM) * self._size.get(service, 1) <= AIM * 2

    def next(self, *, busy: bool) -> Batch | None:
        """The next batch, for a worker that is `busy` with another one or idle."""
        for service in self.services():
            if busy and not self.quick(service):
                continue
            works = self._works(service)
            if works:
                self._number += 1
                self._running[service] = self._running.get(service, 0) + 1
                return Batch(self._number, service, works)
        return None

    def ended(self, batch: Batch, nanoseconds: int) -> None:
        """A batch has ended, so long after its worker began it."""
        self._running[batch.service] -= 1
        if batch.ran:
            cost = max(nanoseconds / batch.ran, 500.0)
            before = self._cost.get(batch.service)
            self._cost[batch.service] = cost if before is None or cost > before * 4 else before * 0.7 + cost * 0.3

    def lost(self, batch: Batch) -> None:
        """A batch has ended with its worker."""
        self._running[batch.service] -= 1

    def _may_run(self, service: str) -> bool:
        limit = self._plan.program.service(service).concurrency
        return not limit or self._running.get(service, 0) < limit

    def _works(self, service: str) -> list[Work]:
        cost = self._cost.get(service)
        most = 1 if cost is None else max(1, min(int(AIM / cost), self._size.get(service, 1) * 2, MOST))
        works: list[Work] = []
        count = 0
        while count < most:
            single = self._ready.take_single(service)
            if single is None:
                break
            if self._store.alive(self._session, single.envelope.group, single.envelope.slot):
                works.append(single)
                count += 1
        while count < most:
            run = self._ready.take_run(service, most - count)
            if run is None:
                break
            low = self._store.low(self._session, run.fan.group)
            run.last = max(run.first, min(run.last, low))
            if len(run):
                works.append(run)
                count += len(run)
            elif not low:
                self._ready.drop(run.fan)
        self._size[service] = max(count, 1)
        return works
