"""Runs builds for the pages of `test/cases`, many in one process, each in a fork of its own: what one imports, no other sees.

Reads JSON lines `{"folder", "runs": [{"pipeline", "input"}], "tests"}` and answers each with a line: a list with, for each run,
`{"value": text}`, `{"failure": failure}` as docs/runtime-protocol.md has it, or `{"refused": message}` for an input that does not fit;
with `"tests": true` instead the events of the `test` blocks. A fault of the runtime itself is `{"fault": traceback}` in place of the list.
Every run is evaluated directly, and once more by messages; where the two differ it is a fault.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

sys.path.insert(0, sys.argv[1])

from lambdakube import calls, direct, inprocess, test_command
from lambdakube.broker import MemoryBroker
from lambdakube.codecs import Codec, JsonCodec, MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.json_text import write
from lambdakube.memory_store import MemoryStore
from lambdakube.plan import Plan
from lambdakube.report import report
from lambdakube.stack import with_large_stack
from lambdakube.turn import Failed, NoTracer, Turn, Watch
from lambdakube.uncached import importable
from lambdakube.wire import InputError, read_input

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"
HOST = "laptop"

Answer = dict[str, Any]


def _turns(plan: Plan, codec: Codec) -> Callable[[Callable[[str], bytes]], Turn]:
    return lambda resolve: Turn(plan, codec, NoTracer(), Watch(), resolve, calls, HOST)


def _shown(program: Program, outcome: Any) -> Answer:
    return {"failure": report(program, outcome)} if isinstance(outcome, Failed) else {"value": write(outcome)}


def _direct(plan: Plan, pipeline: str, arguments: list[Any]) -> Answer:
    codec = MarshalCodec()
    turn = _turns(plan, codec)(lambda ref: b"")
    outcome = direct.evaluate(turn, SESSION, pipeline, [codec.encode(argument) for argument in arguments])
    return _shown(plan.program, outcome if isinstance(outcome, Failed) else codec.decode(turn.bytes(outcome)))


def _by_messages(plan: Plan, pipeline: str, arguments: list[Any]) -> Answer:
    codec = JsonCodec()
    raws = [codec.encode(argument) for argument in arguments]
    turns, store = _turns(plan, codec), MemoryStore(codec.pack)
    end = with_large_stack(lambda: inprocess.run(turns, SESSION, store, MemoryBroker(), pipeline, raws))
    data = codec.decode(end.raw)
    return _shown(plan.program, Failed.unpack(data) if end.failed else data)


def _run(plan: Plan, pipeline: str, text: str) -> Answer:
    try:
        arguments = read_input(plan.program, pipeline, text)
    except InputError as error:
        meant = f", did you mean {error.suggestion}?" if error.suggestion else ""
        return {"refused": error.message + meant}
    outcome = _direct(plan, pipeline, arguments)
    again = _by_messages(plan, pipeline, arguments)
    if again != outcome:
        raise AssertionError(f"direct evaluation of {pipeline} gives\n{outcome}\nand by messages it gives\n{again}")
    return outcome


class _Collected:
    """Takes events in place of the command."""

    def __init__(self) -> None:
        self.events: list[Answer] = []
        # The runtime ends itself where nobody reads: the end of a pipe that is kept open is somebody.
        self.reader, self.descriptor = os.pipe()

    def emit(self, kind: str, **keys: Any) -> None:
        self.events.append(keys)


def _tests(folder: str) -> list[Answer]:
    collected = _Collected()
    test_command.test({"command": "test", "build": folder}, collected)  # type: ignore[arg-type]
    return collected.events


def _answer(request: dict[str, Any]) -> Any:
    try:
        folder = request["folder"]
        importable([os.path.join(folder, "python")])
        if request["tests"]:
            return _tests(folder)
        plan = Plan(Program.load(folder))
        return [_run(plan, run["pipeline"], run["input"]) for run in request["runs"]]
    except BaseException:
        return {"fault": traceback.format_exc()}


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What programs print is none of the answers.
    os.dup2(2, 1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            out.write(json.dumps(_answer(json.loads(line))) + "\n")
            out.flush()
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        if status != 0:
            out.write(json.dumps({"fault": f"the process ended with status {status}"}) + "\n")
            out.flush()


main()
