"""What stands in the bucket, as far as it is what it has to be: whoever may write to it can have written anything."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from .ids import valid_session

MOST: Final = 64 << 20
"""Bytes of an unpacked build; what is larger is none."""

_LATEST: Final = 1 << 48
"""A time, in milliseconds since 1970, that none is after."""


def session_entry(key: str, value: bytes | None) -> dict[str, Any] | None:
    """The entry of the session that a key names; None where it is none."""
    found = _object(value or b"")
    fits = (
        found is not None
        and isinstance(found.get("session"), str)
        and valid_session(found["session"])
        and key.endswith(f"session.{found['session']}")
        and all(isinstance(found.get(name), str) for name in ("build", "pipeline", "state"))
        and all(_is_time(found, name) for name in ("started", "deadline"))
        and (found["state"] == "running" or _is_time(found, "ended"))
    )
    return found if fits else None


def build_entry(key: str, value: bytes | None) -> dict[str, Any] | None:
    """The entry of the build that a key names, unpacked; None where it is none."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        data = unpack.decompress(value or b"", MOST)
    except zlib.error:
        return None
    found = _object(data) if unpack.eof else None
    fits = (
        found is not None
        and key == f"build.{found.get('digest')}"
        and all(isinstance(found.get(name), str) for name in ("digest", "program", "version"))
        and _is_time(found, "registered")
        and isinstance(found.get("accepts"), bool)
        and isinstance(found.get("descriptor"), dict)
        and all(isinstance(found["descriptor"].get(name), dict) for name in ("modules", "services", "pipelines"))
    )
    return found if fits else None


def alive_entry(value: bytes | None) -> int:
    """When a service was there last, in milliseconds since 1970; 0 where that is not said."""
    found = _object(value or b"")
    return int(found["seen"]) if found is not None and _is_time(found, "seen") else 0


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_time(entry: Mapping[str, Any], name: str) -> bool:
    value = entry.get(name)
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LATEST
