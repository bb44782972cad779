"""What a step does, the same in direct evaluation and in a run by messages: glue, choices, tail calls, calls of nodes."""

from __future__ import annotations

from collections.abc import Sequence

from .codecs import Wire
from .failures import FailureRecord, failure_data
from .messages import NO_FAILURE, Raw, Record
from .path import NESTING_LIMIT, Path
from .plan import Pipeline, Step
from .traces import extend
from .turn import Failed, Outcome, Turn

RETRIED = frozenset({"External", "Timeout", "WorkerLost"})
"""Kinds of failure that `@retry` tries again after."""


class Frame:
    """A pipeline with what is known of its slots.

    `done` has a bit for each step that is done, `started` the slots of the steps under way, `low` is the slot of the first failing step,
    `failed` its failure.
    """

    __slots__ = ("done", "failed", "known", "low", "path", "pipeline", "started")

    def __init__(
        self,
        path: Path,
        pipeline: Pipeline,
        known: dict[int, Raw],
        done: int = 0,
        low: int = NO_FAILURE,
        failed: Failed | None = None,
    ) -> None:
        self.path = path
        self.pipeline = pipeline
        self.known = known
        self.done = done
        self.low = low
        self.failed = failed
        self.started: list[int] = []

    def become(self, following: Frame) -> None:
        """A tail call: another pipeline takes this one's place."""
        self.path, self.pipeline, self.known = following.path, following.pipeline, following.known
        self.done, self.low, self.failed, self.started = 0, NO_FAILURE, None, []


def run_glue_step(turn: Turn, frame: Frame, step: Step) -> Outcome:
    """A piece of glue."""
    outcome = turn.glue(frame.path, step, frame.known)
    if type(outcome) is FailureRecord:
        return _glue_failed(turn, frame, step, outcome)
    return turn.codec.encode(outcome)


def choose(turn: Turn, frame: Frame, step: Step, path: Path) -> Frame | Failed:
    """The frame (at `path`) of the branch that the glue of a choose takes."""
    outcome = turn.glue(frame.path, step, frame.known)
    if type(outcome) is FailureRecord:
        return _glue_failed(turn, frame, step, outcome)
    index, bound = outcome
    branch = step.branches[index]
    known: dict[int, Raw] = {i: turn.codec.encode(value) for i, value in enumerate(bound)}
    known.update((branch.binds + i, frame.known[slot]) for i, slot in enumerate(branch.captures))
    pipeline = turn.plan.pipeline(branch.body)
    path.own = path.own or pipeline.frame != "branch"
    return Frame(path, pipeline, known)


def attempt_frame(turn: Turn, frame: Frame, step: Step, group: str) -> Frame:
    """The frame of an attempt's body."""
    known = {i: frame.known[slot] for i, slot in enumerate(step.captures)}
    return Frame(frame.path.attempt(step.site, group), turn.plan.pipeline(step.body), known)


def called_frame(turn: Turn, frame: Frame, step: Step, path: Path) -> Frame | Failed:
    """The frame (at `path`) of a called pipeline; a failure where it nests too deep."""
    if path.depth > NESTING_LIMIT:
        record = FailureRecord("StackOverflow", f"stack overflow after {NESTING_LIMIT} calls")
        extend(turn.plan, record, frame.path, frame.pipeline.id, step.line, called=True)
        return Failed(record)
    return Frame(path, turn.plan.pipeline(step.body), {i: frame.known[slot] for i, slot in enumerate(step.arguments)})


def tail_frame(turn: Turn, frame: Frame, step: Step) -> Frame | Failed:
    """The frame that takes `frame`'s place by a tail call."""
    if step.kind == "choose":
        return choose(turn, frame, step, frame.path.tail(named=False))
    return called_frame(turn, frame, step, frame.path.tail(named=True, started=turn.clock()))


def call_node(turn: Turn, path: Path, step: Step, known: dict[int, Raw], tries: tuple[Record, ...]) -> Outcome:
    """One try of a call of a node; `tries` are the earlier ones that failed."""
    service = turn.plan.program.service(step.service)
    of_glue, turn.logs = turn.logs, []
    turn.tracer.enter(path, step, len(tries) + 1)
    started = turn.clock()
    outcome = turn.watch.enter(step.service)
    arguments: Sequence[Wire] = ()
    if outcome is None:
        arguments = turn.values(known, step.arguments)
        outcome = turn.calls.run_node(turn.plan.program, step.service, arguments, turn.call(path, step.site))
    failed = None
    if type(outcome) is FailureRecord:
        if not outcome.frames:
            outcome.frames = [(service.function, service.line)]
        facts = {"service": step.service, "host": turn.host, "inner": len(outcome.frames)}
        if service.retries:
            facts.update({"try": len(tries) + 1, "tries": service.retries + 1})
        extend(turn.plan, outcome, path, step.owner, step.line, called=True)
        failed = Failed(outcome, facts, tries)
    turn.tracer.call(path, step, len(tries) + 1, started, turn.clock(), failed, turn.take_logs(), arguments)
    turn.logs = of_glue
    return failed or turn.codec.encode(outcome)


def pause(turn: Turn, step: Step, failed: Failed, tries: int) -> int | None:
    """Milliseconds before the next try of a call that failed after `tries` earlier ones; None where there is none."""
    service = turn.plan.program.service(step.service)
    if tries >= service.retries or failed.record.kind not in RETRIED:
        return None
    return service.backoff << tries


def returned(turn: Turn, frame: Frame, outcome: Outcome) -> Outcome:
    """A frame has ended: what its outcome is for whoever called it. An attempt makes a failure a value."""
    failed = outcome if isinstance(outcome, Failed) else None
    if frame.path.traced:
        turn.tracer.frame(frame.path, frame.pipeline, failed, turn.take_logs())
    if frame.path.kind != "attempt":
        return outcome
    if failed is None:
        assert not isinstance(outcome, Failed)
        return turn.codec.ok(turn.bytes(outcome))
    if failed.record.kind == "Internal":
        return failed
    return turn.codec.encode({"type": "Error", "error": failure_data(turn.plan.program, failed.record)})


def _glue_failed(turn: Turn, frame: Frame, step: Step, record: FailureRecord) -> Failed:
    extend(turn.plan, record, frame.path, frame.pipeline.id, step.line, called=False)
    return Failed(record)
