"""Messages that cannot be worked on: each goes to the dead letters once and ends its session, and the service goes on."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import nats
import pytest
from evaluations import directly
from graphs import GraphCalls, Graphs
from nats.aio.msg import Msg
from platform_servers import nats_server, redis_server
from sleepy import MAP, Sleepy, during, failure_of, idle, program, state_of, until

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.jetstream import Publisher, ensure_consumer, ensure_stream, stream_name
from lambdakube.platform.scripts import keys
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.platform.times import now

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "60"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="poison", drain=0)


class Letters:
    """The dead letters, as they come."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __aenter__(self) -> Letters:
        self.broker = await nats.connect(self._settings.nats_url)
        self.js = self.broker.jetstream()
        await ensure_stream(self.js, self._settings.release)
        self._dead = await self.js.pull_subscribe(f"lk.{self._settings.release}.dead", "dead")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.broker.close()

    async def next(self) -> dict[str, Any]:
        (letter,) = await self._dead.fetch(1, timeout=30)
        await letter.ack()
        return dict(json.loads(letter.data))

    async def left(self) -> int:
        return (await self._dead.consumer_info()).num_pending or 0

    async def drained(self, build: str) -> None:
        """Waits until nothing is under way to the services of a build."""

        async def nothing() -> bool:
            own = f"lk.{self._settings.release}.{build[:8]}.>"
            return not (await self.js.stream_info(stream_name(self._settings.release), subjects_filter=own)).state.subjects

        await until(nothing)


async def opened(client: PlatformClient, session: str, argument: bytes) -> None:
    """A session that has begun and whose first message is kept back."""
    publish = client._carrier.publish

    def kept(*_: Any) -> asyncio.Future[None]:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    client._carrier.publish = kept  # type: ignore[method-assign,assignment]
    try:
        await client.submit(session, "main.p", [argument])
    finally:
        client._carrier.publish = publish  # type: ignore[method-assign]


SESSION, BUILD = "7" * 32, program(1).digest
ROOT = {"k": "call", "s": "main.p", "d": 1}
REAL: dict[str, Any] = {
    "v": 1, "session": SESSION, "build": BUILD, "id": "i", "kind": "advance", "step": "main.p", "path": [ROOT], "values": {"0": [1]},
}  # fmt: skip
ELEMENT = {"k": "element", "s": "main.p/0", "i": 0, "n": 1, "ref": "g", "d": 1}
DEEP = b'{"v":1,"session":"' + SESSION.encode() + b'","x":' + b"[" * 200_000


def altered(**changes: Any) -> bytes:
    """The first message of a session with other fields; None takes one away."""
    return json.dumps({key: value for key, value in {**REAL, **changes}.items() if value is not None}).encode()


BAD: dict[str, tuple[bytes, str]] = {
    "of a later version": (altered(v=7), "a message of version 7"),
    "of no version": (altered(v=None), "no message"),
    "of another build": (altered(build="f" * 64), "a message of the build ffffffff"),
    "without a build": (altered(build=None), "no message"),
    "with an unknown kind": (altered(kind="explode"), "kind 'explode'"),
    "with an unknown pipeline": (altered(step="main.unknown"), "KeyError: 'main.unknown'"),
    "with an unknown step": (altered(kind="call", step="main.p#1/7", carry=True), "IndexError"),
    "with a step below zero": (altered(kind="call", step="main.p#1/-1", carry=True), "step 'main.p#1/-1'"),
    "with a step that calls nothing": (altered(kind="call", step="main.p/0", carry=True), "does not fit the program"),
    "without what it needs": (altered(kind="call", step="main.p#1/0", carry=True, values={}), "does not fit the program"),
    "with a slot that is none": (altered(values={"x": 1}), "no message"),
    "without a path": (altered(path=[]), "no message"),
    "with a path of another program": (altered(path=[{"k": "call", "s": "main.other", "d": 1}]), "KeyError: 'main.other'"),
    "with a path through an unknown step": (altered(path=[ROOT, {**ELEMENT, "s": "main.p/9"}]), "IndexError"),
    "with a path through what is no call": (altered(path=[ROOT, {**ELEMENT, "k": "call"}]), "which is a map"),
    "with an element that is none": (altered(path=[ROOT, {**ELEMENT, "i": 4}]), "a frame 'element'"),
    "with a path of texts": (altered(path=["main.p"]), "no message"),
    "with a path of anything": (altered(path=[{"k": 1, "s": None, "d": "deep"}]), "it does not fit"),
    "with a slot below zero": (altered(slot=-1), "slot -1"),
    "with a slot beyond all": (altered(slot=1 << 40), "slot 1099511627776"),
    "not due for a year": (altered(due=now() + 365 * 86_400_000), "before tomorrow"),
    "with values that are none": (altered(values=[1, 2]), "no message"),
    "with references that are none": (altered(refs={"0": 7}), "no message"),
    "with steps done that are no number": (altered(done="xyz"), "no message"),
    "with an endless nest": (DEEP, "no message"),
    "cut off": (altered()[:-1], "no message"),
    "with a value of another type": (altered(values={"0": 3}), "does not fit the program"),
}
NAMELESS = {"cut off", "with an endless nest"}
"""What nobody can read: no session is found in it."""


