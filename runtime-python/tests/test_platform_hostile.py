"""What comes from outside means harm: requests over HTTP, names in the environment, entries of the bucket. Nothing secret is shown."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nats
import pytest
from access_servers import nats_with, redis_with
from platform_servers import free_port, nats_server, redis_server
from samples.build import build, node
from sleepy import bucket, during, failure_of, program
from test_platform_http import ask, raw
from test_platform_http import serving as serving_http

from lambdakube.platform.client import PlatformClient
from lambdakube.platform.health import Health
from lambdakube.platform.keeper import Keeper
from lambdakube.platform.problem import SettingsProblem
from lambdakube.platform.service import Service
from lambdakube.platform.settings import Settings

ODD = ["*", ">", "a.*", "lk.>", "..", "../x", "a b", "a\tb", "{x}", "}:mark", "$KV.>", "%00", "ünïcödé", "session.*", "'; DROP", "x" * 255]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client, nats_server(tmp_path_factory.mktemp("nats")) as nats_url:
        port = client.connection_pool.connection_kwargs["port"]
        yield Settings(nats_url=nats_url, redis_url=f"redis://127.0.0.1:{port}", release="hostile", drain=0, timeout=20)


def test_keys_of_requests(settings: Settings) -> None:
    """Whatever a key is, it stands for a session of its own, whose id is one."""

    async def work(port: int, health: Health, service: Service) -> None:
        sessions = set()
        for key in ODD:
            found = [await ask(port, "POST", "/?wait=20s", '{"x": 3}', Idempotency_Key=key) for _ in range(2)]
            assert [(status, body) for status, _, body in found] == [(200, b"3")] * 2, key
            ids = {headers["lk-session"] for _, headers, _ in found}
            assert len(ids) == 1, key
            sessions |= ids
        assert len(sessions) == len(ODD)
        assert all(re.fullmatch("[0-9a-f]{32}", session) for session in sessions)
        for key in ("a\x00b", "a\rb", "a\x01b", "a\x7f\x00"):
            status, _, body = await raw(
                port, f"POST / HTTP/1.1\r\nHost: x\r\nIdempotency-Key: {key}\r\nContent-Length: 2\r\n\r\n{{}}".encode()
            )
            assert (status, "error" in json.loads(body)) == (400, True), key
        status, _, body = await ask(port, "POST", "/", '{"x": 3}', Idempotency_Key="x" * 256)
        assert (status, json.loads(body)["error"]) == (400, "an Idempotency-Key has at most 255 characters")

    serving_http(settings, 1, "main-p", work)


def test_paths_and_queries(settings: Settings) -> None:
    async def work(port: int, health: Health, service: Service) -> None:
        for path in ("/*", "//", "/../healthz", "/%2e%2e/", "/main.p", "/session.>", "/\x7f", "/" + "a" * 9000):
            assert (await raw(port, f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode()))[0] in (400, 404), path
        for wait in ("*", "-1s", "1e9", "NaN", "9" * 40 + "s", "%00", "1s%0d%0aX:y"):
            status, _, body = await ask(port, "POST", f"/?wait={wait}", '{"x": 3}')
            assert (status, "is no duration" in json.loads(body)["error"]) == (400, True), wait
        assert (await ask(port, "POST", "/?wait=999999999999d", '{"x": 3}'))[0] == 200

    serving_http(settings, 2, "main-p", work)


@pytest.mark.parametrize("name", [*ODD[:13], "x" * 65, "a\x00b", "é"])
def test_a_release_that_cannot_be_one(name: str) -> None:
    with pytest.raises(SettingsProblem, match="LK_RELEASE is") as raised:
        Settings.of({"LK_RELEASE": name})
    assert "\x00" not in str(raised.value)
    assert len(str(raised.value)) < 250


def test_a_release_of_every_size() -> None:
    for size in (1, 63, 64):
        assert Settings.of({"LK_RELEASE": "x" * size}).release == "x" * size


GOOD = {"session": "a" * 32, "build": "b" * 64, "pipeline": "main.p", "started": 0, "deadline": 0, "state": "running"}
BUILD = {"digest": "c" * 64, "program": "p", "version": "1", "registered": 1, "accepts": True, "descriptor": {}}
BOMB = gzip.compress(b" " * (300 << 20))


def entries() -> Iterator[tuple[str, bytes]]:
    """Keys and values of the bucket that are no sessions and no builds."""
    for number, value in enumerate((b"garbage", b"[]", b"null", b"[" * 100_000, b"\xff\xfe", json.dumps(GOOD).encode())):
        yield f"session.{number:032x}", value
    wrong: dict[str, list[Any]] = {
        "session": ["*", 7], "build": [None], "pipeline": [[]], "started": ["x"], "deadline": [1e300, True], "state": [{}, "done"],
    }  # fmt: skip
    for number, (name, odd) in enumerate((name, odd) for name, all_of_it in wrong.items() for odd in all_of_it):
        yield f"session.{number:030x}ff", json.dumps({**GOOD, "session": f"{number:030x}ff", name: odd}).encode()
    yield "session.x", json.dumps({**GOOD, "session": "x"}).encode()
    for number, value in enumerate((b"garbage", gzip.compress(b"[]"), gzip.compress(json.dumps(BUILD).encode())[:-9], BOMB)):
        yield f"build.{number:064x}", value
    yield f"build.{'c' * 64}", gzip.compress(json.dumps(BUILD).encode())


def test_entries_that_are_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keeper goes on with the sessions that are some, and so does who asks for a build."""
    monkeypatch.setattr("lambdakube.platform.keeper.LOOK", 0.1)

    async def work(client: PlatformClient, service: Service) -> None:
        broker = await nats.connect(settings.nats_url)
        values = await broker.jetstream().key_value("LK_hostile")
        for key, value in entries():
            await values.put(key, value)
        keeper = Keeper(settings)
        await keeper.start()
        try:
            await client.submit("d" * 32, "main.p", [b"[60000]"], deadline=500)
            assert (await failure_of(client, "d" * 32))["kind"] == "SessionDeadline"
            known = await bucket(settings)
            assert program(3).digest in (builds := {each.digest for each in await known.builds.all()})
            assert not {f"build.{digest}" for digest in builds} & {key for key, _ in entries()}
            assert await known.session("0" * 32) is None
            assert await client.cancel("0" * 32) is False
        finally:
            await keeper.stop()
        await broker.close()

    during(settings, 3, work)


