"""What an engine calls: a node, a piece of glue or the choice of a branch, over wire values, with a value or a failure as the outcome.

Each call starts with the same budget of stack, however deep the engine itself stands, so that recursion overflows at the same point in
every evaluation. Run the engine inside `with_large_stack`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .descriptor import Program
from .exceptions import failure_from
from .externals import replaced_by
from .failures import FailureRecord, Frame
from .mismatch import Mismatch
from .modules import GeneratedFile, load
from .stack import budget, with_large_stack
from .wire import InputError, read_input

Wire = Any
Outcome = Any
"""A wire value, or a `FailureRecord` (`type(outcome) is FailureRecord`)."""

__all__ = [
    "Call", "InputError", "Outcome", "Runner", "budget", "read_input", "replacing", "run_choose", "run_glue", "run_node",
    "with_large_stack",
]  # fmt: skip


class Call:
    """What the engine gives along with a call.

    `key(n)` is the idempotency key of the n-th effectful call (from 0) within this call, the same over redeliveries and tries. `log(level,
    text)` takes a line of `log.info` or `log.warn`. `importing(started)` is called with True before and False after the first import of
    an external's module: that time is not counted into the node's timeout. One `Call` for each try: it counts the effectful calls.
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
    """Calls of one generated function, many in a row, over wire values.

    `budget()` gives the stack budget for calls of `run` that are made from the very function that called `budget`; it holds until another
    budget is given. An argument that is the same object as in the call before (what a fan-out captures) is decoded once.
    """

    __slots__ = ("_decoders", "_encode", "_frame", "_function", "_last", "_names", "_program")

    def __init__(self, program: Program, service: str) -> None:
        node = program.service(service)
        loaded = load(program, node.file)
        names = [parameter.name for parameter in node.parameters]
        types = [parameter.type for parameter in node.parameters]
        self._set(loaded, node.handler, names, types, (node.function, node.line))
        self._encode = loaded.codec.encoder(node.result)

    def _set(self, loaded: GeneratedFile, function: str, names: Sequence[str], types: Sequence[str], frame: Frame) -> None:
        self._program = loaded.program
        self._function = loaded.function(function)
        self._names = names
        self._decoders = [loaded.codec.decoder(type) for type in types]
        self._last: list[Any] = [(None, None)] * len(types)
        self._frame = frame

    @staticmethod
    def of_glue(program: Program, pipeline: str, index: int) -> Runner:
        """Calls of the glue of a step, the choice of a branch included."""
        data = program.pipelines[pipeline]
        step = data["steps"][index]
        loaded = load(program, program.pipeline_file(pipeline))
        inputs = step["inputs"]
        runner = Runner.__new__(Runner)
        runner._set(
            loaded, step["function"], [data["names"][slot] for slot in inputs], [data["slots"][slot] for slot in inputs],
            (data["declaration"], step.get("line", 0)),
        )  # fmt: skip
        if step["step"] == "choose":
            runner._encode = _encode_choice(loaded, [program.pipelines[branch["body"]]["slots"] for branch in step["branches"]])
        else:
            runner._encode = loaded.codec.encoder(data["slots"][data["parameters"] + index])
        return runner

    def run(self, arguments: Sequence[Wire], call: Call) -> Outcome:
        """One call. The frames of a failure are those within the declaration, its own included."""
        self._program.current = call
        values: list[Any] = []
        last = self._last
        try:
            for decode, argument in zip(self._decoders, arguments, strict=True):
                position = len(values)
                if argument.__class__ is list or argument.__class__ is dict:
                    if last[position][0] is not argument:
                        last[position] = (argument, decode(argument))
                    values.append(last[position][1])
                else:
                    values.append(decode(argument))
        except (Mismatch, MemoryError) as error:
            return self._misfit(error, self._names[len(values)])
        try:
            value = self._function(*values)
        except Exception as error:
            return failure_from(self._program, error, self._frame)
        try:
            return self._encode(value)
        except (Mismatch, MemoryError) as error:
            return self._misfit(error, "")

    def _misfit(self, error: Mismatch | MemoryError, root: str) -> FailureRecord:
        """The failure of an argument or a result that could not be turned."""
        if isinstance(error, Mismatch):
            return FailureRecord("DecodeFailure", error.text(root), [self._frame])
        return failure_from(self._program, error, self._frame)


def run_node(program: Program, service: str, arguments: Sequence[Wire], call: Call) -> Outcome:
    """One call of a node, with its own budget. The frames of a failure are those within the node, the node's own included."""
    runner: Runner | None = program.runners.get(service)
    if runner is None:
        runner = program.runners[service] = Runner(program, service)
    budget()
    return runner.run(arguments, call)


def run_glue(program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Outcome:
    """One piece of glue. The frames of a failure include the pipeline's own, with the failing line."""
    runner: Runner | None = program.runners.get((pipeline, step))
    if runner is None:
        runner = program.runners[pipeline, step] = Runner.of_glue(program, pipeline, step)
    budget()
    return runner.run(inputs, call)


def run_choose(program: Program, pipeline: str, step: int, inputs: Sequence[Wire], call: Call) -> Outcome:
    """The glue of a choose: `(branch, [what its pattern binds, as wire values])`, or a `FailureRecord` as `run_glue` gives it."""
    return run_glue(program, pipeline, step, inputs, call)


def _encode_choice(loaded: GeneratedFile, branches: Sequence[Sequence[str]]) -> Callable[[Any], tuple[int, list[Wire]]]:
    """Encodes `(branch, (bound, …))` by the types of the branch's first slots."""

    def encode(choice: tuple[int, Sequence[Any]]) -> tuple[int, list[Wire]]:
        branch, bound = choice
        types = branches[branch]
        return branch, [loaded.codec.encoder(types[i])(value) for i, value in enumerate(bound)]

    return encode


def replacing(program: Program, test: int) -> None:
    """From now on the externals that the test (by index) replaces call their replacements; `-1`: none is replaced."""
    program.replaced.clear()
    if test >= 0:
        chosen = program.tests[test]
        for external, function in chosen.replace.items():
            program.replaced[external] = replaced_by(program, load, chosen.file, function)
