"""Direct evaluation: the steps of a pipeline in program order, one after the other, in one process. The oracle of every other evaluation.

Frames stand on a stack of generators, not on Python's own, so that 1,000 nested pipelines need no deep recursion.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from .calls import with_large_stack
from .messages import Raw, Record
from .path import Path
from .plan import Step
from .steps import Frame, attempt_frame, call_node, called_frame, choose, pause, returned, run_glue_step, tail_frame
from .turn import Failed, Outcome, Turn

Evaluation = Generator[Frame, Outcome, Outcome]
"""Yields a frame to be evaluated, takes its outcome, gives its own."""


def evaluate(turn: Turn, session: str, pipeline: str, arguments: Sequence[bytes]) -> Outcome:
    """The outcome of a pipeline. Pauses of `@retry` are left out."""
    known: dict[int, Raw] = dict(enumerate(arguments))
    frame = Frame(Path.root(session, pipeline, turn.clock()), turn.plan.pipeline(pipeline), known)
    return with_large_stack(lambda: _run(turn, frame))


def _run(turn: Turn, frame: Frame) -> Outcome:
    stack = [_frame(turn, frame)]
    outcome: Outcome | None = None
    while True:
        try:
            inner = next(stack[-1]) if outcome is None else stack[-1].send(outcome)
        except StopIteration as ended:
            stack.pop()
            outcome = ended.value
            if not stack:
                assert outcome is not None
                return outcome
        else:
            stack.append(_frame(turn, inner))
            outcome = None


def _frame(turn: Turn, frame: Frame) -> Evaluation:
    while True:
        for step in frame.pipeline.steps:
            if step.tail:
                following = tail_frame(turn, frame, step)
                if isinstance(following, Frame):
                    frame.become(following)
                    break
                return returned(turn, frame, following)
            outcome = yield from _step(turn, frame, step)
            if isinstance(outcome, Failed):
                return returned(turn, frame, outcome)
            frame.known[step.slot] = outcome
        else:
            return returned(turn, frame, frame.known[frame.pipeline.result])


def _step(turn: Turn, frame: Frame, step: Step) -> Evaluation:
    kind = step.kind
    if kind == "glue":
        return run_glue_step(turn, frame, step)
    if kind == "call":
        return _call(turn, frame, step)
    if kind == "map":
        return (yield from _map(turn, frame, step))
    if kind == "fold":
        return (yield from _fold(turn, frame, step))
    if kind == "attempt":
        inner: Frame | Failed = attempt_frame(turn, frame, step, "")
    elif kind == "choose":
        inner = choose(turn, frame, step, frame.path.call(step.site, "", named=False))
    else:
        inner = called_frame(turn, frame, step, frame.path.call(step.site, "", named=True, started=turn.clock()))
    if isinstance(inner, Failed):
        return inner
    return (yield inner)


def _call(turn: Turn, frame: Frame, step: Step) -> Outcome:
    tries: tuple[Record, ...] = ()
    while True:
        outcome = call_node(turn, frame.path, step, frame.known, tries)
        if not isinstance(outcome, Failed) or pause(turn, step, outcome, len(tries)) is None:
            return outcome
        tries = (*tries, Failed(outcome.record, outcome.call).pack())


def _map(turn: Turn, frame: Frame, step: Step) -> Evaluation:
    items = turn.codec.decode(turn.bytes(frame.known[step.over]))
    body = turn.plan.pipeline(step.body)
    captures: dict[int, Raw] = {1 + i: frame.known[slot] for i, slot in enumerate(step.captures)}
    raws = []
    for index, item in enumerate(items):
        path = frame.path.element(step.site, "", index, len(items))
        outcome = yield Frame(path, body, {0: turn.codec.encode(item), **captures})
        if isinstance(outcome, Failed):
            return outcome
        raws.append(turn.bytes(outcome))
    return turn.codec.pack(raws)


def _fold(turn: Turn, frame: Frame, step: Step) -> Evaluation:
    items = turn.codec.decode(turn.bytes(frame.known[step.over]))
    body = turn.plan.pipeline(step.body)
    captures: dict[int, Raw] = {2 + i: frame.known[slot] for i, slot in enumerate(step.captures)}
    accumulator = frame.known[step.initial]
    for index, item in enumerate(items):
        path = frame.path.element(step.site, "", index, len(items))
        outcome = yield Frame(path, body, {0: accumulator, 1: turn.codec.encode(item), **captures})
        if isinstance(outcome, Failed):
            return outcome
        accumulator = outcome
    return accumulator
