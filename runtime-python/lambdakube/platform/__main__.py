"""The entry point of a container: one service of a build, named by `MOD_NAME`, or with the argument `keeper` the keeper of a release."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Protocol

from ..descriptor import Program
from ..uncached import importable
from .keeper import Keeper
from .service import Service
from .settings import Settings


class Running(Protocol):
    """A service or the keeper."""

    async def start(self) -> None:
        """Begins."""

    async def stop(self) -> None:
        """Ends."""


async def run(running: Running) -> None:
    """Runs it until this process is told to end."""
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    await running.start()
    print("ready", file=sys.stderr, flush=True)
    await over.wait()
    await running.stop()


def service(folder: str, name: str) -> Service:
    """A service of a build."""
    program = Program.load(folder)
    importable([f"{folder}/python"])
    return Service(Settings.of(program=program.name), program, [name])


def main() -> None:
    """Runs the service, or with the argument `keeper` the keeper, on uvloop where that is there."""
    try:
        import uvloop

        uvloop.install()
    except ImportError:
        pass
    if sys.argv[1:] == ["keeper"]:
        asyncio.run(run(Keeper(Settings.of())))
    else:
        asyncio.run(run(service(os.environ.get("LK_BUILD", "/lambdakube"), os.environ["MOD_NAME"])))


if __name__ == "__main__":
    main()
