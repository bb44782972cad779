"""The worker processes of a local run, as its main process sees them."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic_ns
from typing import Any

from .batching import Batch
from .channel import Incoming, Outgoing, encode
from .notes import Notes
from .trunks import Trunk
from .worker import Works, work

MakeWorker = Callable[[socket.socket, Notes], Works]


class Process:
    """A worker process. `doom` says why it was ended by the main process: a failure for the call that it was at, or nothing."""

    def __init__(self, pid: int, sock: socket.socket, life: int, notes: Notes) -> None:
        self.pid = pid
        self.sock = sock
        self.life = life
        self.notes = notes
        self.outgoing = Outgoing(sock)
        self.incoming = Incoming()
        self.batches: deque[Batch] = deque()
        self.fans: set[str] = set()
        self.values: set[str] = set()
        self.trunks: set[bytes] = set()
        self.forgotten: list[str] = []
        self.free = monotonic_ns()
        """Since when the batch at hand, or none, is worked on."""
        self.doomed = False
        self.doom: dict[str, Any] | None = None

    def send(self, batch: Batch, items: list[Any], fans: dict[str, Any], values: dict[str, bytes], trunks: list[Trunk]) -> None:
        """Sends a batch. OSError where the process is gone."""
        if not self.batches:
            self.free = monotonic_ns()
        self.batches.append(batch)
        forgotten, self.forgotten = self.forgotten, []
        self.outgoing.send(encode((batch.number, items, fans, values, trunks, forgotten)))

    def forget(self, fan: str) -> None:
        """A fan-out is done: the process need not keep what it knows of it."""
        gone = [value for value in self.values if value.rpartition(".")[0] == fan]
        if fan in self.fans:
            gone.append(fan)
        self.fans.discard(fan)
        self.values.difference_update(gone)
        self.forgotten += gone

    def kill(self, doom: dict[str, Any] | None = None) -> None:
        """Ends the process; `doom` is the packed failure of the call that it is at, None where nobody waits for that call."""
        self.doomed, self.doom = True, doom
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def drain(self, take: Callable[[bytes], None]) -> None:
        """Gives on what the process has sent before its end."""
        self.sock.setblocking(True)
        self.sock.settimeout(1)
        try:
            while data := self.sock.recv(1 << 20):
                take(data)
        except OSError:
            pass

    def gone(self) -> bool:
        """Whether the process has ended by itself. What it still sends is not read any more."""
        try:
            while self.sock.recv(1 << 20):
                pass
        except BlockingIOError:
            return False
        except OSError:
            pass
        return True

    def reap(self) -> str:
        """Waits for the process's end; says how it ended (`exit 3`, `signal 9`)."""
        try:
            _, status = os.waitpid(self.pid, 0)
        except ChildProcessError:
            return "exit"
        code = os.waitstatus_to_exitcode(status)
        return f"signal {-code}" if code < 0 else f"exit {code}"

    def close(self) -> None:
        """Closes what is shared with the process, which has ended."""
        self.sock.close()
        os.close(self.life)
        self.notes.close()


class Forks:
    """Forks workers. A pipe that only the main process holds the other end of ends each when that dies, whatever it is at."""

    def __init__(self, make: MakeWorker, closing: Callable[[], Sequence[int]]) -> None:
        self._make = make
        self._closing = closing

    def fork(self, others: Sequence[Process]) -> Process:
        """A new worker; `others` are those that run already, whose sockets it closes."""
        ours, theirs = socket.socketpair()
        life, held = os.pipe()
        notes = Notes()
        pid = os.fork()
        if pid == 0:
            ours.close()
            os.close(held)
            self._child(theirs, life, notes, others)
        theirs.close()
        os.close(life)
        ours.setblocking(False)
        return Process(pid, ours, held, notes)

    def _child(self, theirs: socket.socket, life: int, notes: Notes, others: Sequence[Process]) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for name in (signal.SIGTERM, signal.SIGCHLD):
                signal.signal(name, signal.SIG_DFL)
            for other in others:
                other.sock.close()
                os.close(other.life)
            for descriptor in self._closing():
                os.close(descriptor)
            _die_with(life)
        except BaseException:
            os._exit(70)
        work(lambda: self._make(theirs, notes), theirs)


def _die_with(pipe: int) -> None:
    """Ends this process by SIGIO when the last writer of a pipe, whose reading end only this process has, is gone."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    try:
        if os.read(pipe, 1) == b"":
            os._exit(71)
    except BlockingIOError:
        pass
