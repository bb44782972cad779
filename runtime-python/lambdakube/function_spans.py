"""Spans of the functions within a call of a node (`LK_TRACE_FUNCTIONS=1`), seen from outside: generated code is as it is.

Python tells of each call and return on the thread. A recursion overflows where it does without: what is told needs one frame beyond the
program's, for which there is room.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from types import CodeType, FrameType
from typing import Any, Final, NamedTuple

from .descriptor import Program

MOST: Final = 1_000
"""Most functions of a call that get spans; the others are counted."""


_ROOM: Final = 1 if sys.version_info >= (3, 11) else 2
"""Frames that telling of a call takes: Python 3.10 counts the one of C between."""


class Ran(NamedTuple):
    """A function that ran: which one and its first line, times in nanoseconds since 1970, whether it raised.

    `around` is the place of the one that called it, -1 for the call of the node.
    """

    declaration: str
    line: int
    around: int
    started: int
    ended: int
    failed: bool


class FunctionSpans:
    """Watches one call after the other."""

    def __init__(self, program: Program, clock: Callable[[], int]) -> None:
        self._program = program
        self._clock = clock
        self._known: dict[CodeType, tuple[str, int] | None] = {}
        self._open: list[tuple[CodeType, int]] = []
        self._ran: list[Ran | None] = []
        self._begun: dict[int, tuple[str, int, int, int]] = {}
        self._node = ""
        self._roomy = False
        self._more = 0

    def enter(self, node: str) -> None:
        """A call of a node begins, whose own function has the call's span."""
        self._node = node
        self._open, self._ran, self._begun, self._more, self._roomy = [], [], {}, 0, False
        sys.setprofile(self._seen)

    def leave(self) -> tuple[list[Ran], int]:
        """The functions that ran since, in the order of their starts, and how many more there were."""
        sys.setprofile(None)
        while self._open:
            self._returned(failed=True)
        return [ran for ran in self._ran if ran is not None], self._more

    def _seen(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            code = frame.f_code
            found = self._known.get(code, _UNKNOWN)
            if found is _UNKNOWN:
                found = self._known[code] = self._declared(code)
            if found is None:
                return
            if not self._roomy:
                self._roomy = True
                sys.setrecursionlimit(sys.getrecursionlimit() + _ROOM)
            if len(self._ran) >= MOST:
                self._more += 1
            elif self._open or found[0] != self._node:
                self._called(code, found)
        elif event == "return" and self._open and self._open[-1][0] is frame.f_code:
            # No value of the language is None: it is what is seen of an exception.
            self._returned(failed=argument is None)

    def _called(self, code: CodeType, found: tuple[str, int]) -> None:
        place = len(self._ran)
        self._begun[place] = (*found, self._open[-1][1] if self._open else -1, self._clock())
        self._ran.append(None)
        self._open.append((code, place))

    def _returned(self, *, failed: bool) -> None:
        place = self._open.pop()[1]
        declaration, line, around, started = self._begun.pop(place)
        self._ran[place] = Ran(declaration, line, around, started, self._clock(), failed)

    def _declared(self, code: CodeType) -> tuple[str, int] | None:
        """The declaration of a function of the program, and its first line; None for lambdas and all other code."""
        file = self._program.by_filename.get(code.co_filename)
        if file is None or code.co_name.startswith("<"):
            return None
        lines = [line for _, _, line in code.co_lines() if line in file.lines]
        return min((file.lines[line] for line in lines if line is not None), key=lambda found: found[1], default=None)


_UNKNOWN: Final[Any] = object()


def function_spans(program: Program, clock: Callable[[], int], environment: Mapping[str, str] = os.environ) -> FunctionSpans | None:
    """What watches functions, where that is asked for."""
    return FunctionSpans(program, clock) if environment.get("LK_TRACE_FUNCTIONS", "").strip() == "1" else None
