"""What an engine calls: a node, a piece of glue or the choice of a branch, over wire values, with a value or a failure as the outcome.

Each call starts with the same budget of stack, however deep the engine itself stands, so that recursion overflows at the same point in
every evaluation. Run the engine inside `with_large_stack`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .descriptor import Program

Wire = Any
Outcome = Any
"""A wire value, or a `FailureRecord` (`type(outcome) is FailureRecord`)."""

Result = TypeVar("Result")


class Call:
    """What the engine gives along with a call.

    `key(n)` is the idempotency key of the n-th effectful call (from 0) within this call, the same over redeliveries and tries. `log(level,
    text)` takes a line of `log.info` or `log.warn`. `importing(started)` is called with True before and False after the first import of
    an external's module: that time is not counted into the node's timeout.
    """

    __slots__ = ("effects", "importing", "key", "log")

    def __init__(
        self,
        key: Callable[[int], str],
        log: Callable[[str, str], None] | None = None,
        importing: Callable[[bool], None] | None = None,
    ) -> None:
        self.key = key
        self.log = log
        self.importing = importing
        self.effects = 0


class Runner:
    """Calls of one node, many in a row.

    `budget()` gives the stack budget for calls of `run` that are made from the function that called `budget`; it holds until another
    budget is given. The module is loaded when the first call runs.
    """

    def __init__(self, program: Program, service: str) -> None:
        raise NotImplementedError

    def run(self, arguments: Sequence[Wire], call: Call) -> Outcome:
        """One call. The frames of a failure are those within the node, the node's own included."""
        raise NotImplementedError


def budget() -> None:
    """Gives the calls of `Runner.run` that its caller makes their stack budget. Costs a microsecond: once for a batch."""
    raise NotImplementedError


def run_node(program: Program, service: str, arguments: Sequence[Wire], call: Call) -> Outcome:
    """One call of a node, with its own budget. The frames of a failure are those within the node, the node's own included."""
    raise NotImplementedError


def run_glue(program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Outcome:
    """One piece of glue. The frames of a failure include the pipeline's own, with the failing line."""
    raise NotImplementedError


def run_choose(program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Outcome:
    """The glue of a choose: `(branch, [what its pattern binds, as wire values])`, or a `FailureRecord` as `run_glue` gives it."""
    raise NotImplementedError


def check_input(program: Program, pipeline: str, text: str) -> list[Wire]:
    """The arguments in the JSON text of an input, checked against the parameters' types. Raises `wire.InputError`."""
    raise NotImplementedError


def replacing(program: Program, test: int) -> None:
    """From now on the externals that the test (by index) replaces call their replacements; `-1`: none is replaced."""
    raise NotImplementedError


def with_large_stack(function: Callable[[], Result]) -> Result:
    """Runs `function` on a thread whose stack holds the budget, and gives what it gives (or raises what it raises)."""
    raise NotImplementedError
