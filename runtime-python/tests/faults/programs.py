"""What is run under faults: random programs, one whose elements are cancelled while they work, and one that the compiler built."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluations import shown, turns
from graphs import GraphCalls, Graphs, compute

from lambdakube import direct
from lambdakube.calls import Call
from lambdakube.codecs import MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.turn import Failed

from . import history
from .history import Recorder, short

NAPS = "naps"
"""The name of the program whose elements are cancelled."""

NAP = 120.0
"""Seconds that an element of it takes, if it may."""

TICK = 0.25
"""Seconds between two signs of life of a call that takes long."""

_NAPS = {
    "main.p": {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 2, "result": 4, "names": [], "slots": [],
        "steps": [
            {"step": "glue", "function": "range:2:0", "inputs": [0], "line": 2},
            {"step": "attempt", "body": "main.p#1", "captures": [2], "line": 3},
            {"step": "glue", "function": "mix:1:0", "inputs": [1, 3], "line": 4},
        ],
    },
    "main.p#1": {
        "declaration": "main.p", "frame": "branch", "service": "main-p", "parameters": 1, "result": 1, "names": [], "slots": [],
        "steps": [{"step": "map", "over": 0, "body": "main.p#2", "captures": [], "line": 3}],
    },
    "main.p#2": {
        "declaration": "main.p", "frame": "partial", "service": "main-p", "parameters": 1, "result": 1, "names": [], "slots": [],
        "steps": [{"step": "call", "service": "main-nap", "arguments": [0], "line": 3}],
    },
}  # fmt: skip


def program(name: str) -> Program:
    """The program of a name: a seed, or `naps`. Each has a digest of its own."""
    if name == NAPS:
        node = {"kind": "node", "function": "main.nap", "file": "", "handler": "nap", "parameters": [], "result": "Int", "line": 1}
        packer = {"kind": "pipeline", "function": "main.p", "file": "", "parameters": [], "result": "Int", "line": 2}
        data = {
            "descriptor": 1, "name": NAPS, "digest": "ff" * 32, "modules": {"main": {"file": "src/main.lk"}},
            "services": {"main-nap": node, "main-p": packer}, "pipelines": _NAPS, "main": "main.p",
        }  # fmt: skip
        return Program(data, "")
    seed = int(name)
    made = Graphs(seed, failing=(seed % 4) / 5).program()
    made.digest = f"{seed:08x}" + "0" * 56
    return made


class Working(GraphCalls):
    """The calls in a service: each is recorded, some take a while, and the first tries of a flaky one fail wherever they are made."""

    def __init__(self, recorder: Recorder, tries: Path) -> None:
        super().__init__()
        self._recorder = recorder
        self._tries = tries

    def run_node(self, program: Program, service: str, arguments: Sequence[Any], call: Call) -> Any:
        key = call.key(0)
        data = program.data["services"][service]
        about = {"key": key, "service": service, "args": short(json.dumps(list(arguments)).encode())}
        self._recorder.note("call", s=history.session_of_call, **about)
        outcome: Any
        if data.get("flaky", 0) and self._number(key) <= data["flaky"]:
            outcome = FailureRecord("External", "flaky", [(data["function"], data["line"])], exception="OSError")
        elif data["handler"] == "nap":
            outcome = self._nap(key, arguments[0], data)
        else:
            time.sleep(int(key[:2], 16) / 256 * 0.05)
            outcome = _outcome(data, arguments)
        self._recorder.note("called", s=history.session_of_call, key=key)
        return outcome

    def _number(self, key: str) -> int:
        """Which try of a call this is, of all that any process makes."""
        file = os.open(self._tries / key, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(file, b".")
        number = os.fstat(file).st_size
        os.close(file)
        return number

    def _nap(self, key: str, number: int, data: Any) -> Any:
        until = time.monotonic() + NAP
        while number and time.monotonic() < until:
            self._recorder.note("tick", s=history.session_of_call, key=key)
            time.sleep(TICK)
        return _outcome(data, [number])


def _outcome(data: Any, arguments: Sequence[Any]) -> Any:
    outcome: Any = arguments[0] or "no nap" if data["handler"] == "nap" else compute(data["handler"], arguments)
    return FailureRecord("Failed", outcome, [(data["function"], data["line"])]) if isinstance(outcome, str) else outcome


class Direct(GraphCalls):
    """The calls of direct evaluation. `keys` are those of the effects, by what they are done to; `failed` is whether any call failed."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}
        self.failed = False

    def run_node(self, program: Program, service: str, arguments: Sequence[Any], call: Call) -> Any:
        self.keys[call.key(0)] = f"{service} {short(json.dumps(list(arguments)).encode())}"
        return self._seen(_outcome(program.data["services"][service], arguments))

    def run_glue(self, program: Program, pipeline: str, step: int, inputs: Sequence[Any], call: Call) -> Any:
        return self._seen(super().run_glue(program, pipeline, step, inputs, call))

    def run_choose(self, program: Program, pipeline: str, step: int, inputs: Sequence[Any], call: Call) -> Any:
        return self._seen(super().run_choose(program, pipeline, step, inputs, call))

    def _seen(self, outcome: Any) -> Any:
        self.failed = self.failed or isinstance(outcome, FailureRecord)
        return outcome


def directly(program: Program, session: str, arguments: Sequence[Any]) -> tuple[Any, Direct]:
    """What a session has to end with, and the calls that this takes."""
    codec, calls = MarshalCodec(), Direct()
    turn = turns(program, calls, codec)(lambda ref: b"")
    outcome = direct.evaluate(turn, session, "main.p", [codec.encode(argument) for argument in arguments])
    return shown(program, outcome if isinstance(outcome, Failed) else codec.decode(turn.bytes(outcome))), calls
