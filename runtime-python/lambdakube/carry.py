"""Carries out the actions of a turn against a store and a broker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from .actions import Action, Arrive, End, Put, Scatter, Send
from .broker import Publisher
from .store import Arrival, Store

Notes = Callable[[bytes], None]
"""Takes the note of a fan-out that is done."""


def carry_out(session: str, store: Store, broker: Publisher, actions: Sequence[Action], notes: Notes) -> Iterator[None]:
    """Carries out actions in order, one atomic effect a step of the iteration: a process may crash after each of them."""
    for arriving, run in groupby(actions, lambda action: isinstance(action, Arrive)):
        if arriving:
            yield from _publish(session, store, broker, store.arrive(session, list(run)), notes)  # type: ignore[arg-type]
            continue
        for action in run:
            if isinstance(action, Send):
                broker.publish(action.envelope, action.delay)
            elif isinstance(action, Put):
                store.put(session, action)
            elif isinstance(action, End):
                store.end(session, action)
            elif not isinstance(action, Arrive):
                for envelope in store.open(session, action):
                    yield
                    broker.publish(envelope)
                if isinstance(action, Scatter):
                    yield from broker.scatter(action)
            yield


def repeat(session: str, store: Store, broker: Publisher, group: str, slot: int, notes: Notes) -> Iterator[None]:
    """For a message that nothing waits for any more: publishes what a crash after its arrival may have kept back."""
    yield from _publish(session, store, broker, store.again(session, group, slot), notes)


def _publish(session: str, store: Store, broker: Publisher, arrival: Arrival, notes: Notes) -> Iterator[None]:
    for note in arrival.done:  # they are given once, so before anything can go wrong
        notes(note)
    yield
    for envelope in arrival.ready:
        broker.publish(envelope)
        yield
    store.confirm(session, arrival.closing)
    yield
