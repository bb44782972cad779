"""Broker and store that go bad while a service works: it says which, where and what to do, is not ready, and loses nothing meanwhile.

Each case begins its trouble while a call of a session is under way, waits until the service says so, ends it, and waits for the session.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nats
import pytest
import redis
from nats.js.errors import APIError
from platform_servers import free_port, nats_program, redis_program, wait_for_port
from sleepy import Sleepy, program, until

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.health import Health
from lambdakube.platform.log import Log
from lambdakube.platform.service import Service
from lambdakube.platform.settings import NatsAccess, Settings

PASSWORD = "s3cr3t+of/the:kind"


class Outside:
    """A NATS and a Redis that can be troubled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nats_port, self.redis_port = free_port(), free_port()
        self.config(lacking="")
        self.nats = self._nats()
        command = [redis_program(), "--port", str(self.redis_port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
        self._redis_command = [*command, "--appendonly", "yes"]
        self.redis = self._redis()
        self.settings = Settings(
            nats_url=f"nats://127.0.0.1:{self.nats_port}", redis_url=f"redis://127.0.0.1:{self.redis_port}", release="outside", drain=0,
            nats=NatsAccess(user="service", password=PASSWORD),
        )  # fmt: skip

    def config(self, lacking: str, room: str = "1GB") -> None:
        """The configuration of NATS: the user may publish to all but `lacking`."""
        deny = f', permissions: {{ publish: {{ deny: ["{lacking}"] }} }}' if lacking else ""
        users = f'authorization {{ users: [ {{ user: service, password: "{PASSWORD}"{deny} }} ] }}'
        stream = f'jetstream {{ store_dir: "{self.folder / "js"}", max_file: {room} }}'
        (self.folder / "nats.conf").write_text(f'listen: "127.0.0.1:{self.nats_port}"\n{stream}\n{users}\n')

    def _nats(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([nats_program(), "-c", str(self.folder / "nats.conf")], stderr=subprocess.DEVNULL)
        wait_for_port(self.nats_port, process)
        return process

    def _redis(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(self._redis_command, stdout=subprocess.DEVNULL)
        wait_for_port(self.redis_port, process)
        return process

    def restart(self, name: str) -> None:
        if name == "nats":
            self.nats = self._nats()
        else:
            self.redis = self._redis()

    def tell(self, *words: str) -> Any:
        """A command of Redis."""
        with redis.Redis(port=self.redis_port) as client:
            return client.execute_command(*words)

    def reload(self, lacking: str) -> None:
        self.config(lacking)
        self.nats.send_signal(signal.SIGHUP)

    def close(self) -> None:
        for process in (self.nats, self.redis):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    # A silent server is noticed in two pings; a test does not wait for those of a real service.
    monkeypatch.setattr("lambdakube.platform.connect.PING", 1)
    monkeypatch.setattr("lambdakube.platform.connect.PATIENCE", 2.0)
    monkeypatch.setattr("lambdakube.platform.health.LOOK", 0.1)
    monkeypatch.setattr("lambdakube.platform.troubles.LASTS", 8.0)
    made = Outside(tmp_path)
    yield made
    made.close()


class Gated(Sleepy):
    """A call waits for a file."""

    def __init__(self, folder: Path) -> None:
        self._gate = folder / "gate"

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        import time

        while not self._gate.exists():
            time.sleep(0.01)
        return arguments[0]


def dead(outside: Outside, name: str) -> None:
    process: subprocess.Popen[bytes] = getattr(outside, name)
    process.kill()
    process.wait()


TROUBLES: dict[str, tuple[Any, Any, str, str]] = {
    "NATS is gone": (lambda it: dead(it, "nats"), lambda it: it.restart("nats"), "broker", "NATS at nats://127.0.0.1:{nats} is away"),
    "NATS is silent": (
        lambda it: it.nats.send_signal(signal.SIGSTOP), lambda it: it.nats.send_signal(signal.SIGCONT),
        "broker", "NATS at nats://127.0.0.1:{nats} is away",
    ),
    "NATS permits too little": (
        lambda it: it.reload("lk.outside.>"), lambda it: it.reload(""),
        "broker", "NATS at nats://127.0.0.1:{nats} does not permit it: to publish to lk.outside.",
    ),
    "Redis is gone": (
        lambda it: dead(it, "redis"), lambda it: it.restart("redis"), "store", "Redis at redis://127.0.0.1:{redis} cannot be reached",
    ),
    "Redis is silent": (
        lambda it: it.redis.send_signal(signal.SIGSTOP), lambda it: it.redis.send_signal(signal.SIGCONT),
        "store", "Redis at redis://127.0.0.1:{redis} cannot be reached: there is no answer",
    ),
    "Redis is out of memory": (
        lambda it: it.tell("CONFIG", "SET", "maxmemory", "1"), lambda it: it.tell("CONFIG", "SET", "maxmemory", "0"),
        "store", "Redis at redis://127.0.0.1:{redis} is out of memory",
    ),
    "Redis is read-only": (
        lambda it: it.tell("REPLICAOF", "127.0.0.1", "1"), lambda it: it.tell("REPLICAOF", "NO", "ONE"),
        "store", "Redis at redis://127.0.0.1:{redis} is read-only: it is a replica",
    ),
}  # fmt: skip


async def done(what: Any) -> None:
    """Waits for what can be waited for."""
    if asyncio.iscoroutine(what):
        await what


async def troubled(outside: Outside, begin: Any, end: Any, part: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    made = program(1)
    service = Service(outside.settings, made, ["main-n", "main-p"], Gated(outside.folder))
    await service.start()
    client = PlatformClient(outside.settings, made)
    await client.start()
    health = Health(Log())
    health.started()
    watching = asyncio.create_task(service.watch(health))
    try:
        await client.submit("a" * 32, "main.p", [b"[1,2,3]"])

        async def working() -> bool:
            return bool(service._hands.working())

        await until(working)
        await done(begin(outside))
        (outside.folder / "gate").touch()

        async def told() -> bool:
            return not health.well

        await asyncio.wait_for(until(told), 60)
        (problem,) = health.state()["problems"]
        assert problem["part"] == part
        assert problem["message"].startswith(said.format(nats=outside.nats_port, redis=outside.redis_port)), problem
        assert problem["hint"]
        await done(end(outside))

        async def well() -> bool:
            return health.well

        await asyncio.wait_for(until(well), 60)
        assert (await asyncio.wait_for(client.wait("a" * 32), 60)).raw == b"[1,2,3]", "what was under way ends"
        await client.submit("b" * 32, "main.p", [b"[4]"])
        assert (await asyncio.wait_for(client.wait("b" * 32), 60)).raw == b"[4]"
    finally:
        watching.cancel()
        await client.stop()
        await service.stop()
    talk = capfd.readouterr().err
    print(talk)
    assert "dead letters" not in talk
    assert PASSWORD not in talk
    assert 2 <= len([line for line in talk.splitlines() if '"level"' in line]) <= 60, talk


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_is_told_and_nothing_is_lost(outside: Outside, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    begin, end, part, said = TROUBLES[name]
    asyncio.run(asyncio.wait_for(troubled(outside, begin, end, part, said, capfd), 200))


def test_nats_whose_storage_is_full(outside: Outside, capfd: pytest.CaptureFixture[str]) -> None:
    """Something else has filled it; what a call has given is kept until there is room."""

    async def fill(outside: Outside) -> None:
        broker = await nats.connect(outside.settings.nats_url, user="service", password=PASSWORD)
        js = broker.jetstream()
        await js.add_stream(name="OTHER", subjects=["other"])
        for size in (60_000, 1_000, 1):
            with suppress(APIError):
                while True:
                    await js.publish("other", b"x" * size)
        await broker.close()

    async def free(outside: Outside) -> None:
        broker = await nats.connect(outside.settings.nats_url, user="service", password=PASSWORD)
        await broker.jetstream().delete_stream("OTHER")
        await broker.close()

    dead(outside, "nats")
    outside.config("", room="4MB")
    outside.restart("nats")
    said = "NATS at nats://127.0.0.1:{nats} does not take a message: "
    asyncio.run(asyncio.wait_for(troubled(outside, fill, free, "broker", said, capfd), 200))
