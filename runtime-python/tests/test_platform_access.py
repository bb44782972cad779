"""Who may use a server, over real servers that ask; and what is said of those that cannot be used."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis as redis_sync
from access_servers import Certificates, Identity, credentials, nats_with, redis_with
from platform_servers import free_port

from lambdakube.platform.connect import connect_nats, connect_redis
from lambdakube.platform.problem import PlatformProblem
from lambdakube.platform.settings import Settings

SECRET = "s3cr3t+of/the:kind"


def nats_opens(**environment: str) -> None:
    """Connects to NATS, and says something over JetStream."""

    async def run() -> None:
        client = await connect_nats(Settings.of(environment))
        await client.jetstream().account_info()
        await client.close()

    asyncio.run(run())


def redis_opens(**environment: str) -> None:
    """Connects to Redis, and writes."""

    async def run() -> None:
        client = await connect_redis(Settings.of(environment))
        await client.aclose()

    asyncio.run(run())


def problem(opens: object, **environment: str) -> str:
    """The line that is said; it holds no secret."""
    assert callable(opens)
    with pytest.raises(PlatformProblem) as raised:
        opens(**environment)
    line = str(raised.value)
    assert raised.value.__cause__ is None
    assert "\n" not in line
    for value in environment.values():
        assert SECRET not in value or value not in line
    assert SECRET not in line
    with suppress(PlatformProblem):
        assert SECRET not in repr(Settings.of(environment))
    return line


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


def test_nats_with_user_and_password(tmp_path: Path) -> None:
    with nats_with(tmp_path, f'authorization {{ user: shop, password: "{SECRET}" }}') as port:
        url = f"nats://127.0.0.1:{port}"
        nats_opens(NATS_URL=url, NATS_USER="shop", NATS_PASSWORD=SECRET)
        nats_opens(NATS_URL=f"nats://shop:s3cr3t%2Bof%2Fthe%3Akind@127.0.0.1:{port}")
        nats_opens(NATS_URL=f"nats://127.0.0.1:{free_port()}, {url}", NATS_USER="shop", NATS_PASSWORD=SECRET)
        (tmp_path / "password").write_text(SECRET + "\n")
        nats_opens(NATS_URL=url, NATS_USER="shop", NATS_PASSWORD_FILE=str(tmp_path / "password"))
        for wrong in ({}, {"NATS_USER": "shop", "NATS_PASSWORD": SECRET + "!"}, {"NATS_TOKEN": SECRET}):
            assert problem(nats_opens, NATS_URL=url, **wrong).startswith(f"NATS at {url} refuses the credentials; see NATS_USER")
        line = problem(nats_opens, NATS_URL=f"nats://shop:{SECRET.replace('/', '%2F')}x@127.0.0.1:{port}")
        assert line.startswith(f"NATS at {url} refuses the credentials"), line


def test_nats_with_a_token(tmp_path: Path) -> None:
    with nats_with(tmp_path, f'authorization {{ token: "{SECRET}" }}') as port:
        url = f"nats://127.0.0.1:{port}"
        nats_opens(NATS_URL=url, NATS_TOKEN=SECRET)
        nats_opens(NATS_URL=f"nats://s3cr3t%2Bof%2Fthe%3Akind@127.0.0.1:{port}")
        assert "refuses the credentials" in problem(nats_opens, NATS_URL=url, NATS_TOKEN=SECRET[:-1])


def test_nats_with_an_nkey(tmp_path: Path) -> None:
    known, other = Identity("U"), Identity("U")
    (tmp_path / "seed").write_text(known.seed + "\n")
    with nats_with(tmp_path, f"authorization {{ users: [ {{ nkey: {known.public} }} ] }}") as port:
        url = f"nats://127.0.0.1:{port}"
        nats_opens(NATS_URL=url, NATS_NKEY_SEED=known.seed)
        nats_opens(NATS_URL=url, NATS_NKEY_SEED_FILE=str(tmp_path / "seed"))
        assert "refuses the credentials" in problem(nats_opens, NATS_URL=url, NATS_NKEY_SEED=other.seed)
        assert problem(nats_opens, NATS_URL=url, NATS_NKEY_SEED=SECRET).startswith("NATS_NKEY_SEED is no seed of an nkey")
        missing = problem(nats_opens, NATS_URL=url, NATS_NKEY_SEED_FILE="/nowhere/seed")
        assert missing.startswith("NATS_NKEY_SEED_FILE names /nowhere/seed, which cannot be read: No such file")


def test_nats_with_a_credentials_file(tmp_path: Path) -> None:
    config, path = credentials(tmp_path)
    (tmp_path / "other").mkdir()
    _, foreign = credentials(tmp_path / "other")
    with nats_with(tmp_path, config) as port:
        url = f"nats://127.0.0.1:{port}"
        nats_opens(NATS_URL=url, NATS_CREDS=path)
        assert "refuses the credentials" in problem(nats_opens, NATS_URL=url, NATS_CREDS=foreign)
        assert "refuses the credentials" in problem(nats_opens, NATS_URL=url)


def test_nats_with_tls(tmp_path: Path, certificates: Certificates) -> None:
    cert, key = certificates.server
    tls = f'tls {{ cert_file: "{cert}", key_file: "{key}", ca_file: "{certificates.ca}", verify: true }}'
    client = {"NATS_CERT": certificates.client[0], "NATS_KEY": certificates.client[1]}
    with nats_with(tmp_path, tls) as port:
        url = f"tls://127.0.0.1:{port}"
        nats_opens(NATS_URL=url, NATS_CA=certificates.ca, **client)
        assert "certificate is not trusted" in problem(nats_opens, NATS_URL=url, **client)
        assert "cannot be reached" in problem(nats_opens, NATS_URL=url, NATS_CA=certificates.ca)
        mixed = {"NATS_CERT": cert, "NATS_KEY": certificates.client[1]}
        assert "do not fit together" in problem(nats_opens, NATS_URL=url, NATS_CA=certificates.ca, **mixed)


def test_where_tls_is_asked_for_nothing_is_said_in_the_clear() -> None:
    heard = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pretend() -> None:
            nonlocal heard
            connection, _ = listener.accept()
            connection.sendall(b'INFO {"server_id":"x","version":"2.15.0","max_payload":1048576}\r\n')
            connection.settimeout(10)
            while data := connection.recv(4096):
                heard += data
            connection.close()

        thread = threading.Thread(target=pretend)
        thread.start()
        url = f"tls://127.0.0.1:{listener.getsockname()[1]}"
        assert "speaks no TLS" in problem(nats_opens, NATS_URL=url, NATS_USER="shop", NATS_PASSWORD=SECRET)
        thread.join()
    assert heard == b""


def test_nats_that_permits_too_little(tmp_path: Path) -> None:
    allowed = '["_INBOX.>", "other.>"]'
    permissions = f'permissions: {{ publish: {allowed}, subscribe: ["_INBOX.>"] }}'
    users = f'authorization {{ users: [ {{ user: shop, password: "{SECRET}", {permissions} }} ] }}'
    with nats_with(tmp_path, users) as port:
        line = problem(nats_opens, NATS_URL=f"nats://127.0.0.1:{port}", NATS_USER="shop", NATS_PASSWORD=SECRET)
        assert f"NATS at nats://127.0.0.1:{port} does not permit it: to publish to $js.api.info; see" in line


def test_nats_that_is_not_what_is_needed(tmp_path: Path) -> None:
    with nats_with(tmp_path, jetstream=False) as port:
        assert "has no JetStream; start the server with `-js`" in problem(nats_opens, NATS_URL=f"nats://127.0.0.1:{port}")
    url = f"nats://127.0.0.1:{free_port()}"
    assert (
        problem(nats_opens, NATS_URL=url)
        == f"NATS at {url} cannot be reached: nothing listens there; start a server, or name another one by NATS_URL"
    )
    assert "NATS_URL is no address: http://x" in problem(nats_opens, NATS_URL=f"http://{SECRET.replace('/', '')}@x")
    assert "no host of that name" in problem(nats_opens, NATS_URL="nats://no-such-host.invalid")


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """Something that answers each line it gets, or each connection, with the next of the lines."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                for line in lines:
                    connection.sendall(line)
                    if not connection.recv(4096):
                        return
                while connection.recv(4096):
                    pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])


