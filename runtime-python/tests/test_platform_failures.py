"""Each way to fail, on NATS and Redis with spans through a real Jaeger: the failure is that of a run here, in store and spans."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jaeger_server import Jaeger, jaeger_server
from platform_servers import nats_server, redis_server
from platform_traced import served, until
from processes import built, run

from lambdakube import calls
from lambdakube.descriptor import Program
from lambdakube.platform.otlp_settings import Tracing
from lambdakube.platform.settings import Settings
from lambdakube.spans import root_span
from lambdakube.uncached import importable

PIPELINES = (
    "in_lambda", "in_recursion", "in_glue", "with_causes", "of_wrong_type", "at_import", "by_death", "by_time", "after_tries", "nested",
    "folded", "in_pipelines", "raised_again", "in_parallel",
)  # fmt: skip


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("failing")
    (folder / "unimportable.py").write_text("raise OSError('not here')\n\n\ndef f(x):\n    return x\n")
    return built("failing", folder)


@pytest.fixture(scope="module")
def jaeger() -> Iterator[Jaeger]:
    with jaeger_server() as started:
        yield started


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, jaeger: Jaeger) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        tracing = Tracing(url=f"{jaeger.otlp}/v1/traces")
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="failing", drain=0, tracing=tracing)


def plain(failure: dict[str, Any]) -> dict[str, Any]:
    """A failure without where it was, and the Python traceback, whose paths are those of a process."""
    frames = [{key: value for key, value in frame.items() if key != "host"} for frame in failure["frames"]]
    suppressed = [plain(earlier) for earlier in failure.get("suppressed", ())]
    return {**{key: value for key, value in failure.items() if key != "python"}, "frames": frames, "suppressed": suppressed}


def on_span(span: dict[str, Any]) -> dict[str, Any]:
    """Of a failure what a span holds."""
    told = span["attributes"]
    frames = [{key: value for key, value in frame.items() if key != "host"} for frame in json.loads(told["lk.failure.frames"])]
    return {"message": told["lk.failure.message"], "frames": frames, "causes": json.loads(told.get("lk.failure.causes", "[]"))}


def test_every_way_to_fail(failing: Path, settings: Settings, jaeger: Jaeger, tmp_path: Path) -> None:
    program = Program.load(str(failing))
    importable([f"{failing}/python"])

    async def work() -> None:
        async with served(settings, program, calls) as platform:
            for pipeline in PIPELINES:
                here = run(failing, pipeline, {"x": 3}, tmp_path / pipeline)
                expected = plain(here.last["failure"])
                session, failure = await platform.run(f"main.{pipeline}", [3])
                assert plain(failure) == expected, pipeline

                def whole(session: str = session, wanted: Any = (expected["message"], expected["frames"])) -> bool:
                    held = [on_span(each) for each in jaeger.spans(session) if "lk.failure.frames" in each["attributes"]]
                    return [(each["message"], each["frames"]) for each in held].count(wanted) >= 2

                await until(whole)
                spans = {span["spanId"]: span for span in jaeger.spans(session)}
                root = on_span(spans[root_span(session)])
                assert root == {key: expected.get(key, []) for key in ("message", "frames", "causes")}, pipeline
                origins = [on_span(span) for span in spans.values() if span["kind"] != 2 and "lk.failure.frames" in span["attributes"]]
                assert root in origins, pipeline

    asyncio.run(work())
