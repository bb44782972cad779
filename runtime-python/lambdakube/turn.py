"""One turn of the engine: the handling of one message, and what the steps of it share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import time_ns
from typing import Any, Protocol

from . import calls
from .actions import Action
from .calls import Call
from .codecs import Codec, Wire
from .descriptor import Program
from .failures import FailureRecord
from .messages import Raw, Record
from .path import Path
from .plan import Pipeline, Plan, Step


class Failed:
    """A failure as an outcome, with what only the engine knows: which call it was, and its earlier tries."""

    __slots__ = ("call", "record", "suppressed")

    def __init__(self, record: FailureRecord, call: Record | None = None, suppressed: Sequence[Record] = ()) -> None:
        self.record = record
        self.call = call
        self.suppressed = suppressed

    def pack(self) -> Record:
        """As JSON data: the record's own keys, `suppressed`, and `call`.

        `call` is `{service, host, inner, try, tries}`; `inner` says how many of the frames are the call's own.
        """
        data = self.record.pack()
        if self.call is not None:
            data["call"] = self.call
        if self.suppressed:
            data["suppressed"] = list(self.suppressed)
        return data

    @staticmethod
    def unpack(data: Record) -> Failed:
        """The inverse of `pack`."""
        return Failed(FailureRecord.unpack(data), data.get("call"), data.get("suppressed", ()))


Outcome = Raw | Failed

Logs = Sequence[tuple[int, str, str]]
"""Lines of the library's `log`: time in nanoseconds since 1970, level, text."""


class Calls(Protocol):
    """The calls into the program's code: the module `calls`, or what a test puts in its place."""

    def run_node(self, program: Program, service: str, arguments: Sequence[Wire], call: Call) -> Any: ...

    def run_glue(self, program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Any: ...

    def run_choose(self, program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Any: ...


class Tracer(Protocol):
    """Takes what becomes spans. It never raises, and never changes a result."""

    def enter(self, path: Path, step: Step, attempt: int) -> None:
        """A try of a call of a node begins; it ends with `call`."""

    def call(
        self, path: Path, step: Step, attempt: int, started: int, ended: int, failed: Failed | None, logs: Logs, arguments: Sequence[Wire]
    ) -> None:
        """A try of a call of a node has ended; `logs` are the lines that it logged, `arguments` what it was called with, if it was."""

    def frame(self, path: Path, pipeline: Pipeline, failed: Failed | None, logs: Logs) -> None:
        """A frame has ended; `pipeline` is the one that it was in at its end, `logs` are lines that its glue logged."""

    def note(self, path: Path, step: Step, count: int) -> bytes:
        """The start of a fan-out's span; comes back in `Store.arrive` when the fan-out is done."""


class NoTracer:
    """Traces nothing."""

    def enter(self, path: Path, step: Step, attempt: int) -> None:
        pass

    def call(
        self, path: Path, step: Step, attempt: int, started: int, ended: int, failed: Failed | None, logs: Logs, arguments: Sequence[Wire]
    ) -> None:
        pass

    def frame(self, path: Path, pipeline: Pipeline, failed: Failed | None, logs: Logs) -> None:
        pass

    def note(self, path: Path, step: Step, count: int) -> bytes:
        return b""


class Watch:
    """Sees each call into the program's code before it is made: for time limits, and to know what a lost process was at.

    `verdicts` are outcomes known beforehand: the n-th call of this turn was lost or took too long in another process.
    """

    __slots__ = ("calls", "verdicts")

    def __init__(self) -> None:
        self.calls = 0
        self.verdicts: Mapping[int, FailureRecord] = {}

    def enter(self, service: str) -> FailureRecord | None:
        """Before a call of a node (`service`) or of glue (empty); gives the outcome where it is known."""
        ordinal = self.calls
        self.calls += 1
        return self.verdicts.get(ordinal)

    def importing(self, started: bool) -> None:
        """Before and after the first import of an external's module."""


class Turn:
    """What a handler works with.

    `resolve` gives the bytes of a stored value, `out` collects the actions. `decoded` keeps stored values that are decoded: calls that get
    the very same object need not turn it into data classes again. Lines of the library's `log` go to `log` at once, and to the next span.
    """

    __slots__ = ("calls", "clock", "codec", "decoded", "host", "log", "logs", "out", "plan", "resolve", "tracer", "watch")

    def __init__(
        self,
        plan: Plan,
        codec: Codec,
        tracer: Tracer,
        watch: Watch,
        resolve: Callable[[str], bytes],
        calls: Calls = calls,
        host: str = "",
        clock: Callable[[], int] = time_ns,
        log: Callable[[str, str], None] | None = None,
    ) -> None:
        self.plan = plan
        self.codec = codec
        self.tracer = tracer
        self.watch = watch
        self.resolve = resolve
        self.calls = calls
        self.host = host
        self.clock = clock
        self.log = log
        self.logs: list[tuple[int, str, str]] = []
        self.decoded: dict[str, Wire] = {}
        self.out: list[Action] = []

    def bytes(self, raw: Raw) -> bytes:
        """A raw value with a reference looked up."""
        return self.resolve(raw) if isinstance(raw, str) else raw

    def values(self, known: dict[int, Raw], slots: Sequence[int]) -> list[Wire]:
        """The wire values of slots."""
        decode = self.codec.decode
        result = []
        for slot in slots:
            raw = known[slot]
            result.append(self._stored(raw) if isinstance(raw, str) else decode(raw))
        return result

    def _stored(self, ref: str) -> Wire:
        if ref not in self.decoded:
            self.decoded[ref] = self.codec.decode(self.resolve(ref))
        return self.decoded[ref]

    def call(self, path: Path, site: str) -> Call:
        """What a call into the program's code gets along."""
        return Call(lambda n: path.derive(f"{site}\nkey\n{n}"), self._logged, self.watch.importing)

    def _logged(self, level: str, text: str) -> None:
        self.logs.append((self.clock(), level, text))
        if self.log is not None:
            self.log(level, text)

    def take_logs(self) -> Logs:
        """What was logged since the last time."""
        if not self.logs:
            return ()
        logs, self.logs = self.logs, []
        return logs

    def glue(self, path: Path, step: Step, known: dict[int, Raw]) -> Any:
        """Runs the glue of a step: a wire value, for a choose `(branch, bound values)`, or a failure with the frames around it added."""
        outcome: Any = self.watch.enter("")
        if outcome is None:
            run = self.calls.run_choose if step.kind == "choose" else self.calls.run_glue
            inputs = self.values(known, step.arguments)
            outcome = run(self.plan.program, step.owner, step.index, inputs, self.call(path, step.site))
        return outcome
