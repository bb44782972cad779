"""The process of a service from its start to its end, as a container runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from platform_servers import free_port, nats_program, redis_server, wait_for_port
from samples.build import build, node

FILE = """import time


def work(value: int) -> int:
    print(f"at {value}", flush=True)
    time.sleep(value / 1000)
    return value
"""


class Process:
    """A service that runs, and the lines of its log."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "lambdakube.platform"]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("NATS_", "REDIS_", "LK_", "FUNC_"))}
        clean["PYTHONPATH"] = str(Path(__file__).parent.parent)
        self.port = free_port()
        self.child = subprocess.Popen(command, env={**clean, "FUNC_PORT": str(self.port), **environment}, stderr=subprocess.PIPE)
        self.lines: list[dict[str, Any]] = []

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next line of the log that is wanted."""
        assert self.child.stderr is not None
        for text in self.child.stderr:
            line = json.loads(text)
            self.lines.append(line)
            if wanted(line):
                found: dict[str, Any] = line
                return found
        raise AssertionError(f"the process has ended: {self.lines}")

    def says(self, message: str) -> dict[str, Any]:
        return self.until(lambda line: message in line["message"])

    def ask(self, path: str, body: str | None = None) -> tuple[int, Any]:
        data = None if body is None else body.encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data)) as reply:
                return reply.status, json.loads(reply.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


@contextmanager
def process(environment: dict[str, str]) -> Iterator[Process]:
    made = Process(environment)
    try:
        yield made
    finally:
        made.child.kill()
        made.child.wait()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    services = {"main-work": node("work", {"value": "Int"}, "Int")}
    build(tmp_path, {"services": services, "digest": "ab" * 32, "pipelines": {}}, {"functions/main.py": FILE})
    return str(tmp_path)


def test_it_waits_for_the_broker_works_and_drains(folder: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    port = free_port()
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        store = f"redis://127.0.0.1:{client.connection_pool.connection_kwargs['port']}"
        environment = {"LK_BUILD": folder, "MOD_NAME": "main-work", "NATS_URL": f"nats://127.0.0.1:{port}", "REDIS_URL": store}
        with process(environment) as service:
            problem = service.says("NATS at")
            assert (problem["level"], problem["part"]) == ("error", "broker")
            assert problem["hint"]
            status, health = service.ask("/healthz")
            assert (status, health["status"], health["problems"][0]["part"]) == (503, "unavailable", "broker")
            assert service.ask("/", '{"value": 1}')[0] == 503
            command = [nats_program(), "-js", "-sd", str(tmp_path_factory.mktemp("nats")), "-a", "127.0.0.1", "-p", str(port)]
            broker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            try:
                wait_for_port(port, broker)
                service.says("ready")
                assert service.ask("/healthz") == (200, {"status": "ok"})
                assert service.ask("/", '{"value": 3}') == (200, 3)
                assert service.says("at 3")["service"] == "main-work", "what externals print is in the log"
                started = time.monotonic()
                service.child.send_signal(signal.SIGTERM)
                service.says("takes no message any more")
                service.says("ended")
                assert service.child.wait() == 0
                assert time.monotonic() - started < 10
            finally:
                broker.kill()
                broker.wait()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"MOD_NAME": ""}, "MOD_NAME is not set"),
        ({"MOD_NAME": "main-other"}, "no service of the build"),
        ({"FUNC_HANDLER": "other"}, "FUNC_HANDLER is 'other'"),
        ({"LK_BUILD": "/nowhere"}, "/nowhere/descriptor.yaml cannot be read"),
        ({"LK_WORKERS": "many"}, "LK_WORKERS is 'many'"),
        ({"NATS_PASSWORD_FILE": "/nowhere"}, "NATS_PASSWORD_FILE names /nowhere"),
    ],
)
def test_what_cannot_work_ends_with_one_line_that_says_so(folder: str, environment: dict[str, str], said: str) -> None:
    with process({"LK_BUILD": folder, "MOD_NAME": "main-work", **environment}) as service:
        line = service.says(said)
        assert (line["level"], service.child.wait()) == ("error", 3)
        assert len(service.lines) == 1
