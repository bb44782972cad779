"""What is known of builds and sessions beside the store: a key-value bucket of JetStream (docs/platform.md, "Builds and sessions")."""

from __future__ import annotations

import json
from typing import Any

from nats.js import JetStreamContext
from nats.js.api import StorageType
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError
from nats.js.kv import KeyValue

from .builds import Builds

RUNNING = "running"


def bucket_name(release: str) -> str:
    """The bucket of a release."""
    return f"LK_{release}"


def session_subject(release: str, session: str) -> str:
    """The subject by which a session's entry is written without asking for it first."""
    return f"$KV.{bucket_name(release)}.session.{session}"


class Bucket:
    """The entries of a release. Times are milliseconds since 1970."""

    def __init__(self, values: KeyValue, release: str) -> None:
        self.values = values
        self.release = release
        self.builds = Builds(values, release)

    @staticmethod
    async def of(js: JetStreamContext, release: str, replicas: int = 1) -> Bucket:
        """The bucket, made where it is missing."""
        values = await js.create_key_value(bucket=bucket_name(release), storage=StorageType.FILE, replicas=replicas)
        return Bucket(values, release)

    async def create(self, session: str, entry: dict[str, Any]) -> bool:
        """A session's entry; false where there is one already."""
        try:
            await self.values.create(f"session.{session}", json.dumps(entry).encode())
        except KeyWrongLastSequenceError:
            return False
        return True

    async def session(self, session: str) -> dict[str, Any] | None:
        """A session's entry, or None."""
        try:
            entry = await self.values.get(f"session.{session}")
        except KeyNotFoundError:
            return None
        found: dict[str, Any] = json.loads(entry.value or b"{}")
        return found

    async def update(self, session: str, entry: dict[str, Any]) -> None:
        """Writes a session's entry anew."""
        await self.values.put(f"session.{session}", json.dumps(entry).encode())
