"""A process of the platform with a recorder in it: `python -m faults.service NAME HISTORY TRIES`, where NAME is a program or `keeper`."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from lambdakube.platform import client as platform_client
from lambdakube.platform import intake, keeper
from lambdakube.platform import service as platform_service
from lambdakube.platform.jetstream import deliveries
from lambdakube.platform.problem import OUTSIDE
from lambdakube.platform.settings import Settings

from .history import RecordedRedis, Recorder, install
from .programs import Tries, program, working

KEPT = 60_000
"""Milliseconds for which what is stored stays after a session's deadline, in place of a day."""

PUT_OFF = 0.02
"""The share of messages that are given back, to come later and in another order."""


def main(name: str, folder: Path, tries: Path) -> None:
    short_lives()
    recorder = Recorder(folder / f"{name}-{os.getpid()}.jsonl")
    install(recorder)
    _recorded(platform_service, recorder)
    _recorded(keeper, recorder)
    _put_off()
    if name == "keeper":
        asyncio.run(_run(lambda: keeper.Keeper(Settings.of())))
        return
    made, using = program(name), working(name, recorder, Tries(tries))
    asyncio.run(_run(lambda: platform_service.Service(Settings.of(), made, list(made.data["services"]), using)))


def short_lives() -> None:
    """Lets sessions of this process be forgotten soon."""
    for module in (platform_client, keeper):
        module.KEPT = KEPT  # type: ignore[attr-defined]


def _recorded(module: Any, recorder: Recorder) -> None:
    connect = module.connect_redis

    async def connected(settings: Settings) -> Any:
        return RecordedRedis(await connect(settings), recorder)

    module.connect_redis = connected


def _put_off() -> None:
    """Gives some messages back when they come for the first time, for up to a second."""
    take, draw = intake.Intake.take, random.Random()

    def taken(self: Any, message: Any) -> None:
        if deliveries(message) == 1 and draw.random() < PUT_OFF:
            self._desk.say(message, b'-NAK {"delay": %d}' % draw.randrange(1_000_000_000))
        else:
            take(self, message)

    intake.Intake.take = taken  # type: ignore[method-assign]


async def _run(make: Callable[[], Any]) -> None:
    """Starts it, again and again while broker or store are away, and lets it work until it is told to end."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _tell)
    while True:
        process = make()
        try:
            await process.start()
            break
        except OUTSIDE as error:
            print(f"not started: {error}", file=sys.stderr)
            with suppress(Exception):
                await process.stop()
            await asyncio.sleep(0.5)
    print("started", file=sys.stderr)
    await over.wait()
    await process.stop()


def _tell() -> None:
    """Writes what the process is at."""
    for task in asyncio.all_tasks():
        task.print_stack(limit=8, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
