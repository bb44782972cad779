"""Lines of a service's log that the program has brought about say where they come from."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from graphs import GraphCalls
from marked import NODE, PACKER, Release, build, during, settings

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.log import Log
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

__all__ = ["settings"]


class Loud(GraphCalls):
    """Prints what it is given."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        print(f"given {arguments[0]}\nand more", flush=True)
        return arguments[0]


def test_what_a_call_prints_has_session_path_step_and_span(settings: Settings, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    sessions: dict[int, str] = {}

    async def work(release: Release, stack: AsyncExitStack) -> None:
        service = Service(settings, build(1), [NODE, PACKER], Loud(), log=Log("", writer))
        await service.start()
        stack.push_async_callback(service.stop)
        client = service.client()
        for argument in (7, 8):
            sessions[argument] = secrets.token_hex(16)
            await client.submit(sessions[argument], "main.p", [str(argument).encode()])
            assert (await client.wait(sessions[argument])).raw == str(argument).encode()

    during(settings, tmp_path, work)
    os.close(writer)
    with open(reader, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    spans = set()
    for argument, session in sessions.items():
        printed = [line for line in lines if line.get("session") == session]
        assert [line["message"] for line in printed] == [f"given {argument}", "and more"]
        for line in printed:
            assert (line["level"], line["service"], line["step"]) == ("info", NODE, "main.p/0")
            assert [frame["s"] for frame in line["path"]] == ["main.p"]
            assert len(bytes.fromhex(line["span"])) == 8
            assert line["time"].endswith("Z")
        assert len({line["span"] for line in printed}) == 1
        spans.add(printed[0]["span"])
    assert len(spans) == 2
