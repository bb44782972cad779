"""The log of a process: one JSON object a line on standard error (docs/platform.md, "Logs")."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timezone
from time import time_ns
from typing import Any, Final

LINE: Final = 65_536
"""Characters of a message that are kept."""


class Log:
    """Writes lines to a file descriptor. `service` stands in each."""

    def __init__(self, service: str = "", descriptor: int = 2) -> None:
        self.service = service
        self._descriptor = descriptor

    def line(self, level: str, message: str, time: int = 0, **known: Any) -> None:
        """A line; `time` in nanoseconds since 1970, 0 for now; what is empty of `known` is left out. A full log loses it."""
        at = datetime.fromtimestamp((time or time_ns()) / 1e9, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if len(message) > LINE:
            message = f"{message[:LINE]}… ({len(message)} characters)"
        entry = {"time": at, "level": level, "service": self.service, "message": message, **known}
        kept = {key: value for key, value in entry.items() if value not in ("", None)}
        text = json.dumps(kept, ensure_ascii=False, default=str, separators=(",", ":"))
        data = memoryview((text + "\n").encode("utf-8", "backslashreplace"))
        with suppress(OSError):
            while data:
                data = data[os.write(self._descriptor, data) :]

    def info(self, message: str, **known: Any) -> None:
        self.line("info", message, **known)

    def warn(self, message: str, **known: Any) -> None:
        self.line("warn", message, **known)

    def error(self, message: str, **known: Any) -> None:
        self.line("error", message, **known)


class Printed(io.TextIOBase):
    """Stands for `sys.stdout` and `sys.stderr` where the program's code runs: each line that is printed goes to `took`."""

    def __init__(self, took: Callable[[str], None]) -> None:
        self._took = took
        self._begun = ""

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._took(line)
        if len(self._begun) > LINE:
            self.end()
        return len(text)

    def end(self) -> None:
        """A line that was begun counts as ended: what printed it is done."""
        if self._begun:
            begun, self._begun = self._begun, ""
            self._took(begun)


class Gathered:
    """What is written to descriptors 1 and 2 by other means (libraries in C, what a crash of Python says) becomes lines of the log.

    They are made the ends of a pipe, which the event loop reads; the log itself writes to what descriptor 2 was before.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._begun = b""
        self._reader, writer = os.pipe()
        os.set_blocking(self._reader, False)
        for number in (1, 2):
            os.dup2(writer, number)
        os.close(writer)

    @staticmethod
    def original() -> int:
        """What standard error is now, under another number, for the log. Before a `Gathered` is made."""
        return os.dup(2)

    def start(self) -> None:
        """Begins to read, in the running loop."""
        asyncio.get_running_loop().add_reader(self._reader, self.read)

    def stop(self) -> None:
        """Reads what is there, and no more: called when the loop is about to end, and after it."""
        with suppress(RuntimeError):
            asyncio.get_running_loop().remove_reader(self._reader)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        self.read()
        if self._begun:
            self._line(self._begun)
            self._begun = b""

    def read(self) -> None:
        """Takes what was written."""
        with suppress(BlockingIOError):
            while data := os.read(self._reader, 1 << 16):
                *lines, self._begun = (self._begun + data).split(b"\n")
                for line in lines:
                    self._line(line)
                if len(self._begun) > LINE:
                    self._line(self._begun)
                    self._begun = b""

    def _line(self, line: bytes) -> None:
        if line.strip():
            self._log.info(line.decode("utf-8", "replace"), source="output")
