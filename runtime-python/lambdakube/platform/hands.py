"""The worker processes of a service, as its event loop sees them: what each has at hand, and what becomes of it."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, monotonic_ns
from typing import Any, Final

from nats.aio.msg import Msg

from ..actions import Action
from ..channel import encode
from ..failures import FailureRecord, Frame
from ..local import duration
from ..messages import Record
from ..notes import IDLE, Notes
from ..pool import Forks, Process
from .tracer import SpanCounts
from .wire import Head
from .worker import FAULT, LOG, UNUSABLE, Ended, Worker, unpack

AIM: Final = 4_000_000
"""Nanoseconds that a batch is to take."""

MOST: Final = 500
"""Most messages of a batch."""

BURIALS: Final = 10
"""Workers that may end over one message, beside the calls of it that they are known to be at."""

WATCH: Final = 0.02
"""Seconds between looks at what workers are at."""

STUCK: Final = 20_000_000
"""Nanoseconds after which what waits behind a call is given to a worker that has nothing to do."""

SLOW: Final = 100_000_000
"""Nanoseconds of a message above which none is fetched before a worker is free for it: another process of the service may be."""


class Held:
    """A message in the hands of the service. `verdicts` are outcomes of its calls that are known (WorkerLost, Timeout)."""

    __slots__ = ("burials", "data", "head", "message", "since", "values", "verdicts")

    def __init__(self, message: Msg, head: Head, data: bytes) -> None:
        self.message = message
        self.head = head
        self.data = data
        self.values: dict[str, bytes] = {}
        self.verdicts: dict[int, Record] = {}
        self.burials = 0
        self.since = monotonic()


class _Batch:
    __slots__ = ("done", "held", "number", "sent")

    def __init__(self, number: int, held: list[Held]) -> None:
        self.number = number
        self.held = held
        self.done = 0
        self.sent = monotonic_ns()


Logged = Callable[[str, int, str, str, dict[str, Any]], None]
"""Takes a line that the program's code has written: session, nanoseconds since 1970, level, text, and where it comes from."""

Took = Callable[[Held, list[Action], Ended], None]

Bad = Callable[[Held, str, str, list[Frame]], None]
"""Hears of a message that ends its session: for which reason, a text, and the frames where it stands."""


