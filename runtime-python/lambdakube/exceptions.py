"""From the Python exceptions of generated code to failures, with frames in `.lk` lines."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any, Final

from .descriptor import Program
from .failures import FailureRecord, Frame, cut, fold, rethrown

_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
"""Code objects that are frames of their own in Python, but part of their function in `.lk` (and in Python from 3.12 on)."""

UNSEEN: Final = frozenset({"Internal", "WorkerLost"})
"""Kinds that no `attempt` within a call sees, since what makes them ends the call."""


class Failing(Exception):
    """Raised by what is bound into generated files: the call of an external, `json_encode`, an `attempt` that passes a failure on.

    `record` has the frames of its own; `caught` is the Python frame whose `.lk` frame is among them already.
    """

    def __init__(self, record: FailureRecord, caught: FrameType | None = None) -> None:
        super().__init__(record.message)
        self.record = record
        self.caught = caught


def failure_from(program: Program, error: BaseException, around: Frame | None = None) -> FailureRecord:
    """The failure of an exception that was caught, with the frames from where it was raised to the function that caught it.

    `around` is the frame of the declaration that was called, for an exception that has none of it: its function has no entry in the table
    of lines, or was not reached.
    """
    frames = frames_of(program, error.__traceback__, error.caught if isinstance(error, Failing) else None)
    if around is not None and not _has_outermost(program, error):
        frames.append(around)
    if isinstance(error, Failing):
        record = error.record
        return FailureRecord(
            record.kind, record.message, fold([*record.frames, *frames]),
            exception=record.exception, causes=record.causes, python=record.python,
        )  # fmt: skip
    kind = program.exceptions.get(type(error))
    if kind == "Raised":
        return _raised(program, error.failure, frames)  # type: ignore[attr-defined]
    if kind is not None:
        return FailureRecord(kind, cut(error.message), fold(frames))  # type: ignore[attr-defined]
    if isinstance(error, ZeroDivisionError):
        return FailureRecord("DivisionByZero", "division by zero", fold(frames))
    if isinstance(error, RecursionError):
        calls = len(frames) + _calls_around(program, error.__traceback__)
        return FailureRecord("StackOverflow", f"stack overflow after {calls} calls", fold(frames))
    if isinstance(error, MemoryError):
        return FailureRecord("WorkerLost", "worker lost (out of memory)", fold(frames))
    if isinstance(error, OverflowError):
        return FailureRecord("InvalidArgument", "a number too large", fold(frames))
    return FailureRecord("Internal", cut(f"{type(error).__name__}: {message_of(error)}"), fold(frames), python=python_traceback(error))


def frames_of(program: Program, traceback: TracebackType | None, without: FrameType | None = None) -> list[Frame]:
    """The `.lk` frames of a traceback, innermost first, `without` one Python frame."""
    frames: list[Frame] = []
    files = program.by_filename
    while traceback is not None:
        code = traceback.tb_frame.f_code
        file = files.get(code.co_filename)
        if file is not None and traceback.tb_frame is not without:
            entry = file.lines.get(traceback.tb_lineno)
            if entry is not None:
                _add(frames, code, entry)
        traceback = traceback.tb_next
    frames.reverse()
    return frames


def _has_outermost(program: Program, error: BaseException) -> bool:
    """Whether the outermost generated function of the traceback has a frame, or an external that was called by itself has."""
    traceback = error.__traceback__
    caught = error.caught if isinstance(error, Failing) else None
    while traceback is not None:
        file = program.by_filename.get(traceback.tb_frame.f_code.co_filename)
        if file is not None:
            return traceback.tb_lineno in file.lines or traceback.tb_frame is caught
        traceback = traceback.tb_next
    return isinstance(error, Failing) and bool(error.record.frames)


def _add(frames: list[Frame], code: CodeType, entry: tuple[str, int]) -> None:
    """Adds a frame, going inward. A comprehension takes the place of its function's frame: its line is the more exact one."""
    if frames and code.co_name in _COMPREHENSIONS:
        frames[-1] = entry
    else:
        frames.append(entry)


def _calls_around(program: Program, traceback: TracebackType | None) -> int:
    """How many `.lk` frames stand around the function that caught the exception."""
    frame: FrameType | None = traceback.tb_frame.f_back if traceback is not None else None
    count = 0
    while frame is not None:
        file = program.by_filename.get(frame.f_code.co_filename)
        if file is not None and frame.f_lineno in file.lines and frame.f_code.co_name not in _COMPREHENSIONS:
            count += 1
        frame = frame.f_back
    return count


def _raised(program: Program, failure: Any, frames: list[Frame]) -> FailureRecord:
    """The failure that `failure.raise` raised again."""
    kind = type(failure.kind).__name__.removesuffix("Kind")
    exception = failure.kind.exception if kind == "External" else None
    return FailureRecord(kind, cut(failure.message), fold(rethrown(program, failure.trace, frames)), exception=exception)


def external_failure(error: BaseException, frame: Frame, handled: BaseException | None) -> FailureRecord:
    """The failure of an exception that an external raised; `handled` is the exception that was being handled when it was called."""
    if isinstance(error, MemoryError):
        return FailureRecord("WorkerLost", "worker lost (out of memory)", [frame], python=python_traceback(error))
    return FailureRecord(
        "External", cut(message_of(error)), [frame], exception=type(error).__name__,
        causes=[{"exception": type(cause).__name__, "message": cut(message_of(cause))} for cause in _causes(error, handled)],
        python=python_traceback(error),
    )  # fmt: skip


def message_of(error: BaseException) -> str:
    """An exception's text; an exception's own `__str__` may fail."""
    try:
        return str(error)
    except Exception as broken:
        return f"(its __str__ raises {type(broken).__name__})"


def _causes(error: BaseException, handled: BaseException | None) -> Iterator[BaseException]:
    """The chain of `__cause__`, or `__context__` where it shows, down to what was there before the call, at most 20 long."""
    seen = {id(error), id(handled)}
    cause: BaseException | None = error
    while cause is not None and len(seen) < 22:
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
        if cause is None or id(cause) in seen:
            return
        seen.add(id(cause))
        yield cause


def python_traceback(error: BaseException) -> str:
    """The Python frames of an exception, outermost first as Python prints them, without the source lines; at most 100."""
    lines: list[str] = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if not code.co_filename.startswith(_HERE):
            lines.append(f'  File "{code.co_filename}", line {traceback.tb_lineno}, in {code.co_name}')
        traceback = traceback.tb_next
    if len(lines) > 100:
        lines[50:-50] = [f"  ... {len(lines) - 100} frames left out"]
    last = f"{type(error).__name__}: {message_of(error)[:2000]}"
    return cut("\n".join(["Traceback (most recent call last):", *lines, last]))


_HERE: Final = __file__.rpartition("/")[0] + "/"
