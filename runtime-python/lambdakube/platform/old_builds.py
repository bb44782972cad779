"""What the keeper does about builds that are not the newest: they take no new session, and are removed when nobody needs them."""

from __future__ import annotations

from collections.abc import Collection
from time import monotonic
from typing import Final

from nats.js import JetStreamContext

from .builds import Build, Builds
from .times import now

LOOK: Final = 30.0
"""Seconds between looks at the builds."""


class OldBuilds:
    """Looks after them. `kept` are the seconds for which a build stays that has no open session and no service."""

    def __init__(self, builds: Builds, js: JetStreamContext, kept: float) -> None:
        self._builds = builds
        self._js = js
        self._kept = kept
        self._looked = 0.0

    async def look(self, used: Collection[str]) -> list[Build]:
        """Closes and removes what is to be; `used` are the builds of open sessions. Gives what was removed."""
        if self._looked and monotonic() - self._looked < LOOK:
            return []
        builds = await self._builds.all()
        removed = []
        newest = next((build for build in builds if build.accepts), None)
        for build in builds[1:] if newest is None else builds:
            if build is newest:
                continue
            if build.accepts:
                await self._builds.close(build.digest)
            seen = max((await self._builds.seen(build.digest)).values(), default=0)
            if build.digest in used or now() - seen < self._kept * 1000:
                continue
            shared = any(other is not build and other.digest[:8] == build.digest[:8] for other in builds)
            await self._builds.retire(self._js, build, shared=shared)
            removed.append(build)
        self._looked = monotonic()
        return removed
