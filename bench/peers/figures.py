"""What every contender is asked, in the same words: a chain of three one at a time, many chains at once, a map with its gather.

A contender gives three coroutines; the figures go to standard output as one JSON object: `chain` are milliseconds of single chains in
order, `chains` chains a second with `AT_ONCE` under way, `maps` seconds of a map by its number of elements.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable

SINGLE = int(os.environ.get("BENCH_SINGLE", "300"))
MANY = int(os.environ.get("BENCH_MANY", "2000"))
AT_ONCE = int(os.environ.get("BENCH_AT_ONCE", "500"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000").split(",") if size]


async def figures(chain: Callable[[int], Awaitable[int]], spread: Callable[[int], Awaitable[int]] | None) -> None:
    """`chain(x)` is `(x + 1) * 2 - 3` in three steps, `spread(n)` the sum of `x + 1` over `1 … n`; both are checked."""
    for x in range(30):
        assert await chain(x) == (x + 1) * 2 - 3
    single = []
    for x in range(SINGLE):
        start = time.perf_counter()
        assert await chain(x) == (x + 1) * 2 - 3
        single.append((time.perf_counter() - start) * 1000)
    places = asyncio.Semaphore(AT_ONCE)

    async def one(x: int) -> None:
        async with places:
            assert await chain(x) == (x + 1) * 2 - 3

    start = time.perf_counter()
    await asyncio.gather(*(one(x) for x in range(MANY)))
    many = MANY / (time.perf_counter() - start)
    maps = {}
    for size in SIZES if spread else ():
        start = time.perf_counter()
        assert await spread(size) == size * (size + 1) // 2 + size
        maps[size] = time.perf_counter() - start
    print(json.dumps({"chain": single, "chains": many, "maps": maps}), flush=True)
