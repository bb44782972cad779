"""What is done to the platform, one function each; every one of them is over, and undone, when it returns."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import nats

from .proxy import Mode, Proxy
from .servers import Platform, Process, answers

ONLY = list(filter(None, os.environ.get("LK_FAULT_KINDS", "").split(",")))
"""The kinds of faults that are dealt, where not all are."""

Fault = Callable[[Platform, random.Random], Awaitable[None]]

PAUSE = (0.2, 1.5)
"""Seconds between faults of one deck."""


async def disturb(platform: Platform, deck: dict[str, tuple[int, Fault]], draw: random.Random, until: float) -> None:
    """Deals a deck of faults again and again, shuffled, so that each kind comes as often as its number says."""
    cards: list[str] = []
    while time.monotonic() < until:
        if not cards:
            cards = [name for name, (number, _) in deck.items() for _ in range(number) if name in (ONLY or deck)]
            if not cards:
                return
            draw.shuffle(cards)
        kind = cards.pop()
        began = time.monotonic_ns()
        await deck[kind][1](platform, draw)
        platform.recorder.note("fault", kind=kind, since=began)
        platform.done[kind] += 1
        await asyncio.sleep(draw.uniform(*PAUSE))


def _kill(pick: Callable[[Platform, random.Random], Process]) -> Fault:
    async def kill(platform: Platform, draw: random.Random) -> None:
        pick(platform, draw).again()

    return kill


def _stop(pick: Callable[[Platform, random.Random], Process]) -> Fault:
    async def stop(platform: Platform, draw: random.Random) -> None:
        process = pick(platform, draw)
        process.pause(stop=True)
        await asyncio.sleep(draw.uniform(0.1, 2))
        process.pause(stop=False)

    return stop


def _service(platform: Platform, draw: random.Random) -> Process:
    return draw.choice(platform.services)


def _connections(mode: Mode) -> Fault:
    async def disturbed(platform: Platform, draw: random.Random) -> None:
        proxy = _proxy(platform, draw)
        proxy.disturb(mode)
        await asyncio.sleep(draw.uniform(0.2, 4))
        proxy.heal()

    return disturbed


async def _forget(platform: Platform, draw: random.Random) -> None:
    _proxy(platform, draw).forget()


def _proxy(platform: Platform, draw: random.Random) -> Proxy:
    served = draw.choice([*platform.services, platform.keeper])
    return draw.choice([served.broker, served.store])


async def _full_disk(platform: Platform, draw: random.Random) -> None:
    if not platform.small_disk:
        return
    full = platform.disk / "full"
    with suppress(OSError), full.open("wb") as file:
        while True:
            file.write(b"\0" * (1 << 16))
            file.flush()
    await asyncio.sleep(draw.uniform(0.5, 3))
    full.unlink(missing_ok=True)
    # A server that met a full disk may have switched its streams off; whoever makes room starts it again.
    platform.broker.again()
    await answers(platform.broker_port)


async def _flush(platform: Platform, draw: random.Random) -> None:
    platform.connected.flushall()


async def _unsaved(platform: Platform, draw: random.Random) -> None:
    platform.restore_store(older=False)
    await answers(platform.store_port)


async def _older(platform: Platform, draw: random.Random) -> None:
    platform.copy_store()
    await asyncio.sleep(draw.uniform(0.5, 4))
    platform.restore_store(older=True)
    await answers(platform.store_port)


LOSSES = {"store emptied", "store unsaved", "store older"}
"""After these a session that was open may end as lost."""

PROCESSES: dict[str, tuple[int, Fault]] = {
    "kill service": (8, _kill(_service)),
    "stop service": (5, _stop(_service)),
    "kill broker": (2, _kill(lambda platform, draw: platform.broker)),
    "stop broker": (2, _stop(lambda platform, draw: platform.broker)),
    "kill store": (2, _kill(lambda platform, draw: platform.store)),
    "stop store": (2, _stop(lambda platform, draw: platform.store)),
    "kill keeper": (1, _kill(lambda platform, draw: platform.keeper)),
    "stop keeper": (1, _stop(lambda platform, draw: platform.keeper)),
    "disk full": (1, _full_disk),
    "store emptied": (1, _flush),
    "store unsaved": (1, _unsaved),
    "store older": (1, _older),
}
"""How often each of these is dealt, and what it does."""

NETWORK: dict[str, tuple[int, Fault]] = {
    "connection cut": (4, _connections("cut")),
    "connection silent": (3, _connections("hang")),
    "answers lost": (3, _connections("deaf")),
    "connection slow": (3, _connections("slow")),
    "connection forgotten": (1, _forget),
}


async def repeat(platform: Platform, draw: random.Random, until: float) -> None:
    """Publishes messages that went by again, up to some seconds later: they come twice, late, and in another order."""
    client: Any = await nats.connect(platform.settings.nats_url, max_reconnect_attempts=-1, reconnect_time_wait=0.2)
    late: set[asyncio.Task[None]] = set()

    async def again(subject: str, data: bytes, after: float) -> None:
        await asyncio.sleep(after)
        with suppress(Exception):
            await client.publish(subject, data, headers={"Copy": "1"})
            platform.done["message again"] += 1

    async def seen(message: Any) -> None:
        if draw.random() < 0.05 and not (message.headers or {}).get("Copy") and not message.subject.endswith(".dead"):
            late.add(asyncio.create_task(again(message.subject, message.data, draw.uniform(0, 3))))

    await client.subscribe(f"lk.{platform.settings.release}.>", cb=seen)
    await asyncio.sleep(max(0.0, until - time.monotonic()))
    await asyncio.gather(*late)
    await client.close()
