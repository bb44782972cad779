"""What a broker does for the engine: it brings every message to a service at least once, until the service says that it is done with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from .actions import Scatter
from .messages import Envelope, Item


class Delivery:
    """A message in the hands of a service; `number` counts from 1."""

    __slots__ = ("envelope", "number")

    def __init__(self, envelope: Envelope, number: int = 1) -> None:
        self.envelope = envelope
        self.number = number


class Publisher(Protocol):
    """The side of a broker that takes messages."""

    def publish(self, envelope: Envelope, delay: int = 0) -> None:
        """Takes a message; it is delivered in `delay` milliseconds or later."""

    def scatter(self, scatter: Scatter) -> Iterable[None]:
        """Takes the messages of all elements of a map; a step of the iteration for each part that is published on its own."""


class Broker(Publisher, Protocol):
    """Moves messages. They are opaque, and may come in any order and more than once."""

    def take(self) -> Delivery | None:
        """The next message, None where none is due. It comes again unless it is acknowledged."""

    def ack(self, delivery: Delivery) -> None:
        """The message is done with."""

    def nak(self, delivery: Delivery, delay: int = 0) -> None:
        """The message is to come again, in `delay` milliseconds or later."""


def elements(scatter: Scatter) -> Iterator[Envelope]:
    """The message of each element of a map."""
    for at, item in enumerate(scatter.items):
        patch = Item(at, item, None)
        yield Envelope(f"{scatter.group}:{at}", scatter.service, scatter.group, at, scatter.body, patch, scatter.refs)


class MemoryBroker:
    """Implements `Broker` for one process that handles one message after the other. Without a clock, pauses end when the rest is done."""

    def __init__(self) -> None:
        self._queue: deque[Delivery] = deque()
        self._paused: deque[Delivery] = deque()

    def publish(self, envelope: Envelope, delay: int = 0) -> None:
        (self._paused if delay else self._queue).append(Delivery(envelope))

    def scatter(self, scatter: Scatter) -> Iterable[None]:
        for envelope in elements(scatter):
            self.publish(envelope)
        return ()

    def take(self) -> Delivery | None:
        if not self._queue:
            self._queue, self._paused = self._paused, self._queue
        return self._queue.popleft() if self._queue else None

    def ack(self, delivery: Delivery) -> None:
        pass

    def nak(self, delivery: Delivery, delay: int = 0) -> None:
        delivery.number += 1
        (self._paused if delay else self._queue).append(delivery)
