"""LambdaKube over NATS JetStream and Redis: every chain and every map is a session. `BENCH_BUILD` is the build folder."""

import asyncio
import os
import uuid

import uvloop
from figures import figures

from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.settings import Settings


async def main() -> None:
    program = Program.load(os.environ["BENCH_BUILD"])
    client = PlatformClient(Settings.of(program=program.name), program)
    await client.start()

    async def run(pipeline: str, x: int) -> int:
        session = uuid.uuid4().hex
        await client.submit(session, pipeline, [str(x).encode()], fresh=True)
        end = await client.wait(session)
        assert not end.failed, end.raw
        return int(end.raw)

    await figures(lambda x: run("figures.chain", x), lambda n: run("figures.spread", n))
    await client.stop()


uvloop.install()
asyncio.run(main())
