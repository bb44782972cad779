"""Whether a service can work: what `/healthz` says, known before anybody asks."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from nats.aio.client import Client

from .connect import check_redis
from .log import Log
from .problem import PlatformProblem, redis_problem, shown_address
from .settings import Settings
from .troubles import BROKER, STORE, Troubles

LOOK: Final = 1.0
"""Seconds between looks at broker and store."""


class Health:
    """What keeps a service from working, by part. A change is a line of the log, once."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._problems: dict[str, PlatformProblem] = {}
        self.starting = True
        self.draining = False

    @property
    def well(self) -> bool:
        """Whether there is nothing."""
        return not (self._problems or self.starting or self.draining)

    def started(self) -> None:
        """Messages are taken."""
        self.starting = False
        for part in (BROKER, STORE):
            self.good(part)

    def bad(self, part: str, problem: PlatformProblem) -> None:
        """A part cannot be used."""
        before = self._problems.get(part)
        self._problems[part] = problem
        if str(before or "") != str(problem):
            self._log.error(problem.message, part=part, hint=problem.hint)

    def good(self, part: str) -> None:
        """A part can be used."""
        if self._problems.pop(part, None) is not None:
            self._log.info(f"the {part} can be used again", part=part)

    def state(self) -> dict[str, Any]:
        """As `/healthz` shows it."""
        if self.well:
            return {"status": "ok"}
        status = "draining" if self.draining else "starting" if self.starting and not self._problems else "unavailable"
        problems = [{"part": part, "message": each.message, "hint": each.hint} for part, each in sorted(self._problems.items())]
        return {"status": status, "problems": problems} if problems else {"status": status}


async def watch(health: Health, settings: Settings, broker: Client, store: Any, troubles: Troubles) -> None:
    """Looks at the connections again and again, and at what was refused over them."""
    place = f"NATS at {shown_address(settings.nats_url)}"
    while True:
        refused = troubles.recent(BROKER)
        if broker.is_connected and refused:
            health.bad(BROKER, refused)
        elif broker.is_connected:
            health.good(BROKER)
        else:
            why = "has closed the connection for good" if broker.is_closed else "is away: the connection was lost"
            health.bad(BROKER, PlatformProblem(f"{place} {why}", "it is tried again; see the log of the server"))
        try:
            await check_redis(store)
            refused = troubles.recent(STORE)
            if refused:
                health.bad(STORE, refused)
            else:
                health.good(STORE)
        except Exception as error:  # whatever it is, the store cannot be used
            health.bad(STORE, redis_problem(settings.redis_url, error))
        await asyncio.sleep(LOOK)
