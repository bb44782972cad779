"""Restate's server with one Python service, as it comes: a workflow of three durable steps; a map is a gather of calls.

Hypercorn serves `app` at `BENCH_PORT` in a process beside this one; `BENCH_INGRESS` and `BENCH_ADMIN` are the server's addresses.
"""

import asyncio
import os

import httpx
import restate
from figures import figures

steps = restate.Service("steps")


@steps.handler()
async def chain(context: restate.Context, x: int) -> int:
    x = await context.run_typed("one", lambda: x + 1)
    y = await context.run_typed("two", lambda: x * 2)
    return await context.run_typed("three", lambda: y - 3)


@steps.handler()
async def element(context: restate.Context, x: int) -> int:
    return x + 1


@steps.handler()
async def spread(context: restate.Context, n: int) -> int:
    calls = [context.service_call(element, arg=x) for x in range(1, n + 1)]
    return sum([await call for call in calls])


app = restate.app([steps])


async def main() -> None:
    port = os.environ["BENCH_PORT"]
    async with httpx.AsyncClient(timeout=600, limits=httpx.Limits(max_connections=500)) as http:
        while True:
            try:
                answer = await http.post(f"{os.environ['BENCH_ADMIN']}/deployments", json={"uri": f"http://127.0.0.1:{port}"})
                answer.raise_for_status()
                break
            except httpx.HTTPError:
                await asyncio.sleep(0.1)

        async def run(handler: str, x: int) -> int:
            answer = await http.post(f"{os.environ['BENCH_INGRESS']}/steps/{handler}", json=x)
            answer.raise_for_status()
            return int(answer.text)

        await figures(lambda x: run("chain", x), lambda n: run("spread", n))


if __name__ == "__main__":
    asyncio.run(main())
