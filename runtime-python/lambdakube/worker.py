"""A worker of the local run: takes batches of messages from the main process, gives back actions.

A batch is a list of items: single messages `(MESSAGE, body, patch, verdicts, sent)`, and runs of neighbouring elements of a fan-out
`(ELEMENTS, group, first, items, sent)`, whose shared message came once for all. Results are sent whenever some milliseconds have passed,
so that little is lost with a worker that dies.

Where a message is alone in its batch, and all that follows from it is one other message, the worker goes on with that at once. It tells
the main process first, so that a crash costs the call that it is at, not those before.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from time import monotonic_ns, time_ns
from typing import Any, Final, Protocol

from . import calls
from .actions import Action, Open, Put, Send
from .calls import with_large_stack
from .channel import encode, receive
from .codecs import MarshalCodec, Wire
from .engine import called, direct_message, element_frame, handle
from .events import flush_output
from .failures import FailureRecord
from .messages import Item, Message, Resume
from .notes import Notes, NotingWatch
from .packing import Body, Packed, pack_action, pack_run, unpack_message
from .plan import Plan, Step
from .span_file import SpanFile
from .spans import SpanMaker
from .steps import call_node
from .trunks import Trunks
from .turn import Calls, Failed, Logs, NoTracer, Tracer, Turn

MESSAGE, ELEMENTS = 0, 1
RESULT, LOG, FAULT, DISK, FOLLOWS = range(5)

_NONE: Final[dict[int, FailureRecord]] = {}

FLUSH: Final = 5_000_000
"""Nanoseconds after which results are sent, though the batch is not at its end."""


class Counts:
    """Counts ended calls a node: done, failed. Passes spans on."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self.note = tracer.note
        self.frame = tracer.frame
        self.enter = tracer.enter
        self.ended: dict[str, list[int]] = {}

    def call(
        self, path: Any, step: Step, attempt: int, started: int, ended: int, failed: Failed | None, logs: Logs, arguments: Sequence[Wire]
    ) -> None:
        counts = self.ended.get(step.service)
        if counts is None:
            counts = self.ended[step.service] = [0, 0]
        counts[failed is not None] += 1
        self._tracer.call(path, step, attempt, started, ended, failed, logs, arguments)


