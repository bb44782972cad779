"""Services, broker and store are killed and stopped in random order while sessions run: each ends with what direct evaluation gives.

`LK_FAULT_SECONDS` says for how long, `LK_SEED` which order. What was done is printed, with the seed.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import redis
from evaluations import directly
from fault_service import program
from graphs import GraphCalls
from platform_servers import free_port, nats_program, redis_program, wait_for_port

from lambdakube.codecs import JsonCodec
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.settings import Settings

SECONDS = float(os.environ.get("LK_FAULT_SECONDS", "20"))
SEED = int(os.environ.get("LK_SEED", "1"))
PROGRAMS = 3
AT_ONCE = 6


class Killable:
    """A process that is started again after it was killed."""

    def __init__(self, name: str, command: list[str], ready: Callable[[], None], environment: dict[str, str] | None = None) -> None:
        self.name = name
        self._command = command
        self._ready = ready
        self._environment = environment
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self._command, env=self._environment, stdout=quiet, stderr=quiet, start_new_session=True)

    def kill(self) -> None:
        """Kills it with all its children, and starts it again."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = self._start()

    def pause(self, stop: bool) -> None:
        """Stops it where it stands, or lets it go on."""
        os.killpg(self.process.pid, signal.SIGSTOP if stop else signal.SIGCONT)

    def end(self) -> None:
        self.pause(stop=False)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ready(self) -> None:
        self._ready()


@dataclass
class Platform:
    """The processes of the test."""

    settings: Settings
    broker: Killable
    keeping: Killable
    services: list[Killable]
    store: redis.Redis
    done: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(folder: Path) -> Platform:
        nats_port, redis_port = free_port(), free_port()
        settings = Settings(
            nats_url=f"nats://127.0.0.1:{nats_port}", redis_url=f"redis://127.0.0.1:{redis_port}", release="faults", drain=0
        )
        environment = {
            **os.environ,
            "NATS_URL": settings.nats_url,
            "REDIS_URL": settings.redis_url,
            "LK_RELEASE": "faults",
            "PYTHONPATH": str(Path(__file__).parent.parent),
        }
        for name in ("nats", "redis"):
            (folder / name).mkdir()
        nats_command = [nats_program(), "-js", "-sd", str(folder / "nats"), "-a", "127.0.0.1", "-p", str(nats_port)]
        redis_command = [redis_program(), "--port", str(redis_port), "--dir", str(folder / "redis"), "--appendonly", "yes", "--save", ""]
        made = Platform(
            settings,
            Killable("nats", nats_command, lambda: wait_for_port(nats_port)),
            Killable("redis", redis_command, lambda: wait_for_port(redis_port)),
            [],
            redis.Redis(port=redis_port),
        )
        made.broker.ready()
        made.keeping.ready()
        script = str(Path(__file__).parent / "fault_service.py")
        for seed in range(PROGRAMS):
            for _ in range(2):
                command = [sys.executable, script, str(seed)]
                made.services.append(Killable(f"service {seed}", command, lambda: None, environment))
        return made

    def alive(self) -> list[str]:
        """The processes that run."""
        return [each.name for each in (*self.services, self.broker, self.keeping) if each.process.poll() is None]

    def close(self) -> None:
        for process in (*self.services, self.broker, self.keeping):
            process.end()


async def disturb(platform: Platform, draw: random.Random, until: float) -> None:
    """Kills and stops processes, one after the other."""
    while time.monotonic() < until:
        await asyncio.sleep(draw.uniform(0.2, 1.5))
        what = draw.random()
        process = platform.broker if what < 0.12 else platform.keeping if what < 0.24 else draw.choice(platform.services)
        if draw.random() < 0.6:
            process.kill()
            platform.done[f"kill {process.name.split()[0]}"] += 1
        else:
            process.pause(stop=True)
            await asyncio.sleep(draw.uniform(0.1, 2))
            process.pause(stop=False)
            platform.done[f"stop {process.name.split()[0]}"] += 1


async def sessions(platform: Platform, client: PlatformClient, seed: int, draw: random.Random, until: float) -> None:
    """Starts sessions of a program, one after the other, and looks at how they end."""
    codec = JsonCodec()
    made = program(seed)
    while time.monotonic() < until:
        arguments = [draw.randrange(7), draw.randrange(11)]
        expected = directly(made, GraphCalls(), "main.p", arguments)
        session = f"{draw.getrandbits(128):032x}"
        await steadily(partial(client.submit, session, "main.p", [codec.encode(argument) for argument in arguments]))
        try:
            end = await asyncio.wait_for(steadily(partial(client.wait, session)), 240)
        except asyncio.TimeoutError:
            raise AssertionError(f"session {session} has not ended; alive are {platform.alive()}; LK_SEED={SEED}") from None
        data = codec.decode(end.raw)
        found = (data["kind"], data["message"], data["trace"]) if end.failed else data
        assert found == expected, f"session {session} of program {seed} with {arguments}; LK_SEED={SEED}"
        platform.done["session"] += 1


async def steadily(work: Callable[[], Any]) -> Any:
    """Does something until broker and store are there for it."""
    while True:
        try:
            return await asyncio.wait_for(work(), 20)
        except Exception as error:
            if isinstance(error, AssertionError):
                raise
            await asyncio.sleep(0.1)


async def run(platform: Platform) -> None:
    draw = random.Random(SEED)
    clients = []
    for seed in range(PROGRAMS):
        client = PlatformClient(platform.settings, program(seed))
        await client.start()
        clients.append(client)
    until = time.monotonic() + SECONDS
    running = [
        sessions(platform, clients[number % PROGRAMS], number % PROGRAMS, random.Random(f"{SEED} {number}"), until)
        for number in range(AT_ONCE)
    ]
    await asyncio.gather(disturb(platform, draw, until), *running)
    for client in clients:
        await client.stop()


def test_every_session_ends_as_it_has_to(tmp_path: Path) -> None:
    platform = Platform.of(tmp_path)
    try:
        asyncio.run(run(platform))
        left = Counter(str(key).split("}:")[1].split(":")[0].rstrip("'") for key in platform.store.keys("lk:*"))
        assert set(left) <= {"mark", "end", "counts"}, f"what sessions leave in the store: {left}; LK_SEED={SEED}"
        assert platform.done["session"] > 0
    finally:
        print(f"seed {SEED}, {SECONDS:.0f} s: {dict(platform.done)}")
        platform.close()
