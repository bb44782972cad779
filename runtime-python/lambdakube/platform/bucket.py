"""What is known of builds and sessions beside the store: a key-value bucket of JetStream (docs/platform.md, "Builds and sessions")."""

from __future__ import annotations

import json
from typing import Any, Final

from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType
from nats.js.errors import BadRequestError, KeyNotFoundError, KeyWrongLastSequenceError, NotFoundError
from nats.js.kv import KeyValue

from .builds import Builds
from .entries import session_entry

RUNNING = "running"

LOST, TALLY = "lost", "tally"
"""Keys of what is known of the store: which of its writes are lost, and the keeper's count of them."""


def bucket_name(release: str) -> str:
    """The bucket of a release."""
    return f"LK_{release}"


def session_subject(release: str, session: str) -> str:
    """The subject by which a session's entry is written without asking for it first."""
    return f"$KV.{bucket_name(release)}.session.{session}"


SETTINGS: Final[dict[str, Any]] = {
    "discard": DiscardPolicy.NEW, "duplicate_window": 120.0, "max_age": 0.0, "max_bytes": -1, "max_msgs": -1, "max_msgs_per_subject": 1,
    "max_msg_size": -1,
}  # fmt: skip
"""Of the bucket's stream; what is not named is the library's."""


class Bucket:
    """The entries of a release. Times are milliseconds since 1970."""

    def __init__(self, js: JetStreamContext, values: KeyValue, release: str) -> None:
        self._js = js
        self.values = values
        self.release = release
        self.builds = Builds(js, values, release)

    @staticmethod
    async def of(js: JetStreamContext, release: str, replicas: int = 1) -> Bucket:
        """The bucket, made where it is missing, its settings brought up to date (docs/platform.md, "Streams")."""
        name = bucket_name(release)
        try:
            values = await js.create_key_value(bucket=name, storage=StorageType.FILE, replicas=replicas)
        except BadRequestError:  # it is there, with other settings
            config = (await js.stream_info(f"KV_{name}")).config
            await js.update_stream(config.evolve(num_replicas=replicas, **SETTINGS))
            values = await js.key_value(name)
        return Bucket(js, values, release)

    async def create(self, session: str, entry: dict[str, Any]) -> int:
        """A session's entry; gives its revision, 0 where there is one already."""
        try:
            return await self.values.create(f"session.{session}", json.dumps(entry).encode())
        except KeyWrongLastSequenceError:
            return 0

    async def session(self, session: str) -> dict[str, Any] | None:
        """A session's entry, or None."""
        return (await self._entry(session))[0]

    async def opened(self, session: str) -> int:
        """The revision of the entry of a session that is open; 0 where it is not."""
        entry, revision = await self._entry(session)
        return revision if entry is not None and entry["state"] == RUNNING else 0

    async def end(self, session: str, changes: dict[str, Any]) -> bool:
        """Writes into a session's entry how it ended. The first end stands: false where there is another, or no entry."""
        key = f"session.{session}"
        while True:
            entry, revision = await self._entry(session)
            if entry is None or entry["state"] != RUNNING:
                return False
            try:
                await self.values.update(key, json.dumps({**entry, **changes}).encode(), last=revision)
                return True
            except KeyWrongLastSequenceError:
                continue  # somebody else has written it in between

    async def written(self) -> int:
        """The revision of what was written last of any session; 0 where there is nothing."""
        try:
            last = await self._js.get_last_msg(f"KV_{bucket_name(self.release)}", session_subject(self.release, ">"))
        except NotFoundError:
            return 0
        return last.seq or 0

    async def forget(self, session: str) -> None:
        """Removes a session's entry; what stands in its place is removed by `clear`."""
        await self.values.purge(f"session.{session}")

    async def clear(self, session: str) -> None:
        """Leaves nothing of a session. A server that is killed may not have noted for some minutes that an entry has taken the place of
        an earlier one, which comes back where nothing stands there any more."""
        await self._js.purge_stream(f"KV_{bucket_name(self.release)}", subject=session_subject(self.release, session))

    async def lost(self) -> tuple[int, int]:
        """Until when writes are lost that the store had acknowledged (milliseconds since 1970), and the revision that says so; zeros."""
        entry, revision = await self._read(LOST)
        return (int(entry["until"]), revision) if entry is not None else (0, 0)

    async def note_lost(self, until: int) -> None:
        """The store has lost writes that it had acknowledged, the last of them at that time."""
        while True:
            earlier, revision = await self.lost()
            try:
                await self.values.update(LOST, json.dumps({"until": max(earlier, until)}).encode(), last=revision)
                return
            except KeyWrongLastSequenceError:
                continue

    async def known(self) -> int:
        """What the keeper's count of writes has to be at least."""
        entry, _ = await self._read(TALLY)
        return int(entry["count"]) if entry is not None else 0

    async def note_known(self, count: int) -> None:
        """What the keeper's count of writes was."""
        await self.values.put(TALLY, json.dumps({"count": count}).encode())

    async def _entry(self, session: str) -> tuple[dict[str, Any] | None, int]:
        try:
            found = await self.values.get(f"session.{session}")
        except KeyNotFoundError:
            return None, 0
        return session_entry(found.key, found.value), found.revision or 0

    async def _read(self, key: str) -> tuple[dict[str, Any] | None, int]:
        try:
            found = await self.values.get(key)
        except KeyNotFoundError:
            return None, 0
        return json.loads(found.value or b"{}"), found.revision or 0