def test_nats_that_is_too_old() -> None:
    info = b"INFO " + json.dumps({"server_id": "x", "version": "2.9.10", "max_payload": 1 << 20}).encode() + b"\r\n"
    with answering(info, b"PONG\r\n") as port:
        line = problem(nats_opens, NATS_URL=f"nats://127.0.0.1:{port}")
        assert f"NATS at nats://127.0.0.1:{port} is version 2.9.10; 2.10 or later is needed; install a newer nats-server" == line


def test_redis_with_users(tmp_path: Path) -> None:
    user = f"user shop on >{SECRET} ~lk:* +@all -@dangerous"
    reader = f"user reader on >{SECRET} ~lk:* +@read +@connection"
    (tmp_path / "acl").write_text(f"user default off\n{user}\n{reader}\n")
    with redis_with(tmp_path, "--aclfile", str(tmp_path / "acl")) as port:
        url = f"redis://127.0.0.1:{port}"
        redis_opens(REDIS_URL=url, REDIS_USERNAME="shop", REDIS_PASSWORD=SECRET)
        redis_opens(REDIS_URL=f"redis://shop:s3cr3t%2Bof%2Fthe%3Akind@127.0.0.1:{port}")
        assert "refuses the credentials" in problem(redis_opens, REDIS_URL=url, REDIS_USERNAME="shop", REDIS_PASSWORD=SECRET + "!")
        assert "wants a password" in problem(redis_opens, REDIS_URL=url)
        line = problem(redis_opens, REDIS_URL=url, REDIS_USERNAME="reader", REDIS_PASSWORD=SECRET)
        assert f"Redis at {url} does not permit it" in line


