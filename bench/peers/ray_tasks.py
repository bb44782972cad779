"""Ray on two cores, as it comes: each step a task that takes the reference of the one before."""

import asyncio
import logging

import ray
from figures import figures


@ray.remote
def one(x: int) -> int:
    return x + 1


@ray.remote
def two(x: int) -> int:
    return x * 2


@ray.remote
def three(x: int) -> int:
    return x - 3


@ray.remote
def total(*results: int) -> int:
    return sum(results)


async def chain(x: int) -> int:
    return await three.remote(two.remote(one.remote(x)))


async def spread(n: int) -> int:
    return await total.remote(*[one.remote(x) for x in range(1, n + 1)])


if __name__ == "__main__":
    ray.init(num_cpus=2, include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False)
    asyncio.run(figures(chain, spread))
    ray.shutdown()
