"""What a process of the platform is told, by the names that the tools already use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """`drain` are the seconds that a service takes to finish what it has at hand when it is ended, `build_lost` those after which a build
    counts as lost whose messages nobody asks for."""

    nats_url: str = "nats://127.0.0.1:4222"
    redis_url: str = "redis://127.0.0.1:6379"
    release: str = "program"
    workers: int = 1
    replicas: int = 1
    drain: float = 25.0
    build_lost: float = 300.0

    @staticmethod
    def of(environment: Mapping[str, str] = os.environ, program: str = "program") -> Settings:
        """As ConfigMaps and Secrets inject it."""
        get = environment.get
        return Settings(
            nats_url=get("NATS_URL") or Settings.nats_url,
            redis_url=get("REDIS_URL") or Settings.redis_url,
            release=get("LK_RELEASE") or program,
            workers=int(get("LK_WORKERS") or Settings.workers),
            replicas=int(get("LK_REPLICAS") or Settings.replicas),
            drain=float(get("LK_DRAIN") or Settings.drain),
            build_lost=float(get("LK_BUILD_LOST") or Settings.build_lost),
        )
