"""Connections to NATS and Redis, with what the settings say of users and TLS; whatever is not usable is a `PlatformProblem`."""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import hiredis
import nats.errors
import redis.asyncio
import redis.exceptions
from nats.aio.client import Client

from .limits import PAYLOAD
from .problem import PlatformProblem, SettingsProblem, nats_problem, redis_problem, shown_address
from .settings import Settings

NATS_LEAST: Final = (2, 10)
"""The oldest server whose buckets and consumers do what is asked of them."""

REDIS_LEAST: Final = (6, 2)
"""The oldest server that has every command of the scripts."""

PATIENCE: Final = 5.0
"""Seconds that a server has to answer."""

PING: Final = 5
"""Seconds between questions to NATS whether it is there: a connection whose other end is gone says nothing. After two without an answer
it is made anew."""

SILENCE: Final = 20.0
"""Seconds after which a connection to Redis that does not answer is made anew."""

PENDING: Final = 64 << 20
"""Bytes that may wait to be sent to NATS."""

Heard = Callable[[BaseException], None]


class _SecureClient(Client):
    """Speaks TLS where that was asked for: else a server that offers none would get the credentials in the clear."""

    tls_wanted = False

    async def _process_info(self, info: dict[str, Any], initial_connection: bool = False) -> None:
        if self.tls_wanted and initial_connection:
            if not (info.get("tls_required") or info.get("tls_available")):
                raise nats.errors.SecureConnWantedError
            info["tls_required"] = True
        await super()._process_info(info, initial_connection)


async def connect_nats(
    settings: Settings, heard: Heard = lambda error: None, reconnected: Callable[[], Awaitable[None]] | None = None
) -> Client:
    """Connects to the first server that takes the connection; one that is lost later is made again, and `reconnected` called then.
    `heard` gets errors that come later.

    PlatformProblem where no server does, where one is too old or has no JetStream.
    """
    address = settings.nats_url
    options = _nats_options(settings)
    client = _SecureClient()
    client.tls_wanted = "tls" in options
    first: list[BaseException] = []
    refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def error(raised: Exception) -> None:
        if client.is_connected and not refused.done() and "permissions" in str(raised).lower():
            refused.set_exception(raised)
        if refused.done():
            heard(raised)
            return
        first.append(raised)
        # Which servers there are is tried once; a service tries all of it again, and says why.
        if len(first) >= len(options["servers"]) or "authorization" in str(raised).lower():
            raise raised

    try:
        await client.connect(
            **options,
            error_cb=error,
            reconnected_cb=reconnected,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=int(PATIENCE),
            pending_size=PENDING,
            ping_interval=PING,
            max_outstanding_pings=2,
        )
        version = client.connected_server_version
        if (version.major, version.minor) < NATS_LEAST:
            shown = f"{version.major}.{version.minor}.{version.patch}"
            least = ".".join(map(str, NATS_LEAST))
            raise PlatformProblem(
                f"NATS at {shown_address(address)} is version {shown}; {least} or later is needed", "install a newer nats-server"
            )
        if client.max_payload < PAYLOAD:
            raise PlatformProblem(
                f"NATS at {shown_address(address)} takes messages of {client.max_payload:,} bytes at most; {PAYLOAD:,} are needed",
                "raise `max_payload` of the server",
            )
        await _unless(refused, client.jetstream(timeout=PATIENCE).account_info())
    except asyncio.CancelledError:
        await _closed(client)
        raise
    except (OSError, ValueError, nats.errors.Error, asyncio.TimeoutError, PlatformProblem) as raised:
        await _closed(client)
        raise nats_problem(address, _telling([*first, raised])) from None
    return client


async def _unless(refused: asyncio.Future[None], asked: Coroutine[Any, Any, Any]) -> None:
    """The server does not answer what it does not permit: it says so beside."""
    task = asyncio.ensure_future(asked)
    await asyncio.wait((task, refused), return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        await refused
    refused.cancel()
    await task


def _telling(errors: list[BaseException]) -> BaseException:
    """Of the errors of several servers the one that says most: a refusal tells more than a server that is away."""
    return next((error for error in errors if not isinstance(error, OSError)), errors[-1])


async def _closed(client: Client) -> None:
    """A connection whose TLS failed is never closed as the library waits for it."""
    with suppress(Exception):
        await asyncio.wait_for(client.close(), 0.5)


def _nats_options(settings: Settings) -> dict[str, Any]:
    """Users in addresses are taken out of them, so that they stand in no error; a user without a password is a token."""
    access = settings.nats
    options: dict[str, Any] = {"name": f"lambdakube {settings.release}", "servers": []}
    secure = bool(access.ca or access.cert)
    for each in filter(None, (part.strip() for part in settings.nats_url.split(","))):
        url = _split("NATS_URL", each if "://" in each else f"nats://{each}", ("nats", "tls"), "nats://127.0.0.1:4222")
        host = f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname
        options["servers"].append(f"{url.scheme}://{host}:{url.port or 4222}")
        secure = secure or url.scheme == "tls"
        if url.username and url.password:
            options.update(user=unquote(url.username), password=unquote(url.password))
        elif url.username:
            options["token"] = unquote(url.username)
    if access.user:
        options.update(user=access.user, password=access.password)
    if access.token:
        options["token"] = access.token
    if access.nkey_seed:
        options["nkeys_seed_str"] = _checked_seed(access.nkey_seed)
    if access.creds:
        options["user_credentials"] = access.creds
    if secure:
        options["tls"] = _context("NATS", access.ca, access.cert, access.key)
    return options


def _checked_seed(seed: str) -> str:
    try:
        import nkeys  # type: ignore[import-untyped]

        nkeys.from_seed(bytearray(seed.encode())).wipe()
    except ImportError:
        raise SettingsProblem("the Python package nkeys is not installed", "it comes with `lambdakube[platform]`") from None
    except Exception:
        # Whatever the library says may quote the seed.
        raise SettingsProblem("NATS_NKEY_SEED is no seed of an nkey", "a seed of a user begins with SU") from None
    return seed


async def connect_redis(settings: Settings) -> redis.asyncio.Redis:
    """A client of Redis whose server answers, takes writes and is not too old; else PlatformProblem."""
    pool = redis.asyncio.ConnectionPool.from_url(settings.redis_url, **_redis_options(settings))
    pool.connection_class = _packing(pool.connection_class)
    client = redis.asyncio.Redis.from_pool(pool)
    try:
        await check_redis(client)
        try:
            version = str((await client.info("server")).get("redis_version", ""))
        except redis.exceptions.NoPermissionError:
            version = ""  # nothing that a service does needs it
        if version and tuple(map(int, re.findall(r"\d+", version)[:2])) < REDIS_LEAST:
            least = ".".join(map(str, REDIS_LEAST))
            place = f"Redis at {shown_address(settings.redis_url)}"
            raise PlatformProblem(f"{place} is version {version}; {least} or later is needed", "install a newer redis-server")
    except asyncio.CancelledError:
        await client.aclose()
        raise
    except (OSError, redis.exceptions.RedisError, asyncio.TimeoutError, PlatformProblem) as error:
        with suppress(Exception):
            await client.aclose()
        raise redis_problem(settings.redis_url, error) from None
    return client


def _packing(connection: type[Any]) -> type[Any]:
    """A kind of connection that has its commands packed by hiredis: in Python it takes longer than all else that is done for a command."""

    class Packing(connection):  # type: ignore[misc]
        def pack_command(self, *words: Any) -> list[bytes]:
            name = words[0].encode() if isinstance(words[0], str) else words[0]
            return [hiredis.pack_command((*name.split(), *words[1:]))]

    return Packing


async def check_redis(client: Any) -> None:
    """Raises what keeps Redis from taking writes: a replica, a full memory or a full disk answer a `PING`."""
    asked: Awaitable[Any] = client.execute_command("SET", f"lk:{{check}}:{os.getpid()}", "", "PX", 1000)
    await asyncio.wait_for(asked, PATIENCE)


def _redis_options(settings: Settings) -> dict[str, Any]:
    access = settings.redis
    url = _split("REDIS_URL", settings.redis_url, ("redis", "rediss", "unix"), "redis://127.0.0.1:6379")
    options: dict[str, Any] = {"socket_connect_timeout": PATIENCE, "socket_timeout": SILENCE, "socket_keepalive": True}
    if access.username:
        options["username"] = access.username
    if access.password:
        options["password"] = access.password
    if url.scheme == "rediss":
        _context("REDIS", access.ca, access.cert, access.key)
        paths = {"ssl_ca_certs": access.ca, "ssl_certfile": access.cert, "ssl_keyfile": access.key}
        options.update((name, path) for name, path in paths.items() if path)
    elif access.ca or access.cert:
        raise SettingsProblem("REDIS_CA or REDIS_CERT is set, but REDIS_URL asks for no TLS", "write rediss://")
    return options


def _split(name: str, address: str, schemes: tuple[str, ...], example: str) -> Any:
    try:
        url = urlsplit(address)
        fits = url.scheme in schemes and (url.hostname or url.scheme == "unix") and (url.port or 1)
    except ValueError:
        fits = False
    if not fits:
        raise SettingsProblem(f"{name} is no address: {shown_address(address)[:200]}", f"such as {example}")
    return url


def _context(part: str, ca: str, cert: str, key: str) -> ssl.SSLContext:
    """Trusts `ca`, else what the system trusts; shows `cert` where one is asked for."""
    try:
        context = ssl.create_default_context(cafile=ca or None)
    except (ssl.SSLError, OSError):
        raise SettingsProblem(f"{part}_CA names {ca}, which holds no certificate", "it has to be in the form PEM") from None
    if cert:
        try:
            context.load_cert_chain(cert, key or None)
        except (ssl.SSLError, OSError):
            raise SettingsProblem(f"{part}_CERT and {part}_KEY do not fit together: {cert}, {key or cert}", "both have to be PEM") from None
    return context
