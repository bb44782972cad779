"""Messages as JSON objects (docs/messages.md), read and written without looking into the values that they carry.

The process that talks to broker and store reads only a message's head. What a store adds to a message (`patch`) is put behind it
as text, so that neither needs to understand the other.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ..messages import NO_FAILURE, Envelope, Item, Message, Raw, Resume
from ..path import Path
from .ids import valid_session

VERSION = 1
"""The form of messages. A runtime reads its own and the one before."""

_SPAN_BEFORE = 200
"""Bytes of a message within which its span begins, and no value yet: version, session, build and id are shorter together."""

Values = dict[str, msgspec.Raw]
OptionalRaw = msgspec.Raw | UnsetType


class WireError(Exception):
    """A message that is none, or of another version."""


class Head(msgspec.Struct):
    """What a service has to know of a message before it is worked on."""

    v: int
    session: str
    build: str
    id: str
    group: str = ""
    slot: int = 0
    refs: dict[str, str] = {}
    ref: str = ""
    """Id of the stored value that is the message: it was too large for the broker."""
    due: int = 0
    """Milliseconds since 1970 before which it is not to be worked on."""
    sent: int = 0


class _Patch(msgspec.Struct, omit_defaults=True):
    """What a store adds: an element (`at` is its place), else a step of a frame or, with `step` -1, the whole of it."""

    at: int = -1
    item: OptionalRaw = UNSET
    accumulator: OptionalRaw = UNSET
    step: int = -1
    group: str = ""
    low: int = NO_FAILURE
    failure: OptionalRaw = UNSET
    values: Values = {}
    refs: dict[str, str] = {}


class _Wire(msgspec.Struct, omit_defaults=True, kw_only=True):
    v: int
    session: str
    build: str
    id: str
    span: str = ""
    kind: str
    step: str
    path: list[dict[str, Any]]
    group: str = ""
    slot: int = 0
    carry: bool = False
    body: str = ""
    count: int = 0
    done: str = ""
    low: int = NO_FAILURE
    failure: OptionalRaw = UNSET
    tries: list[Any] = []
    values: Values = {}
    refs: dict[str, str] = {}
    due: int = 0
    sent: int = 0
    patch: _Patch | None = None


class _Refs(msgspec.Struct):
    refs: dict[str, str] = {}
    patch: _Patch | None = None


_NO_JSON = (ValueError, RecursionError)
_refs = msgspec.json.Decoder(_Refs)
_head = msgspec.json.Decoder(Head)
_wire = msgspec.json.Decoder(_Wire)
_encode = msgspec.json.Encoder().encode


def read_head(data: bytes) -> Head:
    """A message's head. WireError where it is no message of a version that is known."""
    try:
        head = _head.decode(data)
    except (*_NO_JSON, msgspec.MsgspecError) as error:
        raise WireError(f"no message: {error}") from None
    if not VERSION - 1 <= head.v <= VERSION:
        raise WireError(f"a message of version {head.v}; this runtime reads version {VERSION} and the one before")
    if not valid_session(head.session):
        raise WireError(f"no message: {head.session[:80]!r} is no session")
    if not 0 <= head.slot < NO_FAILURE:
        raise WireError(f"no message: slot {head.slot}")
    return head


def refs_of(data: bytes) -> set[str]:
    """The ids of the stored values that a message refers to. WireError where it is none."""
    try:
        found = _refs.decode(data)
    except (*_NO_JSON, msgspec.MsgspecError) as error:
        raise WireError(f"no message: {error}") from None
    return {*found.refs.values(), *(found.patch.refs.values() if found.patch else ())}


def write_body(session: str, build: str, envelope: Envelope, *, traced: bool = False) -> bytes:
    """A message as a JSON text that is open at its end: `close` ends it, with what a store adds. `traced`: it names the span around it."""
    message: Message = envelope.body
    span = ""
    if traced:
        span = message.path.fan_span(message.site) if message.site else message.path.span()
    values, refs = _values(message.known)
    step = message.site or (message.pipeline if message.index < 0 else f"{message.pipeline}/{message.index}")
    wire = _Wire(
        v=VERSION,
        session=session,
        build=build,
        id=envelope.id,
        span=span,
        kind=message.kind,
        step=step,
        path=message.path.to_json(),
        group=envelope.group or message.group,
        slot=envelope.slot,
        carry=not message.group,
        body=message.pipeline if message.site else "",
        count=message.count,
        done=format(message.done, "x") if message.done else "",
        low=message.low,
        failure=msgspec.Raw(message.failure) if message.failure else UNSET,
        tries=list(message.tries),
        values=values,
        refs=refs,
    )
    return _encode(wire)[:-1]


