"""FastStream over NATS: three handlers in a row in one process, the last of which answers.

With `jetstream` as its argument each hop is stored by JetStream (acknowledged after the handler); without it nothing is stored anywhere.
"""

import asyncio
import logging
import os
import sys
import uuid

import uvloop
from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub
from figures import figures

STORED = sys.argv[1:] == ["jetstream"]
broker = NatsBroker(os.environ["BENCH_NATS"], logger=None)
how = {"stream": JStream("chains", subjects=["chain.*"]), "pull_sub": PullSub(batch_size=100, batch=False)} if STORED else {}
publishing = {"stream": "chains"} if STORED else {}
waiting: dict[str, asyncio.Future[int]] = {}


def durable(name: str) -> dict[str, object]:
    return {**how, "durable": name} if STORED else {}


@broker.subscriber("chain.one", **durable("one"))
async def one(x: int, message: NatsMessage) -> None:
    await broker.publish(x + 1, "chain.two", correlation_id=message.correlation_id, **publishing)


@broker.subscriber("chain.two", **durable("two"))
async def two(x: int, message: NatsMessage) -> None:
    await broker.publish(x * 2, "chain.three", correlation_id=message.correlation_id, **publishing)


@broker.subscriber("chain.three", **durable("three"))
async def three(x: int, message: NatsMessage) -> None:
    await broker.publish(x - 3, "done", correlation_id=message.correlation_id)


@broker.subscriber("done")
async def done(x: int, message: NatsMessage) -> None:
    waiting.pop(message.correlation_id).set_result(x)


async def chain(x: int) -> int:
    name = uuid.uuid4().hex
    waiting[name] = asyncio.get_running_loop().create_future()
    await broker.publish(x, "chain.one", correlation_id=name, **publishing)
    return await waiting[name] if name in waiting else 0


async def main() -> None:
    logging.disable()
    async with broker:
        await broker.start()
        await figures(chain, None)


uvloop.install()
asyncio.run(main())
