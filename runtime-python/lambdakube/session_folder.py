"""The folder of a session in the state directory (docs/sessions.md)."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from time import gmtime, strftime, time_ns
from typing import Any, Final

VALUE_LIMIT: Final = 1 << 20
"""Bytes of a value that stand in `session.json`; a longer one has a file of its own."""


class StateError(Exception):
    """The state directory cannot be written, or the disk is full."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}")
        self.path = path


class SessionFolder:
    """Writes `session.json` and opens `spans.jsonl`; without a folder it writes nothing. Raises `StateError`."""

    def __init__(self, folder: str | None, record: dict[str, Any]) -> None:
        self._folder = folder
        self._record = {"version": 1, **record, "state": "running", "started": timestamp(time_ns())}
        self.spans: int | None = None
        if folder is None:
            return
        path = f"{folder}/spans.jsonl"
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            os.chmod(folder, 0o700)
            self.spans = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StateError(path, error) from None
        self._write()

    def end(self, state: str, **keys: Any) -> None:
        """Records how the session ended; `value` is the JSON text of its value."""
        self._record.update(state=state, ended=timestamp(time_ns()), **keys)
        value = self._record.get("value")
        if self._folder is not None and value is not None and len(value) > VALUE_LIMIT:
            del self._record["value"]
            self._replace(f"{self._folder}/value.json", value)
        self._write()

    def _write(self) -> None:
        if self._folder is not None:
            self._replace(f"{self._folder}/session.json", json.dumps(self._record, ensure_ascii=False))

    def _replace(self, path: str, text: str) -> None:
        """Writes a file as a whole or not at all."""
        part = f"{path}.part"
        try:
            with open(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", errors="backslashreplace"
            ) as file:
                file.write(text)
            os.replace(part, path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(part)
            raise StateError(path, error) from None


def timestamp(nanoseconds: int) -> str:
    """A time in nanoseconds since 1970 as in the wire format, with six digits."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return f"{strftime('%Y-%m-%dT%H:%M:%S', gmtime(seconds))}.{rest // 1000:06d}Z"
