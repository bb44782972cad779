"""What is told of a session while it runs, over a real NATS and a real Redis: calls that wait, run, are tried again, have ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from graphs import GraphCalls
from platform_servers import nats_server, redis_server
from sleepy import MAP

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

SESSION = "e" * 32


class Gated(GraphCalls):
    """A first try fails; another one, and every try of a positive argument, waits for a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        tried = self._folder / f"tried {arguments[0]}"
        if arguments[0] < 0 and not tried.exists():
            tried.touch()
            return FailureRecord("External", "no luck", [("main.n", 1)], exception="ValueError")
        while not (self._folder / "go").exists():
            time.sleep(0.01)
        return arguments[0]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, redis.Redis]]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="counts", drain=0, workers=2), client


def program(number: int, retry: dict[str, int]) -> Program:
    node = {"kind": "node", "function": "main.n", "file": "", "result": "Int", "parameters": [{"name": "x", "type": "Int"}], "retry": retry}
    packer = {"kind": "pipeline", "function": "main.p", "file": "", "result": "List(Int)", "parameters": []}
    data = {
        "descriptor": 1, "name": "gated", "digest": f"{number:08x}" + "1" * 56, "modules": {"main": {"file": "src/main.lk"}},
        "services": {"main-n": node, "main-p": packer}, "pipelines": MAP, "main": "main.p",
    }  # fmt: skip
    return Program(data, "")


Look = Callable[[str], dict[str, str]]


def during(
    servers: tuple[Settings, redis.Redis], made: Program, folder: Path, values: bytes, work: Callable[[Look], Awaitable[None]]
) -> dict[str, str]:
    """Looks at a session while it runs, then lets it end; gives its counts after that."""
    settings, store = servers
    store.flushall()

    def look(kind: str) -> dict[str, str]:
        found: dict[Any, Any] = store.hgetall(f"lk:{{{SESSION[:-8]}{made.digest[:8]}}}:{kind}")
        return {name.decode(): value.decode() for name, value in found.items()}

    async def run() -> dict[str, str]:
        service = Service(settings, made, list(made.data["services"]), Gated(folder))
        await service.start()
        client = PlatformClient(settings, made)
        await client.start()
        try:
            session = SESSION[:-8] + made.digest[:8]
            await client.submit(session, "main.p", [values])
            await asyncio.wait_for(work(look), 60)
            (folder / "go").touch()
            assert not (await asyncio.wait_for(client.wait(session), 60)).failed
            # Counts are written behind the work.
            await asyncio.wait_for(until(lambda: int(look("counts").get("main-n:done", 0)) == values.count(b",") + 1), 60)
            await asyncio.wait_for(until(lambda: look("running") == {}), 60)
            return look("counts")
        finally:
            await client.stop()
            await service.stop()

    return asyncio.run(run())


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition."""
    while not condition():
        await asyncio.sleep(0.01)


def test_what_workers_are_at_is_told_and_forgotten(servers: tuple[Settings, redis.Redis], tmp_path: Path) -> None:
    async def work(look: Look) -> None:
        await until(lambda: look("running") != {})
        await until(lambda: [text.split()[0] for text in look("running").values()] == ["2"])
        [(field, text)] = look("running").items()
        assert field.startswith("main-n:")
        assert field.count(":") == 1
        assert abs(int(text.split()[1]) / 1000 - time.time()) < 60
        assert look("counts") == {"main-n:asked": "5"}

    counts = during(servers, program(1, {}), tmp_path, b"[1,2,3,4,5]", work)
    assert counts == {"main-n:asked": "5", "main-n:done": "5"}


def test_a_call_that_is_tried_again_is_told_until_its_next_try_has_ended(servers: tuple[Settings, redis.Redis], tmp_path: Path) -> None:
    async def work(look: Look) -> None:
        await until(lambda: look("counts").get("main-n:again") == "2")
        assert "main-n:retried" not in look("counts"), "the second tries wait for the file"

    counts = during(servers, program(2, {"max": 1, "backoff": 20}), tmp_path, b"[-1,-2,3]", work)
    expected = {"asked": "3", "failed": "2", "again": "2", "retried": "2", "done": "3"}
    assert counts == {f"main-n:{name}": number for name, number in expected.items()}
