"""The store in Redis, as data: which script each operation is, and what its reply means. Whoever has a connection sends it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..actions import Arrive, Chain, End, Open, Put, Scatter
from ..messages import NO_FAILURE, Envelope, Item, Raw, Resume
from ..store import Arrival
from .scripts import Argument, Command, Reply, command

LARGE = 256 * 1024
"""Bytes above which a gathered list is not put together in Redis: its id travels, and who needs it reads it in parts."""


class StoreLost(Exception):
    """A session's mark is gone: the store has lost what it held, or the session's time is over."""


def open_group(session: str, group: Open | Scatter | Chain) -> Command:
    """`Store.open`."""
    head = (group.group, group.parent, group.slot, group.service)
    if isinstance(group, Open):
        known = [part for slot, raw in group.known.items() for part in (slot, _marked(raw))]
        lists = json.dumps([group.open, group.waits])
        return command("open", session, "join", *head, group.body, group.low, group.failure, lists, *known)
    if isinstance(group, Scatter):
        return command("open", session, "gather", *head, b"", len(group.items), group.note)
    refs = json.dumps(group.refs)
    return command("open", session, "fold", *head, group.body, group.note, group.initial, refs, *group.items)


def arrive(session: str, arrivals: Sequence[Arrive], large: int = LARGE) -> Command:
    """`Store.arrive`."""
    parts: list[Argument] = [large]
    for each in arrivals:
        parts += (each.group, each.slot, int(each.failed), b"b" + each.raw)
    return command("arrive", session, *parts)


def again(session: str, group: str, slot: int) -> Command:
    """`Store.again`."""
    return command("again", session, group, slot)


def confirm(session: str, groups: Sequence[str]) -> Command:
    """`Store.confirm`."""
    return command("confirm", session, *groups)


def alive(session: str, places: Sequence[tuple[str, int]]) -> Command:
    """`Store.alive` for many places at once; gives a 1 or 0 for each."""
    return command("alive", session, *(part for place in places for part in place))


def low(session: str, group: str) -> Command:
    """The first failing element of a map that goes on, or the number that stands for none; 0 where nothing waits for its elements."""
    return command("low", session, group)


def put(session: str, value: Put) -> Command:
    """`Store.put`."""
    return command("put", session, value.id, value.group, value.raw)


def end(session: str, outcome: End, reason: str = "") -> Command:
    """`Store.end`; `reason` where the end comes from outside. Gives what `ended` reads."""
    return command("end", session, int(outcome.failed), outcome.raw, reason)


def count(session: str, counts: Sequence[tuple[str, int]]) -> Command:
    """Adds to what is shown of a session."""
    return command("count", session, *(part for each in counts for part in each))


def running(session: str, notes: Sequence[tuple[str, str]]) -> Command:
    """Notes what is being worked on, field by field; an empty text takes one away."""
    return command("running", session, *(part for each in notes for part in each))


def ended(reply: Reply) -> dict[str, str] | None:
    """What `end` gives: the fields of the session's mark where this was the end, None where it has ended before."""
    return {name.decode(): value.decode() for name, value in zip(reply[::2], reply[1::2], strict=True)} or None


def opened(reply: Reply) -> list[Envelope]:
    """What `open` gives."""
    return [_envelope(each) for each in reply]


def arrival(reply: Reply) -> Arrival:
    """What `arrive` and `again` give."""
    ready, closing, closed, done = reply
    result = Arrival()
    result.ready = [_envelope(each) for each in ready]
    result.closing = [group.decode() for group in closing]
    result.closed = [group.decode() for group in closed]
    result.done = done
    return result


def _envelope(reply: Reply) -> Envelope:
    kind, name, service, group, slot, body, *patch = reply
    id, service, group = name.decode(), service.decode(), group.decode()
    if kind == b"item":
        at, item, accumulator, refs = patch
        return Envelope(f"{id}:{at}", service, group, slot, body, Item(at, item, _raw(accumulator)), tuple(json.loads(refs)))
    step, first, failure, flat = patch
    known = {place: _raw(raw) for place, raw in zip(flat[::2], flat[1::2], strict=True)}
    refs = tuple(raw for raw in known.values() if isinstance(raw, str))
    if step < 0:
        return Envelope(id, service, group, slot, body, Resume(-1, "", known, first, failure), refs)
    return Envelope(id, service, group, slot, body, Resume(step, group, known, NO_FAILURE, b""), refs)


def _marked(raw: Raw) -> bytes:
    return b"r" + raw.encode() if isinstance(raw, str) else b"b" + raw


def _raw(marked: bytes) -> Raw:
    return marked[1:] if marked[:1] == b"b" else marked[1:].decode()
