"""Evaluates builds over a real NATS and a real Redis, one after the other, all services of a build in this process and its workers.

Reads JSON lines `{"folder", "pipeline", "inputs", "externals", "workers", "small"}` and answers each with a line: an outcome for each
input, whose sessions run at the same time, as `oracle.py` has them. With `small` most messages and lists are too large for their
places, and are stored. Run as `serve_programs.py RUNTIME`, with the folder of the runtime package.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
import tempfile
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

RUNTIME = sys.argv[1] if len(sys.argv) > 1 else "."
sys.path[:0] = [RUNTIME, f"{RUNTIME}/tests"]

from platform_servers import nats_server, redis_server  # noqa: E402

from lambdakube.codecs import JsonCodec  # noqa: E402
from lambdakube.descriptor import Program  # noqa: E402
from lambdakube.json_text import write  # noqa: E402
from lambdakube.platform import carrier, redis_store  # noqa: E402
from lambdakube.platform.client import PlatformClient  # noqa: E402
from lambdakube.platform.jetstream import stream_name  # noqa: E402
from lambdakube.platform.service import Service  # noqa: E402
from lambdakube.platform.settings import Settings  # noqa: E402
from lambdakube.platform.targets import wire_values  # noqa: E402
from lambdakube.uncached import importable  # noqa: E402

PATIENCE = float(os.environ.get("LK_WAIT", "240"))
"""Seconds in which a session has to end."""


async def evaluate(settings: Settings, program: Program, request: dict[str, Any]) -> list[Any]:
    """The outcomes of one request."""
    service = Service(settings, program, list(program.data["services"]))
    await service.start()
    client = service.client()
    try:
        return await asyncio.gather(*(outcome(client, program, request["pipeline"], each) for each in request["inputs"]))
    finally:
        # Nobody works on this build again: thousands of consumers would only make the broker slow.
        js = service._client.jetstream()
        for name in program.data["services"]:
            await js.delete_consumer(stream_name(settings.release), f"{program.digest[:8]}-{name}")
        await service.stop()


async def outcome(client: PlatformClient, program: Program, pipeline: str, given: str) -> Any:
    """What a session gives."""
    session = secrets.token_hex(16)
    try:
        await client.submit(session, pipeline, wire_values(program, pipeline, given))
        end = await asyncio.wait_for(client.wait(session), PATIENCE)
    except asyncio.TimeoutError:
        return {"fault": f"session {session} has not ended within {PATIENCE:g} s"}
    data = JsonCodec().decode(end.raw)
    if not end.failed:
        return {"value": write(data)}
    kind = f"{data['kind']}({data['exception']})" if "exception" in data else data["kind"]
    return {"failure": {"kind": kind, "message": data["message"], "trace": data["trace"]}}


def answer(settings: Settings, request: dict[str, Any]) -> Any:
    path, hooks = list(sys.path), list(sys.path_hooks)
    try:
        importable(request["externals"])
        with ExitStack() as patched:
            if request["small"]:
                patched.enter_context(mock.patch.object(carrier, "CLAIM", 300))
                patched.enter_context(mock.patch.object(redis_store.arrive, "__defaults__", (10,)))
            workers = Settings(**{**vars(settings), "workers": request["workers"]})
            return asyncio.run(evaluate(workers, Program.load(request["folder"]), request))
    except BaseException:
        return [{"fault": traceback.format_exc()}] * len(request["inputs"])
    finally:
        sys.path[:], sys.path_hooks[:] = path, hooks


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("redis", "nats")]
        for place in places:
            place.mkdir()
        with redis_server(places[0]) as store, nats_server(places[1]) as nats_url:
            port = store.connection_pool.connection_kwargs["port"]
            settings = Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="oracle", drain=0)
            for line in sys.stdin:
                out.write(json.dumps(answer(settings, json.loads(line))) + "\n")
                out.flush()


if __name__ == "__main__":
    main()
