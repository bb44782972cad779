"""Real servers for tests: each is started on a free port and ended with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def redis_server(folder: Path) -> Iterator[redis.Redis]:
    """A Redis of its own, and a connection to it."""
    program = shutil.which("redis-server")
    if program is None and "redis" not in os.environ.get("LK_REQUIRE", "").split(","):
        pytest.skip("there is no redis-server")
    assert program, "redis-server is needed: apt-get install redis-server"
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port)
    try:
        while True:
            try:
                client.ping()
                break
            except redis.exceptions.ConnectionError:
                assert process.poll() is None, "redis-server ended"
                time.sleep(0.01)
        yield client
    finally:
        process.kill()
        process.wait()


@contextmanager
def nats_server(folder: Path) -> Iterator[str]:
    """A NATS server of its own with JetStream; gives its URL."""
    program = shutil.which("nats-server") or str(Path(sys.executable).parent / "nats-server")
    port = free_port()
    command = [program, "-js", "-sd", str(folder), "-a", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, "nats-server ended"
                time.sleep(0.01)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
