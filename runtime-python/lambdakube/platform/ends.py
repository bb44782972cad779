"""Ends of sessions that no step brought about: past the deadline, cancelled, lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nats.aio.client import Client

from ..actions import End
from ..descriptor import Program
from ..failures import Frame
from ..report import ended, report
from . import redis_store as calls
from .bucket import Bucket
from .jetstream import end_subject
from .open_sessions import over
from .pipe import Pipe
from .redis_store import StoreLost
from .scripts import keys
from .times import now

KINDS: Final = {
    "deadline": "SessionDeadline",
    "cancelled": "SessionCancelled",
    "limit": "LimitExceeded",
    "build-lost": "BuildLost",
    "store-lost": "StoreLost",
    "poison": "PoisonMessage",
}
"""Reasons as they stand in a session's entry, and the kinds of failure that they are shown as."""


def failure_of(reason: str, message: str, program: Program | None, pipeline: str, frames: Sequence[Frame] = ()) -> dict[str, Any]:
    """The failure of a session that ends for a reason from outside; without `frames` at its outermost one, where the build is known."""
    if not frames and program is not None and pipeline in program.pipelines:
        data = program.pipelines[pipeline]
        frames = [(data["declaration"], program.service(data["service"]).line)]
    kind = KINDS[reason]
    if program is None:
        return {"kind": kind, "message": message, "trace": [], "frames": []}
    return report(program, ended(kind, message, frames))


async def end_from_outside(
    pipe: Pipe,
    bucket: Bucket,
    broker: Client,
    entry: dict[str, Any],
    reason: str,
    message: str,
    program: Program | None,
    frames: Sequence[Frame] = (),
) -> bool:
    """Ends a session in the store and in the bucket, and tells who waits for it. False where it has ended otherwise; that stands."""
    session = entry["session"]
    failure = failure_of(reason, message, program, entry["pipeline"], frames)
    try:
        if calls.ended(await pipe.run(calls.end(session, End(True, as_json(failure)), reason))) is None:
            await note_stored_end(pipe, bucket, broker, session)
            return False
    except StoreLost:
        pass  # there is nothing to end in the store
    await over(pipe, bucket.release, session)
    if not await bucket.end(session, {"state": reason, "ended": now(), "failure": failure}):
        return False
    await broker.publish(end_subject(bucket.release, session), b"")
    return True


async def note_stored_end(pipe: Pipe, bucket: Bucket, broker: Client, session: str) -> bool:
    """Notes an end that stands in the store also in the bucket, and says it: whoever has ended the session may have died before.
    False where none stands there."""
    failed, raw, reason = await pipe.run(("HMGET", keys(session, "end"), "failed", "raw", "reason"))
    if failed is None:
        return False
    changes: dict[str, Any] = {"state": (reason or b"").decode() or ("failed" if failed == b"1" else "done"), "ended": now()}
    if reason:
        changes["failure"] = json.loads(raw)
    if await bucket.end(session, changes):
        await broker.publish(end_subject(bucket.release, session), b"")
    return True


def as_json(failure: Mapping[str, Any]) -> bytes:
    """A failure as it stands in the store."""
    return json.dumps(failure, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def open_calls(counts: Mapping[str, int]) -> str:
    """What a session waits for, by its counts: `2 calls of main-rate and 1 call of main-sum`; empty where that is not known."""
    services = {name.rpartition(":")[0] for name in counts}
    parts = []
    for service in sorted(services):
        missing = counts.get(f"{service}:asked", 0) - counts.get(f"{service}:done", 0) - counts.get(f"{service}:failed", 0)
        missing += counts.get(f"{service}:again", 0)
        if missing > 0:
            parts.append(f"{missing} call{'s' if missing > 1 else ''} of {service}")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
