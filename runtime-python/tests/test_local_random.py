"""Random programs in a local run: what its workers give is what direct evaluation gives, also where calls kill their workers."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from evaluations import SESSION, directly, shown, turns
from graphs import GraphCalls, Graphs

from lambdakube.calls import Call
from lambdakube.codecs import MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.engine import start_session
from lambdakube.local import LocalRun
from lambdakube.notes import Notes
from lambdakube.packing import pack_message
from lambdakube.plan import Plan
from lambdakube.pool import Forks
from lambdakube.trunks import Trunks
from lambdakube.turn import Failed
from lambdakube.worker import Worker

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


def locally(program: Program, calls: GraphCalls, pipeline: str, arguments: Sequence[Any]) -> Any:
    plan, codec = Plan(program), MarshalCodec()

    def make(sock: socket.socket, notes: Notes) -> Worker:
        return Worker(plan, SESSION, sock, notes, None, "", calls)

    run = LocalRun(plan, SESSION, Forks(make, list), 3, lambda note: None, lambda level, text: None)
    try:
        turn = turns(program, calls, codec)(lambda ref: b"")
        first = start_session(turn, SESSION, pipeline, [codec.encode(argument) for argument in arguments])
        first.body = pack_message(first.body, Trunks())
        run.publish(first)
        while (end := run.step(1.0)) is None:
            pass
    finally:
        run.close()
    data = codec.decode(end.raw)
    return shown(program, Failed.unpack(data) if end.failed else data)


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
