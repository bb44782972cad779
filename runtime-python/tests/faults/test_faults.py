"""Everything that can happen to services, connections, broker and store happens in random order while sessions run; each ends as it has to.

`LK_FAULT_SECONDS` says for how long, `LK_SEED` in which order. What was done is printed, with the seed.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from processes import built

from lambdakube.platform.client import PlatformClient

from . import history
from .checker import check
from .faults import LOSSES, NETWORK, PROCESSES, disturb, repeat
from .programs import EFFECTS, NAPS, program
from .servers import Platform
from .service import KEPT, short_lives
from .sessions import dead_letters, lane, left_of, registered, remaining, running, steadily

SECONDS = float(os.environ.get("LK_FAULT_SECONDS", "20"))
SEED = int(os.environ.get("LK_SEED", "1"))

ROUND = 100.0
"""Seconds that a round is disturbed for, at most. In every second one the store loses what it holds, which excuses much in it; so does it
where there is only one."""

AT_ONCE = 8
"""Sessions that are open at a time."""

SETTLED = 60.0
"""Seconds after which the bucket has to know of every end."""

REST = 240.0
"""Seconds that a round may take to come to rest once nothing disturbs it any more."""


async def round_of(platform: Platform, number: int, seconds: float) -> list[str]:
    """Disturbs, heals, waits until there is nothing left to do; gives what was wrong."""
    names = [NAPS, EFFECTS, *(str((SEED * 1000 + number) * 2 + place) for place in range(2))]
    await platform.serve(names)
    clients = []
    for name in names:
        clients.append(PlatformClient(platform.settings, program(name)))
        await steadily(clients[-1].start)
    for name in names:
        while not await steadily(partial(registered, platform, program(name).digest)):
            await asyncio.sleep(0.1)
    until = time.monotonic() + seconds
    lanes = [
        asyncio.create_task(lane(platform, clients[at % len(names)], names[at % len(names)], random.Random(f"{SEED} {number} {at}"), until))
        for at in range(AT_ONCE)
    ]
    deck = {name: card for name, card in PROCESSES.items() if number % 2 or SECONDS < 2 * ROUND or name not in LOSSES}
    decks = {"processes": deck, "network": NETWORK}
    disturbing = [disturb(platform, cards, random.Random(f"{SEED} {number} {name}"), until) for name, cards in decks.items()]
    await asyncio.gather(*disturbing, repeat(platform, random.Random(f"{SEED} {number} again"), until))
    platform.heal()
    done, open_lanes = await asyncio.wait(lanes, timeout=REST)
    wrong = [f"{len(open_lanes)} sessions have not ended"] if open_lanes else []
    for each in done:
        each.result()
    until = time.monotonic() + REST
    builds = [program(name).digest for name in names]
    while (left := await steadily(partial(remaining, platform, builds))) and time.monotonic() < until:
        await asyncio.sleep(0.2)
    wrong += [f"messages are left: {left}"] if left else []
    wrong += [f"a message went to the dead letters: {reason}" for reason in await steadily(lambda: dead_letters(platform))]
    unsettled = [event["s"] for event in history.read(platform.history) if event["e"] == "end"]
    until = time.monotonic() + SETTLED
    while unsettled and time.monotonic() < until:
        unsettled = await steadily(partial(running, platform, unsettled))
        await asyncio.sleep(0.2)
    wrong += [f"session {session} has ended, but the bucket takes it for open" for session in unsettled]
    for task in open_lanes:
        task.cancel()
    for client in clients:
        await client.stop()
    events = history.read(platform.history)
    wrong += check(events)
    if not wrong:
        history.clear(platform.history)
    platform.submitted.update({event["s"]: time.time() + event["deadline"] / 1000 for event in events if event["e"] == "submit"})
    return wrong


async def forgotten(platform: Platform) -> list[str]:
    """What is still there of sessions whose time is over."""
    wrong = []
    for session, deadline in list(platform.submitted.items()):
        if deadline + KEPT / 1000 + 30 < time.time():
            del platform.submitted[session]
            platform.done["forgotten"] += 1
            if left := await left_of(platform, session):
                wrong.append(f"of session {session} there is still {left}")
    return wrong


async def run(platform: Platform, say: Callable[[str], None]) -> None:
    await platform.start()
    began, number = time.monotonic(), 0
    end = began + SECONDS
    while number == 0 or time.monotonic() < end:
        seconds = min(ROUND, max(end - time.monotonic(), 10.0))
        wrong = await round_of(platform, number, seconds) + await forgotten(platform)
        number += 1
        if wrong:
            for each in (platform.keeper, *platform.services):
                each.tell()
            await asyncio.sleep(1)
        assert not wrong, "\n".join([f"{len(wrong)} complaints; LK_SEED={SEED} LK_FAULT_SECONDS={SECONDS:.0f}", *wrong[:20]])
        say(f"round {number}, {time.monotonic() - began:.0f} s: {dict(sorted(platform.done.items()))}")


def test_every_session_ends_as_it_has_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def say(text: str) -> None:
        with capsys.disabled():
            print(f"\nseed {SEED}, {text}", flush=True)

    short_lives()
    folder = tmp_path / "effects"
    folder.mkdir()
    monkeypatch.setenv("LK_FAULT_BUILD", str(built(EFFECTS, folder)))
    platform = Platform(tmp_path, SEED)
    try:
        asyncio.run(run(platform, say))
        assert platform.done["session"] > 0
    finally:
        platform.close()
