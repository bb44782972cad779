"""Whatever becomes of the spans, sessions have the same results in the same time, a service ends as soon, and what was lost is counted."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nats
import pytest
from collector import Collector, answer, collector
from graphs import GraphCalls
from platform_servers import free_port, nats_server, redis_server
from platform_traced import served, until
from samples.build import build, node
from sleepy import program as mapping
from test_platform_process import FILE, process

from lambdakube.platform import exporter
from lambdakube.platform.otlp_settings import Tracing
from lambdakube.platform.settings import Settings
from lambdakube.platform.span_queue import SpanQueue

ELEMENTS = 300

SLOW = 10.0
"""Seconds that a slow collector takes for an answer: whoever waited for it would be as slow."""


class Same(GraphCalls):
    """Calls of the node give what they got."""

    def run_node(self, program: Any, service: str, arguments: Any, call: Any) -> Any:
        return arguments[0]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0)


def _slow(connection: socket.socket) -> None:
    connection.settimeout(SLOW)
    try:
        connection.recv(1)  # its end, most often
    except TimeoutError:
        connection.sendall(answer(200, "{}"))


class Run:
    """A session of a map with its service: its value, how long it and the end of the service took, and the counts of its spans.

    The service is ended when so many spans have left.
    """

    def __init__(self, settings: Settings, left: int = 0) -> None:
        asyncio.run(self._run(settings, left))

    async def _run(self, settings: Settings, left: int) -> None:
        begun = time.monotonic()
        async with served(settings, mapping(77), Same()) as platform:
            self.session, self.value = await platform.run("main.p", [list(range(ELEMENTS))])
            self.took = time.monotonic() - begun
            await until(lambda: platform.service.spans.sent >= left)
            ended = time.monotonic()
        self.end = time.monotonic() - ended
        self.sent, self.dropped = (
            int(re.findall(rf"^lk_spans_{name}_total (\d+)$", platform.service.metrics.text(), re.MULTILINE)[0])
            for name in ("sent", "dropped")
        )


SPANS = ELEMENTS + 2
"""Of the calls, the fan-out and the pipeline; that of the session is the keeper's."""


