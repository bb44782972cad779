"""Random programs over a real NATS and a real Redis give what direct evaluation gives."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from evaluations import directly
from graphs import GraphCalls, Graphs
from platform_servers import nats_server, redis_server

from lambdakube.codecs import JsonCodec
from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "40"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0)


async def over_platform(settings: Settings, program: Program, arguments: list[int], sessions: int) -> list[Any]:
    """The outcomes of some sessions at once, all services of the program in this process."""
    service = Service(settings, program, list(program.data["services"]), GraphCalls())
    await service.start()
    client = PlatformClient(settings, program)
    await client.start()
    codec = JsonCodec()
    try:

        async def one() -> Any:
            session = f"{random.getrandbits(128):032x}"
            await client.submit(session, "main.p", [codec.encode(argument) for argument in arguments])
            end = await asyncio.wait_for(client.wait(session), float(os.environ.get("LK_WAIT", "30")))
            data = codec.decode(end.raw)
            return (data["kind"], data["message"], data["trace"]) if end.failed else data

        return await asyncio.gather(*(one() for _ in range(sessions)))
    finally:
        await client.stop()
        await service.stop()


def test_the_platform_equals_direct(settings: Settings) -> None:
    for seed in range(FIRST, FIRST + COUNT):
        program = Graphs(seed, failing=(seed % 4) / 5).program()
        program.digest = f"{seed:08x}" + "0" * 56
        arguments = [seed % 7, seed % 11]
        expected = directly(program, GraphCalls(), "main.p", arguments)
        try:
            found = asyncio.run(over_platform(settings, program, arguments, 3))
        except asyncio.TimeoutError:
            found = ["no end within 30 s"]
        assert found == [expected] * 3, f"repeat with LK_SEED={seed} LK_CASES=1"
