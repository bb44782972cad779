"""The processes of the test: each can be killed with all its children, stopped where it stands, and started again."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import redis
from platform_servers import free_port, nats_program, redis_program

from lambdakube.platform.settings import Settings

from .history import Recorder
from .programs import NAPS
from .proxy import Proxy

RELEASE = "faults"

DISK = 96
"""Megabytes of the broker's disk."""


class Process:
    """A process in a group of its own; what it says goes to a file."""

    def __init__(self, name: str, command: Sequence[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._environment = environment
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, env=self._environment, stdout=log, stderr=log, start_new_session=True)

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """Kills it with all its children."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def again(self) -> None:
        """Kills it, and starts it anew."""
        self.kill()
        self._process = self._start()

    def tell(self) -> None:
        """Has it write into its log what it is at."""
        if self.running:
            os.kill(self._process.pid, signal.SIGUSR1)

    def pause(self, stop: bool) -> None:
        """Stops it where it stands, or lets it go on."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGSTOP if stop else signal.SIGCONT)


class Served(Process):
    """A service or the keeper, with proxies between it and the servers."""

    def __init__(self, name: str, command: Sequence[str], log: Path, environment: dict[str, str], broker: Proxy, store: Proxy) -> None:
        urls = {"NATS_URL": f"nats://127.0.0.1:{broker.port}", "REDIS_URL": f"redis://127.0.0.1:{store.port}"}
        super().__init__(name, command, log, {**environment, **urls})
        self.broker = broker
        self.store = store

    def close(self) -> None:
        self.kill()
        self.broker.close()
        self.store.close()


class Platform:
    """NATS, Redis, a keeper, and two processes for each program. `done` counts what was done to them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.seed = seed
        self.history = folder / "history"
        self.disk = folder / "nats"
        for path in (self.history, self.disk, folder / "redis", folder / "tries", folder / "logs"):
            path.mkdir()
        self.small_disk = _mounted(self.disk)
        self.broker_port, self.store_port = free_port(), free_port()
        broker = [nats_program(), "-js", "-sd", str(self.disk), "-a", "127.0.0.1", "-p", str(self.broker_port)]
        # With `everysec` a server that is killed may lose what it acknowledged while it was syncing.
        synced = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        store = [redis_program(), "--port", str(self.store_port), "--dir", str(folder / "redis"), *synced]
        self.broker = Process("nats", broker, self._log("nats"))
        self.store = Process("redis", store, self._log("redis"))
        self.settings = Settings(
            nats_url=f"nats://127.0.0.1:{self.broker_port}", redis_url=f"redis://127.0.0.1:{self.store_port}", release=RELEASE, drain=0
        )
        self.recorder = Recorder(self.history / "test.jsonl")
        self.done: Counter[str] = Counter()
        self.services: list[Served] = []
        self.keeper: Served
        self.submitted: dict[str, float] = {}
        """The sessions of earlier rounds, with their deadlines (seconds since 1970)."""

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    async def start(self) -> None:
        """Waits for the servers, and starts the keeper."""
        for port in (self.broker_port, self.store_port):
            await answers(port)
        self.keeper = await self._served("keeper", 0)

    async def serve(self, programs: Sequence[str]) -> None:
        """The services of these programs in place of those before."""
        for service in self.services:
            service.close()
        self.services = [await self._served(name, number) for name in programs for number in range(2)]

    async def _served(self, name: str, number: int) -> Served:
        proxies = [Proxy(port, f"{self.seed} {name} {number} {port}") for port in (self.broker_port, self.store_port)]
        for proxy in proxies:
            await proxy.start()
        tests = Path(__file__).parent.parent
        environment = {
            **os.environ, "LK_RELEASE": RELEASE, "LK_DRAIN": "0", "LK_WORKERS": "4" if name == NAPS else "2",
            "PYTHONPATH": f"{tests.parent}:{tests}",
        }  # fmt: skip
        command = [sys.executable, "-m", "faults.service", name, str(self.history), str(self.folder / "tries")]
        return Served(name, command, self._log(name), environment, *proxies)

    @property
    def connected(self) -> redis.Redis:
        """A connection to the store that no proxy disturbs."""
        return redis.Redis(port=self.store_port)

    def copy_store(self) -> None:
        """Keeps the store's files as they are now."""
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        shutil.copytree(self.folder / "redis", self.folder / "copy")

    def restore_store(self, *, older: bool) -> None:
        """Kills the store and starts it with the files of the copy, or with none."""
        self.store.kill()
        shutil.rmtree(self.folder / "redis")
        if older:
            shutil.copytree(self.folder / "copy", self.folder / "redis")
        else:
            (self.folder / "redis").mkdir()
        self.store.again()

    def heal(self) -> None:
        """Undoes everything that lasts; what has ended is started again."""
        for served in (self.keeper, *self.services):
            served.pause(stop=False)
            for proxy in (served.broker, served.store):
                proxy.heal()
            if not served.running:
                served.again()
        for server in (self.broker, self.store):
            server.pause(stop=False)
        (self.disk / "full").unlink(missing_ok=True)

    def close(self) -> None:
        for served in (self.keeper, *self.services):
            served.close()
        self.broker.kill()
        self.store.kill()
        if self.small_disk:
            subprocess.run(["umount", "-l", str(self.disk)], check=False)


def _mounted(folder: Path) -> bool:
    """Whether a small disk of its own is there now."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "none", str(folder)]
    mounted = shutil.which("mount") is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert mounted or "tmpfs" not in os.environ.get("LK_REQUIRE", "").split(","), "a tmpfs cannot be mounted here"
    return mounted


async def answers(port: int) -> None:
    """Waits until something listens on a port."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        return
