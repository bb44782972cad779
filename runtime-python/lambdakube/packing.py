"""Messages and actions as tuples, for `marshal` between the main process of a local run and its own forked workers.

The main process never looks into a message: what a worker sends stays bytes there until another worker takes it.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import Any, Final

from .actions import Action, Arrive, Chain, End, Open, Put, Scatter, Send
from .messages import Envelope, Message
from .trunks import Trunks

VERSION: Final = 2
SEND, OPEN, SCATTER, CHAIN, ARRIVE, PUT, END, RUN = range(8)

Packed = tuple[Any, ...]

Body = bytes | tuple[bytes, bytes]
"""A message: its bytes, and the id of the trunk of its path where that is deep."""


def pack_message(message: Message, trunks: Trunks) -> Body:
    """What stands for a message between processes; new trunks of its path are left in `trunks`."""
    m = message
    trunk, path = trunks.cut(m.path)
    data = marshal.dumps((m.kind, path, m.pipeline, m.known, m.index, m.done, m.group, m.low, m.failure, m.tries, m.site, m.count), VERSION)
    return (data, trunk) if trunk else data


def unpack_message(body: Body, trunks: Trunks) -> Message:
    """The inverse of `pack_message`."""
    data, trunk = body if isinstance(body, tuple) else (body, b"")
    kind, path, *rest = marshal.loads(data)
    return Message(kind, trunks.join(trunk, path), *rest)


def pack_action(action: Action, trunks: Trunks) -> Packed:
    """An action as a tuple; the message in it as `pack_message` has it."""
    a = action
    if isinstance(a, Arrive):
        return ARRIVE, a.group, a.slot, a.failed, a.raw
    if isinstance(a, Send):
        e = a.envelope
        return SEND, e.id, e.service, e.group, e.slot, pack_message(e.body, trunks), e.refs, a.delay
    if isinstance(a, Open):
        return OPEN, a.group, a.parent, a.slot, a.service, pack_message(a.body, trunks), a.low, a.failure, a.known, a.open, a.waits
    if isinstance(a, Scatter):
        return SCATTER, a.group, a.parent, a.slot, a.service, pack_message(a.body, trunks), a.items, a.refs, a.note
    if isinstance(a, Chain):
        return CHAIN, a.group, a.parent, a.slot, a.service, pack_message(a.body, trunks), a.items, a.initial, a.refs, a.note
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