def work_on(settings: Settings, check: Callable[[PlatformClient, Service, Letters], Awaitable[None]], made: Program | int = 1) -> None:
    async def work(client: PlatformClient, service: Service) -> None:
        async with Letters(settings) as letters:
            await check(client, service, letters)
            assert await letters.left() == 0, "a message goes to the dead letters once"

    during(settings, made, work)


def test_each_ends_its_session_and_the_service_goes_on(settings: Settings) -> None:
    async def check(client: PlatformClient, service: Service, letters: Letters) -> None:
        for number, (name, (data, text)) in enumerate(BAD.items()):
            session = f"{number + 1:032x}"
            await opened(client, session, b"[1]")
            data = data.replace(SESSION.encode(), session.encode())
            await letters.js.publish(f"lk.poison.{BUILD[:8]}.main-p", data)
            letter = await letters.next()
            assert text in letter["reason"], (name, letter["reason"])
            assert (letter["size"], letter["subject"]) == (len(data), f"lk.poison.{BUILD[:8]}.main-p")
            assert data.decode().startswith(letter["data"][:1000]), name
            if name in NAMELESS:
                assert await client.cancel(session)
                continue
            failure = await failure_of(client, session)
            assert failure["kind"] == "PoisonMessage", (name, failure)
            assert text in failure["message"], (name, failure["message"])
            assert failure["trace"] == ["main.p(main.lk:2)"]
            assert await state_of(settings, session) == "poison"
        await letters.drained(BUILD)
        await client.submit("e" * 32, "main.p", [b"[1]"])
        assert (await client.wait("e" * 32)).raw == b"[1]"
        await until(idle(service))

    work_on(settings, check)


@pytest.mark.parametrize("size", [1 << 20, 600_000, 0])
def test_a_large_message_that_is_none_is_cut(settings: Settings, size: int) -> None:
    """Of control characters, of which each takes six in JSON."""

    async def check(client: PlatformClient, service: Service, letters: Letters) -> None:
        data = b"\x01" * size
        await letters.js.publish(f"lk.poison.{BUILD[:8]}.main-n", data)
        letter = await letters.next()
        assert letter["size"] == size
        assert set(letter["data"]) <= {"\x01"}
        assert size == 0 or len(letter["data"]) > 50_000

    work_on(settings, check)


def test_messages_that_stand_for_others(settings: Settings) -> None:
    """The message is stored under an id: nothing is there, it is none, it is one of another session."""

    async def check(client: PlatformClient, service: Service, letters: Letters) -> None:
        whole = {
            b"": "StoreLost",
            b"nonsense": "PoisonMessage",
            altered(session="8" * 32): "PoisonMessage",
            altered(refs={"0": "gone"}): "StoreLost",
        }
        for number, (data, kind) in enumerate(whole.items()):
            session = f"{number + 100:032x}"
            await opened(client, session, b"[1]")
            if data:
                await client._pipe.run(("SET", keys(session, "value:m"), data.replace(SESSION.encode(), session.encode())))
            short = {"v": 1, "session": session, "build": BUILD, "id": "i", "ref": "m"}
            await letters.js.publish(f"lk.poison.{BUILD[:8]}.main-p", json.dumps(short).encode())
            assert (await failure_of(client, session))["kind"] == kind
            if kind == "PoisonMessage":
                assert (await letters.next())["size"] == len(json.dumps(short))
        await letters.drained(BUILD)

    work_on(settings, check)


def test_a_message_of_a_group_that_is_not_there(settings: Settings) -> None:
    """To the service it looks as if the store had lost the group."""

    async def check(client: PlatformClient, service: Service, letters: Letters) -> None:
        await opened(client, "6" * 32, b"[1]")
        await letters.js.publish(f"lk.poison.{BUILD[:8]}.main-p", altered(session="6" * 32, group="nowhere", slot=5))
        await letters.drained(BUILD)
        assert (await failure_of(client, "6" * 32))["kind"] == "StoreLost"

    work_on(settings, check)


