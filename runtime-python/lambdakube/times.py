"""Points in time: RFC 3339 texts in UTC on the wire, aware `datetime` values in Python."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Final

from .mismatch import expected

_SECONDS: Final = 19
"""Characters of `2026-11-24T22:53:37`."""


def encode_time(value: datetime) -> str:
    """Without a fraction, or with six digits."""
    return value.astimezone(timezone.utc).isoformat()[:-6] + "Z"


def decode_time(value: Any) -> datetime:
    """Any zone is read; digits of a fraction beyond the sixth are cut off."""
    if type(value) is str:
        found = _parse(value)
        if found is not None:
            return found
        if _parse(value + "Z") is not None:
            raise expected("time.Time", value, " (without a zone)")
    raise expected("time.Time", value)


def time_of(value: Any) -> datetime:
    """The time of an external's `datetime`."""
    if isinstance(value, datetime):
        if value.tzinfo is None or value.utcoffset() is None:
            raise expected("time.Time", value.isoformat(), " (a datetime without a zone)")
        try:
            return datetime.combine(value.date(), value.time(), value.tzinfo).astimezone(timezone.utc)
        except (OverflowError, ValueError):
            raise expected("time.Time", value.isoformat(), " (out of range in UTC)") from None
    raise expected("time.Time", value)


def _parse(text: str) -> datetime | None:
    """`YYYY-MM-DDTHH:MM:SS`, an optional fraction, and `Z` or `±HH:MM`; None where it is something else."""
    if not text.isascii() or len(text) <= _SECONDS:
        return None
    fields, rest = text[:_SECONDS], text[_SECONDS:]
    if fields[4] + fields[7] + fields[10].upper() + fields[13] + fields[16] != "--T::":
        return None
    numbers = [fields[:4], fields[5:7], fields[8:10], fields[11:13], fields[14:16], fields[17:]]
    if not all(number.isdigit() for number in numbers):
        return None
    microseconds = 0
    if rest[0] == ".":
        digits = rest[1:].rstrip("Zz") if rest[-1] in "Zz" else rest[1:-6]
        if not digits.isdigit():
            return None
        microseconds = int(digits[:6].ljust(6, "0"))
        rest = rest[1 + len(digits) :]
    offset = _offset(rest)
    if offset is None:
        return None
    year, month, day, hour, minute, second = map(int, numbers)
    try:
        return datetime(year, month, day, hour, minute, second, microseconds, timezone.utc) - offset
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta | None:
    if zone in ("Z", "z"):
        return timedelta()
    if len(zone) != 6 or zone[0] not in "+-" or zone[3] != ":" or not (zone[1:3] + zone[4:]).isdigit():
        return None
    hours, minutes = int(zone[1:3]), int(zone[4:])
    if hours > 23 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset
