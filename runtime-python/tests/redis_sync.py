"""`Store` over a blocking connection to Redis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis

from lambdakube.actions import Arrive, Chain, End, Open, Put, Scatter
from lambdakube.messages import Envelope
from lambdakube.platform import redis_store as calls
from lambdakube.platform.redis_store import StoreLost
from lambdakube.platform.scripts import Command, Reply, keys
from lambdakube.store import Arrival


class RedisStore:
    """Implements `Store`. A session has to `begin` before anything else; what is done in one that has not raises `StoreLost`."""

    def __init__(self, client: redis.Redis, large: int = calls.LARGE) -> None:
        self._client: Any = client  # its types tell neither bytes from text nor a reply from a promise of one
        self._large = large

    def begin(self, session: str, expiry: int) -> None:
        """Sets the session's mark; everything of the session is gone at `expiry`, in milliseconds since 1970."""
        name = keys(session, "mark")
        self._client.hsetnx(name, "expiry", str(expiry))
        self._client.pexpireat(name, expiry)

    def run(self, command: Command) -> Reply:
        """The reply of a script; `StoreLost` where the session has no mark."""
        script, mark, arguments = command
        try:
            try:
                return self._client.evalsha(script.sha, 1, mark, *arguments)
            except redis.exceptions.NoScriptError:
                return self._client.eval(script.text, 1, mark, *arguments)
        except redis.exceptions.ResponseError as error:
            if str(error).startswith("STORELOST"):
                raise StoreLost(mark) from None
            raise

    def open(self, session: str, group: Open | Scatter | Chain) -> list[Envelope]:
        return calls.opened(self.run(calls.open_group(session, group)))

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> Arrival:
        return calls.arrival(self.run(calls.arrive(session, arrivals, self._large)))

    def again(self, session: str, group: str, slot: int) -> Arrival:
        return calls.arrival(self.run(calls.again(session, group, slot)))

    def confirm(self, session: str, groups: Sequence[str]) -> None:
        if groups:
            self.run(calls.confirm(session, groups))

    def alive(self, session: str, group: str, slot: int) -> bool:
        return bool(self.run(calls.alive(session, [(group, slot)]))[0])

    def low(self, session: str, group: str) -> int:
        """As `MemoryStore.low`."""
        return int(self.run(calls.low(session, group)))

    def put(self, session: str, value: Put) -> None:
        self.run(calls.put(session, value))

    def get(self, session: str, value: str) -> bytes:
        if value.startswith("@"):
            return b"[" + b",".join(self._slots(session, value[1:])) + b"]"
        found = self._client.get(keys(session, f"value:{value}"))
        if found is None:
            raise KeyError(value)
        return bytes(found)

    def _slots(self, session: str, group: str) -> list[bytes]:
        count = self._client.hlen(keys(session, f"slots:{group}"))
        if not count:
            raise KeyError(group)
        return list(self._client.hmget(keys(session, f"slots:{group}"), list(range(count))))

    def end(self, session: str, outcome: End) -> bool:
        return calls.ended(self.run(calls.end(session, outcome))) is not None

    def ended(self, session: str) -> End | None:
        failed, raw = self._client.hmget(keys(session, "end"), ["failed", "raw"])
        return None if failed is None else End(failed == b"1", raw)
