"""Dramatiq over Redis with results, as it comes: pipelines, and a group whose results are read; two worker processes beside this one."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import dramatiq
from dramatiq import group, pipeline
from dramatiq.brokers.redis import RedisBroker
from dramatiq.results import Results
from dramatiq.results.backends import RedisBackend

URL = os.environ["BENCH_REDIS"]
broker = RedisBroker(url=URL)
broker.add_middleware(Results(backend=RedisBackend(url=URL)))
dramatiq.set_broker(broker)


@dramatiq.actor(store_results=True)
def one(x: int) -> int:
    return x + 1


@dramatiq.actor(store_results=True)
def two(x: int) -> int:
    return x * 2


@dramatiq.actor(store_results=True)
def three(x: int) -> int:
    return x - 3


async def main() -> None:
    from figures import AT_ONCE, figures

    threads = ThreadPoolExecutor(min(AT_ONCE, 64))
    loop = asyncio.get_running_loop()

    def run(x: int) -> int:
        return pipeline([one.message(x), two.message(), three.message()]).run().get_result(block=True, timeout=600_000)

    def spread(n: int) -> int:
        return sum(group([one.message(x) for x in range(1, n + 1)]).run().get_results(block=True, timeout=600_000))

    await figures(lambda x: loop.run_in_executor(threads, run, x), lambda n: loop.run_in_executor(threads, spread, n))


if __name__ == "__main__":
    asyncio.run(main())
