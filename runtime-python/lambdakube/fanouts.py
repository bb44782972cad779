"""Starting a map or a fold. What an element needs of the fan-out is made once; large captures are stored once and referred to."""

from __future__ import annotations

from typing import Final

from .actions import Chain, Put, Scatter
from .messages import Message, Raw
from .path import Path
from .plan import Step
from .turn import Outcome, Turn

STORED: Final = 4096
"""Captured values of more bytes than this are stored once for the fan-out; smaller ones stand in each element's message."""


def start_map(turn: Turn, path: Path, step: Step, known: dict[int, Raw], parent: str) -> Outcome | None:
    """Scatters a list; the gathered list arrives in `parent`. An empty list is done at once."""
    items = [turn.codec.encode(item) for item in turn.codec.decode(turn.bytes(known[step.over]))]
    if not items:
        return turn.codec.pack([])
    group = path.derive(f"{step.site}\ngather")
    service, body, refs = _fan(turn, path, step, known, group, first=1, count=len(items))
    turn.out.append(Scatter(group, parent, step.slot, service, body, items, refs, turn.tracer.note(path, step, len(items))))
    return None


def start_fold(turn: Turn, path: Path, step: Step, known: dict[int, Raw], parent: str) -> Outcome | None:
    """Starts a chain over a list; the last accumulator arrives in `parent`. With an empty list that is the initial one, at once."""
    items = [turn.codec.encode(item) for item in turn.codec.decode(turn.bytes(known[step.over]))]
    initial = turn.bytes(known[step.initial])
    if not items:
        return initial
    group = path.derive(f"{step.site}\nfold")
    service, body, refs = _fan(turn, path, step, known, group, first=2, count=len(items))
    note = turn.tracer.note(path, step, len(items))
    turn.out.append(Chain(group, parent, step.slot, service, body, items, initial, refs, note))
    return None


def _fan(
    turn: Turn, path: Path, step: Step, known: dict[int, Raw], group: str, *, first: int, count: int
) -> tuple[str, Message, tuple[str, ...]]:
    """The service that takes the elements, what they share, and the stored values that it refers to."""
    captures: dict[int, Raw] = {}
    for number, slot in enumerate(step.captures):
        raw = known[slot]
        if isinstance(raw, bytes) and len(raw) > STORED:
            stored = f"{group}.{number}"
            turn.out.append(Put(stored, group, raw))
            raw = stored
        captures[first + number] = raw
    body = turn.plan.pipeline(step.body)
    service = body.direct.service if body.direct else body.service
    message = Message("fan", path, body.id, captures, group=group, site=step.site, count=count)
    return service, message, tuple(raw for raw in captures.values() if isinstance(raw, str))
