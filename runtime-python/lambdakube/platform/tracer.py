"""The spans that a process of the platform makes, from their making to their leaving (docs/spans.md)."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from time import time_ns
from typing import Final, NamedTuple

from ..otlp_json import text
from ..plan import Plan
from ..spans import SpanMaker
from .jetstream import subject
from .log import Log
from .otlp_settings import Tracing
from .settings import Settings

SAID: Final = 30.0
"""Seconds between looks at whether spans were lost; what is lost is logged that often at most."""

PATIENCE: Final = 0.8
"""Seconds that a process takes at its end to send its last spans."""

_WHY: Final = {
    -1: "the collector cannot be reached", -2: "the collector does not answer in time", -3: "what answers is no collector",
    -4: "the collector is too slow for them", -5: "the process ended before they could leave",
}  # fmt: skip


class SpanCounts(NamedTuple):
    """How many spans were made, have left, were dropped; `why` is an HTTP status, or below 0 a reason of `exporter`."""

    made: int = 0
    sent: int = 0
    dropped: int = 0
    why: int = 0

    def plus(self, other: SpanCounts) -> SpanCounts:
        """Those of two processes."""
        return SpanCounts(self.made + other.made, self.sent + other.sent, self.dropped + other.dropped, other.why or self.why)

    def over(self) -> SpanCounts:
        """Those of a process that has ended: what has not left is lost."""
        lost = self.made - self.sent
        return SpanCounts(self.made, self.sent, lost, self.why if lost == self.dropped else -5)


class Tracer:
    """Makes spans of some builds and has them sent. `count` hears how many. Made in the process that is to make them, after the fork."""

    def __init__(self, settings: Settings, count: Callable[[int, int, int, int], None] | None = None) -> None:
        # Only who traces pays for HTTP.
        from .exporter import Exporter

        self.counts = SpanCounts()
        self._settings = settings
        resource: dict[str, str | int] = {"host.name": socket.gethostname(), "process.pid": os.getpid()}
        self._exporter = Exporter(settings.tracing, resource, count or self._counted)
        self.flush = self._exporter.flush

    def maker(self, plan: Plan) -> SpanMaker:
        """Makes the spans of a build."""
        build, release = plan.program.digest, self._settings.release
        keeps, add = self._settings.tracing.keeps, self._exporter.add
        return SpanMaker(plan, "", build, add, time_ns, keeps, lambda service: messaging(release, build, service))

    def close(self) -> None:
        """Sends what there is, for some tenths of a second at most, and ends."""
        self._exporter.close(PATIENCE)

    def _counted(self, made: int, sent: int, dropped: int, why: int) -> None:
        self.counts = SpanCounts(made, sent, dropped, why)


def messaging(release: str, build: str, service: str) -> str:
    """Attributes of a call: what brought its message."""
    destination = text("messaging.destination.name", subject(release, build, service))
    return text("messaging.system", "nats") + text("messaging.operation.type", "process") + destination


async def say_losses(log: Log, tracing: Tracing, counts: Callable[[], SpanCounts]) -> None:
    """Says again and again how many spans were lost, and why; until it is cancelled."""
    said = 0
    while True:
        await asyncio.sleep(SAID)
        found = counts()
        if found.dropped > said:
            said = found.dropped
            say_loss(log, tracing, found)


def say_loss(log: Log, tracing: Tracing, counts: SpanCounts) -> None:
    """Says how many spans were lost, if any were."""
    if counts.dropped:
        why = _WHY.get(counts.why, f"the collector answers {counts.why}")
        text = f"{counts.dropped} of {counts.made} spans were lost so far: {why}"
        log.warn(text, collector=tracing.shown, hint="see OTEL_EXPORTER_OTLP_ENDPOINT")
