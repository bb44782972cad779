"""What is run under faults: random programs, one whose elements are cancelled while they work, and one that the compiler built."""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evaluations import shown, turns
from graphs import GraphCalls, Graphs, compute

from lambdakube import calls as built_calls
from lambdakube import direct
from lambdakube.calls import Call, with_large_stack
from lambdakube.codecs import MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.turn import Calls, Failed
from lambdakube.uncached import importable

from . import history
from .history import Recorder, short

NAPS = "naps"
"""The name of the program whose elements are cancelled."""

EFFECTS = "effects"
"""The name of the program that the compiler built (`programs/effects.lk`); `LK_FAULT_BUILD` says where."""

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
    """The program of a name: a seed, `naps` or `effects`. Each has a digest of its own."""
    if name == EFFECTS:
        return Program.load(os.environ["LK_FAULT_BUILD"])
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


def _effects(done: Callable[[str, str], int]) -> None:
    """Says where the effects of the built program go."""
    importable([f"{os.environ['LK_FAULT_BUILD']}/python"])
    importlib.import_module("effects").done = done  # type: ignore[attr-defined]


class Tries:
    """How often each call was tried, by any process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def number(self, key: str) -> int:
        """Which try of a call this is."""
        file = os.open(self._folder / key, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(file, b".")
        number = os.fstat(file).st_size
        os.close(file)
        return number


def working(name: str, recorder: Recorder, tries: Tries) -> Calls:
    """The calls in a service of a program."""
    if name != EFFECTS:
        return Working(recorder, tries)

    def done(what: str, key: str) -> int:
        recorder.note("call", s=history.session_of_call, key=key, service=EFFECTS, args=what)
        time.sleep(_pause(key))
        return int(key[2:4], 16) % 4 - tries.number(key) + 1

    _effects(done)
    return built_calls


def _pause(key: str) -> float:
    """Seconds that a call takes: up to 50 ms."""
    return int(key[:2], 16) / 256 * 0.05


class Working(GraphCalls):
    """The calls in a service: each is recorded, some take a while, and the first tries of a flaky one fail wherever they are made."""

    def __init__(self, recorder: Recorder, tries: Tries) -> None:
        super().__init__()
        self._recorder = recorder
        self._tries = tries

    def run_node(self, program: Program, service: str, arguments: Sequence[Any], call: Call) -> Any:
        key = call.key(0)
        data = program.data["services"][service]
        about = {"key": key, "service": service, "args": short(json.dumps(list(arguments)).encode())}
        self._recorder.note("call", s=history.session_of_call, **about)
        outcome: Any
        if data.get("flaky", 0) and self._tries.number(key) <= data["flaky"]:
            outcome = FailureRecord("External", "flaky", [(data["function"], data["line"])], exception="OSError")
        elif data["handler"] == "nap":
            outcome = self._nap(key, arguments[0], data)
        else:
            time.sleep(_pause(key))
            outcome = _outcome(data, arguments)
        self._recorder.note("called", s=history.session_of_call, key=key)
        return outcome

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


def directly(name: str, session: str, arguments: Sequence[Any]) -> tuple[Any, dict[str, str], bool]:
    """What a session has to end with, the effects that this takes, by their keys, and whether one of its calls fails."""
    made, calls = program(name), Direct()
    if name != EFFECTS:
        return _evaluated(made, calls, session, arguments), calls.keys, calls.failed
    keys: dict[str, str] = {}

    def done(what: str, key: str) -> int:
        keys[key] = f"{EFFECTS} {what}"
        return 0

    _effects(done)
    outcome = with_large_stack(lambda: _evaluated(made, built_calls, session, arguments))
    return outcome, keys, f"{EFFECTS} refuse 5" in keys.values()


def _evaluated(made: Program, calls: Calls, session: str, arguments: Sequence[Any]) -> Any:
    codec = MarshalCodec()
    turn = turns(made, calls, codec)(lambda ref: b"")
    outcome = direct.evaluate(turn, session, "main.p", [codec.encode(argument) for argument in arguments])
    return shown(made, outcome if isinstance(outcome, Failed) else codec.decode(turn.bytes(outcome)))
