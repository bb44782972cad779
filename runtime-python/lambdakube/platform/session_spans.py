"""The last span of every session, made by the keeper: it hears of every end, whoever brought it about and whatever became of them."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from ..descriptor import VERSION, Program
from ..plan import Plan
from ..spans import SpanMaker
from .pipe import Pipe
from .scripts import keys
from .settings import Settings
from .tasks import Tasks
from .times import now
from .tracer import SpanCounts, Tracer

AGAIN: Final = 60_000
"""Milliseconds before its own start for which a keeper writes spans: the one before it may have ended with them in its hands. Their ids are
derived, so that a second one is the same."""

_INSIDE: Final = frozenset({"done", "failed"})
"""States that a step brought about."""


class SessionSpans:
    """Takes the entries of ended sessions. `program` finds a build."""

    def __init__(self, settings: Settings, pipe: Pipe, tasks: Tasks, program: Callable[[str], Awaitable[Program | None]]) -> None:
        self._pipe = pipe
        self._tasks = tasks
        self._program = program
        self._since = now() - AGAIN
        self._tracer = Tracer(settings)
        self._makers: dict[str, SpanMaker] = {}

    @property
    def counts(self) -> SpanCounts:
        """What has become of the spans."""
        return self._tracer.counts

    def ended(self, entry: Mapping[str, Any]) -> None:
        """A session has ended."""
        if entry["ended"] >= self._since:
            self._tasks.spawn(self._tasks.steadily(lambda: self._write(entry)))

    def close(self) -> None:
        """Sends what there is, and ends."""
        self._tracer.close()

    async def _write(self, entry: Mapping[str, Any]) -> None:
        session, state = entry["session"], entry["state"]
        failure = None if state == "done" else await self._failure(entry)
        maker = await self._maker(entry["build"])
        maker.begin(session)
        reason = None if state in _INSIDE else state
        started, ended = entry["started"] * 1_000_000, entry["ended"] * 1_000_000
        maker.session(entry["pipeline"], started, failure, ended=ended, reason=reason, parent=_parent(entry))
        self._tracer.flush()

    async def _failure(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        """As the bucket has it, where it has, else as the store does."""
        failure = entry.get("failure")
        if failure is None:
            (raw,) = await self._pipe.run(("HMGET", keys(entry["session"], "end"), "raw"))
            failure = json.loads(raw) if raw else None
        unknown = {"kind": "Internal", "message": "how the session failed is not known any more"}
        return {"trace": [], "frames": [], **(failure or unknown)}

    async def _maker(self, build: str) -> SpanMaker:
        found = self._makers.get(build)
        if found is None:
            program = await self._program(build) or Program({"descriptor": VERSION, "digest": build}, "")
            found = self._makers[build] = self._tracer.maker(Plan(program))
        return found


def _parent(entry: Mapping[str, Any]) -> str:
    """Id of the client's span; whoever may write to the bucket can have written it."""
    span = entry.get("span")
    return span if isinstance(span, str) and re.fullmatch("[0-9a-f]{16}", span) else ""
