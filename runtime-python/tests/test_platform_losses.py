"""What a store loses is noticed, and what it keeps is not missed: a restart, an older state, a group, the value of a session."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import nats
import pytest
import redis
from faults.servers import Process
from faults.sessions import steadily
from graphs import GraphCalls
from platform_servers import free_port, nats_program, nats_server, redis_program, wait_for_port
from sleepy import program

from lambdakube.actions import End
from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform import keeper
from lambdakube.platform.bucket import RUNNING, Bucket, bucket_name
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.platform.tally import Tally


class Gate(GraphCalls):
    """Calls of the node with a 1 end when a file is there."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        while arguments[0] and not self._file.exists():
            time.sleep(0.01)
        return arguments[0]


class Platform:
    """A broker, a store that keeps what it is told, a service and a keeper that looks all the time."""

    def __init__(self, nats_url: str, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.data = folder / "redis"
        self.data.mkdir()
        # With `everysec` a server that is killed may lose what it acknowledged while it was syncing.
        synced = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        command = [redis_program(), "--port", str(self.port), "--dir", str(self.data), *synced]
        self.store = Process("redis", command, folder / "redis.log")
        wait_for_port(self.port)
        self.redis = redis.Redis(port=self.port)
        self.settings = Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{self.port}", release=folder.name, drain=0, workers=2)
        self.gate = folder / "gate"
        self.client: PlatformClient
        self.bucket: Bucket

    def during(self, work: Callable[[], Awaitable[None]], *, kept: bool = True) -> None:
        """Does something while service and keeper run; the keeper is there only where it is `kept`."""

        async def run() -> None:
            made = program(1)
            service, keeping = Service(self.settings, made, list(made.data["services"]), Gate(self.gate)), Keeper(self.settings)
            self.client = PlatformClient(self.settings, made)
            connection = await nats.connect(self.settings.nats_url)
            for each in (service, keeping, self.client) if kept else (service, self.client):
                await each.start()
            self.bucket = await Bucket.of(connection.jetstream(), self.settings.release)
            try:
                await asyncio.wait_for(work(), 100)
            finally:
                for each in (self.client, keeping, service) if kept else (self.client, service):
                    await each.stop()
                await connection.close()

        asyncio.run(run())

    def restart(self, files: Path | None = None) -> None:
        """Kills the store, and starts it as it was, or with other files."""
        self.store.kill()
        if files is not None:
            shutil.rmtree(self.data)
            shutil.copytree(files, self.data)
        self.store.again()
        wait_for_port(self.port)

    async def submit(self, session: str, pipeline: str, arguments: list[bytes], deadline: int = 600_000) -> None:
        await steadily(partial(self.client.submit, session, pipeline, arguments, deadline))

    async def end(self, session: str) -> End:
        return await steadily(partial(self.client.wait, session))

    async def arrived(self, session: str) -> None:
        """Waits until the first element of a session's map has arrived."""
        await self.until(lambda: bool(self.redis.keys(f"lk:{{{session}}}:slots:*")))

    async def counted(self) -> None:
        """Waits until every process has counted twice since."""
        tallies = self.redis.keys("lk:*:tally:*")
        wanted = [int(self.redis.get(key) or 0) + 2 for key in tallies]
        await self.until(lambda: all(int(self.redis.get(key) or 0) >= count for key, count in zip(tallies, wanted, strict=True)))

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await asyncio.sleep(0.01)

    async def state(self, session: str, wanted: str) -> dict[str, Any]:
        """Waits until a session's entry has a state."""
        while True:
            entry = await self.bucket.session(session)
            if entry is not None and entry["state"] == wanted:
                return entry
            await asyncio.sleep(0.01)


@pytest.fixture
def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    monkeypatch.setattr(keeper, "LOOK", 0)
    monkeypatch.setattr(keeper, "STARTING", 0)
    monkeypatch.setattr(keeper, "COUNT", 0.05)
    with nats_server(tmp_path / "nats") as url:
        made = Platform(url, tmp_path)
        try:
            yield made
        finally:
            made.store.kill()


A = "a" * 32


def test_a_store_that_is_killed_and_kept_its_files_loses_nothing(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[0,1]"])
        await platform.arrived(A)
        platform.restart()
        platform.gate.touch()
        assert (await platform.end(A)).raw == b"[0,1]"
        assert await platform.bucket.lost() == (0, 0)

    platform.during(work)


@pytest.mark.parametrize("kept", [True, False])
def test_a_store_that_comes_back_as_it_was_before_is_noticed(platform: Platform, kept: bool) -> None:
    """By the keeper, or by the service that wrote what is lost: without it a gather would lack an element until its deadline."""

    async def work() -> None:
        await platform.submit(A, "main.p", [b"[1]"])
        await platform.until(lambda: bool(platform.redis.keys(f"lk:{{{A}}}:group:*")))
        shutil.copytree(platform.data, platform.folder / "copy")
        await platform.counted()
        platform.restart(platform.folder / "copy")
        if not kept:
            while await platform.bucket.lost() == (0, 0):
                await asyncio.sleep(0.01)
            return
        failure = json.loads((await platform.end(A)).raw)
        assert (failure["kind"], failure["message"]) == ("StoreLost", "the store has lost writes that it had acknowledged")
        await platform.state(A, "store-lost")
        platform.gate.touch()
        later = "c" * 32
        started = (await platform.bucket.lost())[0] + keeper.SKEW
        await platform.until(lambda: time.time() * 1000 > started)
        await platform.submit(later, "main.p", [b"[0]"])
        assert (await platform.end(later)).raw == b"[0]", "what begins later is not touched"

    platform.during(work, kept=kept)


def test_a_keeper_notices_what_was_lost_while_every_process_was_gone(platform: Platform) -> None:
    async def before() -> None:
        await platform.submit(A, "main.p", [b"[1]"])
        await platform.until(lambda: bool(platform.redis.keys(f"lk:{{{A}}}:group:*")))
        shutil.copytree(platform.data, platform.folder / "copy")
        await platform.counted()
        noted = await platform.bucket.known()
        while await platform.bucket.known() == noted:
            await asyncio.sleep(0.01)

    async def after() -> None:
        assert json.loads((await platform.end(A)).raw)["kind"] == "StoreLost"

    platform.during(before)
    platform.restart(platform.folder / "copy")
    platform.during(after)


def test_a_group_that_is_gone_ends_its_session(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[1]"])
        await platform.until(lambda: bool(platform.redis.keys(f"lk:{{{A}}}:group:*")))
        platform.redis.delete(*platform.redis.keys(f"lk:{{{A}}}:group:*"))
        platform.gate.touch()
        assert json.loads((await platform.end(A)).raw)["kind"] == "StoreLost"

    platform.during(work, kept=False)


def test_an_end_that_a_crash_kept_from_the_bucket_is_noted(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[0]"])
        entry = await platform.state(A, "done")
        await platform.bucket.values.put(f"session.{A}", json.dumps({**entry, "state": RUNNING}).encode())
        await platform.state(A, "done")

    platform.during(work)


def test_the_first_end_in_the_bucket_stands(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[1]"])
        await platform.until(lambda: bool(platform.redis.keys(f"lk:{{{A}}}:group:*")))
        assert await platform.bucket.end(A, {"state": "store-lost", "ended": 1, "failure": {"kind": "StoreLost"}})
        platform.gate.touch()
        await platform.until(lambda: bool(platform.redis.exists(f"lk:{{{A}}}:end")))
        await platform.submit("b" * 32, "main.p", [b"[0]"])
        await platform.state("b" * 32, "done")
        entry = await platform.bucket.session(A)
        assert entry is not None
        assert entry["state"] == "store-lost"

    platform.during(work, kept=False)


def test_who_waits_for_a_value_that_is_lost_hears_of_it(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[0]"])
        await platform.state(A, "done")
        platform.redis.delete(f"lk:{{{A}}}:end")
        failure = json.loads((await platform.end(A)).raw)
        assert failure["message"] == "the session has ended, but the store has lost its value"

    platform.during(work, kept=False)


def test_a_call_of_a_session_that_is_lost_stops(platform: Platform) -> None:
    async def work() -> None:
        await platform.submit(A, "main.p", [b"[1]"])
        await platform.until(lambda: bool(platform.redis.keys(f"lk:{{{A}}}:group:*")))
        platform.redis.delete(*platform.redis.keys(f"lk:{{{A}}}:*"))
        assert json.loads((await platform.end(A)).raw)["kind"] == "StoreLost", "though the call would go on for ever"
        platform.gate.touch()
        await platform.submit("b" * 32, "main.p", [b"[1]"])
        assert (await platform.end("b" * 32)).raw == b"[1]"

    platform.during(work, kept=False)


def test_nothing_is_left_of_a_session_after_its_time(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("keeper", "client"):
        monkeypatch.setattr(f"lambdakube.platform.{module}.KEPT", 500)
    monkeypatch.setattr(keeper, "FORGOTTEN", 100)

    async def work() -> None:
        connection = await nats.connect(platform.settings.nats_url)
        await platform.submit(A, "main.p", [b"[0,0]"], deadline=1000)
        assert (await platform.end(A)).raw == b"[0,0]"
        await platform.until(lambda: not platform.redis.keys(f"lk:{{{A}}}:*"))
        while True:
            info = await connection.jetstream().stream_info(
                f"KV_{bucket_name(platform.settings.release)}", subjects_filter=f"$KV.*.session.{A}"
            )
            if not info.state.subjects:
                break
            await asyncio.sleep(0.01)
        await connection.close()

    platform.during(work)


@pytest.fixture
def killable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Platform, Process]]:
    """A platform, and its broker."""
    for name, value in (("LOOK", 0), ("STARTING", 0), ("COUNT", 0.05)):
        monkeypatch.setattr(keeper, name, value)
    port = free_port()
    (tmp_path / "nats").mkdir()
    command = [nats_program(), "-js", "-sd", str(tmp_path / "nats"), "-a", "127.0.0.1", "-p", str(port)]
    broker = Process("nats", command, tmp_path / "nats.log")
    wait_for_port(port)
    platform = Platform(f"nats://127.0.0.1:{port}", tmp_path)
    try:
        yield platform, broker
    finally:
        platform.store.kill()
        broker.kill()


def test_the_keeper_hears_of_sessions_after_the_broker_was_killed(killable: tuple[Platform, Process]) -> None:
    platform, broker = killable

    async def work() -> None:
        for number in range(3):
            broker.again()
            session = f"{number:032x}"
            await platform.submit(session, "main.p", [b"[1]"], deadline=300)
            assert json.loads((await platform.end(session)).raw)["kind"] == "SessionDeadline"

    platform.during(work)


def test_a_tally_holds_where_counts_go_on() -> None:
    tally = Tally("release")
    assert [tally.holds(count) for count in (1, 2, 5)] == [True, True, True]
    at = tally.at
    assert not tally.holds(5)
    assert not tally.holds(1), "the count is gone"
    assert tally.at == at, "the last time that what was acknowledged was there"
    assert tally.holds(2)
