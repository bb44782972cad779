"""What comes of messages: it is carried out before they are acknowledged, and counted behind that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from typing import Final

from nats.aio.client import Client

from ..actions import Action, End, Send
from .bucket import session_subject
from .bursts import Burst
from .carrier import Carrier
from .carrier import Ended as Ends
from .counts import Counts
from .dead_letters import DeadLetters
from .desk import Desk
from .hands import Held
from .jetstream import Publisher, end_subject
from .open_sessions import over
from .pipe import Pipe
from .tasks import Tasks, is_away
from .times import now
from .worker import Ended

TOLD: Final = 64 * 1024
"""Bytes up to which an outcome is in the message that says that there is one."""


class Outcomes:
    """Carries out what workers made of messages."""

    def __init__(self, desk: Desk, pipe: Pipe, carrier: Carrier, dead: DeadLetters, tasks: Tasks) -> None:
        self._desk = desk
        self._carrier = carrier
        self._dead = dead
        self._tasks = tasks
        self.counts = Counts(pipe, tasks)
        self._carrying = Burst(self._carry)

    def took(self, held: Held, actions: Sequence[Action], ended: Ended) -> None:
        """A worker is done with a message."""
        action = actions[0] if len(actions) == 1 else None
        if isinstance(action, Send):
            # So it is with most messages: nothing comes of them but the next one, and no task is needed for that.
            self._carrier.send(held.head.session, action.envelope, action.delay, partial(self._sent, held, actions))
        else:
            self._carrying.put(held.head.session, (held, actions))
        self.counts.add(held.head.session, actions, ended, again=held.head.due > 0)

    def _sent(self, held: Held, actions: Sequence[Action], error: BaseException | None) -> None:
        if error is None:
            self._desk.done(held)
        else:
            self._carry(held.head.session, [(held, actions)])

    def _carry(self, session: str, some: list[tuple[Held, Sequence[Action]]]) -> None:
        self._tasks.spawn(self._tasks.steadily(partial(self._carried, session, some)))

    async def _carried(self, session: str, some: list[tuple[Held, Sequence[Action]]]) -> None:
        """What came of messages of a session at the same time is carried out together; then each of them is done."""
        try:
            await self._carrier.carry(session, [action for _, actions in some for action in actions])
        except Exception as error:
            if is_away(error):
                raise
            if len(some) == 1:
                self._dead.failed(some[0][0], error)
                return
            for each in some:  # it is one of them
                self._carry(session, [each])
        else:
            for held, _ in some:
                self._desk.done(held)


def note_end(publisher: Publisher, client: Client, pipe: Pipe, tasks: Tasks, release: str, build: str) -> Ends:
    """Notes the end of a session beside the store, and tells who waits for it. Done when it is noted."""

    async def ended(session: str, outcome: End, mark: dict[str, str]) -> None:
        entry = {
            "session": session, "build": build, "pipeline": mark.get("pipeline", ""), "started": int(mark.get("started", 0)),
            "deadline": int(mark.get("deadline", 0)), "input": mark.get("input", ""), "state": "failed" if outcome.failed else "done",
            "ended": now(), **({"span": mark["span"]} if "span" in mark else {}),
        }  # fmt: skip
        told = b"%d%b" % (outcome.failed, outcome.raw) if len(outcome.raw) <= TOLD else b""
        tasks.spawn(client.publish(end_subject(release, session), told))
        noted: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def done(error: BaseException | None) -> None:
            # Where the broker refuses, the entry has most often an end already, and that one stands; else the keeper notes this one.
            if not noted.done():
                noted.set_result(None)

        revision = mark.get("revision", "")
        headers = {"Nats-Expected-Last-Subject-Sequence": revision} if revision else {}
        publisher.publish(session_subject(release, session), json.dumps(entry).encode(), f"end-{session}", done, headers)
        tasks.spawn(over(pipe, release, session))
        await noted

    return ended
