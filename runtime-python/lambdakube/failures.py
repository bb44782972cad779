"""Failures as data: what a call gives in place of a value (docs/engine.md, "Failures").

A frame is `(declaration, line)`, the frame of an element's call `(declaration, line, index, count)`; a text is a line of an older trace
(`failure.raise`); `{"repeated": n, "frames": m}` stands for n more repetitions of the m frames before it. Innermost first. Lists do
instead of tuples, so that frames travel as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .descriptor import Program

Frame = Any

MESSAGE_LIMIT: Final = 65_536
"""Characters of a message that are kept; the rest is cut, with the length of the whole named."""

FRAMES_LIMIT: Final = 500
"""Frames that are kept at each end of a folded trace; how many were left out between is said."""

_LEFT_OUT: Final = " frames left out"

_CYCLE: Final = 64
"""The longest cycle of recursion that is looked for."""


class FailureRecord:
    """A failure with its frames up to where it was caught.

    `kind` is a name of `failure.Kind`, or `Internal` for a fault of LambdaKube itself (which no `attempt` sees); `exception` the class of
    the Python exception where the kind is `External`. `causes` has an external's own chain, outermost first: `{exception, message}`.
    `python` is the Python traceback of an external.
    """

    __slots__ = ("causes", "exception", "frames", "kind", "message", "python")

    def __init__(
        self, kind: str, message: str, frames: Sequence[Frame] = (), *, exception: str | None = None,
        causes: Sequence[Mapping[str, str]] = (), python: str | None = None,
    ) -> None:  # fmt: skip
        self.kind = kind
        self.message = message
        self.frames: list[Frame] = list(frames)
        self.exception = exception
        self.causes = list(causes)
        self.python = python

    def pack(self) -> dict[str, Any]:
        """As JSON data: `{kind, message, frames, exception?, causes?, python?}`."""
        packed: dict[str, Any] = {"kind": self.kind, "message": self.message, "frames": self.frames}
        if self.exception is not None:
            packed["exception"] = self.exception
        if self.causes:
            packed["causes"] = self.causes
        if self.python is not None:
            packed["python"] = self.python
        return packed

    @staticmethod
    def unpack(data: Mapping[str, Any]) -> FailureRecord:
        """The inverse of `pack`; keys that it does not know are ignored."""
        return FailureRecord(
            data["kind"], data["message"], data["frames"], exception=data.get("exception"), causes=data.get("causes", ()),
            python=data.get("python"),
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"FailureRecord({self.kind}: {self.message[:200]})"


def cut(text: str) -> str:
    """A message as it is kept: without lone surrogates, and not endless."""
    kept = text if len(text) <= MESSAGE_LIMIT else f"{text[:MESSAGE_LIMIT]}… ({len(text)} characters)"
    return kept if kept.isascii() else kept.encode("utf-8", "backslashreplace").decode()


def fold(frames: Sequence[Frame]) -> list[Frame]:
    """Folds recursion: the cycle once, then `{"repeated": n, "frames": m}` for two repetitions or more; caps what is still too long.

    Lines of an older trace, and what is folded already, stay as they are: folding twice changes nothing.
    """
    folded: list[Frame] = []
    at = 0
    for start, end in _kept(frames):
        if start < at:
            start = at
        _fold_into(folded, frames[at:start])
        folded += frames[start:end]
        at = end
    _fold_into(folded, frames[at:])
    return _capped(folded)


def _kept(frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """The ranges that are not folded: texts, and marks with their cycles."""
    for index, frame in enumerate(frames):
        if frame.__class__ is dict:
            yield index - frame["frames"], index + 1
        elif frame.__class__ is str:
            yield index, index + 1


def _fold_into(folded: list[Frame], frames: Sequence[Frame]) -> None:
    """The shortest cycle that repeats at a place is taken, so this is linear in practice."""
    at = 0
    while at < len(frames):
        size, times = _cycle(frames, at)
        folded += frames[at : at + size]
        if times:
            folded.append({"repeated": times, "frames": size})
        at += size * (times + 1)


def _cycle(frames: Sequence[Frame], at: int) -> tuple[int, int]:
    """The size of the cycle that begins at a place, and how often it is repeated after its first time; `(1, 0)` where none is."""
    first = frames[at]
    for size in range(1, min(_CYCLE, (len(frames) - at) // 3) + 1):
        if frames[at + size] != first:
            continue
        cycle = frames[at : at + size]
        times = 0
        while frames[at + size * (times + 1) : at + size * (times + 2)] == cycle:
            times += 1
        if times >= 2:
            return size, times
    return 1, 0


def _capped(frames: list[Frame]) -> list[Frame]:
    if len(frames) <= 2 * FRAMES_LIMIT + 1:
        return frames
    left = 0
    for frame in frames[FRAMES_LIMIT:-FRAMES_LIMIT]:
        left += int(frame.split()[1]) if frame.__class__ is str and frame.endswith(_LEFT_OUT) else 1
    return [*frames[:FRAMES_LIMIT], f"... {left}{_LEFT_OUT}", *frames[-FRAMES_LIMIT:]]


def trace_lines(program: Program, frames: Sequence[Frame]) -> list[str]:
    """The lines of `Failure.trace`: `shop.stats.ratio(stats.lk:12) ~[element 17 of 1000]`, folded."""
    return [_line(program, frame) for frame in fold(frames)]


def _line(program: Program, frame: Frame) -> str:
    if isinstance(frame, str):
        return frame
    if isinstance(frame, dict):
        return f"... repeated {frame['repeated']} times"
    declaration, line = frame[0], frame[1]
    file = program.source(declaration)
    place = f"{file.rpartition('/')[2]}:{line}" if file else "Unknown Source"
    text = f"{dotted(declaration)}({place})"
    return f"{text} ~[element {frame[2]} of {frame[3]}]" if len(frame) == 4 else text


def dotted(declaration: str) -> str:
    """The name of a declaration in a trace: `shop.stats.ratio` of `shop/stats.ratio`, `main.test1` of `main#test1`."""
    return declaration.replace("/", ".").replace("#", ".")


def failure_data(program: Program, record: FailureRecord) -> dict[str, Any]:
    """The wire form of the `Failure` that an `attempt` gives: `{kind, message, trace}`."""
    kind: Any = {"type": "External", "exception": record.exception} if record.kind == "External" else record.kind
    return {"kind": kind, "message": record.message, "trace": trace_lines(program, record.frames)}


def rethrown(program: Program, trace: Sequence[str], outside: Sequence[Frame]) -> list[Frame]:
    """The frames of `failure.raise`: the old trace, then those outside of it.

    The old trace ends with the function of its `attempt`. Where that function itself raises, it is there already. A recursion that
    raises again at each level goes on with the last line's repetition, so that its trace does not grow.
    """
    lines: list[Frame] = [_mark(line) for line in trace]
    last = next((line for line in reversed(trace) if not line.startswith("...")), "")
    at = 0
    if outside and last.partition("(")[0] == _line(program, outside[0]).partition("(")[0]:
        at = 1
    while at < len(outside) and _repeats(lines, _line(program, outside[at])):
        at += 1
    return [*lines, *outside[at:]]


def _mark(line: str) -> Frame:
    """A line of a trace, a repetition as the mark that it was. How many lines it repeats, a trace does not say: it is taken for one."""
    words = line.split()
    if len(words) == 4 and words[:2] == ["...", "repeated"] and words[2].isdecimal() and words[3] == "times":
        return {"repeated": int(words[2]), "frames": 1}
    return line


def _repeats(lines: list[Frame], line: str) -> bool:
    """Counts a line as one more repetition of the last one, where that came twice or more; whether it did."""
    if lines[-2:] == [line, line]:
        lines[-1] = {"repeated": 2, "frames": 1}
        return True
    if len(lines) > 1 and lines[-2] == line and isinstance(lines[-1], dict):
        lines[-1] = {"repeated": lines[-1]["repeated"] + 1, "frames": 1}
        return True
    return False
