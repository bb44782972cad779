"""A session in this very process, one message after the other: the shortest driver of the engine."""

from __future__ import annotations

from collections.abc import Callable

from .actions import End
from .broker import Broker
from .carry import Notes, carry_out, repeat
from .engine import handle, start_session
from .messages import Envelope
from .store import Store
from .turn import Turn

TurnOf = Callable[[Callable[[str], bytes]], Turn]
"""Makes the turn for one message; takes what looks up stored values."""


class Stuck(Exception):
    """Nothing is left to do, and the session has not ended: a fault of the engine."""


def run(
    turn_of: TurnOf, session: str, store: Store, broker: Broker, pipeline: str, arguments: list[bytes], noted: Notes = lambda note: None
) -> End:
    """Runs a session to its end."""
    broker.publish(start_session(turn_of(lambda ref: store.get(session, ref)), session, pipeline, arguments))
    while (ended := store.ended(session)) is None:
        delivery = broker.take()
        if delivery is None:
            raise Stuck(f"session {session}: nothing is left to do")
        handle_one(turn_of, session, store, broker, delivery.envelope, noted)
        broker.ack(delivery)
    return ended


def handle_one(turn_of: TurnOf, session: str, store: Store, broker: Broker, envelope: Envelope, noted: Notes) -> None:
    """Handles one message and carries out what comes of it."""
    if store.alive(session, envelope.group, envelope.slot):
        turn = turn_of(lambda ref: store.get(session, ref))
        handle(turn, envelope.body, envelope.patch)
        steps = carry_out(session, store, broker, turn.out, noted)
    else:
        steps = repeat(session, store, broker, envelope.group, envelope.slot, noted)
    for _ in steps:
        pass
