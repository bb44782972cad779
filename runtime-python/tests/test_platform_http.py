"""What a service answers over HTTP: with a program on a real NATS and a real Redis, and to requests that are none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from graphs import GraphCalls
from platform_servers import free_port, nats_server, redis_server

from lambdakube.calls import Call
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord
from lambdakube.platform import http
from lambdakube.platform.api import ServiceApi
from lambdakube.platform.health import Health
from lambdakube.platform.http import HttpServer
from lambdakube.platform.log import Log
from lambdakube.platform.metrics import Metrics
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.platform.targets import target_of

Reply = tuple[int, dict[str, str], bytes]


class Calls(GraphCalls):
    """The node gives its argument, and fails for negative ones; for 7 it takes a minute."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        if arguments[0] == 7:
            import time

            time.sleep(60)
        return FailureRecord("Failed", "negative", [("main.n", 1)]) if arguments[0] < 0 else arguments[0]


def program(number: int) -> Program:
    parameters = [{"name": "x", "type": "Int"}]
    node = {"kind": "node", "function": "main.n", "file": "", "result": "Int", "parameters": parameters, "line": 1}
    packer = {"kind": "pipeline", "function": "main.p", "file": "", "result": "Int", "parameters": parameters, "line": 2}
    pipeline = {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1, "names": ["x", "y"],
        "slots": ["Int", "Int"], "steps": [{"step": "call", "service": "main-n", "arguments": [0], "line": 2}],
    }  # fmt: skip
    data = {
        "descriptor": 1, "name": "small", "digest": f"{number:08x}" + "1" * 56, "modules": {"main": {"file": "src/main.lk"}},
        "services": {"main-n": node, "main-p": packer}, "pipelines": {"main.p": pipeline}, "main": "main.p",
    }  # fmt: skip
    return Program(data, "")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="http", drain=0, timeout=20)


