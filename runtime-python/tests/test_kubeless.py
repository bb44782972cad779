"""Kubeless's contract: where its code lies, what its environment says, answers while every worker is busy, and the end by SIGTERM."""

from __future__ import annotations

import asyncio
import json
import signal
import statistics
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from marked import Release, during, settings
from platform_servers import nats_server, redis_server
from samples.build import build, node
from test_platform_process import Process, process

from lambdakube.platform import folder
from lambdakube.platform.settings import Settings

__all__ = ["settings"]

FILE = """import time

import beside


def work(value: int) -> int:
    print(f"at {value}", flush=True)
    time.sleep(value / 1000)
    return beside.twice(value)
"""

KUBELESS = {"FUNC_HANDLER": "work", "FUNC_TIMEOUT": "60", "FUNC_RUNTIME": "python3.10", "FUNC_MEMORY_LIMIT": "128Mi"}


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    """What a ConfigMap mounts: descriptor, functions and externals beside each other."""
    services = {"main-work": {**node("work", {"value": "Int"}, "Int"), "file": "functions/main-work.py", "handler": "work"}}
    build(tmp_path, {"services": services, "digest": "cd" * 32, "pipelines": {}}, {"functions/main-work.py": FILE})
    (tmp_path / "functions/main-work.py").rename(tmp_path / "main-work.py")
    (tmp_path / "functions").rmdir()
    (tmp_path / "beside.py").write_text("def twice(value):\n    return 2 * value\n")
    return tmp_path


@pytest.fixture
def service(flat: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as url:
        store = f"redis://127.0.0.1:{client.connection_pool.connection_kwargs['port']}"
        with process({"LK_BUILD": str(flat), "MOD_NAME": "main-work", "NATS_URL": url, "REDIS_URL": store, **KUBELESS}) as made:
            made.says("ready")
            yield made


def test_code_that_lies_flat_is_found(service: Process) -> None:
    assert service.ask("/", '{"value": 21}') == (200, 42)


def test_the_code_may_lie_where_kubeless_mounts_it_and_the_descriptor_elsewhere(flat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted = flat / "kubeless"
    mounted.mkdir()
    for name in ("main-work.py", "beside.py"):
        (flat / name).rename(mounted / name)
    monkeypatch.setattr(folder, "KUBELESS", str(mounted))
    monkeypatch.setattr(folder, "BUILDS", (str(mounted), str(flat)))
    monkeypatch.delenv("LK_BUILD", raising=False)
    program = folder.load_build("main-work")
    assert program.place("functions/main-work.py") == str(mounted / "main-work.py")
    assert folder.externals(program) == [str(mounted)]


def test_health_and_figures_are_answered_within_50_ms_while_every_worker_is_busy(service: Process) -> None:
    def median(path: str) -> float:
        times = []
        for _ in range(30):
            began = time.perf_counter()
            assert _status(service, path) == 200
            times.append(time.perf_counter() - began)
        return statistics.median(times)

    paths = ("/healthz", "/metrics")
    idle = {path: median(path) for path in paths}
    with ThreadPoolExecutor(6) as pool:
        calls = [pool.submit(service.ask, "/", '{"value": 4000}') for _ in range(3)]
        service.says("at 4000")
        busy = {path: median(path) for path in paths}
        assert not any(call.done() for call in calls), "the worker was busy all the time"
        # On a machine that is busy itself an idle service takes longer, too.
        assert all(busy[path] <= max(0.05, 3 * idle[path]) for path in paths), (idle, busy)
        assert [call.result() for call in calls] == [(200, 8000)] * 3


def _status(service: Process, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}{path}") as reply:
        reply.read()
        return int(reply.status)


def test_sigterm_lets_a_request_end_that_is_worked_on(service: Process) -> None:
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(service.ask, "/", '{"value": 1500}')
        service.says("at 1500")
        service.child.send_signal(signal.SIGTERM)
        assert call.result() == (200, 3000)
    service.says("ended")
    assert service.child.wait() == 0


@pytest.mark.parametrize("drain", [3.0, 0.0])
def test_what_is_at_hand_at_the_end_is_finished_or_given_back(
    settings: Settings, tmp_path: Path, drain: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is not given back would come again after an hour.
    monkeypatch.setattr("lambdakube.platform.jetstream.ACK_WAIT", 3600)

    async def work(release: Release, stack: AsyncExitStack) -> None:
        first = AsyncExitStack()
        client = await first.enter_async_context(release.running(1))
        sessions = [await release.start(client, argument) for argument in range(1, 6)]
        await release.began(1)
        ending = asyncio.ensure_future(first.aclose())
        await asyncio.sleep(0)
        if drain:
            release.go(1)
        await ending
        for argument in range(1, 6):
            release.go(argument)
        again = await stack.enter_async_context(release.running(1))
        values = [json.loads((await again.wait(session)).raw) for session in sessions]
        assert values == [[argument, "00000001"] for argument in range(1, 6)]

    during(replace(settings, drain=drain), tmp_path, work)