class Hands:
    """Gives messages to workers, in batches of some milliseconds, and their actions to `took`. `values` looks up what messages refer to."""

    def __init__(self, make: Callable[[socket.socket, Notes], Worker], count: int, took: Took, bad: Bad) -> None:
        self._forks = Forks(make, lambda: ())
        self._count = count
        self._took = took
        self._bad = bad
        self._queue: deque[Held] = deque()
        self._workers: list[Process] = []
        self._batches: dict[int, deque[_Batch]] = {}
        self._number = 0
        self._cost = 0.0
        self._task: asyncio.Task[None] | None = None
        self.log: Logged = lambda session, time, level, text, known: None
        self._spans = SpanCounts()
        self.restarts = 0
        """Workers that were replaced."""

    def start(self) -> None:
        """Forks the workers."""
        for _ in range(self._count):
            self._grow()
        self._task = asyncio.create_task(self._watch())

    async def stop(self, patience: float = 0.0) -> None:
        """Ends the workers. Those that are at nothing have `patience` seconds to send their spans."""
        if self._task:
            self._task.cancel()
        for worker in self._workers:
            asyncio.get_running_loop().remove_reader(worker.sock)
            asyncio.get_running_loop().remove_writer(worker.sock)
            with suppress(OSError):
                worker.sock.shutdown(socket.SHUT_WR)
        until = monotonic() + patience
        waited = list(self._workers)
        while waited and monotonic() < until:
            await asyncio.sleep(0.01)
            waited = [worker for worker in waited if not worker.gone()]
        for worker in self._workers:
            worker.kill()
            self._end(worker)
        self._workers.clear()

    def _end(self, worker: Process) -> str:
        """What there is to do for a worker that has ended; says how it has."""
        ended = worker.reap()
        self._spans = self._spans.plus(SpanCounts(*worker.notes.spans()).over())
        worker.close()
        return ended

    @property
    def spans(self) -> SpanCounts:
        """What has become of the spans of all workers, those that have ended included."""
        found = self._spans
        for worker in self._workers:
            found = found.plus(SpanCounts(*worker.notes.spans()))
        return found

    @property
    def held(self) -> int:
        """How many messages wait or are worked on."""
        return len(self._queue) + sum(len(batch.held) - batch.done for batches in self._batches.values() for batch in batches)

    @property
    def room(self) -> int:
        """How many messages more are good to have."""
        each = 1 if self._cost > SLOW else 2 * self._size()
        return max(0, each * self._count - self.held)

    def give(self, held: Held) -> None:
        """Takes a message, with the stored values that it refers to."""
        self._queue.append(held)
        self._dispatch()

    def _size(self) -> int:
        return 1 if not self._cost else max(1, min(MOST, int(AIM / self._cost)))

    def _grow(self) -> None:
        worker = self._forks.fork(self._workers)
        self._workers.append(worker)
        self._batches[worker.pid] = deque()
        asyncio.get_running_loop().add_reader(worker.sock, self._read, worker)

    def _dispatch(self) -> None:
        # First to those who have nothing at hand: behind a call that takes long others would wait for it.
        for most in (1, 2):
            for worker in self._workers:
                batches = self._batches[worker.pid]
                while self._queue and len(batches) < most and (not batches or self._cost < AIM):
                    self._send(worker, batches)

    def _send(self, worker: Process, batches: deque[_Batch]) -> None:
        size = min(self._size(), max(1, -(-len(self._queue) // len(self._workers))))
        taken = [self._queue.popleft() for _ in range(min(size, len(self._queue)))]
        values: dict[str, bytes] = {}
        for held in taken:
            values.update(held.values)
        self._number += 1
        batch = _Batch(self._number, taken)
        batches.append(batch)
        try:
            worker.outgoing.send(encode((batch.number, [(held.data, held.verdicts) for held in batch.held], values)))
        except OSError:
            return  # its end is seen when its socket is read
        self._mind(worker)

    def _mind(self, worker: Process) -> None:
        loop = asyncio.get_running_loop()
        if worker.outgoing.waiting:
            loop.add_writer(worker.sock, self._write, worker)
        else:
            loop.remove_writer(worker.sock)

    def _write(self, worker: Process) -> None:
        try:
            worker.outgoing.flush()
        except OSError:
            worker.outgoing = type(worker.outgoing)(worker.sock)
        self._mind(worker)

    def _read(self, worker: Process) -> None:
        try:
            data = worker.sock.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._bury(worker)
            return
        self._frames(worker, data)
        self._dispatch()

    def _frames(self, worker: Process, data: bytes) -> None:
        for kind, *rest in worker.incoming.feed(data):
            if kind == LOG:
                self.log(*rest)
                continue
            if kind == FAULT:
                self.log("", 0, "error", "a worker failed", {"detail": rest[0]})
                continue  # its end follows
            batch = self._batches[worker.pid][0]
            if kind == UNUSABLE:
                _, at, reason, text, frames = rest
                if at >= len(batch.held):
                    continue
                batch.done = at + 1
                self._bad(batch.held[at], reason, text, frames)
                continue
            _, results, ended = rest
            for at, actions, counts in results:
                if at >= len(batch.held):
                    break  # it was begun in the moment in which it was given to another
                batch.done = at + 1
                self._took(batch.held[at], [unpack(action) for action in actions], counts)
            if ended:
                self._ended(self._batches[worker.pid], batch)

    def _ended(self, batches: deque[_Batch], batch: _Batch) -> None:
        batches.popleft()
        now = monotonic_ns()
        if batch.done:
            cost = max((now - batch.sent) / batch.done, 1000.0)
            self._cost = cost if not self._cost or cost > self._cost * 4 else self._cost * 0.7 + cost * 0.3
        if batches:
            batches[0].sent = now
        # What a worker was asked to leave.
        for held in reversed(batch.held[batch.done :]):
            self._queue.appendleft(held)

    def drop(self, held: Held) -> bool:
        """Nothing waits for a message any more: it is not worked on, and what works on it is ended. False where it is done already."""
        if held in self._queue:
            self._queue.remove(held)
            return True
        for worker in list(self._workers):
            if self._at(worker) is held:
                worker.kill()
                self._bury(worker)
                return True
        return False

    def working(self) -> list[Held]:
        """The messages that workers are at now."""
        return [held for held in map(self._at, self._workers) if held is not None]

    def _at(self, worker: Process) -> Held | None:
        at = self._place(worker)
        return None if at is None else self._batches[worker.pid][0].held[at]

    def _place(self, worker: Process) -> int | None:
        """Which message of its first batch a worker is at."""
        note = worker.notes.read()
        batches = self._batches[worker.pid]
        if note is None or note.at == IDLE or not batches or batches[0].number != note.batch or note.at >= len(batches[0].held):
            return None
        return note.at

    async def _watch(self) -> None:
        """Ends calls that take too long, and takes back what waits behind calls where a worker has nothing to do."""
        while True:
            await asyncio.sleep(WATCH)
            now = monotonic_ns()
            for worker in list(self._workers):
                note = worker.notes.read()
                if note is None or note.at == IDLE:
                    continue
                if note.limit and now - note.started > note.limit * 1_000_000:
                    worker.kill(FailureRecord("Timeout", f"timed out after {duration(note.limit)}").pack())
                    self._bury(worker)
                elif now - note.started > STUCK and not self._queue and not all(self._batches.values()):
                    self._recall(worker)

    def _recall(self, worker: Process) -> None:
        """Takes back what waits behind the message that a worker is at."""
        batches = self._batches[worker.pid]
        at = self._place(worker)
        if at is None or (len(batches) == 1 and len(batches[0].held) == at + 1):
            return
        worker.notes.stop(batches[-1].number)
        if self._place(worker) != at:
            worker.notes.stop(0)
            return
        for batch in reversed(batches):
            kept = at + 1 if batch is batches[0] else 0
            self._queue.extendleft(reversed(batch.held[kept:]))
            del batch.held[kept:]
        self._dispatch()

    def _bury(self, worker: Process) -> None:
        """A worker has ended: the call that it was at is lost, everything else that it held is done by others."""
        if worker not in self._workers:
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(worker.sock)
        loop.remove_writer(worker.sock)
        worker.drain(lambda data: self._frames(worker, data))
        note = worker.notes.last()
        ended = self._end(worker)
        self._workers.remove(worker)
        batches = self._batches.pop(worker.pid)
        if batches and batches[0].done < len(batches[0].held) and (note.batch != batches[0].number or note.at < batches[0].done):
            batches[0].held[batches[0].done].burials += 1
        for batch in reversed(batches):
            for at in range(len(batch.held) - 1, batch.done - 1, -1):
                held = batch.held[at]
                if batch.number == note.batch and at == note.at:
                    if worker.doomed and worker.doom is None:
                        continue  # nothing waits for it
                    record = worker.doom if worker.doomed else FailureRecord("WorkerLost", f"worker lost ({ended})").pack()
                    assert record is not None
                    held.burials += note.call in held.verdicts
                    held.verdicts = {**held.verdicts, note.call: record}
                if held.burials > BURIALS:
                    self._bad(held, "poison", f"{BURIALS} workers have ended over it ({ended})", [])
                else:
                    self._queue.appendleft(held)
        self.restarts += 1
        self._grow()
        self._dispatch()
