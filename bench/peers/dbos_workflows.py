"""DBOS over its default SQLite, as it comes: a workflow of three steps; a map puts its elements on a queue and sums their results."""

import asyncio
import os

from dbos import DBOS, DBOSConfig
from figures import figures

config: DBOSConfig = {"name": "figures", "system_database_url": f"sqlite:///{os.environ['BENCH_FOLDER']}/dbos.sqlite", "log_level": "ERROR", "run_admin_server": False}
DBOS(config=config)


@DBOS.step()
async def one(x: int) -> int:
    return x + 1


@DBOS.step()
async def two(x: int) -> int:
    return x * 2


@DBOS.step()
async def three(x: int) -> int:
    return x - 3


@DBOS.workflow()
async def chain(x: int) -> int:
    return await three(await two(await one(x)))


@DBOS.workflow()
async def element(x: int) -> int:
    return x + 1


@DBOS.workflow()
async def spread(n: int) -> int:
    handles = [await DBOS.enqueue_workflow_async("elements", element, x) for x in range(1, n + 1)]
    return sum([await handle.get_result() for handle in handles])


if __name__ == "__main__":
    DBOS.launch()
    DBOS.register_queue("elements")
    asyncio.run(figures(chain, spread))
    DBOS.destroy()