def test_redis_with_tls(tmp_path: Path, certificates: Certificates) -> None:
    cert, key = certificates.server
    tls = ("--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", certificates.ca)
    client = {"REDIS_CERT": certificates.client[0], "REDIS_KEY": certificates.client[1]}
    with redis_with(tmp_path, *tls, tls=True) as port:
        url = f"rediss://127.0.0.1:{port}"
        redis_opens(REDIS_URL=url, REDIS_CA=certificates.ca, **client)
        assert "certificate is not trusted" in problem(redis_opens, REDIS_URL=url, **client)
        assert "cannot be reached" in problem(redis_opens, REDIS_URL=url, REDIS_CA=certificates.ca)
        assert "write rediss://" in problem(redis_opens, REDIS_URL=f"redis://127.0.0.1:{port}", REDIS_CA=certificates.ca)


def test_redis_that_takes_no_writes(tmp_path: Path) -> None:
    with redis_with(tmp_path) as port:
        url = f"redis://127.0.0.1:{port}"
        with redis_with(tmp_path, "--replicaof", "127.0.0.1", str(port)) as replica:
            line = problem(redis_opens, REDIS_URL=f"redis://127.0.0.1:{replica}")
            assert "is read-only: it is a replica; name the primary by REDIS_URL" in line
        client = redis_sync.Redis(port=port)
        client.config_set("maxmemory", 1)
        assert f"Redis at {url} is out of memory" in problem(redis_opens, REDIS_URL=url)
        client.config_set("maxmemory", 0)
        redis_opens(REDIS_URL=url)
        client.close()


def test_redis_that_is_not_there() -> None:
    url = f"redis://:{SECRET.replace('/', '%2F')}@127.0.0.1:{free_port()}"
    assert "cannot be reached: nothing listens there; start a server" in problem(redis_opens, REDIS_URL=url)
    assert "no host of that name" in problem(redis_opens, REDIS_URL="redis://no-such-host.invalid")
    assert "REDIS_URL is no address" in problem(redis_opens, REDIS_URL="nonsense")


def test_redis_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdakube.platform.connect.REDIS_LEAST", (99, 1))
    with redis_with(tmp_path) as port:
        line = problem(redis_opens, REDIS_URL=f"redis://127.0.0.1:{port}")
        assert re.fullmatch(
            rf"Redis at redis://127.0.0.1:{port} is version [0-9.]+; 99.1 or later is needed; install a newer redis-server", line
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LK_WORKERS", "many"),
        ("LK_WORKERS", "0"),
        ("FUNC_PORT", "70000"),
        ("LK_DRAIN", "-1"),
        ("FUNC_TIMEOUT", "nan"),
        ("LK_REPLICAS", "1.5"),
    ],
)
def test_numbers_that_are_none(name: str, value: str) -> None:
    with pytest.raises(PlatformProblem, match=f"{name} is '{value}'; it has to be a"):
        Settings.of({name: value})
