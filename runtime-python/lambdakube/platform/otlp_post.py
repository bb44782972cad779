"""Posts spans over one connection that is kept open. A post takes no longer than its deadline, whatever the other side does."""

from __future__ import annotations

import gzip
import io
import json
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic, time
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from .otlp_settings import Tracing

ANSWER: Final = 1 << 20
"""Bytes of an answer that are read."""

AGAIN: Final = frozenset({429, 502, 503, 504})
"""Answers after which OTLP has the same sent again."""

UNREACHABLE, LATE, NO_OTLP = -1, -2, -3
"""In place of an answer's status: there is no connection, it took too long, it is no answer of a collector (a web page with 200)."""


class Answer(NamedTuple):
    """What became of a post: its status, how many spans the collector did not take, whether to send them again, and after how many seconds
    at least."""

    status: int
    rejected: int = 0
    again: bool = False
    after: float = 0.0

    @property
    def taken(self) -> bool:
        """Whether the collector has the spans, apart from those rejected."""
        return self.status == 200


class Poster:
    """Posts to one address."""

    def __init__(self, tracing: Tracing) -> None:
        parts = urlsplit(tracing.url)
        self._tracing = tracing
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = f"[{self._host}]" if ":" in self._host else self._host
        headers = {
            "Host": host if parts.port is None else f"{host}:{parts.port}", "User-Agent": "lambdakube",
            "Content-Type": "application/json", "Accept": "application/json", **_login(parts.username, parts.password), **tracing.headers,
        }  # fmt: skip
        if tracing.gzip:
            headers["Content-Encoding"] = "gzip"
        self._head = f"POST {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._connection: socket.socket | None = None

    def post(self, body: bytes) -> Answer:
        """Sends a body. Never raises."""
        until = monotonic() + self._tracing.timeout
        if self._tracing.gzip:
            body = gzip.compress(body, 1)
        data = f"{self._head}Content-Length: {len(body)}\r\n\r\n".encode("utf-8", "replace") + body
        reused = self._connection is not None
        try:
            try:
                return self._exchange(data, until)
            except (ConnectionError, HTTPException):
                # The other side may have closed what was kept open.
                self.close()
                if not reused:
                    raise
                return self._exchange(data, until)
        except TimeoutError:
            self.close()
            return Answer(LATE, again=True)
        except Exception:
            # Whatever it is (no such host, a certificate that is not trusted, an answer that is no HTTP): nothing was taken.
            self.close()
            return Answer(UNREACHABLE, again=True)

    def close(self) -> None:
        """Closes the connection, if there is one."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            # A process that was forked meanwhile may have it too.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _exchange(self, data: bytes, until: float) -> Answer:
        connection = self._connection or self._connect(until)
        connection.settimeout(_left(until))
        connection.sendall(data)
        response = HTTPResponse(_Readable(connection, until), method="POST")  # type: ignore[arg-type]
        response.begin()
        body = response.read(ANSWER)
        if not response.isclosed():
            response.read(1)  # the end of what comes in chunks
        if response.will_close or not response.isclosed():
            self.close()
        return _answer(response.status, response.headers, body)

    def _connect(self, until: float) -> socket.socket:
        connection = socket.create_connection((self._host, self._port), timeout=_left(until))
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._secure:
                context = ssl.create_default_context(cafile=self._tracing.ca or None)
                if self._tracing.cert:
                    context.load_cert_chain(self._tracing.cert, self._tracing.key or None)
                connection.settimeout(_left(until))
                connection = context.wrap_socket(connection, server_hostname=self._host)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection


class _Readable(io.RawIOBase):
    """What `HTTPResponse` reads an answer from: each read gets what is left of the time for the whole."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection = connection
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(_left(self._until))
        return self._connection.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(status: int, headers: HTTPMessage, body: bytes) -> Answer:
    if status in AGAIN:
        return Answer(status, again=True, after=_after(headers.get("Retry-After", "")))
    if status != 200:
        return Answer(status if status > 0 else NO_OTLP)
    try:
        found = json.loads(body)
        partial = found.get("partialSuccess") or {}
        return Answer(200, rejected=int(partial.get("rejectedSpans") or 0))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Answer(NO_OTLP)


def _after(text: str) -> float:
    """The seconds of a `Retry-After`, which is a number or a date; 0 where it is neither."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time())
    except (TypeError, ValueError):
        return 0.0


def _login(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    return {"Authorization": "Basic " + b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()}
