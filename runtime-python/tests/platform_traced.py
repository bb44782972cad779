"""Sessions on the platform with their spans, and the spans that the same sessions give in one process."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from jaeger_server import plain_spans

from lambdakube import inprocess
from lambdakube.broker import MemoryBroker
from lambdakube.codecs import JsonCodec
from lambdakube.descriptor import Program
from lambdakube.memory_store import MemoryStore
from lambdakube.plan import Plan
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.report import report
from lambdakube.spans import SpanMaker
from lambdakube.turn import Calls, Failed, Turn, Watch

Span = dict[str, Any]

_ELSEWHERE = frozenset({"host.name", "process.pid", "service.name", "lk.queue_ms"})
"""Attributes that say where and when."""


def embedded_spans(program: Program, calls: Calls, session: str, pipeline: str, arguments: Sequence[Any]) -> list[Span]:
    """The spans of a session in this process, one message after the other."""
    codec, plan, texts = JsonCodec(), Plan(program), list[str]()
    maker = SpanMaker(plan, session, program.digest, lambda service, span, failed: texts.append(span), lambda: 1)
    raws = [codec.encode(argument) for argument in arguments]
    store = MemoryStore(codec.pack)
    end = inprocess.run(
        lambda resolve: Turn(plan, codec, maker, Watch(), resolve, calls), session, store, MemoryBroker(), pipeline, raws, maker.noted
    )
    failure = report(program, Failed.unpack(codec.decode(end.raw))) if end.failed else None
    maker.session(pipeline, 1, failure)
    return list(plain_spans([{"scopeSpans": [{"spans": [json.loads(text) for text in texts]}]}]))


def facts(span: Span) -> Any:
    """What of a span is the same wherever its session runs."""
    attributes = {key: value for key, value in span["attributes"].items() if key not in _ELSEWHERE and not key.startswith("messaging.")}
    if "lk.failure.frames" in attributes:
        frames = json.loads(attributes["lk.failure.frames"])
        attributes["lk.failure.frames"] = [{key: value for key, value in frame.items() if key != "host"} for frame in frames]
    linked = sorted(link["spanId"] for link in span.get("links", []))
    events = sorted(event["name"] for event in span.get("events", []))
    failed = span.get("status", {}).get("code", 0) == 2
    return span["name"], span["kind"], span.get("parentSpanId", ""), failed, linked, events, attributes


class Platform:
    """A program that is served, with its keeper."""

    def __init__(self, service: Service, client: PlatformClient, keeper: Keeper) -> None:
        self.service = service
        self.client = client
        self.keeper = keeper

    async def run(self, pipeline: str, arguments: Sequence[Any]) -> tuple[str, Any]:
        """A session, and its value or its failure as it is reported."""
        session = f"{random.getrandbits(128):032x}"
        codec = JsonCodec()
        await self.client.submit(session, pipeline, [codec.encode(argument) for argument in arguments])
        end = await asyncio.wait_for(self.client.wait(session), 60)
        return session, json.loads(end.raw)


@asynccontextmanager
async def served(settings: Settings, program: Program, calls: Calls) -> AsyncIterator[Platform]:
    """Serves a program: all its services in one, its keeper."""
    service = Service(settings, program, list(program.data["services"]), calls)
    client, keeper = PlatformClient(settings, program), Keeper(settings)
    try:
        await service.start()
        await keeper.start()
        await client.start()
        yield Platform(service, client, keeper)
    finally:
        await client.stop()
        await keeper.stop()
        await service.stop()


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition that is looked up elsewhere."""

    async def met() -> None:
        while not await asyncio.to_thread(condition):
            await asyncio.sleep(0.02)

    await asyncio.wait_for(met(), 60)
