"""A TCP proxy between a service and a server, whose connections can be disturbed."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

Mode = Literal["open", "cut", "hang", "deaf", "slow"]
"""`cut` refuses connections, `hang` swallows what either end sends, `deaf` what the server answers, `slow` keeps everything for a while."""

SLOWEST = 0.3
"""Seconds that a slow connection keeps what it is sent, at most."""


@dataclass
class _Link:
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    damaged: bool = False
    """Whether something was swallowed: the link can never be used again."""
    forgotten: bool = False
    """Whether its server's end is gone, which its client is not told."""


class Proxy:
    """Listens on a port of its own, `port`, and connects to `target`."""

    def __init__(self, target: int, seed: str) -> None:
        self.port = 0
        self.mode: Mode = "open"
        self._target = target
        self._draw = random.Random(seed)
        self._links: list[_Link] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server

    async def start(self) -> None:
        """Listens."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Ends it, with all connections."""
        self._server.close()
        for link in list(self._links):
            _abort(link)
        for task in self._tasks:
            task.cancel()

    def disturb(self, mode: Mode) -> None:
        """From now on connections are treated so."""
        self.mode = mode
        if mode == "cut":
            for link in self._links:
                _abort(link)

    def heal(self) -> None:
        """Goes on as usual. A connection that lost something is reset: no network loses bytes out of the middle of one."""
        self.mode = "open"
        for link in self._links:
            if link.damaged and not link.forgotten:
                _abort(link)

    def forget(self) -> None:
        """The servers' ends of all connections are closed; nobody tells the clients, now or later."""
        for link in self._links:
            link.forgotten = True
            link.server.transport.abort()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mode == "cut":
            writer.transport.abort()
            return
        try:
            answers, server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        link = _Link(writer, server)
        self._links.append(link)
        for source, sink, down in ((reader, server, False), (answers, writer, True)):
            task = asyncio.create_task(self._pump(link, source, sink, down))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, link: _Link, source: asyncio.StreamReader, sink: asyncio.StreamWriter, down: bool) -> None:
        with suppress(OSError):
            while data := await source.read(1 << 16):
                if self.mode == "slow":
                    await asyncio.sleep(self._draw.uniform(0, SLOWEST))
                if link.forgotten:
                    continue
                if link.damaged or self.mode == "hang" or (self.mode == "deaf" and down):
                    link.damaged = True
                    continue
                sink.write(data)
                await sink.drain()
        if link.forgotten and down:
            return  # the client is not told
        _abort(link)
        if link in self._links:
            self._links.remove(link)


def _abort(link: _Link) -> None:
    for writer in (link.client, link.server):
        with suppress(Exception):
            writer.transport.abort()
