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
        pull = Pull(broker, "LK_tests", "consumer", lambda message: None, lambda: 1)  # type: ignore[arg-type]
        await pull.start()
        while broker.asked == 0:
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)
        pull.wake()
        await asyncio.sleep(0)
        await pull.stop()
        assert pull._task
        await asyncio.wait([pull._task], timeout=60)
        assert pull._task.done()

    asyncio.run(run())
