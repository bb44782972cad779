"""Much at once, over a real NATS and a real Redis: large results, wide fan-outs, many open sessions, calls that take long.

`LK_LOADS` multiplies the numbers. Times and memory are printed.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from platform_servers import nats_server, redis_server
from sleepy import MAP, Sleepy, during, program, until

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

TIMES = float(os.environ.get("LK_LOADS", "1"))
LONG = float(os.environ.get("LK_LONG", "4"))
"""Seconds of the long call; ten times as long as a message may go unacknowledged."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="loads", drain=0)


class Sized(Sleepy):
    """A call gives a text whose JSON form has as many bytes as its argument says, and its argument where that is 0 or less."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        return "x" * (arguments[0] - 2) if arguments[0] > 0 else arguments[0]


@contextmanager
def measured(what: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(f"{what}: {time.monotonic() - started:.1f} s, at most {int(peak.split()[1]) // 1024} MiB in the process")


def single(number: int) -> Program:
    """`main.p(x)` calls the node."""
    data = dict(program(number).data)
    data["pipelines"] = {"main.p": {**MAP["main.p#1"], "frame": "own"}}
    return Program(data, "")


def test_a_large_result(settings: Settings) -> None:
    size = int(50_000_000 * TIMES)

    async def work(client: PlatformClient, service: Service) -> None:
        with measured(f"a result of {size:,} bytes"):
            await client.submit("1" * 32, "main.p", [b"%d" % size])
            end = await client.wait("1" * 32)
        assert (end.failed, len(end.raw)) == (False, size)
        assert end.raw == b'"' + b"x" * (size - 2) + b'"'

    during(settings, single(1), work, Sized(), 600)


def test_a_large_gather(settings: Settings) -> None:
    """Of texts of a MiB, each of which is stored, as its list is."""
    count = int(100 * TIMES)

    async def work(client: PlatformClient, service: Service) -> None:
        with measured(f"a gather of {count} MiB"):
            await client.submit("2" * 32, "main.p", [json.dumps([1 << 20] * count).encode()])
            end = await client.wait("2" * 32)
        assert (end.failed, len(end.raw)) == (False, (1 << 20) * count + count + 1)

    during(settings, program(2), work, Sized(), 600)


def test_a_wide_map(settings: Settings) -> None:
    count = int(100_000 * TIMES)

    async def work(client: PlatformClient, service: Service) -> None:
        value = json.dumps([-each for each in range(count)], separators=(",", ":")).encode()
        with measured(f"a map of {count:,} elements"):
            await client.submit("3" * 32, "main.p", [value])
            end = await client.wait("3" * 32)
        assert (end.failed, end.raw == value) == (False, True)

    during(settings, program(3), work, Sized(), 600)


def test_many_open_sessions(settings: Settings) -> None:
    """All of them are open before the first call is worked on."""
    count = int(10_000 * TIMES)
    made = single(4)

    async def work(client: PlatformClient, packer: Service) -> None:
        with measured(f"{count:,} sessions begun"):
            for first in range(0, count, 100):
                await asyncio.gather(
                    *(client.submit(f"{4:04x}{each:028x}", "main.p", [b"%d" % -each]) for each in range(first, first + 100))
                )

            async def waiting() -> bool:
                counted = await client._pipe.run(("ZCARD", "lk:{loads}:open"))
                return bool(counted == count)

            await until(waiting)
        service = Service(settings, made, ["main-n"], Sized())
        with measured(f"{count:,} sessions ended"):
            await service.start()
            for each in range(count):
                assert (await client.wait(f"{4:04x}{each:028x}")).raw == b"%d" % -each

        async def closed() -> bool:
            return not await client._pipe.run(("ZCARD", "lk:{loads}:open"))

        await until(closed)
        await service.stop()

    async def run() -> None:
        node = Service(settings, made, ["main-n"], Sized())
        await node.start()  # makes its consumer
        await node.stop()
        packer = Service(settings, made, ["main-p"], Sized())
        await packer.start()
        client = PlatformClient(settings, made)
        await client.start()
        try:
            await asyncio.wait_for(work(client, packer), 600)
        finally:
            await client.stop()
            await packer.stop()

    asyncio.run(run())


class Long(Sleepy):
    """A call takes its time, and leaves a mark for each time that it is begun."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        (self._folder / f"{time.monotonic_ns()}").touch()
        time.sleep(arguments[0])
        return 1


def test_a_call_that_takes_longer_than_its_acknowledgement(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time is extended again and again: it is begun once, and nothing of it comes again."""
    if LONG < 300:
        for name, value in (("jetstream.ACK_WAIT", LONG / 4), ("desk.ACK_WAIT", LONG / 4), ("desk.LOOK", LONG / 40)):
            monkeypatch.setattr(f"lambdakube.platform.{name}", value)

    async def work(client: PlatformClient, service: Service) -> None:
        with measured(f"a call of {LONG:g} s"):
            await client.submit("5" * 32, "main.p", [json.dumps(LONG).encode()])
            assert (await client.wait("5" * 32)).raw == b"1"
        assert len(list(tmp_path.iterdir())) == 1
        assert service.metrics.redelivered._values == {}, "no message has come twice"

    during(replace(settings, release="long"), single(5), work, Long(tmp_path), LONG + 120)
