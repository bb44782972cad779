"""A node that waits until a test lets it go, in builds of a release that run in this process, over a real NATS and a real Redis."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nats
import pytest
from graphs import GraphCalls
from platform_servers import nats_server, redis_server

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.bucket import Bucket
from lambdakube.platform.builds import Builds
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

NODE, PACKER = "main-n", "main-p"
PIPELINE = {
    "declaration": "main.p", "frame": "own", "service": PACKER, "parameters": 1, "result": 1,
    "steps": [{"step": "call", "service": NODE, "arguments": [0], "line": 2}],
}  # fmt: skip


class Marked(GraphCalls):
    """A node that gives what it is given with the build beside it, once a file of the argument's name is there. Notes who worked."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        build = program.digest[:8]
        (self.folder / f"began-{arguments[0]}-{build}").touch()
        while not (self.folder / f"go-{arguments[0]}").exists():
            call_pause()
        return [arguments[0], build]


def call_pause() -> None:
    """A body that works; in a worker process, where nothing else goes on."""
    import time

    time.sleep(0.005)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    for name in ("redis", "nats"):
        (tmp_path / name).mkdir()
    with redis_server(tmp_path / "redis") as client, nats_server(tmp_path / "nats") as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0, retire=0)


def build(number: int) -> Program:
    node = {"kind": "node", "function": "main.n", "file": "", "result": "Int", "parameters": [{"name": "x", "type": "Int"}], "line": 1}
    packer = {"kind": "pipeline", "function": "main.p", "file": "", "result": "Int", "parameters": [], "line": 2}
    data = {
        "descriptor": 1, "name": "marked", "digest": f"{number:08x}" + "0" * 56, "modules": {"main": {"file": "src/main.lk"}},
        "services": {NODE: node, PACKER: packer}, "pipelines": {"main.p": PIPELINE}, "main": "main.p",
    }  # fmt: skip
    return Program(data, "")


class Release:
    """The builds of a release that run, and clients of them."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.builds: Builds
        self.js: Any

    @asynccontextmanager
    async def running(self, number: int, accepts: bool | None = None) -> AsyncIterator[PlatformClient]:
        service = Service(replace(self.settings, accepts=accepts), build(number), [NODE, PACKER], Marked(self.folder))
        await service.start()
        try:
            yield service.client()
        finally:
            await service.stop()

    @asynccontextmanager
    async def keeper(self, **settings: Any) -> AsyncIterator[None]:
        keeper = Keeper(replace(self.settings, **settings))
        await keeper.start()
        try:
            yield
        finally:
            await keeper.stop()

    def go(self, argument: int) -> None:
        """Lets the calls with this argument end."""
        (self.folder / f"go-{argument}").touch()

    async def start(self, client: PlatformClient, argument: int) -> str:
        session = secrets.token_hex(16)
        await client.submit(session, "main.p", [str(argument).encode()])
        return session

    async def began(self, argument: int) -> None:
        """Waits until a call with this argument works."""
        await self.until(lambda: any(self.folder.glob(f"began-{argument}-*")))

    async def until(self, condition: Callable[[], Any]) -> None:
        while not (await met if isinstance(met := condition(), Awaitable) else met):
            await asyncio.sleep(0.01)


def during(settings: Settings, folder: Path, work: Callable[[Release, AsyncExitStack], Awaitable[None]]) -> None:
    async def run() -> None:
        release = Release(settings, folder)
        connection = await nats.connect(settings.nats_url)
        release.js = connection.jetstream()
        release.builds = (await Bucket.of(release.js, settings.release)).builds
        async with AsyncExitStack() as stack:
            await asyncio.wait_for(work(release, stack), 60)
        await connection.close()

    asyncio.run(run())
