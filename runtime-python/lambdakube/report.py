"""A failure as it is reported: with the facts that a stack trace prints (docs/runtime-protocol.md, "Failures")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .descriptor import Program
from .failures import FailureRecord, dotted, fold, trace_lines
from .messages import Record
from .turn import Failed

_OLD_LINE: Final = re.compile(
    r"(?P<function>[^\s(]+)\((?P<file>[^():]*?)(?::(?P<line>\d+))?\)(?: ~\[element (?P<index>\d+) of (?P<count>\d+)\])?"
)


def report(program: Program, failed: Failed) -> Record:
    """The whole failure as JSON data."""
    record = failed.record
    data: Record = {"kind": record.kind, "message": record.message}
    if record.exception is not None:
        data["exception"] = record.exception
    data["trace"] = trace_lines(program, record.frames)
    data["frames"] = frames_of_failure(program, failed)
    if record.causes:
        data["causes"] = record.causes
    if failed.suppressed:
        data["suppressed"] = [report(program, Failed.unpack(earlier)) for earlier in failed.suppressed]
    if record.python is not None:
        data["python"] = record.python
    return data


def frames_of_failure(program: Program, failed: Failed) -> list[Record]:
    """The frames with their facts, innermost first, recursion folded."""
    call: Mapping[str, Any] = failed.call or {}
    inner: int = call.get("inner", 0)
    frames: list[Record] = []
    position = 0
    for frame in fold(failed.record.frames):
        if isinstance(frame, dict):
            frames.append(frame)
            position += frame["repeated"] * frame["frames"]
            continue
        if isinstance(frame, str):
            frames.append(_old(frame))
        else:
            facts = _frame(program, frame)
            if position < inner:
                facts.update({"service": call["service"], "kind": "node"})
                if call["host"]:  # Direct evaluation knows none.
                    facts["host"] = call["host"]
                facts.update({key: call[key] for key in ("try", "tries") if key in call and position == 0})
            else:
                facts.update(_pipeline(program, frame[0]))
            frames.append(facts)
        position += 1
    return frames


def ended(kind: str, message: str, frames: Sequence[Any] = ()) -> Failed:
    """The failure of a session that ended for a reason that no `attempt` sees."""
    return Failed(FailureRecord(kind, message, frames))


def _frame(program: Program, frame: Sequence[Any]) -> Record:
    facts: Record = {"function": dotted(frame[0]), "file": program.source(frame[0]), "line": frame[1]}
    if len(frame) == 4:
        facts["element"] = {"index": frame[2], "count": frame[3]}
    return facts


def _pipeline(program: Program, declaration: str) -> Record:
    entry = program.pipelines.get(declaration, {})
    return {"service": entry["service"], "kind": "pipeline"} if "service" in entry else {}


def _old(line: str) -> Record:
    """A line of an older trace (`failure.raise`) as far as it can be read."""
    match = _OLD_LINE.fullmatch(line)
    if match is None:
        return {"text": line}
    facts: Record = {"function": match["function"], "file": match["file"], "line": int(match["line"] or 0)}
    if match["index"]:
        facts["element"] = {"index": int(match["index"]), "count": int(match["count"])}
    return facts
