"""Every limit of the platform (docs/limits.md): one below it, at it, and one above, over a real NATS and a real Redis.

Values are texts of a size that the argument of their call says, in the bytes of their JSON form.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from access_servers import nats_with
from platform_servers import nats_server, redis_server
from sleepy import MAP, Sleepy, bucket, during, failure_of, idle, program, state_of, until

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.failures import MESSAGE_LIMIT, FailureRecord, cut
from lambdakube.platform import open_sessions
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.connect import connect_nats
from lambdakube.platform.limits import PAYLOAD, LimitPassed, Limits
from lambdakube.platform.problem import PlatformProblem
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

AROUND = (-1, 0, 1)
NESTING = int(os.environ.get("LK_NESTING", "30"))
"""In place of the 1,000 pipelines that may be within each other, each of which costs messages."""


class Texts(Sleepy):
    """A call gives a text whose JSON form has as many bytes as its argument says; -n fails with a message of n characters."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        size = arguments[-1]
        return "x" * (size - 2) if size > 0 else FailureRecord("Failed", cut("x" * -size))


def with_steps(number: int, *steps: dict[str, Any], parameters: int = 1) -> Program:
    """The program with other steps in its pipeline, the last of which gives the result."""
    data = dict(program(number).data)
    pipeline = {**MAP["main.p"], "parameters": parameters, "steps": list(steps), "result": parameters + len(steps) - 1}
    data["pipelines"] = {**MAP, "main.p": pipeline, "main.p#2": FOLDED}
    return Program(data, "")


FOLDED = {
    "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 2, "result": 2,
    "steps": [{"step": "call", "service": "main-n", "arguments": [0, 1], "line": 2}],
}  # fmt: skip
MAPPED = {"step": "map", "over": 0, "body": "main.p#1", "captures": [], "line": 2}
FOLD = {"step": "fold", "over": 0, "initial": 1, "body": "main.p#2", "captures": [], "line": 2}
SINGLE = {"step": "call", "service": "main-n", "arguments": [0], "line": 2}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="limits", drain=0)


def ends(settings: Settings, made: Program, cases: list[tuple[list[bytes], str]]) -> None:
    """Sessions with these arguments; each ends with a value, or with a failure whose message is this text."""

    async def work(client: PlatformClient, service: Service) -> None:
        for number, (arguments, text) in enumerate(cases):
            session = f"{made.digest[:8]}{number:024x}"
            await client.submit(session, "main.p", arguments)
            if not text:
                end = await client.wait(session)
                assert not end.failed, end.raw[:500]
                continue
            failure = await failure_of(client, session)
            assert (failure["kind"], failure["message"]) == ("LimitExceeded", text)
            assert failure["trace"][-1].startswith("main.p(main.lk:2)"), failure["trace"]
            assert await state_of(settings, session) == "limit"
        await until(idle(service))

    during(settings, made, work, Texts())


def limited(base: Settings, **limits: int) -> Settings:
    return replace(base, limits=Limits(**limits))


def test_a_value(base: Settings) -> None:
    text = "a value has 1,001 bytes; at most 1,000 are taken"
    made = with_steps(1, MAPPED, {"step": "glue", "function": "small:1:0", "inputs": [1], "line": 3})
    ends(limited(base, value=1000), made, [([b"[%d]" % (1000 + more)], text if more > 0 else "") for more in AROUND])


def test_a_result(base: Settings) -> None:
    result = "the result has 1,001 bytes; at most 1,000 are taken"
    ends(limited(base, value=1000), with_steps(4, SINGLE), [([b"%d" % (1000 + more)], result if more > 0 else "") for more in AROUND])


def test_a_list_that_was_gathered(base: Settings) -> None:
    """It is larger than what is put together in the store."""
    result = "a list that was gathered has 300,001 bytes or more; at most 300,000 are taken"
    last = 300_000 - 200_000 - 4
    cases = [([b"[100000,100000,%d]" % (last + more)], result if more > 0 else "") for more in AROUND]
    ends(limited(base, value=300_000), program(5), cases)


def test_elements_of_a_map(base: Settings) -> None:
    text = "a map has 4 elements; at most 3 are taken"
    ends(limited(base, elements=3), program(6), [(([b"[9,9]"]), ""), ([b"[9,9,9]"], ""), ([b"[9,9,9,9]"], text)])


def test_elements_of_a_fold(base: Settings) -> None:
    text = "a fold has 4 elements; at most 3 are taken"
    cases = [([b"[9,9]", b"0"], ""), ([b"[9,9,9]", b"0"], ""), ([b"[9,9,9,9]", b"0"], text)]
    ends(limited(base, elements=3), with_steps(7, FOLD, parameters=2), cases)


