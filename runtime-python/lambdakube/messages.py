"""What passes between services: messages, and the envelopes that a broker moves them in.

A value in a message is *raw*: bytes in the codec's form, or the id of a stored value (a `str`), which stands for bytes that are kept once
(docs/engine.md). Nothing but the engine looks into raw values and messages.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from .path import Path

Raw = bytes | str
"""Encoded bytes, or the id of a stored value."""

Record = dict[str, Any]
"""A failure as in docs/runtime-protocol.md, "Failures"."""

NO_FAILURE: Final = 1 << 30
"""In place of the slot of the first failing step or element, where none has failed."""


class Message:
    """One piece of work within a session.

    `kind` is `advance` (a frame with all that it knows), `call` (a call of a node) or `fan` (what all elements of a map or fold share).
    `path` ends with the frame that the work is in; a `fan`'s with the frame that has the fan-out. `known` maps slots to raw values; `done`
    has a bit for each step that is done. `group` is where the result of a `call` arrives; without it the call's service advances the frame
    itself. `low` is the slot of the first failing step so far, `failure` its raw record. `tries` are earlier tries of a call that failed.
    """

    __slots__ = ("count", "done", "failure", "group", "index", "kind", "known", "low", "path", "pipeline", "site", "tries")

    def __init__(
        self,
        kind: str,
        path: Path,
        pipeline: str,
        known: dict[int, Raw],
        index: int = -1,
        done: int = 0,
        group: str = "",
        low: int = NO_FAILURE,
        failure: bytes = b"",
        tries: tuple[Record, ...] = (),
        site: str = "",
        count: int = 0,
    ) -> None:
        self.kind = kind
        self.path = path
        self.pipeline = pipeline
        self.known = known
        self.index = index
        self.done = done
        self.group = group
        self.low = low
        self.failure = failure
        self.tries = tries
        self.site = site
        self.count = count


class Resume(NamedTuple):
    """What the store adds to the message of a group.

    `slot` is that of the one step to run, whose result arrives in `group`; -1 where the whole frame is resumed.
    """

    slot: int
    group: str
    known: dict[int, Raw]
    low: int
    failure: bytes


class Item(NamedTuple):
    """What makes a fan's message the message of element `at`; `accumulator` for a fold."""

    at: int
    item: Raw
    accumulator: Raw | None


class Envelope:
    """What a broker moves: `body` is opaque to it. `group` and `slot` say what waits for the outcome (no group: the session's end).

    `refs` are the ids of the stored values that the message refers to.
    """

    __slots__ = ("body", "group", "id", "patch", "refs", "service", "slot")

    def __init__(
        self, id: str, service: str, group: str, slot: int, body: Any, patch: Resume | Item | None = None, refs: tuple[str, ...] = ()
    ) -> None:
        self.id = id
        self.service = service
        self.group = group
        self.slot = slot
        self.body = body
        self.patch = patch
        self.refs = refs