def span_around(body: bytes) -> str:
    """The span that a message names, by which it is read in front of anything that comes from a program; empty where it names none."""
    at = body.find(b'"span":"', 0, _SPAN_BEFORE)
    return "" if at < 0 else body[at + 8 : at + 24].decode()


def close(body: bytes, envelope: Envelope, sent: int, due: int = 0) -> bytes:
    """The whole text of a message whose body `write_body` made. `sent` and `due` are in milliseconds since 1970."""
    patch = envelope.patch
    head = f',"sent":{sent}' + (f',"due":{due}' if due else "")
    if patch is None:
        return body + head.encode() + b"}"
    # What the body says of who waits is that of its fan-out or group; of two keys the later one is read.
    head += f',"id":"{envelope.id}","group":"{envelope.group}","slot":{envelope.slot},"patch":'
    return body + head.encode() + _encode(_patch(patch)) + b"}"


def _patch(patch: Resume | Item) -> _Patch:
    if isinstance(patch, Resume):
        values, refs = _values(patch.known)
        failure = msgspec.Raw(patch.failure) if patch.failure else UNSET
        return _Patch(step=patch.slot, group=patch.group, low=patch.low, failure=failure, values=values, refs=refs)
    refs = {}
    raws: list[OptionalRaw] = []
    for name, raw in (("item", patch.item), ("accumulator", patch.accumulator)):
        if isinstance(raw, str):
            refs[name] = raw
        raws.append(msgspec.Raw(raw) if isinstance(raw, bytes) else UNSET)
    return _Patch(at=patch.at, item=raws[0], accumulator=raws[1], refs=refs)


def read(data: bytes) -> tuple[str, Message, Resume | Item | None, int]:
    """A message's session, the message, what a store added to it, and when it was sent (or, if later, due), in milliseconds since 1970.

    WireError where it is none.
    """
    try:
        wire = _wire.decode(data)
        if wire.kind not in ("advance", "call", "fan"):
            raise ValueError(f"kind {wire.kind[:80]!r}")
        path = Path.from_json(wire.session, wire.path)
        fan = wire.kind == "fan"
        # The pipeline of a module in a folder has slashes of its own.
        pipeline, _, index = wire.step.rpartition("/") if wire.kind == "call" else (wire.body if fan else wire.step, "", "-1")
        message = Message(
            wire.kind,
            path,
            pipeline,
            _known(wire.values, wire.refs),
            index=int(index),
            done=int(wire.done, 16) if wire.done else 0,
            group="" if wire.carry else wire.group,
            low=wire.low,
            failure=_bytes(wire.failure),
            tries=tuple(wire.tries),
            site=wire.step if fan else "",
            count=wire.count,
        )
        if wire.kind == "call" and message.index < 0:
            raise ValueError(f"step {wire.step[:80]!r}")
        return wire.session, message, _read_patch(wire.patch), max(wire.sent, wire.due)
    except (*_NO_JSON, msgspec.MsgspecError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise WireError(f"no message: {error}") from None


def _read_patch(patch: _Patch | None) -> Resume | Item | None:
    if patch is None:
        return None
    if patch.at < 0:
        return Resume(patch.step, patch.group, _known(patch.values, patch.refs), patch.low, _bytes(patch.failure))
    item = patch.refs.get("item") or _bytes(patch.item)
    accumulator = patch.refs.get("accumulator") or (_bytes(patch.accumulator) or None)
    return Item(patch.at, item, accumulator)


def _values(known: dict[int, Raw]) -> tuple[Values, dict[str, str]]:
    values = {str(slot): msgspec.Raw(raw) for slot, raw in known.items() if isinstance(raw, bytes)}
    return values, {str(slot): raw for slot, raw in known.items() if isinstance(raw, str)}


def _known(values: Values, refs: dict[str, str]) -> dict[int, Raw]:
    known: dict[int, Raw] = {int(slot): bytes(raw) for slot, raw in values.items()}
    known.update((int(slot), ref) for slot, ref in refs.items())
    return known


def _bytes(raw: OptionalRaw) -> bytes:
    return b"" if isinstance(raw, UnsetType) else bytes(raw)
