"""A process of the platform from its start to its end: a service with its HTTP, or the keeper. Whatever is away is waited for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol, TypeVar

from ..descriptor import Program
from .api import ServiceApi, Target
from .health import Health
from .http import HttpServer
from .keeper import Keeper
from .log import Log
from .metrics import Metrics
from .problem import OUTSIDE, SettingsProblem, problem_of
from .service import Service
from .settings import Settings
from .targets import target_of
from .troubles import BROKER, STORE

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
"""Seconds between tries to start while the broker or the store cannot be used."""

ANSWER: Final = 2.0
"""Seconds that what is known when the service ends has to reach those who asked for it."""

READY: Final = "ready"
"""The message of the log's line that says that messages are taken; `lk serve` waits for it."""


class _Process(Protocol):
    async def start(self) -> None: ...

    async def stop(self) -> None: ...


Started = TypeVar("Started", bound=_Process)


async def run_service(settings: Settings, program: Program, name: str, log: Log) -> None:
    """Runs a service until it is told to end. SettingsProblem where it could never work."""
    over = _signals()
    health = Health(log)
    metrics = Metrics()
    targets: list[Target] = []
    api = ServiceApi(settings, health, metrics, lambda: targets[0] if targets else None)
    server = HttpServer(api, lambda error: log.error(f"a request could not be answered: {error!r}"))
    try:
        await server.start(settings.port)
    except OSError as error:
        raise SettingsProblem(f"port {settings.port} cannot be served: {error.strerror}", "name another one by FUNC_PORT") from None
    log.info(f"listens on port {settings.port}", port=settings.port)
    service = await _started(lambda: Service(settings, program, [name], log=log, metrics=metrics), settings, health, over)
    if service is not None:
        targets.append(target_of(service, name))
        watching = asyncio.create_task(service.watch(health))
        log.info(READY)
        await over.wait()
        log.info("takes no message any more")
        health.draining = True
        watching.cancel()
        await service.stop()
        await server.rest(ANSWER)
    await server.stop()
    log.info("ended")


async def run_keeper(settings: Settings, log: Log) -> None:
    """Runs the keeper of a release until it is told to end."""
    over = _signals()
    keeper = await _started(lambda: Keeper(settings, log), settings, Health(log), over)
    if keeper is not None:
        log.info(READY)
        await over.wait()
        await keeper.stop()
    log.info("ended")


async def _started(make: Callable[[], Started], settings: Settings, health: Health, over: asyncio.Event) -> Started | None:
    """What `make` gives, started; tried with growing pauses while broker or store cannot be used. None where it is told to end before."""
    pause = FIRST_PAUSE
    while not over.is_set():
        made = make()
        ended = asyncio.ensure_future(over.wait())
        starting = asyncio.ensure_future(made.start())
        await asyncio.wait((starting, ended), return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if starting.done() and not starting.exception():
            health.started()
            return made
        starting.cancel()
        try:
            await starting
        except asyncio.CancelledError:
            pass
        except SettingsProblem:
            raise
        except OUTSIDE as error:
            problem = problem_of(settings.nats_url, settings.redis_url, error)
            health.bad(STORE if problem.message.startswith("Redis") else BROKER, problem)
        finally:
            with suppress(Exception):
                await made.stop()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(over.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return None


def _signals() -> asyncio.Event:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    return over
