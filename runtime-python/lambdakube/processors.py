"""Whether the processors have time to spare: a pool that only computes need not be larger than their number."""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import monotonic


class Load:
    """Looks at the processor time of the workers, at most every 50 ms."""

    def __init__(self) -> None:
        self.processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._at = monotonic()
        self._used: dict[int, int] = {}

    def spare(self, pids: Sequence[int]) -> bool:
        """Whether the workers used less than three quarters of the processors since the last look; true where that cannot be known."""
        now = monotonic()
        if now - self._at < 0.05:
            return False
        used = {pid: _ticks(pid) for pid in pids}
        if any(ticks is None for ticks in used.values()):
            return True
        known = {pid: ticks for pid, ticks in used.items() if ticks is not None}
        ticks = sum(count - self._used.get(pid, count) for pid, count in known.items())
        seconds, self._at, self._used = now - self._at, now, known
        return ticks / os.sysconf("SC_CLK_TCK") < 0.75 * self.processors * seconds


def _ticks(pid: int) -> int | None:
    """Clock ticks that a process has used."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return int(fields[11]) + int(fields[12])
    except (OSError, ValueError, IndexError):
        return None
