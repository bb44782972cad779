"""Whether the processors have time to spare: a pool that only computes need not be larger than their number."""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import monotonic
from typing import Final

PAUSE: Final = 0.03
"""Seconds between looks."""

LOOKS: Final = 2
"""Looks in a row that have to agree."""


class Load:
    """Looks at what the workers do, now and then."""

    def __init__(self) -> None:
        self.processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._at = monotonic()
        self._spare = 0

    def spare(self, pids: Sequence[int]) -> bool:
        """Whether fewer workers compute than there are processors, the others being busy with waiting; true where that cannot be known."""
        now = monotonic()
        if now - self._at < PAUSE:
            return False
        self._at = now
        self._spare = self._spare + 1 if sum(map(_computes, pids)) < self.processors else 0
        return self._spare >= LOOKS


def _computes(pid: int) -> bool:
    """Whether a thread of a process runs, or would if it had a processor."""
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/stat", "rb") as file:
                if file.read().rpartition(b")")[2].split()[0] == b"R":
                    return True
    except OSError:
        pass
    return False
