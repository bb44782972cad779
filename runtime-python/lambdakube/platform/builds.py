"""The builds of a release, as their services register them (docs/platform.md, "Builds and sessions")."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any, Final

import nats.errors
from nats.js import JetStreamContext
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError, NotFoundError
from nats.js.kv import KeyValue

from ..descriptor import Program
from .entries import alive_entry, build_entry
from .jetstream import stream_name, subject
from .problem import PlatformProblem
from .times import now

ATTEND: Final = 60.0
"""Most seconds after which a service says again that it is there."""


LEAST_DIGEST: Final = 6
"""The fewest digits of a digest that name a build."""


NONE_YET: Final = "no service of it has started yet"


@dataclass(frozen=True)
class Build:
    """A build; `registered` in milliseconds since 1970."""

    digest: str
    program: str
    version: str
    registered: int
    accepts: bool
    descriptor: dict[str, Any]


class NoBuild(Exception):
    """No build takes the session; the text says why, `hint` what there is."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Builds:
    """The entries `build.<digest>` and `alive.<digest>.<service>` of a release's bucket."""

    def __init__(self, js: JetStreamContext, values: KeyValue, release: str) -> None:
        self._js = js
        self._values = values
        self._release = release

    async def register(self, program: Program, most: int, accepts: bool | None = None) -> None:
        """Makes a build known, if it is not. What a deployment says of it counts: one that is to take sessions again becomes the newest.

        PlatformProblem where it takes more than `most` bytes.
        """
        entry = {
            "digest": program.digest, "program": program.name, "version": program.version, "registered": now(),
            "accepts": accepts is not False, "descriptor": program.data,
        }  # fmt: skip
        data = _packed(entry)
        if len(data) > most:
            raise PlatformProblem(
                f"the descriptor of the build takes {len(data):,} bytes in NATS, which takes messages of {most:,} at most",
                "raise `max_payload` of the server",
            )
        # Another service of the build may have been first, with the same.
        with suppress(KeyWrongLastSequenceError):
            await self._values.create(_key(program.digest), data)
            return
        if accepts is not None:
            await self._change(program.digest, lambda found: _told(found, accepts))

    async def attend(self, digest: str, services: Sequence[str], pause: float = ATTEND) -> None:
        """Says of services that they are there, every `pause` seconds, until it is cancelled."""
        while True:
            with suppress(nats.errors.Error, OSError):
                for service in services:
                    await self._values.put(f"alive.{digest}.{service}", json.dumps({"seen": now()}).encode())
            await asyncio.sleep(pause)

    async def seen(self, digest: str) -> dict[str, int]:
        """When each service of the build was there last, in milliseconds since 1970."""
        entries = await self._entries(f"alive.{digest}.*")
        return {key.rpartition(".")[2]: alive_entry(value) for key, value in entries}

    async def find(self, digest: str) -> Build | None:
        """A build by its whole digest."""
        try:
            entry = await self._values.get(_key(digest))
        except KeyNotFoundError:
            return None
        return _build(_key(digest), entry.value)

    async def all(self) -> list[Build]:
        """All builds, the newest first."""
        found = [_build(key, value) for key, value in await self._entries("build.*")]
        return sorted((build for build in found if build is not None), key=lambda each: each.registered, reverse=True)

    async def _entries(self, keys: str) -> list[tuple[str, bytes]]:
        """All that there are now. A watch would leave its consumer at the server for minutes, and may end before it has begun."""
        bucket = f"KV_LK_{self._release}"
        prefix = f"$KV.LK_{self._release}."
        subjects = (await self._js.stream_info(bucket, subjects_filter=prefix + keys)).state.subjects or {}
        found = []
        for each in subjects:
            with suppress(KeyNotFoundError):  # it may be gone meanwhile, or only its mark be left
                entry = await self._values.get(each.removeprefix(prefix))
                found.append((entry.key, entry.value or b""))
        return found

    async def choose(self, digest: str = "") -> Build:
        """The build that takes a new session: the newest that accepts any, or the one whose digest begins so.

        NoBuild where there is none."""
        builds = await self.all()
        known = f"it has {', '.join(each.digest[:8] for each in builds[:8])}" if builds else NONE_YET
        if digest:
            found = [each for each in builds if each.digest.startswith(digest.lower())]
            if len(found) == 1 and len(digest) >= LEAST_DIGEST:
                return found[0]
            which = (
                f"`{digest}` is too short for a build's digest" if found else f"the release `{self._release}` has no build {digest[:64]}"
            )
            raise NoBuild(which, known)
        for build in builds:
            if build.accepts:
                return build
        if builds:
            raise NoBuild(f"no build of the release `{self._release}` accepts sessions", known)
        raise NoBuild(f"the release `{self._release}` has no build", known)

    async def close(self, digest: str) -> None:
        """A build takes no new session any more, unless it is named."""
        await self._change(digest, lambda found: {**found, "accepts": False})

    async def retire(self, js: JetStreamContext, build: Build, *, shared: bool) -> None:
        """Removes what there is of a build: its consumers, its messages, its entries. Of a `shared` name (the first eight digits of another
        build are the same) only the entries."""
        stream = stream_name(self._release)
        if not shared:
            for service in build.descriptor["services"]:
                with suppress(NotFoundError):
                    await js.delete_consumer(stream, f"{build.digest[:8]}-{service}")
            await js.purge_stream(stream, subject=subject(self._release, build.digest, ">"))
        await self._values.purge(_key(build.digest))
        for service in await self.seen(build.digest):
            await self._values.purge(f"alive.{build.digest}.{service}")

    async def _change(self, digest: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Writes an entry anew; whoever writes it in between is read first."""
        while True:
            try:
                entry = await self._values.get(_key(digest))
            except KeyNotFoundError:
                return
            found = build_entry(_key(digest), entry.value)
            made = found and change(found)
            if made is None or made == found:
                return
            with suppress(KeyWrongLastSequenceError):
                await self._values.update(_key(digest), _packed(made), entry.revision)
                return


def _told(found: dict[str, Any], accepts: bool) -> dict[str, Any]:
    if found["accepts"] == accepts:
        return found
    return {**found, "accepts": accepts, "registered": now() if accepts else found["registered"]}


def _key(digest: str) -> str:
    return f"build.{digest}"


def _packed(entry: dict[str, Any]) -> bytes:
    return gzip.compress(json.dumps(entry, separators=(",", ":")).encode(), 6)


def _build(key: str, value: bytes | None) -> Build | None:
    found = build_entry(key, value)
    return Build(**{each.name: found[each.name] for each in fields(Build)}) if found is not None else None