@pytest.mark.parametrize("payload", [PAYLOAD, 1 << 20, 8 << 20])
def test_a_message_is_stored_where_the_broker_takes_less(base: Settings, tmp_path: Path, payload: int) -> None:
    with server(tmp_path, payload) as url:
        settings = replace(base, nats_url=url, release=f"payload-{payload}")

        async def work(client: PlatformClient, service: Service) -> None:
            for number, size in enumerate((PAYLOAD - 700, PAYLOAD, 600_000, 2_000_000)):
                session = f"08{number:030x}"
                await client.submit(session, "main.p", [json.dumps(["x" * size, 5]).encode()])
                end = await client.wait(session)
                assert (end.failed, len(end.raw)) == (False, size + 12), end.raw[:300]

        during(settings, program(8), work, Same())


class Same(Sleepy):
    """A call gives its argument."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        return "12345" if arguments[0] == 5 else arguments[0]


def test_a_message_with_its_values(base: Settings) -> None:
    """The message of the call, with a text that the session has begun with."""
    sizes: list[int] = []
    settings = limited(base, message=100_000)
    call = with_steps(9, {**SINGLE, "arguments": [0]})

    async def work(client: PlatformClient, service: Service) -> None:
        async def ended(size: int) -> dict[str, Any] | None:
            session = f"09{size:030x}"
            await client.submit(session, "main.p", [json.dumps("x" * size).encode()])
            end = await client.wait(session)
            return json.loads(end.raw) if end.failed else None

        failure = await ended(100_000)
        assert failure is not None
        over = int(failure["message"].split()[6].replace(",", "")) - 100_000
        assert failure["message"] == f"a message with its values has {100_000 + over:,} bytes; at most 100,000 are taken"
        # The first message of a session says its step in fewer bytes than the call that follows.
        while sizes == [] or failure is not None:
            failure = await ended(100_000 - over - len(sizes))
            sizes.append(100_000 - over - len(sizes))
        assert (await ended(sizes[-1] - 1)) is None
        refused = await ended(sizes[-1] + 1)
        assert refused is not None
        assert refused["message"] == "a message with its values has 100,001 bytes; at most 100,000 are taken"
        assert await state_of(settings, f"09{sizes[-1] + 1:030x}") == "limit"

    during(settings, call, work, Same())


def test_the_input(base: Settings) -> None:
    async def work(client: PlatformClient, service: Service) -> None:
        for more in AROUND:
            value = b"[" + b" " * (998 + more) + b"]"
            session = f"0a{more + 1:030x}"
            if more > 0:
                with pytest.raises(LimitPassed, match=r"^the input has 1,001 bytes; at most 1,000 are taken$"):
                    await client.submit(session, "main.p", [value])
                assert await (await bucket(base)).session(session) is None, "nothing has begun"
            else:
                await client.submit(session, "main.p", [value])
                assert (await client.wait(session)).raw == b"[]"

    during(limited(base, input=1000), program(10), work)


def test_open_sessions(base: Settings) -> None:
    settings = replace(limited(base, sessions=3), release="full")

    async def work(client: PlatformClient, service: Service) -> None:
        async def submit(number: int) -> None:
            await client.submit(f"0b{number:030x}", "main.p", [b"[60000]"])

        for number in (1, 2, 3, 3):
            await submit(number)
        with pytest.raises(LimitPassed, match=r"^the release has 4 open sessions; at most 3 are taken$"):
            await submit(4)
        assert await (await bucket(settings)).session(f"0b{4:030x}") is None
        assert await client.cancel(f"0b{2:030x}")
        await submit(4)
        await client.submit(f"0b{2:030x}", "main.p", [b"[60000]"])  # it has ended: it takes no room
        with pytest.raises(LimitPassed):
            await submit(5)
        for number in (1, 3, 4):
            await client.cancel(f"0b{number:030x}")
        for number in range(6, 12):
            await client.submit(f"0b{number:030x}", "main.p", [b"[0]"])
            await client.wait(f"0b{number:030x}")

            async def free() -> bool:
                return not await client._pipe.run(("ZCARD", open_sessions.open_key("full")))

            while not await free():
                await asyncio.sleep(0.01)

    during(settings, program(11), work)


def test_sessions_that_are_past_their_time_take_no_room(base: Settings) -> None:
    settings = replace(limited(base, sessions=1), release="past")

    async def work(client: PlatformClient, service: Service) -> None:
        await client.submit("c1" * 16, "main.p", [b"[60000]"], deadline=0)
        await client.submit("c2" * 16, "main.p", [b"[60000]"])

    during(settings, program(12), work)


@contextmanager
def server(folder: Path, payload: int) -> Iterator[str]:
    """A NATS server that takes messages of at most so many bytes."""
    with nats_with(folder, f"max_payload: {payload}") as port:
        yield f"nats://127.0.0.1:{port}"


@pytest.mark.parametrize("more", AROUND)
def test_the_least_that_the_broker_has_to_take(tmp_path: Path, more: int) -> None:
    async def run() -> None:
        with server(tmp_path, PAYLOAD + more) as url:
            if more < 0:
                with pytest.raises(PlatformProblem, match=f"NATS at {url} takes messages of 65,535 bytes at most; 65,536 are needed"):
                    await connect_nats(Settings(nats_url=url))
            else:
                await (await connect_nats(Settings(nats_url=url))).close()

    asyncio.run(run())


def test_the_descriptor_of_a_build(base: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.builds.now", lambda: 1)

    async def run() -> None:
        known = await bucket(base)
        with pytest.raises(PlatformProblem) as raised:
            await known.builds.register(program(13), 1)
        size = int(raised.value.message.split()[6].replace(",", ""))
        said = f"the descriptor of the build takes {size:,} bytes in NATS, which takes messages of {size - 1:,} at most"
        with pytest.raises(PlatformProblem, match=said):
            await known.builds.register(program(13), size - 1)
        await known.builds.register(program(13), size)
        await known.builds.register(program(14), size + 1)

    asyncio.run(run())


def test_the_message_of_a_failure(base: Settings) -> None:
    async def work(client: PlatformClient, service: Service) -> None:
        for more in AROUND:
            session = f"0f{more + 1:030x}"
            await client.submit(session, "main.p", [b"[%d]" % -(MESSAGE_LIMIT + more)])
            message = (await failure_of(client, session))["message"]
            assert message.lstrip("x") == (f"… ({MESSAGE_LIMIT + 1} characters)" if more > 0 else "")
            assert message.count("x") == MESSAGE_LIMIT + min(more, 0)

    during(base, program(15), work, Texts())


def test_pipelines_within_each_other(base: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`main.p(n)` calls itself: n + 1 pipelines are within each other."""
    monkeypatch.setattr("lambdakube.steps.NESTING_LIMIT", NESTING)
    branches = [{"body": "main.p#end", "binds": 0, "captures": [0]}, {"body": "main.p#more", "binds": 0, "captures": [0]}]
    entry = {"declaration": "main.p", "frame": "branch", "service": "main-p", "parameters": 1}
    again = [
        {"step": "glue", "function": "decrement:0:0", "inputs": [0], "line": 3},
        {"step": "pipeline", "pipeline": "main.p", "arguments": [1], "line": 4},
        {"step": "glue", "function": "small:1:0", "inputs": [2], "line": 5},
    ]
    data = dict(program(16).data)
    data["pipelines"] = {
        "main.p": {
            **entry, "frame": "own", "result": 1, "steps": [
                {"step": "choose", "function": "is_zero:0:0", "inputs": [0], "line": 2, "branches": branches}
            ],
        },
        "main.p#end": {**entry, "result": 0, "steps": []},
        "main.p#more": {**entry, "result": 3, "steps": again},
    }  # fmt: skip

    async def work(client: PlatformClient, service: Service) -> None:
        for more in AROUND:
            session = f"10{more + 1:030x}"
            await client.submit(session, "main.p", [b"%d" % (NESTING + more - 1)])
            end = await client.wait(session)
            failure = json.loads(end.raw)
            assert ((failure["kind"], failure["message"]) if more > 0 else failure) == (
                ("StackOverflow", f"stack overflow after {NESTING} calls") if more > 0 else 1
            )

    during(base, Program(data, ""), work)


def test_asking_for_builds_leaves_nothing_at_the_broker(base: Settings) -> None:
    """A stream has room for a thousand consumers in a server of today."""

    async def run() -> None:
        known = await bucket(replace(base, release="asked"))
        made = [program(number) for number in range(20, 25)]
        for each in made:
            await known.builds.register(each, 1 << 20)
        for _ in range(50):
            assert {each.digest for each in await known.builds.all()} == {each.digest for each in made}
            assert await known.builds.seen(made[0].digest) == {}
        js = known._js
        assert (await js.stream_info("KV_LK_asked")).state.consumer_count == 0

    asyncio.run(run())
