"""The pull of a service: what it asks for, and that it ends."""

from __future__ import annotations

import asyncio
from typing import Any

from lambdakube.platform.jetstream import Pull


class Broker:
    """Stands for a connection: counts what is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def new_inbox(self) -> str:
        return "_INBOX.tests"

    async def subscribe(self, subject: str, cb: Any) -> None:
        pass

    async def publish(self, subject: str, data: bytes, reply: str) -> None:
        self.asked += 1


def test_a_pull_ends_though_it_is_woken_in_that_moment() -> None:
    async def run() -> None:
        broker = Broker()
        wanted = 1
        pull = Pull(broker, "LK_tests", "consumer", lambda message: None, lambda: wanted)  # type: ignore[arg-type]
        await pull.start()
        while broker.asked == 0:
            await asyncio.sleep(0)
        wanted = 100
        pull.wake()
        await pull.stop()
        pull.wake()
        await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()}, timeout=60)
        assert broker.asked == 1, "it asks no more"
        assert asyncio.all_tasks() == {asyncio.current_task()}, "nothing of it goes on"

    asyncio.run(run())


def test_a_pull_asks_once_for_all_that_wakes_it_at_the_same_time() -> None:
    async def run() -> None:
        broker = Broker()
        pull = Pull(broker, "LK_tests", "consumer", lambda message: None, lambda: 10)  # type: ignore[arg-type]
        await pull.start()
        for _ in range(50):
            pull.wake()
            await asyncio.sleep(0)
        await pull.stop()
        assert broker.asked == 1

    asyncio.run(run())
