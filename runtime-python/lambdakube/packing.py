"""Messages and actions as tuples, for `marshal` between the main process of a local run and its own forked workers.

The main process never looks into a message: what a worker sends stays bytes there until another worker takes it.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import Any, Final

from .actions import Action, Arrive, Chain, End, Open, Put, Scatter, Send
from .messages import Envelope, Message
from .path import Path

VERSION: Final = 2
SEND, OPEN, SCATTER, CHAIN, ARRIVE, PUT, END, RUN = range(8)

Packed = tuple[Any, ...]


def pack_message(message: Message) -> bytes:
    """The bytes of a message."""
    m = message
    return marshal.dumps(
        (m.kind, m.path.pack(), m.pipeline, m.known, m.index, m.done, m.group, m.low, m.failure, m.tries, m.site, m.count), VERSION
    )


def unpack_message(data: bytes) -> Message:
    """The inverse of `pack_message`."""
    kind, path, *rest = marshal.loads(data)
    return Message(kind, Path.unpack(path), *rest)


def pack_action(action: Action) -> Packed:
    """An action as a tuple; the message in it as bytes."""
    a = action
    if isinstance(a, Arrive):
        return ARRIVE, a.group, a.slot, a.failed, a.raw
    if isinstance(a, Send):
        e = a.envelope
        return SEND, e.id, e.service, e.group, e.slot, pack_message(e.body), e.refs, a.delay
    if isinstance(a, Open):
        return OPEN, a.group, a.parent, a.slot, a.service, pack_message(a.body), a.low, a.failure, a.known, a.open, a.waits
    if isinstance(a, Scatter):
        return SCATTER, a.group, a.parent, a.slot, a.service, pack_message(a.body), a.items, a.refs, a.note
    if isinstance(a, Chain):
        return CHAIN, a.group, a.parent, a.slot, a.service, pack_message(a.body), a.items, a.initial, a.refs, a.note
    if isinstance(a, Put):
        return PUT, a.id, a.group, a.raw
    return END, a.failed, a.raw


def pack_run(group: str, first: int, raws: Sequence[bytes]) -> Packed:
    """The values of neighbouring elements of a gather."""
    return RUN, group, first, raws


def unpack_action(data: Packed) -> Action:
    """The inverse of `pack_action`; messages stay bytes. Not for runs."""
    kind = data[0]
    if kind == ARRIVE:
        return Arrive(*data[1:])
    if kind == SEND:
        _, id, service, group, slot, body, refs, delay = data
        return Send(Envelope(id, service, group, slot, body, None, refs), delay)
    if kind == OPEN:
        return Open(*data[1:])
    if kind == SCATTER:
        return Scatter(*data[1:])
    if kind == CHAIN:
        return Chain(*data[1:])
    if kind == PUT:
        return Put(*data[1:])
    return End(*data[1:])
