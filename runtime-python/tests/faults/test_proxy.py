"""What the proxy does to connections, seen from both of their ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from .proxy import Proxy


def through(work: Callable[[Proxy], Awaitable[None]]) -> None:
    """Does something with a proxy before a server that answers with what it is sent."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        proxy = Proxy(server.sockets[0].getsockname()[1], "seed")
        await proxy.start()
        try:
            await asyncio.wait_for(work(proxy), 60)
        finally:
            proxy.close()
            server.close()

    asyncio.run(run())


async def connected(proxy: Proxy) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"hello")
    assert await reader.read(100) == b"hello"
    return reader, writer


async def is_silent(reader: asyncio.StreamReader) -> bool:
    """Whether nothing comes, not even the end."""
    try:
        await asyncio.wait_for(reader.read(1), 0.2)
    except asyncio.TimeoutError:
        return True
    return False


async def is_over(reader: asyncio.StreamReader) -> bool:
    try:
        return await reader.read(1) == b""
    except ConnectionError:
        return True


def test_a_cut_ends_connections_and_refuses_more_until_it_is_healed() -> None:
    async def work(proxy: Proxy) -> None:
        reader, _ = await connected(proxy)
        proxy.disturb("cut")
        assert await is_over(reader)
        with pytest.raises((AssertionError, ConnectionError)):
            await connected(proxy)
        proxy.heal()
        await connected(proxy)

    through(work)


@pytest.mark.parametrize("mode", ["hang", "deaf"])
def test_what_was_swallowed_costs_the_connection_when_it_is_healed(mode: str) -> None:
    async def work(proxy: Proxy) -> None:
        reader, writer = await connected(proxy)
        proxy.disturb(mode)  # type: ignore[arg-type]
        writer.write(b"lost")
        assert await is_silent(reader)
        proxy.heal()
        assert await is_over(reader)
        await connected(proxy)

    through(work)


def test_a_slow_connection_loses_nothing() -> None:
    async def work(proxy: Proxy) -> None:
        reader, writer = await connected(proxy)
        proxy.disturb("slow")
        writer.write(b"late")
        assert await reader.readexactly(4) == b"late"

    through(work)


def test_a_forgotten_connection_is_never_told() -> None:
    async def work(proxy: Proxy) -> None:
        reader, writer = await connected(proxy)
        proxy.forget()
        writer.write(b"lost")
        assert await is_silent(reader)
        proxy.heal()
        assert await is_silent(reader)
        await connected(proxy)

    through(work)
