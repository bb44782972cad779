"""Redis with one round trip for all that is asked within a turn of the event loop. Arrivals of one session go into one script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

import redis
import redis.asyncio

from ..actions import Arrive
from ..store import Arrival
from . import redis_store as calls
from .redis_store import StoreLost
from .scripts import Command, Reply, Script, script
from .tally import Tally

Words = Sequence[Any]

BEAT: Final = 1.0
"""Seconds after which a process that writes nothing asks all the same whether what it wrote before is still there."""

PART = 16 << 20
"""Bytes of what arrives in a session that go into one script, about."""


class Pipe:
    """Sends commands, gathered; each gives its reply as a future.

    With a `tally` they are counted, every second at least; `lost` is called where the store no longer has what it has acknowledged.
    """

    def __init__(self, client: redis.asyncio.Redis, tally: Tally | None = None, lost: Callable[[], None] = lambda: None) -> None:
        self._client: Any = client
        self._tally = tally
        self._lost = lost
        self._waiting: list[tuple[Words | Command, asyncio.Future[Reply]]] = []
        self._arrivals: dict[str, tuple[list[Arrive], asyncio.Future[Arrival]]] = {}
        self._sizes: dict[str, int] = {}
        self._known: set[str] = set()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begins to send."""
        self._tasks = [asyncio.create_task(self._run())]
        if self._tally:
            self._tasks.append(asyncio.create_task(self._beat()))

    async def stop(self) -> None:
        """Ends; what waits is not sent."""
        for task in self._tasks:
            task.cancel()
        await self._client.aclose()

    def run(self, command: Words | Command) -> asyncio.Future[Reply]:
        """Asks for a command or a script. `StoreLost` where the session of a script has no mark."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((command, future))
        self._wake.set()
        return future

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> asyncio.Future[Arrival]:
        """What arrives in a session, together with what else arrives in it meanwhile: all of them get what all of them made ready."""
        found = self._arrivals.get(session)
        size = sum(len(each.raw) for each in arrivals)
        if found is not None and self._sizes[session] + size > PART:
            self._waiting.append((calls.arrive(session, found[0]), found[1]))
            found = None
        self._sizes[session] = size + (self._sizes[session] if found else 0)
        if found is None:
            found = self._arrivals[session] = ([], asyncio.get_running_loop().create_future())
            self._wake.set()
        found[0].extend(arrivals)
        return found[1]

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            waiting, self._waiting = self._waiting, []
            arrivals, self._arrivals = self._arrivals, {}
            self._sizes.clear()
            for session, (all_of_it, future) in arrivals.items():
                waiting.append((calls.arrive(session, all_of_it), future))
            await self._send(waiting)

    async def _send(self, waiting: list[tuple[Words | Command, asyncio.Future[Any]]]) -> None:
        replies: Sequence[Any]
        try:
            replies = await self._pipelined(waiting)
        except Exception as error:  # whatever it is, those who wait hear of it, and what comes after is sent
            replies = [error] * len(waiting)
        for (command, future), reply in zip(waiting, replies, strict=True):
            if future.cancelled():
                continue
            if isinstance(reply, Exception):
                future.set_exception(_meant(command, reply))
            elif isinstance(command, Command) and command.script is _ARRIVE:
                future.set_result(calls.arrival(reply))
            else:
                future.set_result(reply)

    async def _pipelined(self, waiting: list[tuple[Words | Command, asyncio.Future[Any]]]) -> Sequence[Any]:
        pipeline = self._client.pipeline(transaction=False)
        for command, _ in waiting:
            if isinstance(command, Command):
                await self._load(command.script)
                pipeline.execute_command("EVALSHA", command.script.sha, 1, command.mark, *command.arguments)
            else:
                pipeline.execute_command(*command)
        for words in self._tally.commands() if self._tally else ():
            pipeline.execute_command(*words)
        replies: list[Any] = await pipeline.execute(raise_on_error=False)
        if self._tally and isinstance(replies[len(waiting)], int) and not self._tally.holds(replies[len(waiting)]):
            self._lost()
        del replies[len(waiting) :]
        # A server that was started anew knows no scripts.
        if any(isinstance(reply, redis.exceptions.NoScriptError) for reply in replies):
            self._known.clear()
            for place, ((command, _), reply) in enumerate(zip(waiting, replies, strict=True)):
                if isinstance(reply, redis.exceptions.NoScriptError) and isinstance(command, Command):
                    replies[place] = await self._alone(command)
        return replies

    async def _alone(self, command: Command) -> Any:
        try:
            return await self._client.execute_command("EVAL", command.script.text, 1, command.mark, *command.arguments)
        except redis.exceptions.RedisError as error:
            return error

    async def _load(self, script: Script) -> None:
        if script.sha not in self._known:
            await self._client.script_load(script.text)
            self._known.add(script.sha)


_ARRIVE = script("arrive")


def _meant(command: Words | Command, error: Exception) -> Exception:
    if isinstance(command, Command) and str(error).startswith("STORELOST"):
        return StoreLost(command.mark)
    return error
