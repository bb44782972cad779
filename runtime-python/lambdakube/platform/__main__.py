"""The entry point of a container: one service of a build, named by `MOD_NAME`, or with the argument `keeper` the keeper of a release."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from ..descriptor import Program
from ..uncached import importable
from .keeper import Keeper
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


async def keep() -> None:
    """Runs the keeper of a release until it is told to end."""
    keeper = Keeper(Settings.of())
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    await keeper.start()
    print("ready", file=sys.stderr, flush=True)
    await over.wait()
    await keeper.stop()


def main() -> None:
    """Runs the service, or with the argument `keeper` the keeper, on uvloop where that is there."""
    try:
        import uvloop

        uvloop.install()
    except ImportError:
        pass
    if sys.argv[1:] == ["keeper"]:
        asyncio.run(keep())
        return
    asyncio.run(serve(os.environ.get("LK_BUILD", "/lambdakube"), os.environ["MOD_NAME"]))


if __name__ == "__main__":
    main()
