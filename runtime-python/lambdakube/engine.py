"""The engine: what a service does with a message. It does no input or output: what it wants done it gives back as actions.

    handle(turn, message, patch)    # then the actions are in turn.out

The same engine runs in a worker of the local run, under the virtual clock of `--chaos`, and in a pod.
"""

from __future__ import annotations

from .actions import Arrive, End, Send
from .frames import advance, call_envelope, frame_envelope, refs, start, waiting
from .messages import Envelope, Item, Message, Raw, Resume
from .path import Path
from .plan import Plan, Step
from .steps import Frame, call_node, pause, returned
from .turn import Failed, Outcome, Turn


def handle(turn: Turn, message: Message, patch: Resume | Item | None = None) -> None:
    """Handles one message; `patch` is what the store or the broker added to it."""
    if isinstance(patch, Item):
        _element(turn, message, patch)
        return
    pipeline = turn.plan.pipeline(message.pipeline)
    if message.kind == "call":
        failed = _unpacked(turn, message.failure)
        _call(turn, Frame(message.path, pipeline, dict(message.known), message.done, message.low, failed), message)
    elif patch is None:
        _advance(turn, Frame(message.path, pipeline, dict(message.known), message.done))
    elif patch.slot < 0:
        done = message.done
        for slot in patch.known:
            if slot >= pipeline.parameters:
                done |= 1 << slot - pipeline.parameters
        failed = _unpacked(turn, patch.failure)
        _advance(turn, Frame(message.path, pipeline, dict(patch.known), done, patch.low, failed))
    else:
        step = pipeline.steps[patch.slot - pipeline.parameters]
        _step(turn, Frame(message.path, pipeline, patch.known), step, patch.group)


def start_session(turn: Turn, session: str, pipeline: str, arguments: list[bytes]) -> Envelope:
    """The first message of a session."""
    path = Path.root(session, pipeline, turn.clock())
    known: dict[int, Raw] = dict(enumerate(arguments))
    return frame_envelope(turn, Frame(path, turn.plan.pipeline(pipeline), known))


def element_frame(plan: Plan, fan: Message, item: Item) -> Frame:
    """The frame of an element: its parameters are the accumulator of a fold, the element, the captures."""
    path = fan.path.element(fan.site, fan.group, item.at, fan.count)
    known: dict[int, Raw] = {0: item.item} if item.accumulator is None else {0: item.accumulator, 1: item.item}
    known.update(fan.known)
    return Frame(path, plan.pipeline(fan.pipeline), known)


def _element(turn: Turn, fan: Message, item: Item) -> None:
    """One element of a map or fold: its frame's first step, where that is a call of a node, else the frame."""
    frame = element_frame(turn.plan, fan, item)
    direct = frame.pipeline.direct
    if direct is None:
        _advance(turn, frame)
    else:
        _call(turn, frame, direct_message(frame, direct))


def direct_message(frame: Frame, step: Step) -> Message:
    """The message of a call that is the first step of an element's frame."""
    return Message("call", frame.path, frame.pipeline.id, frame.known, index=step.index)


def _call(turn: Turn, frame: Frame, message: Message) -> None:
    step = frame.pipeline.steps[message.index]
    called(turn, frame, message, step, call_node(turn, frame.path, step, frame.known, message.tries))


def called(turn: Turn, frame: Frame, message: Message, step: Step, outcome: Outcome) -> None:
    """A call of a node has given an outcome: it is tried again, arrives, or its frame goes on."""
    if isinstance(outcome, Failed):
        delay = pause(turn, step, outcome, len(message.tries))
        if delay is not None:
            turn.out.append(Send(_again(turn, frame, message, step, outcome), delay))
            return
    if message.group:
        turn.out.append(Arrive(message.group, step.slot, *_raw(turn, outcome)))
        return
    if isinstance(outcome, Failed):
        frame.low, frame.failed = step.slot, outcome
    else:
        frame.known[step.slot] = outcome
        frame.done |= 1 << step.index
    _advance(turn, frame)


def _again(turn: Turn, frame: Frame, message: Message, step: Step, failed: Failed) -> Envelope:
    """The message of the next try."""
    envelope = call_envelope(frame, step, message.group)
    again: Message = envelope.body
    again.known, again.done, again.low, again.failure = frame.known, message.done, message.low, message.failure
    again.tries = (*message.tries, Failed(failed.record, failed.call).pack())
    envelope.id = frame.path.derive(f"{step.site}\ncall\n{len(again.tries)}")
    envelope.refs = refs(frame.known)
    if not message.group:
        envelope.group, envelope.slot = waiting(turn, frame.path)
    return envelope


def _advance(turn: Turn, frame: Frame) -> None:
    outcome = advance(turn, frame)
    if outcome is None:
        return
    outcome = returned(turn, frame, outcome)
    if frame.path.parent is None:
        turn.out.append(End(*_raw(turn, outcome)))
    else:
        turn.out.append(Arrive(*waiting(turn, frame.path), *_raw(turn, outcome)))


def _step(turn: Turn, frame: Frame, step: Step, group: str) -> None:
    """One step of a frame whose other steps are under way."""
    outcome = start(turn, frame, step, group)
    if outcome is not None:
        turn.out.append(Arrive(group, step.slot, *_raw(turn, outcome)))


def _raw(turn: Turn, outcome: Outcome) -> tuple[bool, bytes]:
    if isinstance(outcome, Failed):
        return True, turn.codec.encode(outcome.pack())
    return False, turn.bytes(outcome)


def _unpacked(turn: Turn, raw: bytes) -> Failed | None:
    return Failed.unpack(turn.codec.decode(raw)) if raw else None