class Worker:
    """The loop of a worker process."""

    def __init__(
        self, plan: Plan, session: str, sock: socket.socket, notes: Notes, spans: SpanFile | None, host: str, using: Calls = calls
    ) -> None:
        self._plan = plan
        self._sock = sock
        self._notes = notes
        self._spans = spans
        self._maker = SpanMaker(plan, session, plan.program.digest, spans.add, time_ns) if spans else None
        self._counts = Counts(self._maker or NoTracer())
        self._watch = NotingWatch(plan.program, notes)
        self._fans: dict[str, Message] = {}
        self._values: dict[str, bytes] = {}
        self._trunks = Trunks()
        self._turn = Turn(plan, MarshalCodec(), self._counts, self._watch, self._values.__getitem__, using, host=host, log=self._log)
        self._actions: list[Packed] = []
        self._ran = 0
        self._flushed = 0

    def run(self) -> None:
        """Works until the main process closes its end."""
        with_large_stack(self._loop)

    def _loop(self) -> None:
        for number, items, fans, values, trunks, forgotten in receive(self._sock):
            for key in forgotten:
                self._forget(key)
            self._trunks.learn(trunks)
            for group, body in fans.items():
                self._fans[group] = unpack_message(body, self._trunks)
            self._values.update(values)
            self._batch(number, items)

    def _forget(self, key: str) -> None:
        self._fans.pop(key, None)
        self._values.pop(key, None)
        self._turn.decoded.pop(key, None)

    def _batch(self, number: int, items: Sequence[Any]) -> None:
        self._watch.batch = number
        self._ran = 0
        self._flushed = monotonic_ns()
        for item in items:
            if self._notes.stopped() >= number:
                break
            if self._maker:
                self._maker.sent = item[-1]
            if item[0] == ELEMENTS:
                if not self._elements(number, item[1], item[2], item[3]):
                    break
            else:
                self._message(item[1], item[2], item[3])
                self._follow(number, len(items))
            if monotonic_ns() - self._flushed > FLUSH:
                self._flush(number, ended=False)
        self._watch.leave()
        self._flush(number, ended=True)

    def _message(self, body: Body | str, patch: Any, verdicts: dict[int, Any]) -> None:
        self._watch.begin(self._ran, {call: FailureRecord.unpack(record) for call, record in verdicts.items()})
        message = self._fans[body] if isinstance(body, str) else unpack_message(body, self._trunks)
        added = None if patch is None else Item(*patch) if len(patch) == 3 else Resume(*patch)
        handle(self._turn, message, added)
        self._ran += 1

    def _follow(self, number: int, items: int) -> None:
        """Goes on with the message that follows from the only one of a batch."""
        out = self._turn.out
        while items == 1 and out and monotonic_ns() - self._flushed < FLUSH:
            last = out[-1]
            if not isinstance(last, Send) or last.delay or not all(isinstance(action, (Open, Put)) for action in out[:-1]):
                break
            if self._plan.program.service(last.envelope.service).concurrency or last.envelope.refs:
                break
            message = last.envelope.body
            actions = self._packed(out)
            self._sock.sendall(encode((FOLLOWS, number, actions, self._counts.ended, self._trunks.take_new())))
            self._counts.ended = {}
            out.clear()
            if self._maker:
                self._maker.sent = 0
            self._watch.begin(0, _NONE)
            handle(self._turn, message)
        self._take()

    def _elements(self, number: int, group: str, first: int, items: Sequence[bytes]) -> bool:
        """A run of elements; False where the worker was asked to stop."""
        fan = self._fans[group]
        pipeline = self._plan.pipeline(fan.pipeline)
        turn, watch, stopped = self._turn, self._watch, self._notes.stopped
        direct = pipeline.direct if pipeline.only else None
        raws: list[bytes] = []
        for at, raw in enumerate(items, first):
            if stopped() >= number:
                self._run_of(group, at, raws)
                return False
            watch.begin(self._ran, _NONE)
            item = Item(at, raw, None)
            if direct is None:
                handle(turn, fan, item)
                self._take()
            else:
                frame = element_frame(self._plan, fan, item)
                outcome = call_node(turn, frame.path, direct, frame.known, ())
                if isinstance(outcome, Failed):
                    self._run_of(group, at, raws)
                    called(turn, frame, direct_message(frame, direct), direct, outcome)
                    self._take()
                else:
                    raws.append(turn.bytes(outcome))
            self._ran += 1
            if monotonic_ns() - self._flushed > FLUSH:
                self._run_of(group, at + 1, raws)
                self._flush(number, ended=False)
        self._run_of(group, first + len(items), raws)
        return True

    def _run_of(self, group: str, end: int, raws: list[bytes]) -> None:
        if raws:
            self._actions.append(pack_run(group, end - len(raws), list(raws)))
            raws.clear()

    def _take(self) -> None:
        self._actions += self._packed(self._turn.out)
        self._turn.out.clear()

    def _packed(self, actions: Sequence[Action]) -> list[Packed]:
        return [pack_action(action, self._trunks) for action in actions]

    def _flush(self, number: int, *, ended: bool) -> None:
        """Sends what is done, its spans written before: whoever reads the result of a session finds them."""
        flush_output()
        if self._spans:
            try:
                self._spans.flush()
            except OSError as error:
                self._sock.sendall(encode((DISK, str(error))))
        self._sock.sendall(encode((RESULT, number, self._ran, self._actions, self._counts.ended, self._trunks.take_new(), ended)))
        self._actions = []
        self._counts.ended = {}
        self._flushed = monotonic_ns()

    def _log(self, level: str, text: str) -> None:
        self._sock.sendall(encode((LOG, level, text)))


class Works(Protocol):
    """What runs in a worker process."""

    def run(self) -> None:
        """Works until the main process closes its end."""


def work(make: Callable[[], Works], sock: socket.socket) -> None:
    """Runs a worker in a forked process, and ends the process."""
    status = 0
    try:
        make().run()
    except (BrokenPipeError, ConnectionResetError):
        pass
    except BaseException as error:
        status = 70
        import traceback

        text = "".join(traceback.format_exception(error))
        try:
            sock.sendall(encode((FAULT, text)))
        except OSError:
            status = 71
    finally:
        os._exit(status)
