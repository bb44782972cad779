"""The main process of a local run: broker, store, packers and keeper in one, beside a pool of warm workers.

It never looks into messages and values. It hands out batches, carries out the actions that come back, and watches over the workers: one
that dies, hangs or takes too long costs the call that it is at, and nothing else.
"""

from __future__ import annotations

import selectors
from collections.abc import Callable, Sequence
from time import monotonic_ns
from typing import Any, Final

from .actions import Arrive, End, Scatter
from .batching import Batch, Batching
from .carry import carry_out
from .codecs import MarshalCodec
from .failures import FailureRecord
from .memory_store import MemoryStore
from .messages import Envelope
from .notes import IDLE
from .packing import ARRIVE, RUN, SEND, Packed, unpack_action
from .plan import Plan
from .pool import Forks, Process
from .processors import Load
from .progress import Progress
from .ready import Fan, Ready, Run, Single, Work
from .store import Arrival
from .trunks import Trunk
from .worker import DISK, ELEMENTS, FAULT, FOLLOWS, LOG, MESSAGE

STUCK: Final = 50_000_000
"""Nanoseconds in one call after which the work behind it is taken back."""

TICK: Final = 0.02
"""Seconds between looks at workers that are busy."""


class Fault(Exception):
    """A fault of the runtime itself, with the traceback of the worker that had it."""


class Full(Exception):
    """Spans cannot be written."""


