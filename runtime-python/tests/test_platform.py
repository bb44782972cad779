"""Sessions over a real NATS and a real Redis: how they are known, how they end for other reasons, what is done about bad messages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace

import nats
import pytest
import redis
from platform_servers import nats_server, redis_server
from sleepy import Sleepy, bucket, during, program, state_of, until

from lambdakube.platform.client import KeyTaken, PlatformClient
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, redis.Redis]]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0), client


@pytest.fixture
def settings(servers: tuple[Settings, redis.Redis]) -> Settings:
    return servers[0]


def test_a_session_and_its_build_are_known(settings: Settings, servers: tuple[Settings, redis.Redis]) -> None:
    session = "a" * 32

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[1,2,3]"])
        await client.submit(session, "main.p", [b"[1,2,3]"])
        with pytest.raises(KeyTaken, match="started with another input"):
            await client.submit(session, "main.p", [b"[9]"])
        assert (await client.wait(session)).raw == b"[1,2,3]", "starting twice is one session"
        known = await bucket(settings)

        async def done() -> bool:
            entry = await known.session(session)
            return entry is not None and entry["state"] == "done"

        await until(done)
        entry = await known.session(session)
        assert entry is not None
        assert (entry["pipeline"], entry["build"]) == ("main.p", program(1).digest)
        assert entry["started"] <= entry["ended"] < entry["deadline"]
        assert await known.values.get(f"build.{program(1).digest}")

    during(settings, 1, work)
    counts = servers[1].hgetall(f"lk:{{{session}}}:counts")
    assert counts == {b"main-n:asked": b"3", b"main-n:done": b"3"}


def test_a_cancelled_session_ends_at_once_and_its_calls_stop(settings: Settings) -> None:
    session = "b" * 32

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[60000,60000]"])

        async def busy() -> bool:
            return service.busy

        await until(busy)
        assert await client.cancel(session)
        assert not await client.cancel(session)
        end = await client.wait(session)
        assert json.loads(end.raw)["kind"] == "SessionCancelled"

        async def idle() -> bool:
            return not service.busy

        await until(idle)
        entry = await (await bucket(settings)).session(session)
        assert entry is not None
        assert entry["state"] == "cancelled"

    during(settings, 2, work)


def test_a_store_that_forgot_a_session_ends_it(settings: Settings, servers: tuple[Settings, redis.Redis]) -> None:
    session = "c" * 32

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[300,300]"])

        async def busy() -> bool:
            return service.busy

        await until(busy)
        servers[1].flushall()
        end = await client.wait(session)
        assert (end.failed, json.loads(end.raw)["kind"]) == (True, "StoreLost")

    during(settings, 3, work)


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b'{"v":7,"session":"s","build":"b","id":"i"}', b'{"v":1,"session":"s","build":"b","id":"i","group":"g"}']
)
def test_what_is_no_message_goes_to_the_dead_letters_once(settings: Settings, data: bytes) -> None:
    number = 4 + len(data)

    async def work(client: PlatformClient, service: Service) -> None:
        connection = await nats.connect(settings.nats_url)
        js = connection.jetstream()
        dead = await js.pull_subscribe("lk.tests.dead", "dead")
        await js.publish(f"lk.tests.{program(number).digest[:8]}.main-n", data)
        (letter,) = await dead.fetch(1, timeout=20)
        assert json.loads(letter.data)["data"] == data.decode()
        await letter.ack()
        await client.submit(f"{number:032x}", "main.p", [b"[1]"])
        assert (await client.wait(f"{number:032x}")).raw == b"[1]", "the service goes on"
        await connection.close()

    during(settings, number, work)


def test_a_session_ends_with_a_message_that_is_none(settings: Settings) -> None:
    session = "9" * 32

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[60000]"])
        connection = await nats.connect(settings.nats_url)
        bad = {"v": 1, "session": session, "build": program(80).digest, "id": "i", "kind": "call", "step": "main.p/x", "path": []}
        await connection.jetstream().publish(f"lk.tests.{program(80).digest[:8]}.main-p", json.dumps(bad).encode())
        failure = json.loads((await client.wait(session)).raw)
        assert (failure["kind"], failure["trace"]) == ("PoisonMessage", ["main.p(main.lk:2)"])
        entry = await (await bucket(settings)).session(session)
        assert entry is not None
        assert entry["state"] == "poison"
        await connection.close()

    during(replace(settings, workers=2), 80, work)


def test_the_keeper_ends_what_is_past_its_time(settings: Settings) -> None:
    session = "d" * 32

    async def work(client: PlatformClient, service: Service) -> None:
        keeper = Keeper(settings)
        await keeper.start()
        await client.submit(session, "main.p", [b"[60000,0]"], deadline=500)
        failure = json.loads((await client.wait(session)).raw)
        assert failure["kind"] == "SessionDeadline"
        assert failure["message"] in (
            "not done within 500ms, waiting for 1 call of main-n",
            "not done within 500ms, waiting for 2 calls of main-n",
        )
        assert failure["trace"] == ["main.p(main.lk:2)"]
        entry = await (await bucket(settings)).session(session)
        assert entry is not None
        assert entry["state"] == "deadline"
        await keeper.stop()

    during(settings, 90, work)


@pytest.mark.parametrize(("failed", "reason", "state"), [(False, "", "done"), (True, "", "failed"), (True, "limit", "limit")])
def test_the_keeper_notes_an_end_whose_maker_died_before_it_did(
    settings: Settings, servers: tuple[Settings, redis.Redis], monkeypatch: pytest.MonkeyPatch, failed: bool, reason: str, state: str
) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    number = 95 + len(reason) + failed
    session = f"{number:032x}"

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[60000]"])
        keeper = Keeper(settings)
        await keeper.start()
        servers[1].hset(f"lk:{{{session}}}:end", mapping={"failed": int(failed), "raw": "{}" if failed else "[7]", "reason": reason})
        assert await state_of(settings, session) == state
        await keeper.stop()

    during(settings, number, work)


def test_the_keeper_ends_what_the_store_has_lost(
    settings: Settings, servers: tuple[Settings, redis.Redis], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = "e" * 32
    monkeypatch.setattr("lambdakube.platform.keeper.STARTING", 0)
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[60000]"])
        servers[1].flushall()
        keeper = Keeper(settings)
        await keeper.start()
        assert json.loads((await client.wait(session)).raw)["kind"] == "StoreLost"
        await keeper.stop()

    during(settings, 91, work)


def test_the_keeper_ends_sessions_of_a_build_without_services(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    session = "f" * 32
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    settings = replace(settings, build_lost=0)

    async def run() -> None:
        client = PlatformClient(settings, program(92))
        await client.start()
        service = Service(settings, program(92), ["main-n", "main-p"], Sleepy())
        await service.start()
        await service.stop()
        await client.submit(session, "main.p", [b"[1]"])
        keeper = Keeper(settings)
        await keeper.start()
        failure = json.loads((await asyncio.wait_for(client.wait(session), 60)).raw)
        assert (failure["kind"], failure["message"]) == ("BuildLost", "the services of its build 0000005c are gone")
        await keeper.stop()
        await client.stop()

    asyncio.run(run())


def test_the_keeper_waits_for_services_that_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    session = "8" * 32
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    looked = asyncio.Event()

    async def run() -> None:
        made = program(93)
        client = PlatformClient(settings, made)
        await client.start()
        await (await bucket(settings)).builds.register(made, 1 << 20)
        keeper = Keeper(settings)
        gone = keeper._gone

        async def noticed(build: str) -> bool:
            found = await gone(build)
            looked.set()
            return found

        monkeypatch.setattr(keeper, "_gone", noticed)
        await keeper.start()
        await client.submit(session, "main.p", [b"[1]"])
        await asyncio.wait_for(looked.wait(), 30)
        service = Service(settings, made, ["main-n", "main-p"], Sleepy())
        await service.start()
        assert (await asyncio.wait_for(client.wait(session), 60)).raw == b"[1]"
        await keeper.stop()
        await service.stop()
        await client.stop()

    asyncio.run(run())
