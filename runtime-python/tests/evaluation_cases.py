"""What every way to evaluate a program holds to: it gives what direct evaluation gives. The file of a way only fills in how it does it.

`LK_SEED=17 LK_CASES=1` repeats random program 17.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from evaluations import directly
from graphs import GraphCalls, Graphs

from lambdakube import calls as engine_calls
from lambdakube.calls import with_large_stack
from lambdakube.descriptor import Program
from lambdakube.turn import Calls

FIRST = int(os.environ.get("LK_SEED", "0"))
PARTS = 4

SHAPES: dict[str, tuple[str, list[int]]] = {
    "a map of none": ("main", [0]),
    "a map of one": ("main", [1]),
    "a map of many": ("main", [300]),
    "maps within maps": ("nested", [4]),
    "pipelines within a map": ("many", [30]),
    "a fold of none": ("folding", [0]),
    "a fold": ("folding", [60]),
    "a loop of tail calls": ("loop", [400]),
    "a loop that calls": ("polling", [60]),
    "rounds that wait for calls": ("repeat", [12, 1]),
    "pipelines within each other": ("nest", [60]),
    "more pipelines within each other than may be": ("nest", [1100]),
    "a large value that elements share": ("captured", [30_000, 20]),
}


class EvaluationCases:
    """The cases. `outcomes` evaluates; `count` is how many random programs there are."""

    count: ClassVar[int] = 40

    forgets: ClassVar[bool] = False
    """Whether calls run in several processes, so that none knows how often a node was tried in others."""

    def outcomes(self, program: Program, calls: Calls, pipeline: str, arguments: list[Any], seed: int) -> Iterator[Any]:
        """What the evaluation gives, in as many ways as it has."""
        raise NotImplementedError

    @pytest.mark.parametrize("part", range(PARTS))
    def test_random_programs(self, part: int) -> None:
        for seed in range(FIRST + part, FIRST + int(os.environ.get("LK_CASES", self.count)), PARTS):
            program = Graphs(seed, failing=(seed % 4) / 5).program()
            program.digest = f"{seed:08x}" + "0" * 56
            for service in program.data["services"].values():
                if "retry" in service:
                    service["retry"]["backoff"] = 1
                if self.forgets:
                    service.pop("flaky", None)
            arguments = [seed % 7, seed % 11]
            expected = directly(program, GraphCalls(), "main.p", arguments)
            for found in self.outcomes(program, GraphCalls(), "main.p", arguments, seed):
                assert found == expected, f"repeat with LK_SEED={seed} LK_CASES=1"

    @pytest.mark.parametrize("shape", SHAPES)
    def test_shapes(self, shapes: Program, shape: str) -> None:
        pipeline, arguments = SHAPES[shape]
        expected = with_large_stack(lambda: directly(shapes, engine_calls, f"main.{pipeline}", arguments))
        found = with_large_stack(lambda: list(self.outcomes(shapes, engine_calls, f"main.{pipeline}", list(arguments), 1)))
        assert found == [expected] * len(found)
        assert found
