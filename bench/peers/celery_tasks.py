"""Celery over Redis, as it comes: canvas chains and a chord; two worker processes beside this one."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from celery import Celery, chain, chord

URL = os.environ["BENCH_REDIS"]
app = Celery("celery_tasks", broker=URL, backend=URL)


@app.task
def one(x: int) -> int:
    return x + 1


@app.task
def two(x: int) -> int:
    return x * 2


@app.task
def three(x: int) -> int:
    return x - 3


@app.task
def total(results: list[int]) -> int:
    return sum(results)


async def main() -> None:
    from figures import AT_ONCE, figures

    threads = ThreadPoolExecutor(min(AT_ONCE, 64))
    loop = asyncio.get_running_loop()

    def run(x: int) -> int:
        return chain(one.s(x), two.s(), three.s())().get(timeout=600, interval=0.001)

    def spread(n: int) -> int:
        return chord([one.s(x) for x in range(1, n + 1)])(total.s()).get(timeout=600, interval=0.001)

    await figures(lambda x: loop.run_in_executor(threads, run, x), lambda n: loop.run_in_executor(threads, spread, n))


if __name__ == "__main__":
    asyncio.run(main())