def test_a_message_of_no_session(settings: Settings) -> None:
    async def check(client: PlatformClient, service: Service, letters: Letters) -> None:
        for session in ("0" * 32, "*", ">", "a.b", "x" * 10_000, "\x00", "}:mark", ""):
            await letters.js.publish(f"lk.poison.{BUILD[:8]}.main-p", altered(session=session))
            reason = (await letters.next())["reason"]
            assert ("nothing is known" if session == "0" * 32 else "is no session") in reason
            assert len(reason) < 400
        await letters.drained(BUILD)

    work_on(settings, check)


class Killer(Sleepy):
    """A call ends its worker; of an even argument only in its first try."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        if arguments[0] < 0:
            os._exit(3)
        return arguments[0]


def calling(number: int, *, attempt: bool, retries: int) -> Program:
    """`main.p(list)` calls the node for each element, within an attempt or not, with so many retries."""
    data = dict(program(number).data)
    node = {**data["services"]["main-n"], **({"retry": {"max": retries, "backoff": 1}} if retries else {})}
    data["services"] = {**data["services"], "main-n": node}
    inner = MAP["main.p#1"]
    if attempt:
        tried = {**MAP["main.p#1"], "steps": [{"step": "attempt", "body": "main.p#2", "captures": [0], "line": 2}]}
        data["pipelines"] = {**MAP, "main.p#1": tried, "main.p#2": {**inner, "frame": "branch"}}
    return Program(data, "")


@pytest.mark.parametrize(("attempt", "retries"), [(False, 0), (True, 0), (False, 2), (True, 2)])
def test_a_call_that_ends_its_worker_every_time(settings: Settings, attempt: bool, retries: int) -> None:
    made = calling(20 + 4 * attempt + retries, attempt=attempt, retries=retries)
    session = f"{int(made.digest[:8], 16) + 1000:032x}"

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit(session, "main.p", [b"[5,-1,6]"])
        end = await client.wait(session)
        found = json.loads(end.raw)
        if attempt:
            assert [each.get("value") for each in found] == [5, None, 6]
            failure = found[1]["error"]
            assert (failure["kind"], failure["message"]) == ("WorkerLost", "worker lost (exit 3)")
        else:
            assert (found["kind"], found["message"]) == ("WorkerLost", "worker lost (exit 3)")
            assert len(found.get("suppressed", ())) == retries
        assert service._hands.restarts == 1 + retries, "each try ends one worker, and nothing else does"
        assert await state_of(settings, session) == ("done" if attempt else "failed")
        await client.submit("e" * 30 + session[-2:], "main.p", [b"[1]"])
        assert (await client.wait("e" * 30 + session[-2:])).raw == (b'[{"type":"Ok","value":1}]' if attempt else b"[1]")

    during(settings, made, work, Killer())


@pytest.mark.parametrize("deliveries", [9, 10])
def test_a_message_that_was_delivered_ten_times(settings: Settings, deliveries: int) -> None:
    """By services that ended with it; the session goes on where it says so."""
    made = program(30 + deliveries)
    session = f"{deliveries + 500:032x}"

    async def run() -> None:
        async with Letters(settings) as letters:
            client = PlatformClient(settings, made)
            await client.start()
            await ensure_consumer(letters.js, "poison", made.digest, "main-n")
            packer = Service(settings, made, ["main-p"], Sleepy())
            await packer.start()
            await client.submit(session, "main.p", [b"[0]"])
            calls_of_it = await letters.js.pull_subscribe_bind(f"{made.digest[:8]}-main-n", stream_name("poison"))
            for _ in range(deliveries):
                message: Msg
                (message,) = await calls_of_it.fetch(1, timeout=30)
                await message.nak()
            service = Service(settings, made, ["main-n"], Sleepy())
            await service.start()
            end = await client.wait(session)
            if deliveries < 10:
                assert end.raw == b"[0]"
            else:
                failure = json.loads(end.raw)
                assert (failure["kind"], failure["message"]) == ("WorkerLost", "worker lost (delivered 10 times)")
                letter = await letters.next()
                assert letter["reason"] == "worker lost (delivered 10 times)"
                assert json.loads(letter["data"])["session"] == session
            await letters.drained(made.digest)
            assert await letters.left() == 0
            for each in (service, packer):
                await each.stop()
            await client.stop()

    asyncio.run(run())


class Odd:
    """Alters messages at random."""

    VALUES: tuple[Any, ...] = (
        None, True, -1, 0, 7, 1 << 31, 1 << 70, 1.5, "", "x", "*", "main.p", "a" * 5000, [], {}, [None], [[[[]]]], {"0": 1}, {"x": "y"},
    )  # fmt: skip

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self.did = ""

    def __call__(self, data: bytes) -> bytes:
        draw = self._draw
        if draw.random() < 0.2:
            at = draw.randrange(len(data))
            self.did = draw.choice(["cut", "flip", "drop", "twice"])
            return {
                "cut": data[:at], "flip": data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :],
                "drop": data[:at] + data[at + draw.randint(1, 9) :], "twice": data + data,
            }[self.did]  # fmt: skip
        message = json.loads(data)
        place, self.did = message, ""
        while True:
            key: Any = draw.choice(list(place)) if isinstance(place, dict) else draw.randrange(len(place))
            self.did += f"/{key}"
            inside = place[key]
            if not isinstance(inside, (dict, list)) or not inside or draw.random() < 0.4:
                break
            place = inside
        what = draw.random()
        if what < 0.15:
            del place[key]
            self.did += " gone"
        elif what < 0.3 and isinstance(place, dict):
            place["unknown"] = draw.choice(self.VALUES)
            self.did += " beside something unknown"
        else:
            place[key] = draw.choice(self.VALUES)
            self.did += f" = {str(place[key])[:20]}"
        return json.dumps(message).encode()


ELSEWHERE = (
    "/session",
    "/group",
    "/slot",
    "/id",
    "/due",
    "/patch/at",
    "/patch/group",
    "/patch/step",
    "flip",
    "drop",
    "cut",
    "twice",
    "/ref",
)
"""Where a message is altered there, it may be one that nothing waits for, or that no session is found in."""


def test_messages_altered_at_random_on_their_way(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The n-th message of a session is altered: the session ends, most often by that, and nothing of it comes again."""
    publish = Publisher.publish
    poisoned = 0
    for seed in range(FIRST, FIRST + COUNT):
        draw = random.Random(seed)
        made = Graphs(seed, failing=(seed % 4) / 5).program()
        made.digest = f"{seed + 0x9000:08x}" + "0" * 56
        arguments = [seed % 7, seed % 11]
        expected = directly(made, GraphCalls(), "main.p", arguments)
        odd = Odd(draw)
        left = draw.choice([0, 0, 1, 2, 3, 5, 8])

        def altering(self: Publisher, to: str, data: bytes, *more: Any, odd: Odd = odd, build: str = made.digest) -> None:
            nonlocal left
            if to.startswith(f"lk.poison.{build[:8]}."):
                left -= 1
                if left == -1:
                    data = odd(data)
            publish(self, to, data, *more)

        monkeypatch.setattr(Publisher, "publish", altering)

        async def run(
            made: Program = made, arguments: list[int] = arguments, seed: int = seed, odd: Odd = odd, expected: Any = expected
        ) -> str:
            service = Service(settings, made, list(made.data["services"]), GraphCalls())
            await service.start()
            client = PlatformClient(settings, made)
            await client.start()
            session = f"{seed + 0x9000:032x}"
            async with Letters(settings) as letters:
                try:
                    await client.submit(session, "main.p", [b"%d" % argument for argument in arguments])
                    await letters.drained(made.digest)
                    told = f"{odd.did or 'nothing'}; repeat with LK_SEED={seed} LK_CASES=1"
                    if (await client._pipe.run(("EXISTS", keys(session, "end")))) == 0:
                        assert odd.did.startswith(ELSEWHERE), f"session {session} does not end: {told}"
                        await client.cancel(session)
                        kind = "dropped"
                    else:
                        end = await client.wait(session)
                        found = json.loads(end.raw)
                        kind = found["kind"] if end.failed else "done"
                        same = expected == ((found["kind"], found["message"], found["trace"]) if end.failed else found)
                        assert same or kind in ("PoisonMessage", "StoreLost") or "/" in odd.did, f"{found}: {told}"
                        if kind == "PoisonMessage":
                            assert await letters.left() >= 1, told
                    await until(idle(service))
                    while await letters.left():
                        await letters.next()
                    # A server of today has room for a thousand of them in a stream.
                    for name in made.data["services"]:
                        await letters.js.delete_consumer(stream_name("poison"), f"{made.digest[:8]}-{name}")
                finally:
                    await client.stop()
                    await service.stop()
            return kind

        kind = asyncio.run(asyncio.wait_for(run(), 120))
        poisoned += kind == "PoisonMessage"
        print(f"seed {seed}: {odd.did or 'nothing'}: {kind}")
    assert COUNT < 20 or poisoned > COUNT // 10
