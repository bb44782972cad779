"""Collectors of spans for tests: what they answer is said beforehand, and what they were sent is kept."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from access_servers import Certificates
from jaeger_server import plain_spans

TAKEN = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{"partialSuccess":{}}'


def answer(status: int, body: str = "", *headers: str) -> bytes:
    """The bytes of an answer."""
    return "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers, "", body]).encode()


class Post(NamedTuple):
    """What a collector was sent. `connection` counts them from 1."""

    connection: int
    path: str
    headers: dict[str, str]
    body: bytes

    def spans(self) -> list[dict[str, Any]]:
        """The spans in it."""
        return list(plain_spans(json.loads(self.body)["resourceSpans"]))


class Collector:
    """`answers` are given in order, the last again and again. An answer may be a function of the connection, which speaks for itself."""

    def __init__(self, *answers: bytes | Callable[[socket.socket], None]) -> None:
        self._answers = answers
        self._given = 0
        self._connections = 0
        self._changed = threading.Condition()
        self._open: list[socket.socket] = []
        self.posts: list[Post] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def wait(self, condition: Callable[[list[Post]], bool]) -> list[Post]:
        """Waits until what was sent is so."""
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self.posts), 60), self.posts
            return list(self.posts)

    def spans(self) -> list[dict[str, Any]]:
        """All spans that were sent."""
        return [span for post in self.posts for span in post.spans()]

    def close(self) -> None:
        """Ends all connections, and takes no more."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self._connections += 1
                self._open.append(connection)
                threading.Thread(target=self._serve, args=(connection, self._connections), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as reader:
            while line := reader.readline():
                headers = {}
                while (header := reader.readline().decode().rstrip()) != "":
                    name, _, value = header.partition(": ")
                    headers[name.lower()] = value
                body = reader.read(int(headers["content-length"]))
                if headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                with self._changed:
                    self.posts.append(Post(number, line.split()[1].decode(), headers, body))
                    given = self._answers[min(self._given, len(self._answers) - 1)]
                    self._given += 1
                    self._changed.notify_all()
                if callable(given):
                    given(connection)
                    return
                connection.sendall(given)


@contextmanager
def secure_collector(certificates: Certificates) -> Iterator[str]:
    """A collector that speaks TLS and wants to know who asks; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # who is not known, or does not trust it

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificates.server)
    context.load_verify_locations(certificates.ca)
    context.verify_mode = ssl.CERT_REQUIRED
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def collector(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[Collector]:
    """A collector; without answers one that takes everything."""
    made = Collector(*(answers or (TAKEN,)))
    try:
        yield made
    finally:
        made.close()
