"""What comes at the same time is done at once, and nothing of it is lost or done out of order."""

from __future__ import annotations

import asyncio

from lambdakube.platform.bursts import Burst


def test_what_comes_within_a_turn_is_taken_at_once_by_key_and_in_order() -> None:
    async def run() -> list[tuple[str, list[int]]]:
        taken: list[tuple[str, list[int]]] = []
        burst = Burst[str, int](lambda key, some: taken.append((key, some)))
        for number in range(5):
            burst.put("even" if number % 2 == 0 else "odd", number)
        assert taken == [], "not before the turn is over"
        await asyncio.sleep(0)
        burst.put("odd", 5)
        await asyncio.sleep(0)
        return taken

    assert asyncio.run(run()) == [("even", [0, 2, 4]), ("odd", [1, 3]), ("odd", [5])]


def test_what_comes_while_others_are_taken_is_taken_in_the_next_turn() -> None:
    async def run() -> list[list[int]]:
        taken: list[list[int]] = []

        def take(_: None, some: list[int]) -> None:
            taken.append(some)
            if len(taken) < 3:
                burst.put(None, len(taken))

        burst = Burst[None, int](take)
        burst.put(None, 0)
        for _ in range(4):
            await asyncio.sleep(0)
        return taken

    assert asyncio.run(run()) == [[0], [1], [2]]
