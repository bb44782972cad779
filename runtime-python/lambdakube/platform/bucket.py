"""What is known of builds and sessions beside the store: a key-value bucket of JetStream (docs/platform.md, "Builds and sessions")."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from time import time_ns
from typing import Any

from nats.js import JetStreamContext
from nats.js.api import StorageType
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError
from nats.js.kv import KeyValue

from ..descriptor import Program
from .problem import PlatformProblem

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

    @staticmethod
    async def of(js: JetStreamContext, release: str, replicas: int = 1) -> Bucket:
        """The bucket, made where it is missing."""
        values = await js.create_key_value(bucket=bucket_name(release), storage=StorageType.FILE, replicas=replicas)
        return Bucket(values, release)

    async def register(self, program: Program, most: int) -> None:
        """Makes a build known, if it is not. PlatformProblem where it takes more than `most` bytes."""
        key = f"build.{program.digest}"
        entry = {
            "digest": program.digest, "program": program.name, "version": program.version, "registered": time_ns() // 1_000_000,
            "accepts": True, "descriptor": program.data,
        }  # fmt: skip
        data = gzip.compress(json.dumps(entry, separators=(",", ":")).encode(), 6)
        if len(data) > most:
            raise PlatformProblem(
                f"the descriptor of the build takes {len(data):,} bytes in NATS, which takes messages of {most:,} at most",
                "raise `max_payload` of the server",
            )
        with suppress(KeyWrongLastSequenceError):  # another service of the build was first
            await self.values.create(key, data)

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
