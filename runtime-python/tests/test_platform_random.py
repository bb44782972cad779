"""Over a real NATS and a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from evaluation_cases import EvaluationCases
from graphs import GraphCalls
from over_platform import over_platform
from platform_servers import nats_server, redis_server

from lambdakube.descriptor import Program
from lambdakube.platform.settings import Settings
from lambdakube.turn import Calls


class TestNatsAndRedis(EvaluationCases):
    settings: Settings

    @pytest.fixture(autouse=True)
    def servers(self, started: Settings) -> None:
        self.settings = started

    def outcomes(self, program: Program, calls: Calls, pipeline: str, arguments: list[Any], seed: int) -> Iterator[Any]:
        # Sessions of small programs get into each other's way.
        sessions = 3 if isinstance(calls, GraphCalls) else 1
        yield from asyncio.run(over_platform(self.settings, program, calls, pipeline, arguments, sessions))


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="tests", drain=0)