def test_nothing_depends_on_the_collector(servers: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    off = Run(servers)
    assert off.value == list(range(ELEMENTS))
    assert (off.sent, off.dropped) == (0, 0)

    def run(url: str, left: int = 0) -> Run:
        found = Run(replace(servers, tracing=Tracing(url=url)), left)
        assert found.value == off.value
        # Both are some tenths of a second; who waited for a post would take ten.
        assert found.took < off.took + SLOW * 0.8, url
        assert found.end < off.end + 1 + SLOW * 0.3, url
        return found

    with collector() as taking:
        well = run(taking.url, SPANS)
        assert (well.sent, well.dropped) == (SPANS, 0)
        assert len({span["spanId"] for span in taking.spans() if span["traceId"] == well.session}) >= SPANS
    with collector(_slow) as slow:
        found = run(slow.url)
        assert (found.sent, found.dropped) == (0, SPANS)
    found = run(f"http://127.0.0.1:{free_port()}")
    assert (found.sent, found.dropped) == (0, SPANS)
    with collector(answer(401)) as refusing:
        found = run(refusing.url)
        assert (found.sent, found.dropped) == (0, SPANS)
    with collector(_slow) as full:
        monkeypatch.setattr(exporter, "SpanQueue", lambda: SpanQueue(spans=5))
        found = run(full.url)
        assert (found.sent, found.dropped) == (0, SPANS)


def _figure(port: int, name: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        (value,) = re.findall(rf"^{name} (\d+)$", reply.read().decode(), re.MULTILINE)
    return int(value)


def test_a_process_counts_what_was_lost_and_ends_in_time(servers: Settings, tmp_path: Path) -> None:
    services = {"main-work": node("work", {"value": "Int"}, "Int")}
    build(tmp_path, {"services": services, "digest": "cd" * 32, "pipelines": {}}, {"functions/main.py": FILE})
    with collector(answer(400), _slow) as refusing:
        environment = {
            "LK_BUILD": str(tmp_path), "MOD_NAME": "main-work", "NATS_URL": servers.nats_url, "REDIS_URL": servers.redis_url,
            "LK_RELEASE": "counted", "OTEL_EXPORTER_OTLP_ENDPOINT": refusing.url, "OTEL_RESOURCE_ATTRIBUTES": "team=a", "POD_NAME": "pod-7",
        }  # fmt: skip
        with process(environment) as service:
            service.says("ready")
            assert service.ask("/", '{"value": 1}') == (200, 1)
            asyncio.run(until(lambda: _figure(service.port, "lk_spans_dropped_total") == 2))
            (post,) = refusing.wait(lambda posts: len(posts) == 1)
            told = post.spans()[0]["attributes"]
            assert (told["k8s.pod.name"], told["team"], told["service.name"]) == ("pod-7", "a", "main-work")
            assert service.ask("/", '{"value": 2}') == (200, 2)
            refusing.wait(lambda posts: len(posts) == 2)
            begun = time.monotonic()
            service.child.send_signal(signal.SIGTERM)
            lost = service.says("spans were lost so far")
            assert lost["message"].startswith("4 of 4 spans")
            assert service.child.wait() == 0
            assert time.monotonic() - begun < SLOW * 0.8


def test_a_worker_that_is_killed_loses_only_what_it_had_at_hand(servers: Settings) -> None:
    """Its span is made by whoever tells of its end; what it had given on before has left, or is counted."""

    class Deadly(Same):
        def run_node(self, program: Any, service: str, arguments: Any, call: Any) -> Any:
            if arguments[0] == 7:
                import os

                os.kill(os.getpid(), signal.SIGKILL)
            return arguments[0]

    def lost(taking: Collector) -> list[str]:
        failed = [span["attributes"] for span in taking.spans() if span["kind"] == 5 and span["status"] == {"code": 2}]
        return [attributes["lk.element.index"] for attributes in failed if attributes["lk.failure.kind"] == "WorkerLost"]

    async def one(taking: Collector) -> None:
        settings = replace(servers, tracing=Tracing(url=taking.url))
        async with served(settings, mapping(78), Deadly()) as platform:
            _, outcome = await platform.run("main.p", [list(range(20))])
            assert outcome["kind"] == "WorkerLost"
            await until(lambda: lost(taking) == ["7"])
        assert platform.service.spans.made == platform.service.spans.sent + platform.service.spans.dropped

    with collector() as taking:
        asyncio.run(one(taking))


def test_variables_that_cannot_be_used_are_said_and_the_service_runs(servers: Settings, tmp_path: Path) -> None:
    services = {"main-work": node("work", {"value": "Int"}, "Int")}
    build(tmp_path, {"services": services, "digest": "ce" * 32, "pipelines": {}}, {"functions/main.py": FILE})
    environment = {
        "LK_BUILD": str(tmp_path), "MOD_NAME": "main-work", "NATS_URL": servers.nats_url, "REDIS_URL": servers.redis_url,
        "LK_RELEASE": "said", "OTEL_EXPORTER_OTLP_ENDPOINT": "jaeger:4317",
    }  # fmt: skip
    with process(environment) as service:
        said = service.says("OTEL_EXPORTER_OTLP_ENDPOINT cannot be used")
        assert said["level"] == "warn"
        service.says("ready")
        assert service.ask("/", '{"value": 1}') == (200, 1)


def test_what_no_span_can_be_made_of_costs_nothing_else(servers: Settings) -> None:
    """A message of an ended session whose path leads nowhere is acknowledged like any other that nothing waits for."""
    made = mapping(79)

    async def one(taking: Collector) -> None:
        settings = replace(servers, tracing=Tracing(url=taking.url))
        async with served(settings, made, Same()) as platform:
            session, _ = await platform.run("main.p", [[1, 2]])
            connection = await nats.connect(settings.nats_url)
            bad = {
                "v": 1, "session": session, "build": made.digest, "id": "i", "kind": "call", "step": "main.p#1/0", "group": "gone",
                "path": [{"k": "call", "s": "main.p", "d": 1}, {"k": "call", "s": "nowhere/7", "d": 2, "ref": "gone"}], "values": {"0": 1},
            }  # fmt: skip
            await connection.jetstream().publish(f"lk.tests.{made.digest[:8]}.main-n", json.dumps(bad).encode())
            name = f"{made.digest[:8]}-main-n"

            async def settled() -> bool:
                info = await connection.jetstream().consumer_info("LK_tests", name)
                return not info.num_pending and not info.num_ack_pending

            while not await settled():
                await asyncio.sleep(0.01)
            await connection.close()

    with collector() as taking:
        asyncio.run(asyncio.wait_for(one(taking), 60))
