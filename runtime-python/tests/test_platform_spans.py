"""Spans of sessions on the platform, by way of a real Jaeger: those that the same session gives in one process, whatever it does."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import nats
import pytest
import redis
from evaluations import directly
from graphs import GraphCalls, Graphs
from jaeger_server import Jaeger, jaeger_server
from platform_servers import nats_server, redis_server
from platform_traced import Span, embedded_spans, facts, served, until
from sleepy import Sleepy, state_of
from sleepy import program as sleepy

from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.otlp_settings import Tracing
from lambdakube.platform.settings import Settings
from lambdakube.spans import root_span

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "10"))


@pytest.fixture(scope="module")
def jaeger() -> Iterator[Jaeger]:
    with jaeger_server() as started:
        yield started


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, jaeger: Jaeger) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        tracing = Tracing(url=f"{jaeger.otlp}/v1/traces")
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0, tracing=tracing)


def graph(seed: int, failing: float) -> Program:
    return Program({**Graphs(seed, failing=failing).program().data, "digest": f"{seed:08x}" + "0" * 56}, "")


def _by_id(jaeger: Jaeger, session: str) -> dict[str, Span]:
    """What stands for something that was given up gives way to its own span."""
    spans = sorted(jaeger.spans(session), key=lambda span: "lk.given_up" not in span["attributes"])
    return {span["spanId"]: span for span in spans}


def _frames(spans: dict[str, Span], among: list[Any]) -> list[Any]:
    """The frames on spans that are among some."""
    found = [json.loads(span["attributes"].get("lk.failure.frames", "[]")) for span in spans.values()]
    return [frames for frames in found if frames in among]


def test_a_session_that_goes_well_leaves_the_spans_that_it_leaves_in_one_process(settings: Settings, jaeger: Jaeger) -> None:
    async def one(seed: int) -> None:
        program, arguments = graph(seed, 0.0), [seed % 7, seed % 11]
        async with served(settings, program, GraphCalls()) as platform:
            session, _ = await platform.run("main.p", arguments)
            expected = {span["spanId"]: facts(span) for span in embedded_spans(program, GraphCalls(), session, "main.p", arguments)}
            await until(lambda: len({span["spanId"] for span in jaeger.spans(session)}) >= len(expected))
        found = {span["spanId"]: facts(span) for span in jaeger.spans(session)}
        differing = [(found.get(name), expected.get(name)) for name in {**found, **expected} if found.get(name) != expected.get(name)]
        waits = [float(span["attributes"]["lk.queue_ms"]) for span in jaeger.spans(session) if span["kind"] == 5]
        assert all(0 <= wait < 60_000 for wait in waits), waits
        assert not differing, f"{len(differing)} differ, one by {differing[0]}; repeat with LK_SEED={seed} LK_CASES=1"

    for seed in range(FIRST, FIRST + COUNT):
        asyncio.run(one(seed))


def test_a_failure_has_the_frames_of_direct_evaluation(settings: Settings, jaeger: Jaeger) -> None:
    """Which of the calls beside a failure still run depends on time; those that do have the same spans."""

    failures = 0

    async def one(seed: int) -> None:
        nonlocal failures
        program, arguments = graph(seed, 0.5), [seed % 7, seed % 11]
        expected = directly(program, GraphCalls(), "main.p", arguments)
        async with served(settings, program, GraphCalls()) as platform:
            session, outcome = await platform.run("main.p", arguments)
            # The root, and where the session fails the one span that it came from, which is enough, as is what the store keeps.
            whole = [outcome["frames"]] * 2 if isinstance(expected, tuple) else []
            await until(lambda: root_span(session) in (spans := _by_id(jaeger, session)) and len(_frames(spans, whole)) >= len(whole))
            spans = _by_id(jaeger, session)
        again = f"repeat with LK_SEED={seed} LK_CASES=1"
        alone = {span["spanId"]: facts(span) for span in embedded_spans(program, GraphCalls(), session, "main.p", arguments)}
        for name, span in spans.items():
            if name in alone and "lk.given_up" not in span["attributes"]:
                assert facts(span) == alone[name], again
        root = spans[root_span(session)]
        assert (root.get("status", {}).get("code") == 2) == isinstance(expected, tuple), again
        if isinstance(expected, tuple):
            failures += 1
            assert (outcome["kind"], outcome["message"], outcome["trace"]) == expected, again
            told = root["attributes"]
            assert (told["lk.failure.kind"], told["lk.failure.message"]) == expected[:2], again
            assert json.loads(told["lk.failure.frames"]) == outcome["frames"], again

    for seed in range(FIRST, FIRST + COUNT):
        asyncio.run(one(seed))
    assert failures or COUNT < 8


def test_messages_carry_their_session_and_the_span_around(settings: Settings, jaeger: Jaeger) -> None:
    program, arguments = graph(6, 0.0), [6, 6]

    async def one() -> None:
        async with served(settings, program, GraphCalls()) as platform:
            connection = await nats.connect(settings.nats_url)
            heard: list[dict[str, str]] = []

            async def hear(message: Any) -> None:
                heard.append(message.headers or {})

            await connection.subscribe("lk.tests.>", cb=hear)
            await connection.flush()
            session, _ = await platform.run("main.p", arguments)
            await until(lambda: root_span(session) in _by_id(jaeger, session))
            await connection.close()
        around = {f"00-{session}-{span.get('parentSpanId')}-01" for span in jaeger.spans(session) if span["kind"] == 5}
        assert {headers["Lk-Session"] for headers in heard} == {session}
        assert around <= {headers["traceparent"] for headers in heard}

    asyncio.run(one())


def test_what_is_given_up_has_spans_that_its_calls_hang_below(settings: Settings, jaeger: Jaeger) -> None:
    """A map whose second element fails, beside a map of pipelines, whose calls take some time."""
    inner = {"declaration": "main.q", "frame": "own", "service": "main-q", "parameters": 1, "result": 2}
    two = [{"step": "call", "service": "main-n", "arguments": [slot], "line": 7} for slot in (0, 1)]
    maps: list[Any] = [{"step": "map", "over": slot, "body": f"main.p#{slot + 1}", "captures": [], "line": 2 + slot} for slot in (0, 1)]
    joined = {"step": "call", "service": "main-n", "arguments": [2, 3], "line": 4}
    body = {"declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1}
    pipelines = {
        "main.p": {"declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 2, "result": 4, "steps": [*maps, joined]},
        "main.p#1": {**body, "steps": [{"step": "call", "service": "main-bad", "arguments": [0], "line": 2}]},
        "main.p#2": {**body, "steps": [{"step": "pipeline", "pipeline": "main.q", "arguments": [0], "line": 3}]},
        "main.q": {**inner, "steps": two},
    }
    data = sleepy(4000).data
    node, packer = data["services"]["main-n"], data["services"]["main-p"]
    services = {
        "main-n": node, "main-bad": {**node, "function": "main.bad"}, "main-p": packer, "main-q": {**packer, "function": "main.q"},
    }  # fmt: skip
    program = Program({**data, "services": services, "pipelines": pipelines}, "")

    class Failing(Sleepy):
        def run_node(self, program: Program, service: str, arguments: Any, call: Any) -> Any:
            if service == "main-bad":
                return (
                    FailureRecord("Failed", "bad", [("main.bad", 1)]) if arguments[0] else super().run_node(program, service, [200], call)
                )
            return super().run_node(program, service, arguments, call)

    async def one() -> None:
        async with served(replace(settings, workers=3), program, Failing()) as platform:
            session, failure = await platform.run("main.p", [[0, 1], [20] * 60])
            assert failure["message"] == "bad"

            def whole() -> bool:
                spans = _by_id(jaeger, session)
                orphans = [span for span in spans.values() if span.get("parentSpanId", root_span(session)) not in spans]
                return root_span(session) in spans and not orphans and any("lk.given_up" in span["attributes"] for span in spans.values())

            await until(whole)

    asyncio.run(one())


def test_a_keeper_that_starts_later_writes_what_the_one_before_could_not(settings: Settings, jaeger: Jaeger) -> None:
    program = graph(7, 0.0)

    async def one() -> None:
        async with served(settings, program, GraphCalls()) as platform:
            await platform.keeper.stop()
            session, _ = await platform.run("main.p", [1, 1])
            assert await state_of(settings, session) == "done"
            assert root_span(session) not in _by_id(jaeger, session)
            again = Keeper(settings)
            await again.start()
            await until(lambda: root_span(session) in _by_id(jaeger, session))
            await again.stop()

    asyncio.run(one())


@pytest.mark.parametrize("reason", ["cancelled", "deadline", "store-lost", "poison"])
def test_an_end_from_outside_is_the_failure_of_the_session(
    settings: Settings, jaeger: Jaeger, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr("lambdakube.platform.keeper.STARTING", 0)
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0)
    program, session = sleepy(3000 + len(reason)), f"{3000 + len(reason):032x}"

    async def work() -> None:
        async with served(settings, program, Sleepy()) as platform:
            await platform.client.submit(session, "main.p", [b"[60000]"], deadline=500 if reason == "deadline" else 60_000)
            while not platform.service.busy:
                await asyncio.sleep(0.01)
            if reason == "cancelled":
                assert await platform.client.cancel(session)
            elif reason == "store-lost":
                redis.Redis.from_url(settings.redis_url).flushall()
            elif reason == "poison":
                connection = await nats.connect(settings.nats_url)
                bad = {"v": 1, "session": session, "build": program.digest, "id": "i", "kind": "call", "step": "main.p/x", "path": []}
                await connection.jetstream().publish(f"lk.tests.{program.digest[:8]}.main-p", json.dumps(bad).encode())
                await connection.close()
            failure = json.loads((await platform.client.wait(session)).raw)
            await until(lambda: root_span(session) in _by_id(jaeger, session))
        root = _by_id(jaeger, session)[root_span(session)]
        told = root["attributes"]
        assert (root["status"]["code"], [event["name"] for event in root["events"]]) == (2, ["exception"])
        assert (told["lk.failure.kind"], told["lk.failure.message"]) == (failure["kind"], failure["message"])
        assert json.loads(told["lk.failure.frames"]) == failure["frames"]
        assert failure["frames"][-1]["function"] == "main.p"
        assert told.get("lk.cancelled") == ("True" if reason == "cancelled" else None)

    asyncio.run(work())


def test_failures_leave_where_nothing_else_is_sampled(settings: Settings, jaeger: Jaeger) -> None:
    sparing = replace(settings, tracing=replace(settings.tracing, ratio=0.0))

    async def one(seed: int) -> bool:
        program, arguments = graph(seed, 0.6), [seed % 7, seed % 11]
        async with served(sparing, program, GraphCalls()) as platform:
            session, outcome = await platform.run("main.p", arguments)
            if not isinstance(outcome, dict):
                return False
            await until(lambda: any(span["spanId"] == root_span(session) for span in jaeger.spans(session)))
        spans = jaeger.spans(session)
        assert {span["status"]["code"] for span in spans} == {2}
        assert {span["attributes"]["lk.sampled"] for span in spans} == {"False"}
        return True

    # The first programs that fail.
    assert sum(asyncio.run(one(seed)) for seed in range(8)) > 1
