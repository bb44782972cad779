"""How a service shares what it has at hand among its workers."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from marked import Release, during, settings

from lambdakube.platform.settings import Settings

__all__ = ["settings"]


@pytest.mark.parametrize("workers", [2, 3])
def test_nothing_waits_behind_a_long_call_while_another_worker_is_free(settings: Settings, tmp_path: Path, workers: int) -> None:
    async def work(release: Release, stack: AsyncExitStack) -> None:
        client = await stack.enter_async_context(release.running(1))
        for long in range(workers - 1):
            await release.start(client, long)
            await release.began(long)
        # Before, among and after short ones.
        for argument in range(10, 40):
            release.go(argument)
        sessions = [await release.start(client, argument) for argument in range(10, 40)]
        for argument, session in zip(range(10, 40), sessions, strict=True):
            assert json.loads((await client.wait(session)).raw) == [argument, "00000001"]

    during(replace(settings, workers=workers), tmp_path, work)


def test_what_waits_behind_calls_goes_to_the_worker_that_is_free_first(settings: Settings, tmp_path: Path) -> None:
    async def work(release: Release, stack: AsyncExitStack) -> None:
        client = await stack.enter_async_context(release.running(1))
        for argument in range(2):
            await release.start(client, argument)
            await release.began(argument)
        # All workers are busy: these wait behind one or the other.
        sessions = [await release.start(client, argument) for argument in range(2, 8)]
        for argument in range(1, 8):
            release.go(argument)
        for argument, session in zip(range(2, 8), sessions, strict=True):
            assert json.loads((await client.wait(session)).raw) == [argument, "00000001"]
        assert len(list(tmp_path.glob("began-*"))) == 8

    during(replace(settings, workers=2), tmp_path, work)
