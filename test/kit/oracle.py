"""Evaluates builds directly, embedded and under chaos, many in one process.

Reads JSON lines `{"folder", "pipeline", "input", "seeds"}` and answers each with a line `{"direct", "embedded", "marshal", "chaos": {seed:
…}}` of outcomes, without seeds only `direct`: `{"value": text}`, `{"failure": {kind, message, trace}}`, or `{"fault": traceback}` for a
fault of the runtime itself.
Run as `oracle.py RUNTIME EXTERNALS` with the folder of the runtime package and the one of the externals.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

RUNTIME, EXTERNALS = sys.argv[1:3]
sys.path[:0] = [RUNTIME, EXTERNALS]

from lambdakube import calls, chaos, direct, inprocess  # noqa: E402
from lambdakube.broker import MemoryBroker  # noqa: E402
from lambdakube.codecs import Codec, JsonCodec, MarshalCodec  # noqa: E402
from lambdakube.descriptor import Program  # noqa: E402
from lambdakube.failures import trace_lines  # noqa: E402
from lambdakube.json_text import write  # noqa: E402
from lambdakube.memory_store import MemoryStore  # noqa: E402
from lambdakube.plan import Plan  # noqa: E402
from lambdakube.turn import Failed, NoTracer, Turn, Watch  # noqa: E402
from lambdakube.wire import read_input  # noqa: E402

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"


class Case:
    """A program with an input, and the ways to evaluate it."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.program = Program.load(request["folder"])
        self.plan = Plan(self.program)
        self.pipeline: str = request["pipeline"]
        self.arguments = read_input(self.program, self.pipeline, request["input"])

    def turns(self, codec: Codec) -> Callable[[Callable[[str], bytes]], Turn]:
        return lambda resolve: Turn(self.plan, codec, NoTracer(), Watch(), resolve, calls)

    def direct(self) -> Any:
        codec = MarshalCodec()
        raws = [codec.encode(argument) for argument in self.arguments]
        turn = self.turns(codec)(lambda ref: b"")
        outcome = direct.evaluate(turn, SESSION, self.pipeline, raws)
        return self.shown(outcome if isinstance(outcome, Failed) else codec.decode(turn.bytes(outcome)))

    def embedded(self, codec: Codec) -> Any:
        store = MemoryStore(codec.pack)
        raws = [codec.encode(argument) for argument in self.arguments]
        end = inprocess.run(self.turns(codec), SESSION, store, MemoryBroker(), self.pipeline, raws)
        return self.ended(codec, end)

    def chaos(self, seed: int) -> Any:
        codec = JsonCodec()
        store = MemoryStore(codec.pack)
        raws = [codec.encode(argument) for argument in self.arguments]
        end = chaos.run(self.turns(codec), self.plan, SESSION, store, self.pipeline, raws, str(seed), chaos.Clock(1), lambda note: None)
        return self.ended(codec, end)

    def ended(self, codec: Codec, end: Any) -> Any:
        data = codec.decode(end.raw)
        return self.shown(Failed.unpack(data) if end.failed else data)

    def shown(self, outcome: Any) -> Any:
        if not isinstance(outcome, Failed):
            return {"value": write(outcome)}
        record = outcome.record
        kind = record.kind if record.exception is None else f"{record.kind}({record.exception})"
        trace = trace_lines(self.program, record.frames)
        return {"failure": {"kind": kind, "message": record.message, "trace": trace}}


def guarded(evaluate: Callable[[], Any]) -> Any:
    """An outcome, or the fault that came in its place."""
    try:
        return evaluate()
    except BaseException:
        return {"fault": traceback.format_exc()}


def answer(request: dict[str, Any]) -> Any:
    try:
        case = Case(request)
    except BaseException:
        return {"direct": {"fault": traceback.format_exc()}}
    if "seeds" not in request:
        return {"direct": guarded(case.direct)}
    return {
        "direct": guarded(case.direct),
        "embedded": guarded(lambda: case.embedded(JsonCodec())),
        "marshal": guarded(lambda: case.embedded(MarshalCodec())),
        "chaos": {str(seed): guarded(partial(case.chaos, seed)) for seed in request["seeds"]},
    }


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        out.write(json.dumps(answer(json.loads(line))) + "\n")
        out.flush()


main()
