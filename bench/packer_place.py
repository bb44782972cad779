"""Where the packer runs: its script in the service that made the value, against a packer of its own that values are sent to first.

`.venv/bin/python bench/packer_place.py [ROUNDS]` starts a NATS and a Redis, and for each of both the services of one program, a process
each. Both take turns, so that they see the same machine; the time that processors are at it tells more than the clock where the machine
does other things too. See docs/decisions/packer-place.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent / "runtime-python"
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from platform_servers import nats_server, redis_server  # noqa: E402
from sleepy import Sleepy, program  # noqa: E402

from lambdakube.actions import Arrive  # noqa: E402
from lambdakube.calls import Call  # noqa: E402
from lambdakube.descriptor import Program  # noqa: E402
from lambdakube.platform.carrier import Carrier  # noqa: E402
from lambdakube.platform.client import PlatformClient  # noqa: E402
from lambdakube.platform.jetstream import Pull, ensure_consumer, stream_name, subject  # noqa: E402
from lambdakube.platform.service import Service  # noqa: E402
from lambdakube.platform.settings import Settings  # noqa: E402

PLACES = {"in the producer": 1, "a service of its own": 2}
NODE, PACKER, PACK = "main-n", "main-p", "pack"
WIDE = 10_000


class Quick(Sleepy):
    """The node gives what it is given."""

    def run_node(self, program: Program, service: str, arguments: Any, call: Call) -> Any:
        return arguments[0]


def send_first(carrier: Any) -> None:
    """Has a carrier send what arrives to the packer, as a message of its own that is acknowledged."""

    def arrive(session: str, arrivals: list[Arrive]) -> asyncio.Future[None]:
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        data = json.dumps([session, [[each.group, each.slot, each.failed, each.raw.decode()] for each in arrivals]]).encode()
        name = f"{session[:12]}{arrivals[0].group}{arrivals[0].slot}"
        to = subject(carrier._release, carrier._build, PACK)
        carrier._publisher.publish(to, data, name, lambda error: sent.done() or sent.set_result(None), {})
        return sent

    carrier.arrive = arrive


async def pack(service: Any, settings: Settings) -> None:
    """Takes what is sent to the packer; a message is acknowledged when what it made ready is safe."""
    client, carrier = service._client, service._intake._carrier

    def take(message: Any) -> None:
        session, arrivals = json.loads(message.data)
        made = [Arrive(group, slot, failed, raw.encode()) for group, slot, failed, raw in arrivals]
        done = Carrier.arrive(carrier, session, made)
        done.add_done_callback(lambda _: asyncio.ensure_future(client.publish(message.reply, b"+ACK")))

    consumer = await ensure_consumer(client.jetstream(), settings.release, service.program.digest, PACK)
    await Pull(client, stream_name(settings.release), consumer, take, lambda: 2_000).start()


async def serve(number: int, name: str) -> None:
    settings = Settings.of()
    service = Service(settings, program(number), [name], Quick())
    await service.start()
    if number == PLACES["a service of its own"]:
        if name == PACKER:
            await pack(service, settings)
        for part in (service._intake, service._outcomes):
            send_first(part._carrier)
    print("ready", flush=True)
    await asyncio.Event().wait()


async def session(client: PlatformClient, count: int) -> float:
    """Seconds of a map of so many elements with its gather, from the start to the value."""
    name = secrets.token_hex(16)
    began = time.perf_counter()
    await client.submit(name, "main.p", [json.dumps(list(range(count))).encode()], fresh=True)
    end = await client.wait(name)
    took = time.perf_counter() - began
    assert json.loads(end.raw) == list(range(count))
    return took


def processors() -> float:
    """Seconds that processors have worked for the servers and all services so far."""
    parents, ticks = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            parents[int(entry.name)], ticks[int(entry.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
    ours = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[process] for process in ours - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


async def measure(settings: Settings, rounds: int) -> None:
    clients = {place: PlatformClient(settings, program(number)) for place, number in PLACES.items()}
    for client in clients.values():
        await client.start()
        await session(client, WIDE)
    small: dict[str, list[float]] = {place: [] for place in PLACES}
    wide: dict[str, list[float]] = {place: [] for place in PLACES}
    worked: dict[str, float] = dict.fromkeys(PLACES, 0.0)
    for _ in range(rounds):
        for place, client in clients.items():
            small[place] += [await session(client, 2) for _ in range(50)]
            before = processors()
            wide[place].append(await session(client, WIDE))
            worked[place] += processors() - before
    for place in PLACES:
        two = statistics.median(small[place]) * 1000
        rate = WIDE / statistics.median(wide[place])
        each = worked[place] / rounds / WIDE * 1e6
        print(f"{place:22} two elements p50 {two:6.2f} ms   {WIDE:,} elements {rate:8,.0f} a second, {each:6.1f} µs of processors each")
    for client in clients.values():
        await client.stop()


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for name in ("redis", "nats"):
            Path(folder, name).mkdir()
        store = stack.enter_context(redis_server(Path(folder, "redis")))
        url = stack.enter_context(nats_server(Path(folder, "nats")))
        redis_url = f"redis://127.0.0.1:{store.connection_pool.connection_kwargs['port']}"
        environment = {**os.environ, "NATS_URL": url, "REDIS_URL": redis_url, "LK_RELEASE": "bench"}
        for number in PLACES.values():
            for name in (NODE, PACKER):
                command = [sys.executable, __file__, "serve", str(number), name]
                child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
                stack.callback(child.kill)
                assert child.stdout is not None
                assert child.stdout.readline() == b"ready\n"
        asyncio.run(measure(Settings(nats_url=url, redis_url=redis_url, release="bench"), rounds))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2]), sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
