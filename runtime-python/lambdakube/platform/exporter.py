"""Sends spans to a collector from a thread of its own: whoever makes them never waits, and what cannot leave is dropped and counted."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

from ..otlp_json import Resource, request
from .otlp_post import Answer, Poster
from .otlp_settings import Tracing
from .span_queue import SpanQueue, Waiting

LINGER: Final = 0.1
"""Seconds that spans wait for others to go with; failures do not wait."""

ENOUGH: Final = 500
"""Spans that leave without waiting for more."""

FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 5.0
"""Seconds before the same is sent again, where the collector does not say how many."""

LONGEST_AFTER: Final = 60.0
"""Most seconds that are waited because the collector says so."""

GIVE_UP: Final = 60.0
"""Seconds after which what could not be sent is dropped."""

FULL: Final = -4
"""Beside what `otlp_post` has in place of an answer's status: there was no room for a span."""

ENDED: Final = -5
"""The process ended before a span could leave."""


Count = Callable[[int, int, int, int], None]
"""Hears how many spans were made, have left, were dropped so far, and the status of the last that were dropped."""


class Exporter:
    """A sink of spans. Not to be taken through a fork once spans were given on: its thread would stay behind."""

    def __init__(
        self,
        tracing: Tracing,
        resource: Resource,
        count: Count,
        post: Callable[[bytes], Answer] | None = None,
        queue: SpanQueue | None = None,
    ) -> None:
        self._resource = {**tracing.resource, **{key: value for key, value in resource.items() if key not in tracing.resource}}
        self._heard = count
        self._post = post or Poster(tracing).post
        self._queue = SpanQueue() if queue is None else queue
        self._added: list[tuple[Waiting, bool]] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._made = self._sent = self._dropped = self._why = 0

    def add(self, service: str, span: str, failed: bool) -> None:
        """Takes a span."""
        self._added.append((Waiting(service, span), failed))

    def flush(self) -> None:
        """Gives on what was taken. It does not wait for it to leave."""
        if not self._added:
            return
        added, self._added = self._added, []
        with self._changed:
            before = len(self._queue)
            self._made += len(added)
            for waiting, failed in added:
                if self._closing or not self._queue.put(waiting, failed):
                    self._lose(1, FULL)
            self._count()
            if not before or self._queue.failures or len(self._queue) >= ENOUGH:
                self._changed.notify()
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="spans", daemon=True)
                self._thread.start()

    def close(self, patience: float = 1.0) -> None:
        """Sends what waits, for at most so many seconds; what is left then is lost."""
        self.flush()
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(patience)
        with self._changed:
            self._lose(self._made - self._sent - self._dropped, ENDED)
            self._count()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._queue and not self._closing:
                    self._changed.wait()
                self._changed.wait_for(self._due, LINGER)
                batch = self._queue.take()
            if not batch:
                return
            self._deliver(batch)

    def _due(self) -> bool:
        return self._closing or bool(self._queue.failures) or len(self._queue) >= ENOUGH

    def _deliver(self, batch: list[Waiting]) -> None:
        groups: dict[str, list[str]] = {}
        for service, span in batch:
            groups.setdefault(service, []).append(span)
        body = request(groups, self._resource)
        since, pause = monotonic(), FIRST_PAUSE
        while True:
            answer = self._post(body)
            if not answer.again or monotonic() - since > GIVE_UP:
                break
            after = min(answer.after, LONGEST_AFTER) or pause * random.uniform(0.5, 1.0)
            pause = min(pause * 2, LONGEST_PAUSE)
            with self._changed:
                if self._changed.wait_for(lambda: self._closing, after):
                    break
        lost = min(answer.rejected, len(batch)) if answer.taken else len(batch)
        with self._changed:
            self._sent += len(batch) - lost
            self._lose(lost, answer.status)
            self._count()

    def _lose(self, spans: int, why: int) -> None:
        if spans > 0:
            self._dropped += spans
            self._why = why

    def _count(self) -> None:
        self._heard(self._made, self._sent, self._dropped, self._why)
