"""What `failing.lk` calls."""

from __future__ import annotations

import os
import time
from typing import Any


def caused(x: int) -> int:
    """Fails with two causes below 100."""
    if x >= 100:
        return x
    try:
        try:
            known: dict[int, int] = {}
            return known[x]
        except KeyError as error:
            raise LookupError(f"no {x}") from error
    except LookupError:
        raise ValueError("nothing\n\tfound \x1b[31m")  # noqa: B904 - the context is a cause too


def wrong(x: int) -> Any:
    """No Int."""
    return f"{x}"


def dying(x: int) -> int:
    """Takes its process along."""
    os._exit(x)


def slow(x: int) -> int:
    """Takes longer than any patience."""
    time.sleep(60)
    return x
