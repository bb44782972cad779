"""Events for the command, as JSON lines on a file descriptor (docs/runtime-protocol.md)."""

from __future__ import annotations

import _thread
import json
import os
import select
import sys
from collections.abc import Callable
from typing import Any


class Gone(Exception):
    """Nobody reads the events any more: the command has ended."""


def watch_reader(descriptor: int, gone: Callable[[], None]) -> None:
    """Calls `gone` from a thread of its own when nobody can read from a descriptor any more; does nothing for a file."""

    def watch() -> None:
        poll = select.poll()
        poll.register(descriptor, 0)
        poll.poll()
        gone()

    _thread.start_new_thread(watch, ())


class Events:
    """Writes events to a file descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def emit(self, event: str, **keys: Any) -> None:
        """Writes an event. Raises `Gone` where nobody reads."""
        text = json.dumps({"event": event, **keys}, ensure_ascii=False, separators=(",", ":")) + "\n"
        data = memoryview(text.encode("utf-8", "backslashreplace"))
        try:
            while data:
                data = data[os.write(self.descriptor, data) :]
        except (BrokenPipeError, ConnectionResetError):
            raise Gone from None


def flush_output() -> None:
    """Writes what externals printed without ending the line: a process that ends by `os._exit`, or is ended, keeps nothing back."""
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # An external closed it, or its reader is gone.
            pass
