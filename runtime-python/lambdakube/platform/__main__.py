"""The entry point of a service's container: one service of a build, named by `MOD_NAME`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from ..descriptor import Program
from ..uncached import importable
from .service import Service
from .settings import Settings


async def serve(folder: str, name: str) -> None:
    """Runs a service until it is told to end."""
    program = Program.load(folder)
    importable([f"{folder}/python"])
    service = Service(Settings.of(program=program.name), program, [name])
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    await service.start()
    print("ready", file=sys.stderr, flush=True)
    await over.wait()
    await service.stop()


def main() -> None:
    """Runs the service on uvloop, where that is there."""
    try:
        import uvloop

        uvloop.install()
    except ImportError:
        pass
    asyncio.run(serve(os.environ.get("LK_BUILD", "/lambdakube"), os.environ["MOD_NAME"]))


if __name__ == "__main__":
    main()
