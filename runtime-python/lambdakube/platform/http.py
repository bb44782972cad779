"""A small HTTP/1.1 server over the standard library: what a service needs, with limits for everything that a client decides."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

HEAD: Final = 16 * 1024
"""Bytes of a request's line and headers."""

BODY: Final = 64 * 1024 * 1024
"""Bytes of a request's body."""

SLOW: Final = 10.0
"""Seconds in which a request's head has to arrive, and each further part of its body (of up to `PART` bytes)."""

IDLE: Final = 75.0
"""Seconds that a connection may wait for its next request."""

PART: Final = 64 * 1024

REASONS: Final = {
    200: "OK", 202: "Accepted", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
}  # fmt: skip

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass
class Request:
    """A request; names of headers in small letters. `local` says whether it came over the loopback interface."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    local: bool
    body: bytes = b""


@dataclass
class Response:
    """An answer. `ends` closes the connection behind it."""

    status: int
    body: bytes = b""
    type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    ends: bool = False

    @staticmethod
    def json(status: int, value: Any, **headers: str) -> Response:
        """JSON data, with a line's end for those who read it in a terminal."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
        return Response(
            status, text.encode("utf-8", "backslashreplace"), headers={name.replace("_", "-"): text for name, text in headers.items()}
        )


class Refusal(Exception):
    """A request that is not taken further; its connection ends with the answer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.response = Response.json(status, {"error": text})
        self.response.ends = True


class Handler:
    """Answers requests."""

    def refuse(self, request: Request) -> Response | None:
        """Looks at a request whose body has not been read, and need not be where this gives an answer."""

    async def answer(self, request: Request) -> Response:
        """Answers a request."""
        raise NotImplementedError


class HttpServer:
    """Serves a handler on a port of all interfaces. `fault` hears of what the handler should not have raised."""

    def __init__(self, handler: Handler, fault: Callable[[BaseException], None]) -> None:
        self._handler = handler
        self._fault = fault
        self._open: set[asyncio.Task[Any]] = set()
        self._server: asyncio.AbstractServer
        self.port = 0

    async def start(self, port: int) -> None:
        """Listens; port 0 takes a free one. OSError where the port is taken."""
        self._server = await asyncio.start_server(self._connected, None, port, limit=HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listens no more, and ends every connection."""
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, asyncio.CancelledError):
            pass  # the client is gone, or too slow, or the server ends
        except Exception as error:
            self._fault(error)
        finally:
            self._open.discard(task)
            with suppress(Exception):
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        patience = SLOW
        while True:
            try:
                request = await _head(reader, _is_local(writer), patience)
                if request is None:
                    return
                response = self._handler.refuse(request)
                if response is None:
                    request.body = await _body(reader, writer, request.headers)
                    response = await self._handler.answer(request)
                else:
                    response.ends = response.ends or _has_body(request.headers)
            except Refusal as refusal:
                request, response = None, refusal.response
            if request is not None and request.headers.get("connection", "").lower() == "close":
                response.ends = True
            await asyncio.wait_for(_send(writer, response, head=request is not None and request.method == "HEAD"), SLOW)
            if response.ends:
                await _end(reader, writer)
                return
            patience = IDLE


def _is_local(writer: asyncio.StreamWriter) -> bool:
    peer = writer.get_extra_info("peername")
    try:
        address = ip_address(str(peer[0]).partition("%")[0])
    except (ValueError, TypeError, IndexError):
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


async def _head(reader: asyncio.StreamReader, local: bool, patience: float) -> Request | None:
    """The head of the next request; None where the client is done."""
    try:
        first = await asyncio.wait_for(reader.read(1), patience)
        if not first:
            return None
        rest = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SLOW)
    except asyncio.LimitOverrunError:
        raise Refusal(431, f"the head of a request has at most {HEAD} bytes") from None
    line, *lines = (first + rest)[:-4].decode("latin-1").split("\r\n")
    words = line.split(" ")
    if len(words) != 3 or not _TOKEN.fullmatch(words[0]) or not words[2].startswith("HTTP/") or not words[1].startswith("/"):
        raise Refusal(400, "the first line is no request")
    if words[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise Refusal(505, "this is a server of HTTP/1.1")
    headers = _headers(lines)
    if words[2] == "HTTP/1.0":
        headers["connection"] = "close"
    url = urlsplit(words[1])
    return Request(words[0], url.path, dict(parse_qsl(url.query, keep_blank_values=True)), headers, local)


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name) or "\r" in value or "\n" in value or "\0" in value:
            raise Refusal(400, "a line of the head is no header")
        name, value = name.lower(), value.strip(" \t")
        if name in headers and name in ("content-length", "transfer-encoding", "authorization", "idempotency-key", "host"):
            raise Refusal(400, f"{name} stands there twice")
        headers[name] = value
    return headers


def _has_body(headers: Mapping[str, str]) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


async def _body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, headers: Mapping[str, str]) -> bytes:
    length = headers.get("content-length", "")
    encoding = headers.get("transfer-encoding", "").lower()
    if encoding and length:
        raise Refusal(400, "content-length and transfer-encoding do not go together")
    if encoding not in ("", "chunked"):
        raise Refusal(501, "the transfer encoding of a body is chunked, or none")
    if length and not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Refusal(400, "content-length is no number")
    if int(length or 0) > BODY:
        raise _too_large()
    if headers.get("expect", "").lower() == "100-continue" and _has_body(headers):
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    return await _chunks(reader) if encoding else await _exactly(reader, int(length or 0))


def _too_large() -> Refusal:
    return Refusal(413, f"the body of a request has at most {BODY} bytes")


async def _exactly(reader: asyncio.StreamReader, length: int) -> bytes:
    """A slow client may take its time, but not stop."""
    parts: list[bytes] = []
    while length:
        try:
            part = await asyncio.wait_for(reader.readexactly(min(length, PART)), SLOW)
        except asyncio.TimeoutError:
            raise Refusal(408, f"no more of the body came within {SLOW:g} s") from None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        line = await _line(reader)
        text = line.partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", text):
            raise Refusal(400, "a chunk of the body has no size")
        length = int(text, 16)
        size += length
        if size > BODY:
            raise _too_large()
        if not length:
            while await _line(reader):
                pass  # trailers
            return b"".join(parts)
        parts.append(await _exactly(reader, length))
        if await _line(reader):
            raise Refusal(400, "a chunk of the body is longer than its size")


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return (await asyncio.wait_for(reader.readuntil(b"\r\n"), SLOW))[:-2]
    except asyncio.TimeoutError:
        raise Refusal(408, f"no more of the body came within {SLOW:g} s") from None
    except asyncio.LimitOverrunError:
        raise Refusal(400, "a chunk of the body has no size") from None


async def _send(writer: asyncio.StreamWriter, response: Response, *, head: bool) -> None:
    lines = [f"HTTP/1.1 {response.status} {REASONS[response.status]}", f"Content-Length: {len(response.body)}"]
    if response.body:
        lines.append(f"Content-Type: {response.type}")
    lines += [f"{name}: {value}" for name, value in response.headers.items()]
    if response.ends:
        lines.append("Connection: close")
    writer.write("\r\n".join([*lines, "X-Content-Type-Options: nosniff", "", ""]).encode("latin-1", "replace"))
    if not head:
        writer.write(response.body)
    await writer.drain()


async def _end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads on for a moment: where a connection is closed on what was not read, the client may lose the answer."""
    with suppress(OSError, asyncio.TimeoutError, RuntimeError):
        writer.write_eof()
        left = BODY
        while left > 0 and (part := await asyncio.wait_for(reader.read(PART), 1)):
            left -= len(part)
