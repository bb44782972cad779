"""Random programs as descriptors, and calls in place of generated code: what the tests of the engine evaluate in every way there is.

Values are small Ints, Lists of them, and what an attempt gives. Every function is named by what it does, so that a descriptor says it all.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord

INT, LIST, RESULT = "Int", "List(Int)", "Result(Int, Failure)"


class GraphCalls:
    """Stands for `lambdakube.calls`: computes by the names of functions. `ran` counts calls of nodes."""

    def __init__(self) -> None:
        self.ran: dict[str, int] = {}
        self.tried: dict[str, int] = {}

    def run_node(self, program: Program, service: str, arguments: Sequence[Any], call: Call) -> Any:
        self.ran[service] = self.ran.get(service, 0) + 1
        data = program.data["services"][service]
        key = call.key(0)
        self.tried[key] = self.tried.get(key, 0) + 1
        if self.tried[key] <= data.get("flaky", 0):
            return FailureRecord("External", "flaky", [(data["function"], data["line"])], exception="OSError")
        outcome = compute(data["handler"], arguments)
        return _failure(outcome, data["function"], data["line"])

    def run_glue(self, program: Program, pipeline: str, step: int, inputs: Sequence[Any], call: Call) -> Any:
        data = program.pipelines[pipeline]
        outcome = compute(data["steps"][step]["function"], inputs)
        return _failure(outcome, data["declaration"], data["steps"][step]["line"])

    def run_choose(self, program: Program, pipeline: str, step: int, inputs: Sequence[Any], call: Call) -> Any:
        data = program.pipelines[pipeline]
        entry = data["steps"][step]
        number = compute(entry["function"], inputs)
        if isinstance(number, str):
            return _failure(number, data["declaration"], entry["line"])
        index = number % len(entry["branches"])
        return index, [number + i for i in range(entry["branches"][index]["binds"])]


def compute(function: str, inputs: Sequence[Any]) -> Any:
    """What a function of the given name does: `mix:<salt>:<modulus>` fails where the mixed value is 0 by the modulus (0: never)."""
    name, *numbers = function.split(":")
    salt, modulus = (int(number) for number in numbers)
    if name == "is_zero":
        return 0 if inputs[0] <= 0 else 1
    if name == "decrement":
        return inputs[0] - 1
    if name == "range":
        return list(range(inputs[0] + salt))
    if name == "small":
        return salt % 5
    value = crc32(json.dumps([salt, *inputs], sort_keys=True).encode()) % 1009
    if modulus and value % modulus == 0:
        return f"failed with {value}"
    if name == "list":
        return [(value + i) % 1009 for i in range(value % 6)]
    return value


def _failure(outcome: Any, declaration: str, line: int) -> Any:
    return FailureRecord("Failed", outcome, [(declaration, line)]) if isinstance(outcome, str) else outcome


class Graphs:
    """Makes a random program. `failing` is the chance (0 to 1) that a function can fail."""

    def __init__(self, seed: int, failing: float = 0.3) -> None:
        self.random = random.Random(seed)
        self.failing = failing
        self.line = 1
        self.pipelines: dict[str, Any] = {}
        self.services: dict[str, Any] = {}
        self.named: list[tuple[str, list[str]]] = []

    def program(self) -> Program:
        """The program; its main pipeline is `main.p` with two Ints."""
        for number in range(self.random.randrange(3)):
            types = [self.random.choice([INT, INT, LIST]) for _ in range(self.random.randint(1, 3))]
            name = f"main.q{number}"
            self._pipeline(name, name, "own", types, depth=1)
            self.named.append((name, types))
        if self.random.random() < 0.5:
            self._loop()
        self._pipeline("main.p", "main.p", "own", [INT, INT], depth=0)
        for name in list(self.pipelines):
            if "#" not in name:
                self.services[self.pipelines[name]["service"]] = {
                    "kind": "pipeline", "function": name, "file": "", "parameters": [], "result": INT, "line": 0,
                }  # fmt: skip
        data = {
            "descriptor": 1, "name": "graph", "digest": "0" * 64, "modules": {"main": {"file": "src/main.lk"}}, "services": self.services,
            "pipelines": self.pipelines, "main": "main.p",
        }  # fmt: skip
        return Program(data, "")

    def _function(self, name: str) -> str:
        fails = self.random.random() < self.failing
        return f"{name}:{self.random.randrange(1000)}:{self.random.choice([2, 3, 7, 20]) if fails else 0}"

    def _node(self) -> str:
        name = f"main-n{self.random.randrange(6)}"
        if name not in self.services:
            self.line += 1
            node: dict[str, Any] = {
                "kind": "node", "function": name.replace("main-", "main."), "file": "", "handler": self._function("mix"), "parameters": [],
                "result": INT, "line": self.line,
            }  # fmt: skip
            if self.random.random() < 0.2:
                node["retry"] = {"max": 3, "backoff": 100}
                node["flaky"] = self.random.randrange(4)
            self.services[name] = node
        return name

    def _loop(self) -> None:
        """A loop by tail calls: `main.loop(n, acc)` maps and folds in each round."""
        self.line += 10
        rounds = self._pipeline("main.loop#1", "main.loop", "branch", [INT, INT], depth=2, loop=True)
        done = self.name("main.loop")
        self.pipelines[done] = self._entry("main.loop", "branch", [INT], [], 0, "main-loop")
        choose = {
            "step": "choose", "function": "is_zero:0:0", "inputs": [0], "line": self.line, "tail": True,
            "branches": [{"body": done, "binds": 0, "captures": [1]}, {"body": rounds, "binds": 0, "captures": [0, 1]}],
        }  # fmt: skip
        self.pipelines["main.loop"] = self._entry("main.loop", "own", [INT, INT], [choose], 2, "main-loop")
        self.named.append(("main.loop", ["Small", INT]))

    def _entry(self, declaration: str, frame: str, types: list[str], steps: list[Any], result: int, service: str) -> dict[str, Any]:
        return {
            "service": service, "declaration": declaration, "frame": frame, "parameters": len(types), "steps": steps, "result": result,
            "names": [], "slots": [],
        }  # fmt: skip

    def _pipeline(self, name: str, declaration: str, frame: str, types: list[str], depth: int, *, loop: bool = False) -> str:
        service = declaration.replace(".", "-")
        slots = list(types)
        steps: list[dict[str, Any]] = []
        self.pipelines[name] = {}
        maker = _Steps(self, name, declaration, slots, steps, depth)
        for _ in range(self.random.randint(1, 5 if depth < 2 else 3)):
            maker.add()
        if loop:
            less = maker.push(INT, step="glue", function="decrement:0:0", inputs=[0])
            total = maker.push(INT, step="glue", function="mix:1:0", inputs=[i for i, t in enumerate(slots) if t == INT and i != less])
            result = maker.push(INT, step="pipeline", pipeline="main.loop", arguments=[less, total])
        else:
            result = maker.int_slot()
        last = steps[-1] if steps else None
        if last and result == len(slots) - 1 and last["step"] in ("pipeline", "choose") and maker.covers(result):
            last["tail"] = True
        self.pipelines[name] = self._entry(declaration, frame, types, steps, result, service)
        return name

    def body(self, declaration: str, frame: str, types: list[str], depth: int) -> str:
        """A nameless pipeline."""
        return self._pipeline(self.name(declaration), declaration, frame, types, depth)

    def name(self, declaration: str) -> str:
        """The next free name of a nameless pipeline."""
        count = sum(1 for name in self.pipelines if name.startswith(f"{declaration}#"))
        return f"{declaration}#{count + 1}"


class _Steps:
    """Adds steps to one pipeline."""

    def __init__(self, graphs: Graphs, name: str, declaration: str, slots: list[str], steps: list[dict[str, Any]], depth: int) -> None:
        self.graphs = graphs
        self.random = graphs.random
        self.name = name
        self.declaration = declaration
        self.slots = slots
        self.steps = steps
        self.depth = depth

    def push(self, type: str, **step: Any) -> int:
        self.graphs.line += 1
        self.steps.append({**step, "line": self.graphs.line})
        self.slots.append(type)
        return len(self.slots) - 1

    def some(self, type: str) -> list[int]:
        return [i for i, t in enumerate(self.slots) if t == type]

    def int_slot(self) -> int:
        found = self.some(INT)
        if not found or self.random.random() < 0.15:
            return self.push(INT, step="glue", function=self.graphs._function("mix"), inputs=self.any(2))
        return self.random.choice(found[-3:])

    def list_slot(self) -> int:
        found = self.some(LIST)
        if not found or self.random.random() < 0.3:
            return self.push(LIST, step="glue", function=self.graphs._function("list"), inputs=self.any(2))
        return self.random.choice(found)

    def any(self, most: int) -> list[int]:
        slots = [i for i, t in enumerate(self.slots) if t != RESULT]
        return self.random.sample(slots, min(len(slots), self.random.randint(0, most)))

    def captures(self) -> list[int]:
        return self.any(2)

    def types(self, slots: list[int]) -> list[str]:
        return [self.slots[slot] for slot in slots]

    def add(self) -> None:
        kinds = ["glue", "call", "call", "call", "pipeline"]
        if self.depth < 3:
            kinds += ["map", "map", "fold", "choose", "choose", "attempt"]
        getattr(self, f"_{self.random.choice(kinds)}")()

    def _glue(self) -> None:
        self.push(INT, step="glue", function=self.graphs._function("mix"), inputs=self.any(3))

    def _call(self) -> None:
        arguments = [self.int_slot() for _ in range(self.random.randint(0, 2))]
        self.push(INT, step="call", service=self.graphs._node(), arguments=arguments)

    def _pipeline(self) -> None:
        if not self.graphs.named:
            self._call()
            return
        target, types = self.random.choice(self.graphs.named)
        arguments = []
        for type in types:
            if type == "Small":
                arguments.append(self.push(INT, step="glue", function=f"small:{self.random.randrange(1000)}:0", inputs=[]))
            else:
                arguments.append(self.int_slot() if type == INT else self.list_slot())
        self.push(INT, step="pipeline", pipeline=target, arguments=arguments)

    def _map(self) -> None:
        over, captures = self.list_slot(), self.captures()
        body = self._partial(INT, captures) if self.random.random() < 0.4 else None
        if body is None:
            body = self.graphs.body(self.declaration, "own", [INT, *self.types(captures)], self.depth + 1)
        self.push(LIST, step="map", over=over, body=body, captures=captures)

    def _partial(self, element: str, captures: list[int]) -> str:
        """The function of a fan-out without a lambda: a call of a node."""
        name = self.graphs.name(self.declaration)
        types = [element, *self.types(captures)]
        self.graphs.line += 1
        call = {"step": "call", "service": self.graphs._node(), "arguments": list(range(len(types))), "line": self.graphs.line}
        service = self.declaration.replace(".", "-")
        self.graphs.pipelines[name] = self.graphs._entry(self.declaration, "partial", types, [call], len(types), service)
        return name

    def _fold(self) -> None:
        over, initial, captures = self.list_slot(), self.int_slot(), self.captures()
        body = self.graphs.body(self.declaration, "own", [INT, INT, *self.types(captures)], self.depth + 1)
        self.push(INT, step="fold", over=over, initial=initial, body=body, captures=captures)

    def _choose(self) -> None:
        inputs = self.any(2)
        branches = []
        for _ in range(self.random.randint(2, 3)):
            captures, binds = self.captures(), self.random.randrange(3)
            body = self.graphs.body(self.declaration, "branch", [INT] * binds + self.types(captures), self.depth + 1)
            branches.append({"body": body, "binds": binds, "captures": captures})
        self.push(INT, step="choose", function=self.graphs._function("mix"), inputs=inputs, branches=branches)

    def _attempt(self) -> None:
        captures = self.captures()
        body = self.graphs.body(self.declaration, "branch", self.types(captures), self.depth + 1)
        attempt = self.push(RESULT, step="attempt", body=body, captures=captures)
        self.push(INT, step="glue", function=self.graphs._function("mix"), inputs=[attempt])

    def covers(self, result: int) -> bool:
        """Whether every other step is among those that the step giving `result` depends on."""
        parameters = len(self.slots) - len(self.steps)
        seen, queue = set(), [result]
        while queue:
            slot = queue.pop()
            if slot in seen or slot < parameters:
                continue
            seen.add(slot)
            step = self.steps[slot - parameters]
            queue += step.get("inputs", []) + step.get("arguments", []) + step.get("captures", [])
            queue += [step[key] for key in ("over", "initial") if key in step]
            for branch in step.get("branches", []):
                queue += branch["captures"]
        return len(seen) == len(self.steps)
