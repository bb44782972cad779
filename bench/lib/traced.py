"""What tracing costs sessions on NATS and Redis: the same ones with and without, in turn, spans sent to a Jaeger. Prints JSON.

The argument is a build folder whose pipelines are `main.chain`, three nodes in a row, and `main.spread`, a map with its gather.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from jaeger_server import jaeger_server
from platform_servers import nats_server, redis_server

from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

SINGLE, MANY, AT_ONCE, ELEMENTS, ROUNDS = 150, 1_000, 300, 10_000, 5


async def serve(folder: str) -> None:
    """All services of the build in this process, until its input ends."""
    program = Program.load(folder)
    service = Service(Settings.of(), program, list(program.data["services"]))
    await service.start()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(service.spans), flush=True)
    await service.stop()


@contextmanager
def served(folder: str, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, __file__, folder, "serve"]
    child = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    yield
    child.stdin.close()
    if "OTEL_EXPORTER_OTLP_ENDPOINT" in environment:
        made, _, dropped, _ = json.loads(child.stdout.readline())
        print(f"{made} spans, {dropped} dropped", file=sys.stderr)
    child.wait()


class Sessions:
    """Starts sessions and waits for them."""

    def __init__(self, folder: str, environment: dict[str, str]) -> None:
        self._client = PlatformClient(Settings.of(environment), Program.load(folder))
        self.start, self.stop = self._client.start, self._client.stop

    async def run(self, pipeline: str, x: int) -> Any:
        session = uuid.uuid4().hex
        await self._client.submit(session, pipeline, [str(x).encode()])
        return json.loads((await self._client.wait(session)).raw)

    async def single(self) -> float:
        """Milliseconds of a chain, one at a time, the median."""
        times = []
        for x in range(SINGLE):
            begun = perf_counter()
            assert await self.run("main.chain", x) == (x + 1) * 2 - 3
            times.append((perf_counter() - begun) * 1000)
        return median(times)

    async def many(self) -> float:
        """Chains a second."""
        places = asyncio.Semaphore(AT_ONCE)

        async def one(x: int) -> None:
            async with places:
                await self.run("main.chain", x)

        begun = perf_counter()
        await asyncio.gather(*(one(x) for x in range(MANY)))
        return MANY / (perf_counter() - begun)

    async def spread(self) -> float:
        """Elements a second."""
        begun = perf_counter()
        await self.run("main.spread", ELEMENTS)
        return ELEMENTS / (perf_counter() - begun)


async def measure(folder: str, environments: dict[str, dict[str, str]]) -> dict[str, dict[str, float]]:
    contenders = {name: Sessions(folder, environment) for name, environment in environments.items()}
    found: dict[str, dict[str, list[float]]] = {name: {"single": [], "many": [], "spread": []} for name in contenders}
    for sessions in contenders.values():
        await sessions.start()
    for number in range(ROUNDS + 1):
        for kind in ("single", "many", "spread"):
            for name, sessions in contenders.items():
                figure = await getattr(sessions, kind)()
                if number:  # the first round warms up
                    found[name][kind].append(figure)
    for sessions in contenders.values():
        await sessions.stop()
    return {name: {kind: median(figures) for kind, figures in kinds.items()} for name, kinds in found.items()}


def main() -> None:
    folder = sys.argv[1]
    if sys.argv[2:] == ["serve"]:
        asyncio.run(serve(folder))
        return
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        store = stack.enter_context(redis_server(folders[0]))
        shared = {
            "NATS_URL": stack.enter_context(nats_server(folders[1])),
            "REDIS_URL": f"redis://127.0.0.1:{store.connection_pool.connection_kwargs['port']}",
        }
        jaeger = stack.enter_context(jaeger_server())
        environments = {
            "without": {**shared, "LK_RELEASE": "without"},
            "traced": {**shared, "LK_RELEASE": "traced", "OTEL_EXPORTER_OTLP_ENDPOINT": jaeger.otlp},
        }
        for environment in environments.values():
            stack.enter_context(served(folder, environment))
        print(json.dumps(asyncio.run(measure(folder, environments))))


if __name__ == "__main__":
    main()
