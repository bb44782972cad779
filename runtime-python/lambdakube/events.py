"""Events for the command, as JSON lines on a file descriptor (docs/runtime-protocol.md)."""

from __future__ import annotations

import _thread
import json
import os
import select
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
