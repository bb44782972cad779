"""Runs builds by direct evaluation, each in a process of its own with bounds on time and memory.

Reads JSON lines `{"folder", "runs": [[pipeline, input], …]}` and answers each with a line `{"outcome", "detail"}`: `fine`, also where runs
fail as programs may; `endless` or `memory` where a bound was met; `fault` with what the generated code raised. Run as `python.py RUNTIME`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from typing import Any

sys.path.insert(0, sys.argv[1])

from lambdakube import calls, direct
from lambdakube.codecs import MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.plan import Plan
from lambdakube.turn import NoTracer, Turn, Watch
from lambdakube.wire import InputError, read_input

SECONDS = 4
MEMORY = 1 << 31
SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"
internal: list[str] = []
"""What generated code raised that no program may raise, also where an `attempt` of the program caught it."""


def watch_records() -> None:
    """Has each record of a failure looked at when it is made."""
    make = FailureRecord.__init__

    def made(self: FailureRecord, kind: str, message: str, *rest: Any, **named: Any) -> None:
        make(self, kind, message, *rest, **named)
        if kind == "Internal":
            internal.append(message)

    FailureRecord.__init__ = made  # type: ignore[method-assign]


def arguments(program: Program, runs: list[list[str]]) -> Iterator[tuple[str, list[Any]]]:
    for test in program.tests:
        yield test.pipeline, []
    for pipeline, text in runs:
        try:
            yield pipeline, list(read_input(program, pipeline, text))
        except InputError:
            continue  # A type whose values the drawing of inputs cannot meet.


def evaluate(request: dict[str, Any]) -> dict[str, str]:
    program = Program.load(request["folder"])
    plan = Plan(program)
    codec = MarshalCodec()
    for pipeline, values in arguments(program, request["runs"]):
        turn = Turn(plan, codec, NoTracer(), Watch(), lambda ref: b"", calls)
        direct.evaluate(turn, SESSION, pipeline, [codec.encode(value) for value in values])
        if internal:
            return {"outcome": "fault", "detail": f"{pipeline}: {internal[0]}"}
    return {"outcome": "fine", "detail": ""}


def child(request: dict[str, Any], out: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    try:
        answer = evaluate(request)
    except MemoryError:
        answer = {"outcome": "memory", "detail": ""}
    except BaseException as error:
        # A thread that finds no room for its stack under the bound says so in its own way.
        bounded = isinstance(error, RuntimeError) and "start new thread" in str(error)
        answer = {"outcome": "memory", "detail": ""} if bounded else {"outcome": "fault", "detail": traceback.format_exc()}
    os.write(out, json.dumps(answer).encode()[:60_000])
    os._exit(0)


def guarded(request: dict[str, Any]) -> str:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        child(request, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    if answer:
        return answer.decode()
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return json.dumps({"outcome": "endless", "detail": ""})
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return json.dumps({"outcome": "memory", "detail": ""})
    return json.dumps({"outcome": "fault", "detail": f"the process ended with status {status}"})


def main() -> None:
    watch_records()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        out.write(guarded(json.loads(line)) + "\n")
        out.flush()


main()
