"""A small program whose node sleeps, and its services over a real broker and store: what tests of the platform work with."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import nats
from graphs import GraphCalls

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.bucket import Bucket
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.turn import Calls

MAP = {
    "main.p": {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1,
        "steps": [{"step": "map", "over": 0, "body": "main.p#1", "captures": [], "line": 2}],
    },
    "main.p#1": {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1,
        "steps": [{"step": "call", "service": "main-n", "arguments": [0], "line": 2}],
    },
}  # fmt: skip


class Sleepy(GraphCalls):
    """Calls of the node take as many milliseconds as their argument says."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        time.sleep(arguments[0] / 1000)
        return arguments[0]


def program(number: int) -> Program:
    node = {"kind": "node", "function": "main.n", "file": "", "result": "Int", "parameters": [{"name": "x", "type": "Int"}], "line": 1}
    packer = {"kind": "pipeline", "function": "main.p", "file": "", "result": "List(Int)", "parameters": [], "line": 2}
    data = {
        "descriptor": 1, "name": "sleepy", "digest": f"{number:08x}" + "0" * 56, "modules": {"main": {"file": "src/main.lk"}},
        "services": {"main-n": node, "main-p": packer}, "pipelines": MAP, "main": "main.p",
    }  # fmt: skip
    return Program(data, "")


def during(
    settings: Settings,
    made: Program | int,
    work: Callable[[PlatformClient, Service], Awaitable[None]],
    calls: Calls | None = None,
    patience: float = 60,
) -> None:
    """Does something while the services of a program run; a number stands for that of `program`."""
    made = program(made) if isinstance(made, int) else made

    async def run() -> None:
        service = Service(settings, made, list(made.data["services"]), calls or Sleepy())
        await service.start()
        client = PlatformClient(settings, made)
        await client.start()
        try:
            await asyncio.wait_for(work(client, service), patience)
        finally:
            await client.stop()
            await service.stop()

    asyncio.run(run())


async def bucket(settings: Settings) -> Bucket:
    client = await nats.connect(settings.nats_url)
    return await Bucket.of(client.jetstream(), settings.release)


async def failure_of(client: PlatformClient, session: str) -> dict[str, Any]:
    """The failure that a session ends with."""
    end = await client.wait(session)
    assert end.failed, end.raw
    return dict(json.loads(end.raw))


async def state_of(settings: Settings, session: str) -> str:
    """What the bucket says of a session that has ended."""
    client = await nats.connect(settings.nats_url)
    known = await Bucket.of(client.jetstream(), settings.release)
    while True:
        entry = await known.session(session)
        if entry is not None and entry["state"] != "running":
            await client.close()
            return str(entry["state"])
        await asyncio.sleep(0.01)


def idle(service: Service) -> Callable[[], Awaitable[bool]]:
    """Whether a service has nothing at hand. It acknowledges what a session ends with after those who wait have heard of the end."""

    async def free() -> bool:
        return not service.busy

    return free


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Waits for a condition."""
    while not await condition():
        await asyncio.sleep(0.01)
