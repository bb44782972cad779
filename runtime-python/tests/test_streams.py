"""The settings of stream, consumers and bucket are those of docs/platform.md, and what was changed by hand is brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import nats
import pytest
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, DiscardPolicy, RetentionPolicy, StorageType
from platform_servers import nats_server

from lambdakube.platform.bucket import Bucket
from lambdakube.platform.jetstream import ensure_consumer, ensure_stream

BUILD = "12345678" + "0" * 56

STREAM: dict[str, Any] = {
    "subjects": ["lk.tests.>"], "retention": RetentionPolicy.WORK_QUEUE, "discard": DiscardPolicy.NEW, "storage": StorageType.FILE,
    "num_replicas": 1, "duplicate_window": 120.0, "max_msgs": -1, "max_bytes": -1, "max_age": 0.0, "max_msgs_per_subject": -1,
}  # fmt: skip
CONSUMER: dict[str, Any] = {
    "filter_subject": "lk.tests.12345678.main-n", "ack_policy": AckPolicy.EXPLICIT, "ack_wait": 30.0, "max_ack_pending": 10_000,
    "max_deliver": -1,
}  # fmt: skip
BUCKET: dict[str, Any] = {
    "subjects": ["$KV.LK_tests.>"], "storage": StorageType.FILE, "num_replicas": 1, "max_msgs_per_subject": 1, "max_age": 0.0,
    "discard": DiscardPolicy.NEW, "max_bytes": -1,
}  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nats_server(tmp_path_factory.mktemp("nats")) as address:
        yield address


def during(url: str, work: Callable[[JetStreamContext], Awaitable[None]]) -> None:
    async def run() -> None:
        client = await nats.connect(url)
        await asyncio.wait_for(work(client.jetstream()), 60)
        await client.close()

    asyncio.run(run())


async def made(js: JetStreamContext) -> None:
    """What a service does as it starts."""
    await ensure_stream(js, "tests")
    await Bucket.of(js, "tests")
    await ensure_consumer(js, "tests", BUILD, "main-n")


async def found(js: JetStreamContext) -> list[dict[str, Any]]:
    stream = (await js.stream_info("LK_tests")).config
    consumer = (await js.consumer_info("LK_tests", "12345678-main-n")).config
    bucket = (await js.stream_info("KV_LK_tests")).config
    return [
        {name: getattr(config, name) for name in wanted} for config, wanted in ((stream, STREAM), (consumer, CONSUMER), (bucket, BUCKET))
    ]


def test_what_is_made_is_what_is_documented(url: str) -> None:
    async def work(js: JetStreamContext) -> None:
        await made(js)
        assert await found(js) == [STREAM, CONSUMER, BUCKET]
        await made(js)
        assert await found(js) == [STREAM, CONSUMER, BUCKET], "a second service changes nothing"

    during(url, work)


@pytest.mark.parametrize(
    ("stream", "changed"),
    [
        ("LK_tests", {"discard": DiscardPolicy.OLD}),
        ("LK_tests", {"duplicate_window": 5.0}),
        ("LK_tests", {"max_msgs": 10}),
        ("LK_tests", {"max_bytes": 1 << 20}),
        ("LK_tests", {"max_age": 60.0, "duplicate_window": 5.0}),
        ("LK_tests", {"max_msgs_per_subject": 3}),
        ("LK_tests", {"subjects": ["lk.tests.>", "more.>"]}),
        ("KV_LK_tests", {"max_msgs_per_subject": 5}),
        ("KV_LK_tests", {"max_age": 60.0, "duplicate_window": 5.0}),
        ("KV_LK_tests", {"max_bytes": 1 << 20}),
    ],
)
def test_a_stream_that_was_changed_by_hand_is_brought_back(url: str, stream: str, changed: dict[str, Any]) -> None:
    async def work(js: JetStreamContext) -> None:
        await made(js)
        config = (await js.stream_info(stream)).config
        await js.update_stream(config.evolve(**changed))
        assert await found(js) != [STREAM, CONSUMER, BUCKET]
        await made(js)
        assert await found(js) == [STREAM, CONSUMER, BUCKET]

    during(url, work)


@pytest.mark.parametrize("changed", [{"ack_wait": 1.0}, {"max_ack_pending": 7}, {"max_deliver": 3}])
def test_a_consumer_that_was_changed_by_hand_is_brought_back(url: str, changed: dict[str, Any]) -> None:
    async def work(js: JetStreamContext) -> None:
        await made(js)
        config = (await js.consumer_info("LK_tests", "12345678-main-n")).config
        await js.add_consumer("LK_tests", config.evolve(**changed))
        assert await found(js) != [STREAM, CONSUMER, BUCKET]
        await made(js)
        assert await found(js) == [STREAM, CONSUMER, BUCKET]

    during(url, work)
