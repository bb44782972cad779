"""Random programs in a local run: what its workers give is what direct evaluation gives, also where calls kill their workers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from evaluation_cases import EvaluationCases
from evaluations import directly, locally
from graphs import GraphCalls, Graphs

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.turn import Calls

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "60"))


class DyingCalls(GraphCalls):
    """Where a call would fail at first (`flaky`), its process ends instead. Files count the tries."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def run_node(self, program: Program, service: str, arguments: Sequence[Any], call: Call) -> Any:
        tried = self._folder / call.key(0)
        with tried.open("a") as file:
            file.write("x")
        if tried.stat().st_size <= program.data["services"][service].get("flaky", 0):
            os._exit(9)
        self.tried[call.key(0)] = 9
        return super().run_node(program, service, arguments, call)


class TestLocally(EvaluationCases):
    forgets = True

    def outcomes(self, program: Program, calls: Calls, pipeline: str, arguments: list[Any], seed: int) -> Iterator[Any]:
        yield locally(program, calls, pipeline, arguments)


@pytest.mark.parametrize("part", range(4))
def test_local_equals_direct(part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Short trunks, so that the paths of small programs have some; and few, so that they run out.
    monkeypatch.setattr("lambdakube.trunks.SPAN", part + 2)
    monkeypatch.setattr("lambdakube.trunks.MOST", [1_000, 5, 1_000, 0][part])
    for seed in range(FIRST + part, FIRST + COUNT, 4):
        program = Graphs(seed, failing=(seed % 4) / 5).program()
        for service in program.data["services"].values():
            if "retry" in service:
                service["retry"]["backoff"] = 1
        expected = directly(program, GraphCalls(), "main.p", [seed % 7, seed % 11])
        folder = tmp_path / str(seed)
        folder.mkdir()
        found = locally(program, DyingCalls(folder), "main.p", [seed % 7, seed % 11])
        assert found == expected, f"repeat with LK_SEED={seed} LK_CASES=1"
