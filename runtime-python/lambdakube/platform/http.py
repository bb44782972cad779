"""HTTP/1.1 as a service needs it: h11 knows the protocol, here are connections and the limits of what a client decides."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address
from time import monotonic
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, urlsplit

import h11

HEAD: Final = 16 * 1024
"""Bytes of a request's line and headers."""

BODY: Final = 64 * 1024 * 1024
"""Bytes of a request's body."""

SLOW: Final = 10.0
"""Seconds in which a request's head, and each further part of its body, has to arrive."""

IDLE: Final = 75.0
"""Seconds that a connection may wait for its next request."""

PART: Final = 64 * 1024


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


class Handler(Protocol):
    """Answers requests."""

    def refuse(self, request: Request) -> Response | None:
        """Looks at a request whose body has not been read, and need not be where this gives an answer."""

    async def answer(self, request: Request) -> Response:
        """Answers a request."""


class HttpServer:
    """Serves a handler on a port of all interfaces. `fault` hears of what the handler should not have raised."""

    def __init__(self, handler: Handler, fault: Callable[[BaseException], None]) -> None:
        self._handler = handler
        self._fault = fault
        self._open: set[asyncio.Task[Any]] = set()
        self._answering = 0
        self._server: asyncio.AbstractServer

    async def start(self, port: int) -> None:
        """Listens. OSError where the port is taken."""
        self._server = await asyncio.start_server(self._connected, None, port)

    async def rest(self, patience: float) -> None:
        """Waits until every request that was taken is answered, at most `patience` seconds."""
        until = monotonic() + patience
        while self._answering and monotonic() < until:
            await asyncio.sleep(0.01)

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
        connection = _Connection(reader, writer)
        try:
            while await self._serve(connection):
                pass
            await connection.end()
        except (OSError, asyncio.TimeoutError, asyncio.CancelledError):
            pass  # the client is gone, or too slow, or the server ends
        except Exception as error:
            self._fault(error)
        finally:
            self._open.discard(task)
            with suppress(Exception):
                writer.close()

    async def _serve(self, connection: _Connection) -> bool:
        """Answers one request; false where the connection is over."""
        try:
            request = await connection.head()
            if request is None:
                return False
            response = self._handler.refuse(request)
            if response is None:
                request.body = await connection.body(request)
                self._answering += 1
                try:
                    return await connection.send(await self._handler.answer(request))
                finally:
                    self._answering -= 1
        except Refusal as refusal:
            response = refusal.response
        return await connection.send(response)


class _Connection:
    """One connection, request after request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD)
        self._local = _is_local(writer)
        self._first = True
        self._method = b""

    async def head(self) -> Request | None:
        """The head of the next request; None where the client is done."""
        # The time of a head begins with its first byte.
        if not await self._receive(SLOW if self._first else IDLE):
            return None
        self._first = False
        event = await asyncio.wait_for(self._event(), SLOW)
        if not isinstance(event, h11.Request):
            return None
        self._method = event.method
        if len(event.target) + sum(len(name) + len(value) + 4 for name, value in event.headers) > HEAD:
            raise _long_head()
        headers: dict[str, str] = {}
        for name, value in event.headers:
            key = name.decode()
            if key in headers and key in ("authorization", "idempotency-key"):
                raise Refusal(400, f"{key} stands there twice")
            headers[key] = value.decode("latin-1")
        url = urlsplit(event.target.decode("latin-1"))
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        return Request(event.method.decode(), url.path, query, headers, self._local)

    async def body(self, request: Request) -> bytes:
        """The body of the request. A slow client may take its time, but not stop."""
        if int(request.headers.get("content-length", 0)) > BODY:
            raise _too_large()
        parts: list[bytes] = []
        size = 0
        while True:
            try:
                event = await asyncio.wait_for(self._event(), SLOW)
            except asyncio.TimeoutError:
                raise Refusal(408, f"no more of the body came within {SLOW:g} s") from None
            if not isinstance(event, h11.Data):
                return b"".join(parts)
            parts.append(bytes(event.data))
            size += len(event.data)
            if size > BODY:
                raise _too_large()

    async def send(self, response: Response) -> bool:
        """Answers; false where the connection ends with that."""
        headers = {"Content-Length": str(len(response.body)), "X-Content-Type-Options": "nosniff", **response.headers}
        if response.body:
            headers["Content-Type"] = response.type
        # What the client still sends is not read.
        if response.ends or self._http.their_state in (h11.SEND_BODY, h11.ERROR):
            headers["Connection"] = "close"
        fields = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        reason = HTTPStatus(response.status).phrase.encode()
        self._write(h11.Response(status_code=response.status, headers=fields, reason=reason))
        if self._method != b"HEAD":
            self._write(h11.Data(data=response.body))
        self._write(h11.EndOfMessage())
        await asyncio.wait_for(self._writer.drain(), SLOW)
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    async def end(self) -> None:
        """Reads on for a moment: where a connection is closed on what was not read, the client may lose the answer."""
        with suppress(OSError, asyncio.TimeoutError, RuntimeError):
            self._writer.write_eof()
            left = BODY
            while left > 0 and (part := await asyncio.wait_for(self._reader.read(PART), 1)):
                left -= len(part)

    def _write(self, event: h11.Event) -> None:
        self._writer.write(self._http.send(event) or b"")

    async def _receive(self, patience: float) -> bool:
        """Waits until there is something to read; false at the end."""
        if self._http.trailing_data[0]:
            return True
        data = await asyncio.wait_for(self._reader.read(PART), patience)
        if data:
            self._http.receive_data(data)
        return bool(data)

    async def _event(self) -> Any:
        """What the client says next. Refusal where it is no HTTP/1.1 within the limits."""
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                if error.error_status_hint == 431:
                    raise _long_head() from None
                raise Refusal(error.error_status_hint, f"this is no request of HTTP/1.1: {error}") from None
            if event is not h11.NEED_DATA:
                return event
            if self._http.they_are_waiting_for_100_continue:
                self._write(h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue"))
            self._http.receive_data(await self._reader.read(PART))


def _long_head() -> Refusal:
    return Refusal(431, f"the head of a request has at most {HEAD} bytes")


def _too_large() -> Refusal:
    return Refusal(413, f"the body of a request has at most {BODY} bytes")


def _is_local(writer: asyncio.StreamWriter) -> bool:
    peer = writer.get_extra_info("peername")
    try:
        address = ip_address(str(peer[0]).partition("%")[0])
    except (ValueError, TypeError, IndexError):
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
