"""How long a service takes from the start of its process to the end of a session that waited for it, and what 10,000 waiting messages cost.

Prints one JSON object: `starts` in seconds, `memory` in MB, the most of the service's main process and worker together.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import uuid

from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.settings import Settings

SERVICES = ("one", "two", "three", "chain")
STARTS = 7
WAITING = 10_000


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def spawn(service: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "MOD_NAME": f"figures-{service}", "FUNC_PORT": str(free_port())}
    return subprocess.Popen([sys.executable, "-m", "lambdakube.platform"], env=environment, stderr=subprocess.PIPE)


def ready(process: subprocess.Popen[bytes]) -> None:
    assert process.stderr
    while b'"ready"' not in process.stderr.readline():
        assert process.poll() is None, "the service has ended"


def ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.communicate()


def memory(process: subprocess.Popen[bytes]) -> float:
    command = ["ps", "-o", "rss=", "--pid", str(process.pid), "--ppid", str(process.pid)]
    return sum(map(int, subprocess.run(command, capture_output=True, text=True).stdout.split())) / 1024


async def main() -> None:
    program = Program.load(os.environ["BENCH_BUILD"])
    client = PlatformClient(Settings.of(program=program.name), program)
    await client.start()
    running = {service: spawn(service) for service in SERVICES}
    for process in running.values():
        ready(process)

    async def submit(count: int) -> list[str]:
        sessions = [uuid.uuid4().hex for _ in range(count)]
        for first in range(0, count, 500):
            await asyncio.gather(*(client.submit(session, "figures.chain", [b"1"], fresh=True) for session in sessions[first : first + 500]))
        return sessions

    starts = []
    for _ in range(STARTS):
        ended(running["one"])
        (session,) = await submit(1)
        start = time.perf_counter()
        running["one"] = spawn("one")
        await client.wait(session)
        starts.append(time.perf_counter() - start)
    ended(running["one"])
    waiting = asyncio.gather(*map(client.wait, await submit(WAITING)))
    running["one"] = spawn("one")
    most = 0.0
    while not waiting.done():
        most = max(most, memory(running["one"]))
        await asyncio.sleep(0.02)
    for process in running.values():
        ended(process)
    await client.stop()
    print(json.dumps({"starts": starts, "memory": most}))


asyncio.run(main())
