"""What a service counts, and its text for Prometheus (docs/platform.md, "HTTP")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final

Labels = tuple[tuple[str, str], ...]

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds of the buckets of a histogram, in seconds."""

TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Counter:
    """Grows; one number for each set of labels."""

    kind = "counter"

    def __init__(self, name: str, help: str) -> None:
        self.name = name
        self.help = help
        self._values: dict[Labels, float] = {}

    def add(self, amount: float = 1, **labels: str) -> None:
        key = tuple(labels.items())
        self._values[key] = self._values.get(key, 0) + amount

    def samples(self) -> Iterator[str]:
        for labels, value in sorted(self._values.items()) or [((), 0.0)]:
            yield _sample(self.name, labels, value)


class Gauge:
    """Is read when it is asked for."""

    kind = "gauge"

    def __init__(self, name: str, help: str, read: Callable[[], float]) -> None:
        self.name = name
        self.help = help
        self._read = read

    def samples(self) -> Iterator[str]:
        yield _sample(self.name, (), self._read())


class Histogram:
    """How seconds are spread."""

    kind = "histogram"

    def __init__(self, name: str, help: str) -> None:
        self.name = name
        self.help = help
        self._counts = [0] * (len(BOUNDS) + 1)
        self._sum = 0.0

    def observe(self, seconds: float) -> None:
        self._counts[bisect_left(BOUNDS, seconds)] += 1
        self._sum += seconds

    def samples(self) -> Iterator[str]:
        total = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), self._counts, strict=True):
            total += count
            yield _sample(f"{self.name}_bucket", (("le", bound),), total)
        yield _sample(f"{self.name}_sum", (), self._sum)
        yield _sample(f"{self.name}_count", (), total)


class Metrics:
    """The figures of a service. `at_hand`, `pending`, `restarts` and `spans` (sent, dropped) are asked for when somebody looks; the service
    sets them."""

    def __init__(self) -> None:
        self.at_hand: Callable[[], int] = lambda: 0
        self.pending: Callable[[], int] = lambda: 0
        self.restarts: Callable[[], int] = lambda: 0
        self.spans: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self.taken = Counter("lk_messages_taken_total", "Messages taken from the broker, redelivered ones included.")
        self.redelivered = Counter("lk_messages_redelivered_total", "Messages that were delivered before.")
        self.acknowledged = Counter("lk_messages_acknowledged_total", "Messages that are done.")
        self.dead = Counter("lk_messages_dead_total", "What was no message, and went to the dead letters.")
        self.calls = Counter("lk_calls_total", "Calls of nodes that ended, by service and outcome (done, failed).")
        self.requests = Counter("lk_http_requests_total", "Requests that were answered, by path and status.")
        self.seconds = Histogram("lk_message_seconds", "From the taking of a message to its acknowledgement.")
        self.waited = Histogram("lk_queue_wait_seconds", "From the sending of a message to its taking.")
        self._gauges = [
            Gauge("lk_messages_at_hand", "Messages that are waited for or worked on.", lambda: self.at_hand()),
            Gauge("lk_publishes_pending", "Messages that the broker has not acknowledged yet.", lambda: self.pending()),
        ]

    def text(self) -> str:
        """Prometheus's text format."""
        restarts = Counter("lk_worker_restarts_total", "Worker processes that ended and were replaced.")
        restarts.add(self.restarts())
        sent, dropped = self.spans()
        spans_sent = Counter("lk_spans_sent_total", "Spans that the collector has taken.")
        spans_sent.add(sent)
        spans_dropped = Counter("lk_spans_dropped_total", "Spans that could not leave, and are lost.")
        spans_dropped.add(dropped)
        figures: Sequence[Counter | Gauge | Histogram] = [
            self.taken, self.redelivered, self.acknowledged, self.dead, self.calls, self.requests, self.seconds, self.waited,
            spans_sent, spans_dropped, restarts, *self._gauges,
        ]  # fmt: skip
        lines: list[str] = []
        for each in figures:
            lines += [f"# HELP {each.name} {each.help}", f"# TYPE {each.name} {each.kind}", *each.samples()]
        return "\n".join(lines) + "\n"


def _sample(name: str, labels: Labels, value: float) -> str:
    shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
    return f"{name}{{{shown}}} {value:.10g}" if shown else f"{name} {value:.10g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
