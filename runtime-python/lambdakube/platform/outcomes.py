"""What comes of messages: it is carried out before they are acknowledged, and counted behind that."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Sequence
from functools import partial

import redis.exceptions
from nats.aio.client import Client

from ..actions import Action, Chain, End, Scatter, Send
from . import redis_store as calls
from .bucket import session_subject
from .carrier import Carrier
from .carrier import Ended as Ends
from .dead_letters import DeadLetters
from .desk import Desk
from .hands import Held
from .jetstream import Publisher, end_subject
from .metrics import Metrics
from .pipe import Pipe
from .redis_store import StoreLost
from .tasks import Tasks
from .times import now
from .worker import Ended


class Outcomes:
    """Carries out what workers made of messages."""

    def __init__(self, desk: Desk, pipe: Pipe, carrier: Carrier, dead: DeadLetters, tasks: Tasks, metrics: Metrics) -> None:
        self._desk = desk
        self._pipe = pipe
        self._carrier = carrier
        self._dead = dead
        self._tasks = tasks
        self._metrics = metrics

    def took(self, held: Held, actions: Sequence[Action], ended: Ended) -> None:
        """A worker is done with a message."""
        self._tasks.spawn(self._tasks.steadily(lambda: self._carry(held, actions)))
        counts = counts_of(actions, ended, again=held.head.due > 0)
        if counts:
            self._tasks.spawn(self._counted(held.head.session, list(counts.items())))

    async def _carry(self, held: Held, actions: Sequence[Action]) -> None:
        try:
            await self._carrier.carry(held.head.session, actions)
        except (StoreLost, KeyError):
            await self._tasks.steadily(partial(self._dead.lost, held))
        else:
            self._desk.done(held)

    async def _counted(self, session: str, counts: list[tuple[str, int]]) -> None:
        with contextlib.suppress(StoreLost, redis.exceptions.RedisError):
            await self._pipe.run(calls.count(session, counts))


def counts_of(actions: Sequence[Action], ended: Ended, *, again: bool) -> Counter[str]:
    """What is shown of a session: calls that are asked for, asked for again, done and failed, by service; of those asked for `again`, as
    the message was, also that they ended."""
    counts = Counter[str]()
    for action in actions:
        if isinstance(action, Send):
            counts[f"{action.envelope.service}:{'again' if action.delay else 'asked'}"] += 1
        elif isinstance(action, (Scatter, Chain)):
            counts[f"{action.service}:asked"] += len(action.items)
    for service, (done, failed) in ended.items():
        counts[f"{service}:done"] += done
        counts[f"{service}:failed"] += failed
        counts[f"{service}:retried"] += again * (done + failed)
    return +counts


def note_end(publisher: Publisher, client: Client, tasks: Tasks, release: str, build: str) -> Ends:
    """Notes the end of a session beside the store, and tells who waits for it."""

    def ended(session: str, outcome: End, mark: dict[str, str]) -> None:
        entry = {
            "session": session, "build": build, "pipeline": mark.get("pipeline", ""), "started": int(mark.get("started", 0)),
            "deadline": int(mark.get("deadline", 0)), "input": mark.get("input", ""), "state": "failed" if outcome.failed else "done",
            "ended": now(),
        }  # fmt: skip
        publisher.publish(session_subject(release, session), json.dumps(entry).encode(), f"end-{session}", lambda error: None)
        tasks.spawn(client.publish(end_subject(release, session), b""))

    return ended
