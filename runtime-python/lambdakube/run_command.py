"""`run`: one session of a pipeline on this machine."""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, time_ns
from typing import Any, Final

from .actions import End
from .calls import read_input
from .codecs import Codec, MarshalCodec
from .engine import start_session
from .events import Events, Gone, watch_reader
from .json_text import write
from .local import Fault, Full, LocalRun, duration
from .log_lines import write_log
from .notes import Notes
from .packing import pack_message
from .plan import Plan
from .pool import Forks
from .report import ended, report
from .request import RequestError, check_environment, load_program
from .session_folder import SessionFolder, StateError
from .span_file import SpanFile
from .spans import SpanMaker
from .trunks import Trunks
from .turn import Failed, NoTracer, Turn, Watch
from .worker import Counts, Worker

DEADLINE: Final = 86_400_000
"""Milliseconds after which a session ends."""

PROGRESS: Final = 0.1
"""Seconds between events of progress."""


class Session:
    """What is known of the session that runs, and what is written at its end."""

    def __init__(self, request: dict[str, Any], events: Events) -> None:
        self.events = events
        self.id: str = request["session"]
        self.pipeline: str = request["pipeline"]
        self.program = load_program(request)
        if self.pipeline not in self.program.pipelines:
            raise RequestError(f"the build has no pipeline {self.pipeline}")
        self.plan = Plan(self.program)
        self.host = os.uname().nodename
        self.arguments = read_input(self.program, self.pipeline, request.get("input", "{}"))
        check_environment(self.plan, self.pipeline)
        seed = request.get("chaos")
        self.seed = None if seed is None else str(seed)
        self.deadline = int(request.get("deadline") or DEADLINE)
        self.started = time_ns()
        self.clock: Callable[[], int] = time_ns
        record = {
            "session": self.id, "program": self.program.name, "build": self.program.digest, "pipeline": self.pipeline,
            "pid": os.getpid(), "host": self.host, "seed": self.seed, "deadline": self.deadline,
        }  # fmt: skip
        self.folder = SessionFolder(request.get("state"), record)
        self.spans = self.span_file()

    def span_file(self) -> SpanFile | None:
        """Where this process writes spans."""
        if self.folder.spans is None:
            return None
        return SpanFile(self.folder.spans, {"host.name": self.host, "process.pid": os.getpid(), "session.id": self.id})

    def maker(self) -> SpanMaker | None:
        """Makes the spans of this process."""
        if self.spans is None:
            return None
        return SpanMaker(self.plan, self.id, self.program.digest, self.spans.add, lambda: self.clock())

    def end(self, outcome: str | Failed, counts: list[dict[str, Any]], reason: str | None = None) -> int:
        """Records the end, tells the command, gives the exit code. `outcome` is the value's JSON text."""
        failure = report(self.program, outcome) if isinstance(outcome, Failed) else None
        maker = self.maker()
        if maker is not None and self.spans is not None:
            maker.session(self.pipeline, self.started, failure, reason=reason)
            try:
                self.spans.flush()
            except OSError as error:
                raise StateError("spans.jsonl", error) from None
        if failure is None:
            self.folder.end("done", counts=counts, value=outcome)
            self.events.emit("value", json=outcome)
            return 0
        keys: dict[str, Any] = {"failure": failure} if reason is None else {"failure": failure, "reason": reason}
        self.folder.end("cancelled" if reason == "cancelled" else "failed", counts=counts, **keys)
        self.events.emit("failure", **keys)
        return 130 if reason == "cancelled" else 1

    def cancel(self, counts: list[dict[str, Any]]) -> int:
        """The session is ended by a signal."""
        return self.end(ended("SessionCancelled", "the session was cancelled", self.root_frames()), counts, "cancelled")

    def abandon(self, error: BaseException) -> None:
        """Records the end of a session that cannot be run on: the command is gone, or something is broken."""
        gone = isinstance(error, (Gone, KeyboardInterrupt))
        with suppress(StateError):
            self.folder.end("cancelled" if gone else "failed", reason="cancelled" if gone else "runtime", message=str(error)[:8192])

    def root_frames(self) -> list[Any]:
        """The frame of the pipeline that was started, for ends that come from outside."""
        return [(self.plan.pipeline(self.pipeline).declaration, self.program.service(self.plan.pipeline(self.pipeline).service).line)]


def run(request: dict[str, Any], events: Events) -> int:
    """Runs the session; gives the exit code. Raises what `__main__` turns into an `error` event."""
    session = Session(request, events)
    _announce(session.id)
    try:
        return _local(session, request) if session.seed is None else _chaos(session)
    except KeyboardInterrupt:
        return session.cancel([])
    except BaseException as error:
        session.abandon(error)
        raise


