"""Times: now, and durations as people write them."""

from __future__ import annotations

import re
from time import time_ns
from typing import Final

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0, "": 1.0}


def now() -> int:
    """Milliseconds since 1970."""
    return time_ns() // 1_000_000


def seconds(text: str) -> float:
    """`30s`, `500ms`, `2m`, `1.5h`, `7d`; a number alone counts as seconds. ValueError where it is none."""
    found = re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,9})?)(ms|s|m|h|d|)", text.strip())
    if not found:
        raise ValueError(f"{text[:40]!r} is no duration, such as 30s")
    return float(found.group(1)) * _UNITS[found.group(2)]