class LocalRun:
    """Runs one session. `notes` takes the notes of fan-outs that are done, `log` lines of the program's log."""

    def __init__(
        self, plan: Plan, session: str, forks: Forks, most: int, notes: Callable[[bytes], None], log: Callable[[str, str], None]
    ) -> None:
        self.progress = Progress(plan.program)
        self.selector = selectors.DefaultSelector()
        self._plan = plan
        self._session = session
        self._forks = forks
        self._most = most
        self._notes = notes
        self._log = log
        self._store = MemoryStore(MarshalCodec().pack)
        self._ready = Ready()
        self._workers: list[Process] = []
        self._fans: dict[str, Fan] = {}
        self._trunks: dict[bytes, Trunk] = {}
        self._batching = Batching(plan, session, self._store, self._ready)
        self._lost = 0
        self._load = Load()
        self.grow()

    # Publishing: what `carry_out` asks of a broker.

    def publish(self, envelope: Envelope, delay: int = 0) -> None:
        """Takes a message."""
        if delay:
            self.progress.again(envelope.service, 1)
        else:
            self.progress.asked(envelope.service, 1)
        self._ready.publish(envelope, delay)

    def scatter(self, scatter: Scatter) -> tuple[()]:
        """Takes the elements of a map."""
        self.progress.asked(scatter.service, len(scatter.items))
        fan = self._ready.scatter(scatter)
        self._fans[scatter.group] = fan
        return ()

    # The loop.

    def step(self, most: float) -> End | None:
        """Hands out what is ready, and waits for what comes of it, `most` seconds at most; gives the session's end where it has come."""
        pause = self._ready.wake(self.progress.again)
        self._dispatch()
        if self._ready.empty and not any(worker.batches for worker in self._workers) and self._store.ended(self._session) is None:
            raise Fault("nothing is left to do, and the session has not ended")
        waits = [most] + [TICK] * any(worker.batches for worker in self._workers) + ([pause] if pause is not None else [])
        for key, mask in self.selector.select(min(waits)):
            worker = key.data
            if isinstance(worker, Process):
                if mask & selectors.EVENT_WRITE:
                    self._write(worker)
                if mask & selectors.EVENT_READ:
                    self._read(worker)
            else:
                worker()
        self._watch()
        return self._store.ended(self._session)

    def grow(self) -> Process:
        """One worker more."""
        worker = self._forks.fork(self._workers)
        self._workers.append(worker)
        self.selector.register(worker.sock, selectors.EVENT_READ, worker)
        return worker

    def close(self) -> None:
        """Ends all workers."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.reap()
            worker.close()
        self._workers.clear()

    # Handing out.

    def _dispatch(self) -> None:
        for worker in self._free():
            batch = self._batching.next(busy=bool(worker.batches))
            if batch is None:
                return
            self._send(worker, batch)

    def _free(self) -> Any:
        """Workers that can take a batch, idle ones first; new ones are forked up to the number of processors."""
        for worker in list(self._workers):
            if not worker.batches:
                yield worker
        while len(self._workers) < min(self._most, self._load.processors) and self._batching.services():
            yield self.grow()
        for worker in list(self._workers):
            if len(worker.batches) == 1 and self._batching.quick(worker.batches[0].service):
                yield worker

    def _alive(self, envelope: Envelope) -> bool:
        return self._store.alive(self._session, envelope.group, envelope.slot)

    def _send(self, worker: Process, batch: Batch) -> None:
        items: list[Any] = []
        fans: dict[str, Any] = {}
        values: dict[str, bytes] = {}
        trunks: list[Trunk] = []
        for each in batch.works:
            if isinstance(each, Run):
                fan = each.fan
                items.append((ELEMENTS, fan.group, each.first, fan.items[each.first : each.last], fan.sent))
                refs, group = fan.refs, fan.group
            else:
                envelope = each.envelope
                self._add_trunks(worker, envelope.body, trunks)
                patch = tuple(envelope.patch) if envelope.patch is not None else None
                items.append((MESSAGE, envelope.body, patch, each.verdicts, each.sent))
                refs, group = envelope.refs, envelope.body if isinstance(envelope.body, str) else ""
            if group and group not in worker.fans:
                worker.fans.add(group)
                fans[group] = self._fans[group].body
                self._add_trunks(worker, fans[group], trunks)
            for ref in refs:
                if ref not in worker.values:
                    worker.values.add(ref)
                    values[ref] = self._store.get(self._session, ref)
        try:
            worker.send(batch, items, fans, values, trunks)
        except OSError:
            return  # its end is seen when its socket is read
        self._mind(worker)

    def _add_trunks(self, worker: Process, body: Any, trunks: list[Trunk]) -> None:
        """Adds the trunks of a message's path that a worker does not know, outer ones first."""
        id = body[1] if isinstance(body, tuple) else b""
        missing = []
        while id and id not in worker.trunks:
            worker.trunks.add(id)
            missing.append(self._trunks[id])
            id = missing[-1][1]
        trunks += reversed(missing)

    def _learn(self, worker: Process, trunks: Sequence[Trunk]) -> None:
        for trunk in trunks:
            self._trunks[trunk[0]] = trunk
            worker.trunks.add(trunk[0])

    def _mind(self, worker: Process) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.outgoing.waiting else 0)
        self.selector.modify(worker.sock, events, worker)

    def _write(self, worker: Process) -> None:
        try:
            worker.outgoing.flush()
            self._mind(worker)
        except OSError:
            pass  # its end is seen when its socket is read

    # What comes back.

    def _read(self, worker: Process) -> None:
        if worker not in self._workers:
            return
        try:
            data = worker.sock.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(worker, data)
        else:
            self._bury(worker)

    def _take(self, worker: Process, data: bytes) -> None:
        for kind, *rest in worker.incoming.feed(data):
            if kind == LOG:
                self._log(*rest)
            elif kind == FAULT:
                raise Fault(rest[0])
            elif kind == DISK:
                raise Full(rest[0])
            elif kind == FOLLOWS:
                self._follows(worker, *rest)
            else:
                self._result(worker, *rest)

    def _result(
        self, worker: Process, number: int, ran: int, actions: list[Packed], ended: dict[str, Any], trunks: list[Trunk], last: bool
    ) -> None:
        batch = worker.batches[0]
        self._learn(worker, trunks)
        assert batch.number == number
        batch.ran = ran
        self.progress.ended(ended)
        for packed in actions:
            self._carry(packed)
        if last:
            worker.batches.popleft()
            now = monotonic_ns()
            self._batching.ended(batch, now - worker.free)
            worker.free = now
            if ran < batch.kept:
                self._give_back(batch.part(ran, batch.kept))

    def _follows(self, worker: Process, number: int, actions: list[Packed], ended: dict[str, Any], trunks: list[Trunk]) -> None:
        """A worker is done with the only message of its batch, and goes on with the one that follows."""
        batch = worker.batches[0]
        self._learn(worker, trunks)
        self.progress.ended(ended)
        for packed in actions[:-1]:
            self._carry(packed)
        _, id, service, group, slot, body, refs, _ = actions[-1]
        self.progress.asked(service, 1)
        batch.works = [Single(Envelope(id, service, group, slot, body, None, refs))]

    def _give_back(self, works: list[Work]) -> None:
        for each in reversed(works):
            self._ready.give_back(each)

    def _carry(self, packed: Packed) -> None:
        kind = packed[0]
        if kind == RUN:
            self._arrived(self._store.arrive_run(self._session, packed[1], packed[2], packed[3]))
        elif kind == ARRIVE:
            self._arrived(self._store.arrive(self._session, [Arrive(*packed[1:])]))
        elif kind == SEND and not packed[7]:
            self.publish(Envelope(packed[1], packed[2], packed[3], packed[4], packed[5], None, packed[6]))
        else:
            for _ in carry_out(self._session, self._store, self, [unpack_action(packed)], self._notes):
                pass

    def _arrived(self, arrival: Arrival) -> None:
        for envelope in arrival.ready:
            self.publish(envelope)
        self._store.confirm(self._session, arrival.closing)
        for note in arrival.done:
            self._notes(note)
        for group in arrival.closed:
            fan = self._fans.pop(group, None)
            if fan is not None:
                self._ready.drop(fan)
            for worker in self._workers:
                worker.forget(group)

    # Watching over the workers.

    def _watch(self) -> None:
        """Ends calls that take too long or that nothing waits for, takes back what waits behind a long one, grows the pool."""
        now = monotonic_ns()
        waiting = bool(self._batching.services())
        for worker in list(self._workers):
            if not worker.batches:
                continue
            note, batch = worker.notes.read(), worker.batches[0]
            if (
                note is None
                or note.at == IDLE
                or note.batch != batch.number
                or (now - note.started < STUCK and not 0 < note.limit * 1_000_000 < STUCK)
            ):
                continue
            if note.limit and now - note.started > note.limit * 1_000_000:
                worker.kill(FailureRecord("Timeout", f"timed out after {duration(note.limit)}").pack())
                self._bury(worker)
            elif not self._wanted(batch, note.at):
                if waiting and len(self._workers) >= self._most:
                    worker.kill()
                    self._bury(worker)
            else:
                self._recall(worker, note.at)
        if (
            waiting
            and len(self._workers) < self._most
            and all(worker.batches for worker in self._workers)
            and self._load.spare([worker.pid for worker in self._workers])
        ):
            self.grow()

    def _wanted(self, batch: Batch, at: int) -> bool:
        part = batch.part(at, at + 1)
        return bool(part) and self._alive(_single(part[0]).envelope)

    def _recall(self, worker: Process, at: int) -> None:
        """Takes back what waits behind the call that a worker is at."""
        last = worker.batches[-1]
        if worker.batches[0].kept <= at + 1 and len(worker.batches) == 1:
            return
        worker.notes.stop(last.number)
        first = worker.batches[0]
        note = worker.notes.read()
        if note is None or (note.batch, note.at) != (first.number, at):
            worker.notes.stop(0)
            return
        for batch in reversed(worker.batches):
            kept = at + 1 if batch is first else 0
            if kept < batch.kept:
                self._give_back(batch.part(kept, batch.kept))
                batch.kept = kept

    def _bury(self, worker: Process) -> None:
        """A worker has ended: the call that it was at is lost, everything else that it held is done by others."""
        worker.drain(lambda data: self._take(worker, data))
        ended = worker.reap()
        self.selector.unregister(worker.sock)
        self._workers.remove(worker)
        note = worker.notes.last()
        for number, batch in enumerate(worker.batches):
            self._batching.lost(batch)
            blamed = note.at if not number and note.batch == batch.number and batch.ran <= note.at < batch.kept else None
            if blamed is None:
                self._give_back(batch.part(batch.ran, batch.kept))
                continue
            self._give_back(batch.part(blamed + 1, batch.kept))
            record = worker.doom if worker.doomed else FailureRecord("WorkerLost", f"worker lost ({ended})").pack()
            if record is not None:
                blame = _single(batch.part(blamed, blamed + 1)[0])
                blame.verdicts = {**blame.verdicts, note.call: record}
                self._ready.give_back(blame)
            self._give_back(batch.part(batch.ran, blamed))
        self._lost = 0 if note.at != IDLE else self._lost + 1
        worker.close()
        if self._lost > 20:
            raise Fault(f"workers end before they begin ({ended})")
        if not self._workers:
            self.grow()


def duration(milliseconds: int) -> str:
    """A time as the language writes it: `10s`, `200ms`."""
    for unit, size in (("h", 3_600_000), ("m", 60_000), ("s", 1000)):
        if milliseconds % size == 0:
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"


def _single(work: Work) -> Single:
    return work if isinstance(work, Single) else Single(work.fan.envelope(work.first))
