"""Frames over a socket pair: 8 bytes of length, then `marshal`. Only between a process and its own forked children."""

from __future__ import annotations

import marshal
import socket
from collections.abc import Iterator
from typing import Any

_HEADER = 8
_CHUNK = 1 << 18


def encode(message: Any) -> bytes:
    """The bytes of a frame."""
    data = marshal.dumps(message, 2)
    return len(data).to_bytes(_HEADER, "little") + data


class Incoming:
    """Puts frames together from what a socket gives."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._wanted = _HEADER

    def feed(self, data: bytes) -> Iterator[Any]:
        """Takes bytes; gives the frames that are whole."""
        self._buffer += data
        while len(self._buffer) >= self._wanted:
            end = _HEADER + int.from_bytes(self._buffer[:_HEADER], "little")
            if len(self._buffer) < end:
                self._wanted = end
                return
            with memoryview(self._buffer) as view:
                frame = marshal.loads(view[_HEADER:end])
            del self._buffer[:end]
            self._wanted = _HEADER
            yield frame


def receive(sock: socket.socket) -> Iterator[Any]:
    """The frames that come over a blocking socket, until its other end is closed."""
    incoming = Incoming()
    while True:
        data = sock.recv(_CHUNK)
        if not data:
            return
        yield from incoming.feed(data)


class Outgoing:
    """What is to be sent over a non-blocking socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._pending: list[memoryview] = []

    @property
    def waiting(self) -> bool:
        """Whether something could not be sent yet."""
        return bool(self._pending)

    def send(self, data: bytes) -> None:
        """Sends, or keeps what the socket does not take. OSError where the other end is gone."""
        self._pending.append(memoryview(data))
        self.flush()

    def flush(self) -> None:
        """Sends what the socket takes."""
        while self._pending:
            head = self._pending[0]
            try:
                sent = self._sock.send(head)
            except BlockingIOError:
                return
            if sent == len(head):
                self._pending.pop(0)
            else:
                self._pending[0] = head[sent:]
