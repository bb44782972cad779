"""The stack of a call: the same room for each, wherever the engine stands.

Python counts calls against one limit for the whole process, so the limit is set relative to the depth at which a call starts. The frames
have to fit the thread's stack as well (Python 3.10 uses it for every call), hence a thread of our own.
"""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from typing import Any, Final, TypeVar

BUDGET: Final = 100_000
"""Python frames of a call. The language promises 10,000 calls; a call through a lambda of `list.map` and helpers takes several frames."""

_SIZES: Final = (1 << 29, 1 << 28, 1 << 27, 1 << 26)
"""Bytes of stack to ask for, the first that the system grants; pages that are not used cost nothing."""

Result = TypeVar("Result")


def budget() -> None:
    """Gives the calls of `Runner.run` that its caller makes their stack. It costs a microsecond: once for a batch of calls."""
    sys.setrecursionlimit(_depth() + BUDGET)


def room() -> int:
    """How many calls deeper than its caller a program may go."""
    return sys.getrecursionlimit() - _depth()


def _depth() -> int:
    """How deep this call stands, counted as Python counts it (calls through C included, where it counts those).

    Only one thing in Python tells: the message of a limit that is refused for being lower.
    """
    try:
        sys.setrecursionlimit(1)
    except RecursionError as error:
        return int(str(error).rpartition("depth ")[2].partition(":")[0])
    raise AssertionError("a recursion limit of 1 was taken")


def with_large_stack(function: Callable[[], Result]) -> Result:
    """Runs `function` on a thread whose stack holds the budget, and gives what it gives (or raises what it raises).

    The calling thread waits; a signal's handler runs in it, as always in Python's main thread.
    """
    outcome: list[tuple[bool, Any]] = []
    done = _thread.allocate_lock()
    done.acquire()

    def body() -> None:
        try:
            outcome.append((True, function()))
        except BaseException as error:
            outcome.append((False, error))
        finally:
            done.release()

    _start(body)
    done.acquire()
    returned, result = outcome[0]
    if not returned:
        raise result
    made: Result = result
    return made


def _start(body: Callable[[], None]) -> None:
    before = _thread.stack_size()
    sys.setrecursionlimit(max(sys.getrecursionlimit(), BUDGET))
    try:
        for size in _SIZES:
            try:
                _thread.stack_size(size)
                _thread.start_new_thread(body, ())
                return
            except (RuntimeError, ValueError):
                if size == _SIZES[-1]:
                    raise
    finally:
        _thread.stack_size(before)
