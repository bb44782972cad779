"""Real servers for tests: each is started on a free port and ended with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def redis_program() -> str:
    """The Redis server; the test is left out where there is none and LK_REQUIRE does not ask for it."""
    program = shutil.which("redis-server")
    if program is None and "redis" not in os.environ.get("LK_REQUIRE", "").split(","):
        pytest.skip("there is no redis-server")
    assert program, "redis-server is needed: apt-get install redis-server"
    return program


def nats_program() -> str:
    """The NATS server, which comes with the tools of the tests."""
    return shutil.which("nats-server") or str(Path(sys.executable).parent / "nats-server")


def wait_for_port(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Waits until something listens on a port."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            assert process is None or process.poll() is None, "the server has ended"
            time.sleep(0.01)


@contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[redis.Redis]:
    """A Redis of its own, and a connection to it."""
    port = free_port()
    command = [redis_program(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for_port(port, process)
        yield redis.Redis(port=port)
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster_node(folder: Path, keys: Sequence[str] = ()) -> Iterator[redis.Redis]:
    """A node of a Redis Cluster that has the slots of some keys, without keys all of them."""
    bus = str(free_port())
    with redis_server(folder, "--cluster-enabled", "yes", "--cluster-require-full-coverage", "no", "--cluster-port", bus) as client:
        slots = {int(client.execute_command("CLUSTER KEYSLOT", key)) for key in keys} or range(16_384)  # type: ignore[no-untyped-call]
        client.execute_command("CLUSTER ADDSLOTS", *slots)  # type: ignore[no-untyped-call]
        while client.execute_command("CLUSTER INFO")["cluster_state"] != "ok":  # type: ignore[no-untyped-call]
            time.sleep(0.01)
        yield client


@contextmanager
def nats_server(folder: Path) -> Iterator[str]:
    """A NATS server of its own with JetStream; gives its URL."""
    port = free_port()
    process = subprocess.Popen([nats_program(), "-js", "-sd", str(folder), "-a", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port, process)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
