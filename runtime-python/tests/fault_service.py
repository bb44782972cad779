"""A process with all services of a random program: `fault_service.py SEED WORKERS`, by the settings of the environment."""

from __future__ import annotations

import asyncio
import signal
import sys

from graphs import GraphCalls, Graphs

from lambdakube.descriptor import Program
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings


def program(seed: int) -> Program:
    """The program of a seed, with a digest of its own, and without nodes that count their tries in the memory of a process."""
    made = Graphs(seed, failing=(seed % 4) / 5).program()
    for service in made.data["services"].values():
        service.pop("flaky", None)
    made.digest = f"{seed:08x}" + "0" * 56
    return made


async def main(seed: int) -> None:
    made = program(seed)
    service = Service(Settings.of(), made, list(made.data["services"]), GraphCalls())
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    await service.start()
    print("ready", flush=True)
    await over.wait()
    await service.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
