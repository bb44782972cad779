"""A worker of a service: takes batches of messages as they came from the broker, gives back the actions of each.

Values and messages are JSON; between this process and its main process they pass as bytes that only this one reads.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from time import monotonic_ns, time_ns
from typing import Any, Final

from .. import calls
from ..actions import Action, Arrive, Chain, End, Open, Put, Scatter, Send
from ..calls import Call, with_large_stack
from ..channel import encode, receive
from ..codecs import JsonCodec
from ..engine import handle
from ..events import flush_output
from ..failures import FailureRecord, Frame
from ..messages import Envelope
from ..notes import Notes, NotingWatch
from ..path import Path
from ..plan import Plan
from ..report import report
from ..turn import Calls, Failed, NoTracer, Turn
from ..worker import Counts
from .limits import LimitPassed, Limits
from .log import Printed
from .places import check_path, frames_at
from .tracer import Tracer
from .wire import WireError, read, write_body

RESULT, LOG, FAULT, UNUSABLE = range(4)
KINDS: Final = (Send, Open, Scatter, Chain, Arrive, Put, End)
NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
SEND: Final = NUMBERS[Send]

FLUSH: Final = 2_000_000
"""Nanoseconds after which results are sent, though the batch is not at its end."""

Packed = tuple[Any, ...]
Ended = dict[str, list[int]]
"""Calls that ended: service to how many are done, and failed."""


class _Turn(Turn):
    """Knows which call of the program's code it is at, for lines of the log."""

    __slots__ = ("at", "tries")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.at: tuple[Path, str] | None = None
        self.tries = 0

    def call(self, path: Path, site: str) -> Call:
        self.at = (path, site)
        return super().call(path, site)

    def where(self) -> dict[str, Any]:
        """Service, step, path and span of the call."""
        if self.at is None:
            return {}
        path, site = self.at
        step = self.plan.step(site)
        service = step.service or self.plan.pipeline(step.owner).service
        span = path.derive(f"{site}\ntry\n{self.tries + 1}") if step.service else path.span()
        return {"service": service, "path": path.to_json(), "step": site, "span": span}


class Worker:
    """The loop of a worker process."""

    def __init__(
        self,
        plan: Plan,
        sock: socket.socket,
        notes: Notes,
        host: str,
        using: Calls = calls,
        tracer: Tracer | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._plan = plan
        self._limits = limits or Limits()
        self._sock = sock
        self._notes = notes
        self._build = plan.program.digest
        self._watch = NotingWatch(plan.program, notes)
        self._values: dict[str, bytes] = {}
        self._session = ""
        self._tracer = tracer
        self._maker = tracer.maker(plan) if tracer else None
        self._counts = Counts(self._maker or NoTracer())
        self._turn = _Turn(plan, JsonCodec(), self._counts, self._watch, self._values.__getitem__, using, host=host, log=self._log)
        self._results: list[tuple[int, list[Packed], Ended]] = []
        self._printed = Printed(lambda line: None)

    def run(self) -> None:
        """Works until the main process closes its end."""
        self._printed = Printed(lambda line: self._log("info", line, source="output"))
        sys.stdout = sys.stderr = self._printed
        with_large_stack(self._loop)
        if self._tracer:
            self._tracer.close()

    def _loop(self) -> None:
        for number, items, values in receive(self._sock):
            self._values.clear()
            self._values.update(values)
            self._turn.decoded.clear()
            self._batch(number, items)

    def _batch(self, number: int, items: Sequence[tuple[bytes, dict[int, Any]]]) -> None:
        self._watch.batch = number
        flushed = monotonic_ns()
        for at, (data, verdicts) in enumerate(items):
            if self._notes.stopped() >= number:
                break
            self._watch.begin(at, {call: FailureRecord.unpack(record) for call, record in verdicts.items()})
            self._message(number, at, data)
            if monotonic_ns() - flushed > FLUSH:
                self._flush(number, ended=False)
                flushed = monotonic_ns()
        self._watch.leave()
        self._flush(number, ended=True)

    def _message(self, number: int, at: int, data: bytes) -> None:
        try:
            session, message, patch, sent = read(data)
        except WireError as error:
            self._unusable(number, at, "poison", str(error), [])
            return
        self._session = session
        self._turn.at, self._turn.tries = None, len(message.tries)
        if self._maker:
            self._maker.begin(session)
            self._maker.sent = sent * 1_000_000
        try:
            check_path(self._plan, message.path)
            handle(self._turn, message, patch)
            self._limits.check(self._turn.out)
        except LimitPassed as passed:
            self._unusable(number, at, "limit", str(passed), frames_at(self._plan, message, patch, passed.site))
            return
        except Exception as error:  # it says what the program does not have: made by another build, or by nobody
            self._unusable(number, at, "poison", f"it does not fit the program ({type(error).__name__}: {error})"[:500], [])
            return
        self._printed.end()
        actions = [self._reported(action) for action in self._turn.out]
        traced = self._maker is not None and self._maker.sampled
        self._results.append((at, [pack(session, self._build, action, traced=traced) for action in actions], self._counts.ended))
        self._counts.ended = {}
        self._turn.out.clear()

    def _unusable(self, number: int, at: int, reason: str, text: str, frames: list[Frame]) -> None:
        """Nothing that was brought about by a message is done: its session ends."""
        self._printed.end()
        self._turn.out.clear()
        self._turn.logs.clear()
        self._counts.ended = {}
        # What was done before is told first: places in a batch only grow.
        self._flush(number, ended=False)
        self._sock.sendall(encode((UNUSABLE, number, at, reason, text, frames)))

    def _reported(self, action: Action) -> Action:
        """A session's failure is kept as it is shown, with its facts: whoever reads it has no program at hand."""
        if not isinstance(action, End) or not action.failed:
            return action
        codec = self._turn.codec
        return End(True, codec.encode(report(self._plan.program, Failed.unpack(codec.decode(action.raw)))))

    def _flush(self, number: int, *, ended: bool) -> None:
        """Sends what is done, its spans given on before: they leave even if this process is ended now."""
        flush_output()
        if self._tracer:
            self._tracer.flush()
        self._sock.sendall(encode((RESULT, number, self._results, ended)))
        self._results = []

    def _log(self, level: str, text: str, **known: str) -> None:
        self._sock.sendall(encode((LOG, self._session, time_ns(), level, text, {**self._turn.where(), **known})))


def pack(session: str, build: str, action: Action, *, traced: bool = False) -> Packed:
    """An action as a tuple; the message in it as its text, open at its end. `traced`: messages name the span around them."""
    kind = NUMBERS[type(action)]
    if isinstance(action, Send):
        envelope = action.envelope
        body = write_body(session, build, envelope, traced=traced)
        return kind, envelope.id, envelope.service, envelope.group, envelope.slot, body, envelope.refs, action.delay
    if isinstance(action, (Open, Scatter, Chain)):
        waiting = action.parent if isinstance(action, Open) else action.group
        envelope = Envelope(action.group, action.service, waiting, action.slot, action.body)
        body = write_body(session, build, envelope, traced=traced)
        return kind, *action._replace(body=body)
    return kind, *action


def unpack(packed: Packed) -> Action:
    """The inverse of `pack`; messages stay text."""
    kind, *rest = packed
    if kind == SEND:
        id, service, group, slot, body, refs, delay = rest
        return Send(Envelope(id, service, group, slot, body, None, refs), delay)
    made: Action = KINDS[kind](*rest)
    return made
