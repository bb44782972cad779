"""Sessions over NATS and Redis, all services of the program in this process."""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any

from lambdakube.codecs import JsonCodec
from lambdakube.descriptor import Program
from lambdakube.platform.client import PlatformClient
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings
from lambdakube.turn import Calls


async def over_platform(
    settings: Settings, program: Program, calls: Calls, pipeline: str, arguments: list[Any], sessions: int
) -> list[Any]:
    """The outcomes of some sessions at once; what has no end within LK_WAIT seconds (300) is said to have none."""
    service = Service(settings, program, list(program.data["services"]), calls)
    await service.start()
    client = PlatformClient(settings, program)
    await client.start()
    codec = JsonCodec()

    async def one() -> Any:
        session = f"{random.getrandbits(128):032x}"
        await client.submit(session, pipeline, [codec.encode(argument) for argument in arguments])
        try:
            end = await asyncio.wait_for(client.wait(session), float(os.environ.get("LK_WAIT", "300")))
        except asyncio.TimeoutError:
            return "no end"
        data = codec.decode(end.raw)
        return (data["kind"], data["message"], data["trace"]) if end.failed else data

    try:
        return await asyncio.gather(*(one() for _ in range(sessions)))
    finally:
        await client.stop()
        await service.stop()
