"""Starts sessions, and looks at how they end and at what they leave."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import nats
import nats.js.errors

from lambdakube.codecs import JsonCodec
from lambdakube.platform.bucket import RUNNING, Bucket, bucket_name
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.jetstream import stream_name

from .programs import directly
from .servers import Platform

DEADLINE = 400_000
"""Milliseconds that a session may take. None needs them: one that does not go on ends by it, and is refused by the checker."""

BRIEF = 20_000
"""Milliseconds that a session may take which is then looked for in the store."""

T = TypeVar("T")


async def lane(platform: Platform, client: PlatformClient, name: str, draw: random.Random, until: float) -> None:
    """Starts sessions of a program, one after the other."""
    codec = JsonCodec()
    while time.monotonic() < until:
        arguments = [draw.randrange(7), draw.randrange(11)]
        session = f"{draw.getrandbits(128):032x}"
        deadline = BRIEF if draw.random() < 0.15 else DEADLINE
        expected, keys, failed = directly(name, session, arguments)
        platform.recorder.note(
            "submit",
            s=session,
            program=name,
            deadline=deadline,
            brief=deadline == BRIEF,
            expected=_plain(expected),
            keys=keys,
            failed=failed,
        )
        raws = [codec.encode(argument) for argument in arguments]
        await steadily(partial(client.submit, session, "main.p", raws, deadline))
        end = await steadily(partial(client.wait, session))
        data = codec.decode(end.raw)
        found = (data["kind"], data["message"], data.get("trace", [])) if end.failed else data
        platform.recorder.note("end", s=session, found=_plain(found))
        platform.done["session"] += 1


def _plain(outcome: Any) -> Any:
    return json.loads(json.dumps(outcome))


async def steadily(work: Callable[[], Awaitable[T]]) -> T:
    """Does something until broker and store are there for it."""
    while True:
        try:
            return await asyncio.wait_for(work(), 60)
        except Exception as error:
            if isinstance(error, AssertionError):
                raise
            await asyncio.sleep(0.1)


async def registered(platform: Platform, digest: str) -> bool:
    """Whether a build is known: before that no session of it can be started by who has no descriptor."""
    client = await nats.connect(platform.settings.nats_url)
    try:
        info = await client.jetstream().stream_info(f"KV_{bucket_name(platform.settings.release)}", subjects_filter=f"$KV.*.build.{digest}")
        return bool(info.state.subjects)
    finally:
        await client.close()


async def running(platform: Platform, sessions: list[str]) -> list[str]:
    """Which of these sessions the bucket takes for open."""
    client = await nats.connect(platform.settings.nats_url)
    try:
        bucket = await Bucket.of(client.jetstream(), platform.settings.release)
        entries = [await bucket.session(session) for session in sessions]
        return [entry["session"] for entry in entries if entry is not None and entry["state"] == RUNNING]
    finally:
        await client.close()


async def remaining(platform: Platform, builds: Sequence[str]) -> dict[str, int]:
    """How many messages the stream holds for some builds, by subject. A broker that is killed may bring back messages that it had removed
    long before; those of builds that are gone have nobody who takes them."""
    client = await nats.connect(platform.settings.nats_url)
    try:
        stream = stream_name(platform.settings.release)
        info = await client.jetstream().stream_info(stream, subjects_filter=">")
        subjects = info.state.subjects or {}
        mine = {build[:8] for build in builds}
        return {subject: number for subject, number in subjects.items() if subject.split(".")[2] in mine}
    finally:
        await client.close()


async def dead_letters(platform: Platform) -> list[str]:
    """Why messages went to the dead letters."""
    client = await nats.connect(platform.settings.nats_url)
    try:
        js = client.jetstream()
        found: list[str] = []
        subscription = await js.pull_subscribe(f"lk.{platform.settings.release}.dead", "dead")
        while True:
            try:
                letters = await subscription.fetch(100, timeout=0.5)
            except (nats.errors.TimeoutError, nats.js.errors.ServiceUnavailableError):
                return found
            for letter in letters:
                found.append(json.loads(letter.data)["reason"])
                await letter.ack()
    finally:
        await client.close()


async def _entry(client: Any, subject: str) -> str:
    """What stands at a subject; empty where only that it was removed."""
    release = subject.split(".")[1].removeprefix("KV_")
    last = await client.jetstream().get_last_msg(f"KV_{release}", subject)
    return (last.data or b"").decode()


async def left_of(platform: Platform, session: str) -> list[str]:
    """What store and broker hold of a session."""
    keys = [str(key) for key in platform.connected.keys(f"lk:{{{session}}}:*")]
    client = await nats.connect(platform.settings.nats_url)
    try:
        info = await client.jetstream().stream_info(
            f"KV_{bucket_name(platform.settings.release)}", subjects_filter=f"$KV.*.session.{session}"
        )
        return keys + [entry for subject in info.state.subjects or {} if (entry := await _entry(client, subject))]
    finally:
        await client.close()
