"""What is ready to run in a local run: the broker of its main process.

A fan-out is kept as one object and cut into runs when a worker takes them. Single messages go first, then the newest fan-out: so nested
fan-outs are walked depth first, and what is open at a time stays small.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from time import time_ns

from .actions import Scatter
from .messages import Envelope, Item, Record


class Fan:
    """The elements of a map that no worker has taken yet: ranges of places in `items`."""

    __slots__ = ("body", "group", "items", "ranges", "refs", "sent", "service")

    def __init__(self, scatter: Scatter) -> None:
        self.group = scatter.group
        self.service = scatter.service
        self.body = scatter.body
        self.items = scatter.items
        self.refs = scatter.refs
        self.ranges: deque[tuple[int, int]] = deque([(0, len(scatter.items))])
        self.sent = time_ns()

    def envelope(self, at: int) -> Envelope:
        """The message of one element, by itself; its body is the id of the fan."""
        return Envelope(f"{self.group}:{at}", self.service, self.group, at, self.group, Item(at, self.items[at], None), self.refs)


class Run:
    """Neighbouring elements of a fan, in the hands of a worker."""

    __slots__ = ("fan", "first", "last")

    def __init__(self, fan: Fan, first: int, last: int) -> None:
        self.fan = fan
        self.first = first
        self.last = last

    def __len__(self) -> int:
        return self.last - self.first


class Single:
    """One message. `verdicts` are the outcomes of its calls that are known: the packed failure of the n-th one; `sent` is the time."""

    __slots__ = ("envelope", "sent", "verdicts")

    def __init__(self, envelope: Envelope, verdicts: dict[int, Record] | None = None) -> None:
        self.envelope = envelope
        self.verdicts = verdicts or {}
        self.sent = time_ns()

    def __len__(self) -> int:
        return 1


Work = Run | Single


class Ready:
    """Queues of a session."""

    def __init__(self) -> None:
        self._singles: dict[str, deque[Single]] = {}
        self._fans: list[Fan] = []
        self._later: list[tuple[int, int, Single]] = []
        self._count = 0

    def publish(self, envelope: Envelope, delay: int = 0) -> None:
        """Takes a message; it is ready in `delay` milliseconds."""
        if delay:
            self._count += 1
            heapq.heappush(self._later, (time_ns() + delay * 1_000_000, self._count, Single(envelope)))
        else:
            self.add(Single(envelope))

    def add(self, single: Single) -> None:
        """Takes a message at the end of its queue."""
        self._singles.setdefault(single.envelope.service, deque()).append(single)

    def scatter(self, scatter: Scatter) -> Fan:
        """Takes the elements of a map."""
        fan = Fan(scatter)
        self._fans.append(fan)
        return fan

    def give_back(self, work: Work) -> None:
        """Takes back, at the front, what a worker did not get to."""
        if isinstance(work, Single):
            self._singles.setdefault(work.envelope.service, deque()).appendleft(work)
            return
        work.fan.ranges.appendleft((work.first, work.last))
        if work.fan not in self._fans:
            self._fans.append(work.fan)

    def wake(self, woken: Callable[[str, int], None]) -> float | None:
        """Moves what is due to the queues, telling its service and -1; gives the seconds until the next pause ends."""
        now = time_ns()
        while self._later and self._later[0][0] <= now:
            single = heapq.heappop(self._later)[2]
            single.sent = now
            self.add(single)
            woken(single.envelope.service, -1)
        return (self._later[0][0] - now) / 1e9 if self._later else None

    @property
    def empty(self) -> bool:
        """Whether nothing is ready, now or later."""
        return not (self._fans or self._later or any(self._singles.values()))

    def services(self) -> list[str]:
        """The services that have something ready, in the order in which they are to be served."""
        names = [name for name, queue in self._singles.items() if queue]
        names += [fan.service for fan in reversed(self._fans)]
        return list(dict.fromkeys(names))

    def take_single(self, service: str) -> Single | None:
        """The next message of a service."""
        queue = self._singles.get(service)
        if not queue:
            return None
        single = queue.popleft()
        if not queue:
            del self._singles[service]
        return single

    def take_run(self, service: str, most: int) -> Run | None:
        """The next elements of the service's newest fan-out, `most` at most."""
        for at in range(len(self._fans) - 1, -1, -1):
            fan = self._fans[at]
            if fan.service == service:
                first, last = fan.ranges.popleft()
                end = min(last, first + most)
                if end < last:
                    fan.ranges.appendleft((end, last))
                if not fan.ranges:
                    del self._fans[at]
                return Run(fan, first, end)
        return None

    def drop(self, fan: Fan) -> None:
        """Forgets the rest of a fan-out that nothing waits for."""
        fan.ranges.clear()
        if fan in self._fans:
            self._fans.remove(fan)
