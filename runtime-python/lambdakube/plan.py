"""The pipelines of a descriptor, prepared for running.

The descriptor says what the steps are (docs/descriptor.md); a plan adds what every evaluation asks again and again: which slots a step
waits for, which step a call site's id means, which element messages can skip the packer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from .descriptor import Program

STEP_KINDS: Final = frozenset({"glue", "call", "pipeline", "map", "fold", "choose", "attempt"})


class Branch:
    """A branch of a choose: its pipeline, how many values its pattern binds, and the slots that it captures."""

    __slots__ = ("binds", "body", "captures")

    def __init__(self, body: str, binds: int, captures: tuple[int, ...]) -> None:
        self.body = body
        self.binds = binds
        self.captures = captures


class Step:
    """One step. `inputs` are all slots that it waits for, `slot` the one that it gives, `site` its id (`main.checkout/3`)."""

    __slots__ = (
        "arguments", "body", "branches", "captures", "function", "index", "initial", "inputs", "kind", "line", "over", "owner",
        "service", "site", "slot", "tail",
    )  # fmt: skip

    def __init__(self, owner: str, index: int, slot: int, data: Mapping[str, Any]) -> None:
        kind = data["step"]
        if kind not in STEP_KINDS:
            raise ValueError(f"{owner}/{index}: unknown step {kind!r}")
        self.owner = owner
        self.index = index
        self.slot = slot
        self.site = f"{owner}/{index}"
        self.kind: str = kind
        self.line: int = data.get("line", 0)
        self.function: str = data.get("function", "")
        self.service: str = data.get("service", "")
        self.body: str = data.get("body", data.get("pipeline", ""))
        self.arguments: tuple[int, ...] = tuple(data.get("arguments", data.get("inputs", ())))
        self.captures: tuple[int, ...] = tuple(data.get("captures", ()))
        self.over: int = data.get("over", -1)
        self.initial: int = data.get("initial", -1)
        self.tail: bool = data.get("tail", False)
        self.branches = tuple(Branch(b["body"], b["binds"], tuple(b["captures"])) for b in data.get("branches", ()))
        waits = [*self.arguments, *self.captures]
        waits += [slot for slot in (self.over, self.initial) if slot >= 0]
        for branch in self.branches:
            waits += branch.captures
        self.inputs: tuple[int, ...] = tuple(dict.fromkeys(waits))


class Pipeline:
    """A pipeline: slots `0 … parameters - 1` are its parameters, slot `parameters + i` is what step `i` gives."""

    __slots__ = (
        "declaration", "direct", "frame", "id", "least", "only", "parameters", "result", "service", "steps", "users",
    )  # fmt: skip

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.id = name
        self.declaration: str = data["declaration"]
        self.frame: str = data["frame"]
        self.service: str = data.get("service", "")
        self.parameters: int = data["parameters"]
        self.result: int = data["result"]
        self.steps = tuple(Step(name, i, self.parameters + i, step) for i, step in enumerate(data["steps"]))
        self.least = self._least()
        """For each step the slot below which it and all steps behind it cannot start: a message in a long row does not ask each."""
        self.users = self._users()
        """For each slot the steps that wait for it, the last first."""
        self.direct = self._direct()
        self.only = self.direct is not None and len(self.steps) == 1 and self.result == self.direct.slot
        """Whether the frame is that call and nothing else."""

    def _least(self) -> tuple[int, ...]:
        least: list[int] = []
        for step in reversed(self.steps):
            latest = max(step.inputs, default=-1)
            least.append(min(latest, least[-1]) if least else latest)
        return tuple(reversed(least))

    def _users(self) -> Mapping[int, Sequence[int]]:
        users: dict[int, list[int]] = {}
        for step in reversed(self.steps):
            for slot in step.inputs:
                users.setdefault(slot, []).append(step.index)
        return users

    def _direct(self) -> Step | None:
        """The one step that a new frame starts, where that is a call of a node: such a frame's first message goes to the node itself."""
        ready = [step for step in self.steps if all(slot < self.parameters for slot in step.inputs)]
        if len(ready) == 1 and ready[0].kind == "call":
            return ready[0]
        return None

    def needed(self, done: int, known: Mapping[int, object]) -> list[int]:
        """The known slots that a step outside the set `done` (a bit a step) or the result still uses."""
        users = self.users
        return [slot for slot in known if slot == self.result or any(not done >> index & 1 for index in users.get(slot, ()))]


class Plan:
    """The pipelines of a program, each prepared when it is first met."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._pipelines: dict[str, Pipeline] = {}
        self._steps: dict[str, Step] = {}

    def pipeline(self, name: str) -> Pipeline:
        """The pipeline of that id; `KeyError` where there is none."""
        pipeline = self._pipelines.get(name)
        if pipeline is None:
            pipeline = self._pipelines[name] = Pipeline(name, self.program.pipelines[name])
        return pipeline

    def step(self, site: str) -> Step:
        """The step of a call site's id."""
        step = self._steps.get(site)
        if step is None:
            owner, _, index = site.rpartition("/")
            step = self._steps[site] = self.pipeline(owner).steps[int(index)]
        return step