def _announce(session: str) -> None:
    """Names the session, now that there is one, before anything of the program can print."""
    with suppress(OSError):  # Who reads the talk may be gone; the value is still to come.
        os.write(2, f"session {session}\n".encode())


def _outcome(codec: Codec, end: End) -> str | Failed:
    data = codec.decode(end.raw)
    return Failed.unpack(data) if end.failed else write(data)


def _chaos(session: Session) -> int:
    from . import chaos
    from .calls import with_large_stack
    from .codecs import JsonCodec
    from .memory_store import MemoryStore
    from .progress import Progress
    from .site_packages import enable_site

    codec = JsonCodec()
    maker = session.maker()
    counts = Counts(maker or NoTracer())
    enable_site()

    def turn_of(resolve: Callable[[str], bytes]) -> Turn:
        return Turn(session.plan, codec, counts, Watch(), resolve, host=session.host, log=write_log)

    def noted(note: bytes) -> None:
        if maker is not None:
            maker.noted(note)

    def gone() -> None:
        session.abandon(Gone())
        os._exit(130)

    watch_reader(session.events.descriptor, gone)
    clock = chaos.Clock(session.started)
    session.clock = clock.nanoseconds
    store = MemoryStore(codec.pack)
    raws = [codec.encode(argument) for argument in session.arguments]
    assert session.seed is not None
    seed = session.seed
    end = with_large_stack(lambda: chaos.run(turn_of, session.plan, session.id, store, session.pipeline, raws, seed, clock, noted))
    progress = Progress(session.program)
    for service, (done, failed) in counts.ended.items():
        progress.asked(service, done + failed)
    progress.ended(counts.ended)
    return session.end(_outcome(codec, end), progress.report())


def _local(session: Session, request: dict[str, Any]) -> int:
    maker = session.maker()
    wakeup = _Wakeup()
    events = session.events

    def make(sock: socket.socket, notes: Notes) -> Worker:
        return Worker(session.plan, session.id, sock, notes, session.span_file(), session.host)

    def noted(note: bytes) -> None:
        if maker is not None:
            maker.noted(note)

    codec = MarshalCodec()
    gc.freeze()
    forks = Forks(make, lambda: [events.descriptor, *wakeup.descriptors()])
    local = LocalRun(session.plan, session.id, forks, int(request.get("workers") or 0) or _most(), noted, write_log)
    local.selector.register(wakeup.reader, 1, wakeup.drain)
    _watch_command(local, events)
    try:
        turn = Turn(session.plan, codec, NoTracer(), Watch(), lambda ref: b"")
        raws = [codec.encode(argument) for argument in session.arguments]
        first = start_session(turn, session.id, session.pipeline, raws)
        first.body = pack_message(first.body, Trunks())
        local.publish(first)
        return _loop(session, local, wakeup, codec, progress=bool(request.get("progress")))
    except Full as error:
        raise StateError("spans.jsonl", OSError(0, str(error))) from None
    finally:
        local.close()


def _loop(session: Session, local: LocalRun, wakeup: _Wakeup, codec: Codec, *, progress: bool) -> int:
    begun = shown = monotonic()
    while True:
        end = local.step(PROGRESS if progress else 1.0)
        now = monotonic()
        if progress and local.progress.changed and (end is not None or now - shown >= PROGRESS):
            session.events.emit("progress", nodes=local.progress.report(), elapsed=round(now - begun, 3))
            shown = now
        if end is not None:
            return session.end(_outcome(codec, end), local.progress.report())
        if wakeup.stopped:
            return session.cancel(local.progress.report())
        if (now - begun) * 1000 > session.deadline:
            message = f"the session did not end within {duration(session.deadline)}; it was waiting for {local.progress.open()}"
            return session.end(ended("SessionDeadline", message, session.root_frames()), local.progress.report(), "deadline")


class _Wakeup:
    """Signals as something that a selector waits for."""

    def __init__(self) -> None:
        self.reader, self._writer = socket.socketpair()
        self.reader.setblocking(False)
        self._writer.setblocking(False)
        self.stopped = False
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: object) -> None:
        self.stopped = True

    def drain(self) -> None:
        """Takes what the signals wrote."""
        with suppress(BlockingIOError):
            self.reader.recv(4096)

    def descriptors(self) -> list[int]:
        """What a worker closes."""
        return [self.reader.fileno(), self._writer.fileno()]


def _watch_command(local: LocalRun, events: Events) -> None:
    """Ends the run when the command that reads the events has ended."""

    def gone() -> None:
        raise Gone

    with suppress(OSError, ValueError):  # a file: nobody is at its other end
        local.selector.register(events.descriptor, 1, gone)


def _most() -> int:
    return max(8, os.cpu_count() or 1)


__all__ = ["Fault", "run"]
