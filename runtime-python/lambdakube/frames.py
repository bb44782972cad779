"""Advancing a frame by messages (docs/engine.md, "Advancing a frame").

Branches and attempts are advanced within the same turn; where one of them ends at once it is a step like glue, and costs no message.
"""

from __future__ import annotations

from typing import Final

from .actions import Open, Send
from .fanouts import start_fold, start_map
from .messages import Envelope, Message, Raw
from .path import Path
from .plan import Step
from .steps import Frame, attempt_frame, called_frame, choose, returned, run_glue_step, tail_frame
from .turn import Failed, Outcome, Turn

ROUNDS: Final = 256
"""Rounds of a loop by tail calls that one turn does before it goes on in a message of its own, so that a session can be stopped between."""


def advance(turn: Turn, frame: Frame) -> Outcome | None:
    """Runs what can be run; gives the frame's outcome, or None while something is under way."""
    service = frame.pipeline.service
    for _ in range(ROUNDS):
        mark = len(turn.out)
        following = _run_steps(turn, frame)
        if following is None:
            return _settle(turn, frame, mark)
        frame.become(following)
        if frame.pipeline.service != service:
            break
    turn.out.append(Send(frame_envelope(turn, frame)))
    return None


def start(turn: Turn, frame: Frame, step: Step, group: str) -> Outcome | None:
    """Runs or starts one step, all of whose inputs are known; None where its outcome will arrive in `group`."""
    kind = step.kind
    if kind == "glue":
        return run_glue_step(turn, frame, step)
    if kind == "call":
        turn.out.append(Send(call_envelope(frame, step, group)))
        return None
    if kind == "map":
        return start_map(turn, frame.path, step, frame.known, group)
    if kind == "fold":
        return start_fold(turn, frame.path, step, frame.known, group)
    if kind == "pipeline":
        inner = called_frame(turn, frame, step, frame.path.call(step.site, group, named=True, started=turn.clock()))
        if isinstance(inner, Frame):
            turn.out.append(Send(frame_envelope(turn, inner)))
            return None
        return inner
    if kind == "attempt":
        inner = attempt_frame(turn, frame, step, group)
    else:
        inner = choose(turn, frame, step, frame.path.call(step.site, group, named=False))
    if isinstance(inner, Failed):
        return inner
    outcome = advance(turn, inner)
    return None if outcome is None else returned(turn, inner, outcome)


def waiting(turn: Turn, path: Path) -> tuple[str, int]:
    """The group and slot that wait for the outcome of the frame at the end of `path`; an empty group for the outermost."""
    if path.parent is None:
        return "", 0
    return path.ref, path.index if path.kind == "element" else turn.plan.step(path.site).slot


def frame_envelope(turn: Turn, frame: Frame) -> Envelope:
    """The message that advances a frame at its pipeline's own service."""
    message = Message("advance", frame.path, frame.pipeline.id, frame.known)
    group, slot = waiting(turn, frame.path)
    return Envelope(frame.path.derive("frame"), frame.pipeline.service, group, slot, message, refs=refs(frame.known))


def call_envelope(frame: Frame, step: Step, group: str) -> Envelope:
    """The message that calls a node; the result arrives in `group`."""
    known = {slot: frame.known[slot] for slot in step.arguments}
    message = Message("call", frame.path, frame.pipeline.id, known, index=step.index, group=group)
    return Envelope(frame.path.derive(f"{step.site}\ncall"), step.service, group, step.slot, message, refs=refs(known))


def refs(known: dict[int, Raw]) -> tuple[str, ...]:
    """Ids of the stored values among raw ones."""
    return tuple(raw for raw in known.values() if isinstance(raw, str))


def _run_steps(turn: Turn, frame: Frame) -> Frame | None:
    """Goes through the steps in program order, to where none can start; gives the frame that takes this one's place by a tail call."""
    known, steps, least = frame.known, frame.pipeline.steps, frame.pipeline.least
    newest = max(known, default=-1)
    first = (~frame.done & (frame.done + 1)).bit_length() - 1
    for index in range(first, len(steps)):
        if least[index] > newest:
            break
        step = steps[index]
        if frame.done >> index & 1:
            continue
        if step.slot >= frame.low:
            break
        if not all(slot in known for slot in step.inputs):
            continue
        outcome: Outcome | None
        if step.tail and not frame.started and frame.failed is None:
            following = tail_frame(turn, frame, step)
            if isinstance(following, Frame):
                return following
            outcome = following
        else:
            outcome = start(turn, frame, step, _group(frame, step))
        if outcome is None:
            frame.started.append(step.slot)
        elif isinstance(outcome, Failed):
            frame.low, frame.failed = step.slot, outcome
        else:
            known[step.slot] = outcome
            newest = max(newest, step.slot)
            frame.done |= 1 << index
    return None


def _group(frame: Frame, step: Step) -> str:
    """Id of the group that `step` refers to when it is started now: named after the first step under way, since that starts only once."""
    first = frame.started[0] if frame.started else step.slot
    return frame.path.derive(f"join\n{first}")


def _settle(turn: Turn, frame: Frame, mark: int) -> Outcome | None:
    """After a pass: the frame's outcome, or what has to wait for the steps under way."""
    if not frame.started:
        return frame.failed or frame.known[frame.pipeline.result]
    only = turn.out[mark] if len(turn.out) == mark + 1 else None
    if isinstance(only, Send) and only.envelope.body.kind == "call" and only.envelope.body.path is frame.path:
        _carry(turn, frame, only.envelope)
    else:
        turn.out.insert(mark, _open(turn, frame))
    return None


def _carry(turn: Turn, frame: Frame, envelope: Envelope) -> None:
    """A call of a node is all that is under way: its message carries what is alive behind it, and its service goes on with the frame."""
    message: Message = envelope.body
    after = frame.done | 1 << message.index
    message.known.update((slot, frame.known[slot]) for slot in frame.pipeline.needed(after, frame.known))
    message.done, message.group = frame.done, ""
    message.low, message.failure = frame.low, _packed(turn, frame)
    envelope.group, envelope.slot = waiting(turn, frame.path)
    envelope.refs = refs(message.known)


def _open(turn: Turn, frame: Frame) -> Open:
    pipeline, known = frame.pipeline, frame.known
    waits = []
    for step in pipeline.steps:
        if not frame.done >> step.index & 1 and step.slot not in frame.started and step.slot < frame.low:
            missing = tuple(slot for slot in step.inputs if slot not in known)
            waits.append((step.slot, missing, step.inputs))
    body = Message("advance", frame.path, pipeline.id, {}, done=frame.done)
    parent, slot = waiting(turn, frame.path)
    group = frame.path.derive(f"join\n{frame.started[0]}")
    needed = {slot: known[slot] for slot in pipeline.needed(frame.done, known)}
    failure = _packed(turn, frame)
    return Open(group, parent, slot, pipeline.service, body, frame.low, failure, needed, tuple(frame.started), tuple(waits))


def _packed(turn: Turn, frame: Frame) -> bytes:
    return turn.codec.encode(frame.failed.pack()) if frame.failed else b""
