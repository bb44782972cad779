"""What `trouble.lk` calls: does what its argument says."""

from __future__ import annotations

import os
import signal
import sys
import time


def call(what: str) -> int:
    name, _, rest = what.partition(" ")
    print("printed by", what)
    if name == "exit":
        os._exit(int(rest))
    if name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "sysexit":
        sys.exit(int(rest))
    if name == "raise":
        raise ValueError(rest)
    if name == "memory":
        raise MemoryError
    if name == "sleep":
        time.sleep(float(rest))
        return 1
    if name == "late":
        time.sleep(float(rest))
        raise ValueError("late")
    if name in ("flaky", "dying"):
        return _counted(name, *rest.split(" "))
    if name == "touch_and_wait":
        _count(rest)
        time.sleep(60)
    if name == "touch":
        return _count(rest)
    return int(what)


def _counted(name: str, path: str, times: str) -> int:
    """Fails the first times, then gives how often it was called."""
    count = _count(path)
    if count > int(times):
        return count
    if name == "dying":
        os._exit(9)
    raise OSError(f"call {count}")


def _count(path: str) -> int:
    with open(path, "a", encoding="utf-8") as file:
        file.write("x")
    return os.path.getsize(path)