async def raw(port: int, data: bytes) -> Reply:
    """Sends bytes, and reads the first answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    reply = await answer(reader)
    writer.close()
    return reply


async def answer(reader: asyncio.StreamReader, *, body: bool = True) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])}
    return int(head[0].split()[1]), headers, await reader.readexactly(int(headers["content-length"])) if body else b""


async def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> Reply:
    lines = [f"{method} {path} HTTP/1.1", "Host: here", f"Content-Length: {len(body.encode())}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return await raw(port, "\r\n".join([*lines, "", body]).encode())


def serving(settings: Settings, number: int, name: str, work: Callable[[int, Health, Service], Awaitable[None]]) -> None:
    """Does something while the services of the program run in this process, one of them with its HTTP."""

    async def run() -> None:
        made = program(number)
        service = Service(settings, made, ["main-n", "main-p"], Calls())
        await service.start()
        health = Health(Log())
        health.started()
        target = target_of(service, name)
        faults: list[BaseException] = []
        server = HttpServer(ServiceApi(settings, health, service.metrics, lambda: target), faults.append)
        port = free_port()
        await server.start(port)
        try:
            await asyncio.wait_for(work(port, health, service), 60)
        finally:
            await server.stop()
            await service.stop()
        assert not faults

    asyncio.run(run())


def test_a_request_to_a_pipeline_is_a_session(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        status, headers, body = await ask(port, "POST", "/?wait=20s", '{"x": 3}')
        assert (status, body) == (200, b"3")
        assert len(headers["lk-session"]) == 32
        status, headers, body = await ask(port, "POST", "/", '{"x": 3}')
        assert (status, json.loads(body)) == (202, {"session": headers["lk-session"]})
        status, _, body = await ask(port, "POST", "/?wait=20s", '{"x": -3}')
        assert (status, json.loads(body)["kind"]) == (500, "Failed")
        again = [await ask(port, "POST", "/", '{"x": 4}', Idempotency_Key="order 4") for _ in range(2)]
        assert [reply[0] for reply in again] == [202, 202]
        assert again[0][2] == again[1][2], "a key stands for one session"
        assert (await ask(port, "POST", "/", '{"x": 5}', Idempotency_Key="order 4"))[0] == 409
        assert (await ask(port, "POST", "/?wait=20s", '{"x": 4}', Idempotency_Key="order 4"))[2] == b"4"
        assert (await ask(port, "POST", "/", '{"x": 5}', Idempotency_Key="order 4"))[0] == 409, "also after its end"

    serving(settings, 1, "main-p", work)


def test_a_request_to_a_node_is_a_call(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        assert (await ask(port, "POST", "/", '{"x": 3}'))[::2] == (200, b"3")
        status, _, body = await ask(port, "POST", "/", '{"x": -3}')
        assert (status, json.loads(body)["kind"], json.loads(body)["trace"]) == (500, "Failed", ["main.n(main.lk:1)"])
        assert (await ask(port, "POST", "/?wait=100ms", '{"x": 7}'))[0] == 504

    serving(settings, 2, "main-n", work)


@pytest.mark.parametrize(
    ("body", "said"),
    [("{", "JSON"), ('{"x": "three"}', "expected Int"), ("{}", "x"), ('{"x": 1, "y": 2}', "y"), ("[]", "no JSON object")],
)
def test_a_wrong_input_is_refused_with_its_place(settings: Settings, body: str, said: str) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        status, _, reply = await ask(port, "POST", "/", body)
        data = json.loads(reply)
        assert status == 400
        assert said in data["error"] + data["path"]

    serving(settings, 3, "main-p", work)


def test_health_and_figures_are_answered_while_every_worker_is_busy(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        await ask(port, "POST", "/", '{"x": 7}')
        while not service.busy:
            await asyncio.sleep(0.01)
        status, _, body = await asyncio.wait_for(ask(port, "GET", "/healthz"), 1)
        assert (status, json.loads(body)) == (200, {"status": "ok"})
        status, headers, body = await asyncio.wait_for(ask(port, "GET", "/metrics"), 1)
        assert (status, headers["content-type"].partition(";")[0]) == (200, "text/plain")
        figures = dict(line.rsplit(" ", 1) for line in body.decode().splitlines() if not line.startswith("#"))
        assert int(figures["lk_messages_at_hand"]) >= 1
        assert int(figures["lk_messages_taken_total"]) >= 1
        health.draining = True
        assert (await ask(port, "GET", "/healthz"))[0] == 503
        assert (await ask(port, "POST", "/", '{"x": 1}'))[0] == 503

    serving(settings, 4, "main-p", work)


def test_a_token_is_asked_for_where_there_is_one(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        assert (await ask(port, "POST", "/", '{"x": 1}'))[0] == 401
        assert (await ask(port, "POST", "/", '{"x": 1}', Authorization="Bearer wrong"))[0] == 401
        assert (await ask(port, "POST", "/", '{"x": 1}', Authorization="Bearer s3cret"))[0] == 202
        assert (await ask(port, "GET", "/healthz"))[0] == 200, "probes need none"

    serving(replace(settings, token="s3cret"), 5, "main-p", work)


def test_pages_of_others_start_nothing(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        assert (await ask(port, "POST", "/", '{"x": 1}', Origin="https://elsewhere.example"))[0] == 403

    serving(settings, 6, "main-p", work)


class Echo:
    """Gives the body back."""

    def refuse(self, request: http.Request) -> http.Response | None:
        return http.Response.json(404, {}) if request.path == "/none" else None

    async def answer(self, request: http.Request) -> http.Response:
        return http.Response(200, request.body)


def echoing(work: Callable[[int], Awaitable[None]]) -> None:
    async def run() -> None:
        faults: list[BaseException] = []
        server = HttpServer(Echo(), faults.append)
        port = free_port()
        await server.start(port)
        await asyncio.wait_for(work(port), 30)
        await server.stop()
        assert not faults

    asyncio.run(run())


LONG = b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * http.HEAD + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: h\r\nA b: c\r\n\r\n", 400),
        (LONG, 431),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nno\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: h\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused(data: bytes, status: int) -> None:
    async def work(port: int) -> None:
        found, headers, _ = await raw(port, data)
        assert (found, headers["connection"]) == (status, "close")

    echoing(work)


def test_bodies_come_whole_or_in_chunks_and_connections_are_kept() -> None:
    async def work(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
        assert (await answer(reader))[::2] == (200, b"abc")
        big = b"x" * 300_000
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n" + big)
        assert (await answer(reader))[2] == big
        writer.write(b"HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert [(await answer(reader, body=False))[0], (await answer(reader))[0]] == [200, 200], "two at once, in order"
        writer.write(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"y")
        assert (await answer(reader))[2] == b"y"
        writer.write(b"POST /none HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n")
        status, headers, _ = await answer(reader)
        assert (status, headers["connection"]) == (404, "close"), "a body that is not read ends the connection"
        writer.close()

    echoing(work)


def test_a_body_has_a_limit_and_a_client_that_stops_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BODY", 10)
    monkeypatch.setattr(http, "SLOW", 0.2)

    async def work(port: int) -> None:
        assert (await raw(port, b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n"))[0] == 413
        assert (await raw(port, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789"))[2] == b"0123456789"
        assert (await raw(port, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"))[0] == 408
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HT")
        assert await reader.read() == b"", "half a head: nothing to answer"
        writer.close()

    echoing(work)


def test_figures_are_read_as_prometheus_does() -> None:
    metrics = Metrics()
    metrics.calls.add(2, service='a"b\\c', outcome="done")
    metrics.seconds.observe(0.003)
    text = metrics.text()
    assert 'lk_calls_total{service="a\\"b\\\\c",outcome="done"} 2' in text
    assert 'lk_message_seconds_bucket{le="0.0025"} 0' in text
    assert 'lk_message_seconds_bucket{le="0.005"} 1' in text
    assert 'lk_message_seconds_bucket{le="+Inf"} 1' in text
