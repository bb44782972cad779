"""Failures as data: what a call gives in place of a value (docs/engine.md, "Failures").

A frame is `(declaration, line)`, the frame of an element's call `(declaration, line, index, count)`; a text is a line of an older trace
(`failure.raise`); `{"repeated": n, "frames": m}` stands for n more repetitions of the m frames before it. Innermost first. Lists do
instead of tuples, so that frames travel as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .descriptor import Program

Frame = Any


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
        self.frames = list(frames)
        self.exception = exception
        self.causes = list(causes)
        self.python = python

    def pack(self) -> dict[str, Any]:
        """As JSON data: `{kind, message, frames, exception?, causes?, python?}`."""
        raise NotImplementedError

    @staticmethod
    def unpack(data: Mapping[str, Any]) -> FailureRecord:
        """The inverse of `pack`."""
        raise NotImplementedError


def fold(frames: Sequence[Frame]) -> list[Frame]:
    """Folds recursion: the cycle once, then `{"repeated": n, "frames": m}`. Folding twice changes nothing."""
    raise NotImplementedError


def trace_lines(program: Program, frames: Sequence[Frame]) -> list[str]:
    """The lines of `Failure.trace`: `shop.stats.ratio(stats.lk:12) ~[element 17 of 1000]`, folded."""
    raise NotImplementedError


def failure_data(program: Program, record: FailureRecord) -> dict[str, Any]:
    """The wire form of the `Failure` that an `attempt` gives: `{kind, message, trace}`."""
    raise NotImplementedError