SECRETS = {
    "NATS_PASSWORD": "planted-nats/pass:word",
    "REDIS_PASSWORD": "planted-redis+pass word",
    "LK_TOKEN": "planted-release-token",
    "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20planted-otel-secret",
}
SHOWN = re.compile(r"planted[-%]", re.IGNORECASE)
FILE = "def work(value: int) -> int:\n    print('at', value)\n    return 1 // value\n"


def descendants(pid: int) -> set[int]:
    """A process and all that it has started."""
    found = {pid}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= descendants(int(child))
    return found


def told(folder: Path, environment: dict[str, str], *, ready: bool) -> str:
    """All that a service shows: its log, its answers, and what `ps` tells of it and its workers."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NATS_", "REDIS_", "LK_", "FUNC_", "OTEL_"))}
    port = free_port()
    given = {
        **clean,
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "LK_BUILD": str(folder),
        "MOD_NAME": "main-work",
        "FUNC_PORT": str(port),
    }
    command = [sys.executable, "-m", "lambdakube.platform"]
    process = subprocess.Popen(command, env={**given, **environment}, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    shown: list[str] = []
    try:
        for line in process.stderr:
            shown.append(line)
            if '"ready"' in line or '"level":"error"' in line:
                break
        assert ('"ready"' in shown[-1]) == ready, shown
        shown += [Path(f"/proc/{pid}/cmdline").read_text() for pid in descendants(process.pid)]
        token = {"Authorization": f"Bearer {environment.get('LK_TOKEN', '')}"}

        async def requests() -> None:
            for method, path, body, headers in (
                ("GET", "/healthz", "", {}), ("GET", "/metrics", "", {}), ("POST", "/", "{}", {}), ("POST", "/", '{"value": 0}', token),
                ("POST", "/", '{"value": 2}', token), ("POST", "/", '{"value": "x"}', token),
                ("POST", "/", "", {"Authorization": "Bearer no"}),
            ):  # fmt: skip
                status, found, answered = await ask(port, method, path, body, **headers)
                shown.append(f"{status} {found} {answered.decode()}")

        asyncio.run(requests())
        process.send_signal(signal.SIGTERM)
        shown.append(process.stderr.read())
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    return "\n".join(shown)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    services: dict[str, Any] = {"main-work": node("work", {"value": "Int"}, "Int")}
    build(tmp_path, {"services": services, "digest": "ab" * 32, "pipelines": {}}, {"functions/main.py": FILE})
    return tmp_path


def test_nothing_secret_is_shown(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    password = SECRETS["NATS_PASSWORD"]
    with (
        nats_with(tmp_path_factory.mktemp("nats"), f'authorization {{ user: shop, password: "{password}" }}') as broker,
        redis_with(tmp_path_factory.mktemp("redis"), "--requirepass", SECRETS["REDIS_PASSWORD"]) as store,
    ):
        places = {"NATS_URL": f"nats://127.0.0.1:{broker}", "REDIS_URL": f"redis://127.0.0.1:{store}", "NATS_USER": "shop"}
        tracing = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://planted-user:planted-key@127.0.0.1:{free_port()}"}
        text = told(folder, {**SECRETS, **places, **tracing}, ready=True)
        assert "DivisionByZero" in text, "the requests have reached the function"
        assert '"status":"ok"' in text
        assert not SHOWN.search(text), SHOWN.search(text)
        in_address = {
            "NATS_URL": f"nats://shop:planted-nats%2Fpass%3Aword@127.0.0.1:{broker}",
            "REDIS_URL": f"redis://:planted-redis%2Bpass%20word@127.0.0.1:{store}",
        }
        assert not SHOWN.search(told(folder, {"LK_TOKEN": SECRETS["LK_TOKEN"], **in_address}, ready=True))
        for name in ("NATS_PASSWORD", "REDIS_PASSWORD"):
            text = told(folder, {**SECRETS, **places, name: "planted-wrong"}, ready=False)
            assert "refuses the credentials" in text
            assert not SHOWN.search(text), SHOWN.search(text)
