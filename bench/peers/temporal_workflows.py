"""Temporal's dev server with one Python worker, as it comes: a workflow of three activities; a map is a gather of activities."""

import asyncio
import os
import uuid
from datetime import timedelta

from figures import figures
from temporalio import activity, workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

LIMIT = timedelta(minutes=10)


@activity.defn
async def one(x: int) -> int:
    return x + 1


@activity.defn
async def two(x: int) -> int:
    return x * 2


@activity.defn
async def three(x: int) -> int:
    return x - 3


@workflow.defn
class Chain:
    @workflow.run
    async def run(self, x: int) -> int:
        x = await workflow.execute_activity(one, x, start_to_close_timeout=LIMIT)
        x = await workflow.execute_activity(two, x, start_to_close_timeout=LIMIT)
        return await workflow.execute_activity(three, x, start_to_close_timeout=LIMIT)


@workflow.defn
class Spread:
    @workflow.run
    async def run(self, n: int) -> int:
        calls = [workflow.execute_activity(one, x, start_to_close_timeout=LIMIT) for x in range(1, n + 1)]
        return sum(await asyncio.gather(*calls))


async def main() -> None:
    async with await WorkflowEnvironment.start_local(dev_server_existing_path=os.environ["BENCH_TEMPORAL"]) as environment:
        client = environment.client
        workflows = [Chain, Spread]
        async with Worker(client, task_queue="figures", workflows=workflows, activities=[one, two, three], workflow_runner=UnsandboxedWorkflowRunner()):

            async def chain(x: int) -> int:
                return await client.execute_workflow(Chain.run, x, id=uuid.uuid4().hex, task_queue="figures")

            async def spread(n: int) -> int:
                return await client.execute_workflow(Spread.run, n, id=uuid.uuid4().hex, task_queue="figures")

            await figures(chain, spread)


asyncio.run(main())
