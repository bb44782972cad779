"""Functions of the module `time`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from .failures import InvalidArgument
from .values import Some


@dataclass(frozen=True, slots=True)
class TimeParts:
    """Date and time of day."""

    _name = "Parts"

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


utc_zone = timezone(timedelta(), "UTC")


def time_now() -> datetime:
    """The time by the clock of the machine."""
    return datetime.now(utc_zone)


def time_parse(text: str) -> Some[datetime] | None:
    """Reads a date and time with a zone, as RFC 3339 writes them."""
    found = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):([0-5]\d))",
        text,
        re.ASCII,
    )
    if not found:
        return None
    *parts, fraction, utc, sign, hours, minutes = found.groups()
    year, month, day, hour, minute, second = map(int, parts)
    try:
        local = datetime(
            year, month, day, hour, minute, second, int((fraction or "")[:6].ljust(6, "0"))
        )
        offset = timedelta() if utc else timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == "-" else offset)
        return Some(local.replace(tzinfo=zone).astimezone(utc_zone))
    except (ValueError, OverflowError):
        return None


def time_to_string(time: datetime) -> str:
    """As RFC 3339 writes it, in UTC, without a fraction or with six digits."""
    return time.astimezone(utc_zone).replace(tzinfo=None).isoformat() + "Z"


def time_format(time: datetime, pattern: str) -> str:
    """By codes of `strftime`, in UTC."""
    try:
        return time.strftime(pattern)
    except (ValueError, UnicodeError) as error:
        raise InvalidArgument(f"broken time pattern: {error}") from None


def time_add(time: datetime, milliseconds: int) -> datetime:
    """So many milliseconds later."""
    try:
        return time + timedelta(milliseconds=milliseconds)
    except OverflowError:
        raise InvalidArgument("outside of the years 1 to 9999") from None


def time_diff(later: datetime, earlier: datetime) -> int:
    """The milliseconds from `earlier` to `later`, rounded down."""
    return (later - earlier) // timedelta(milliseconds=1)


def time_parts(time: datetime) -> TimeParts:
    """Date and time of day in UTC."""
    return TimeParts(time.year, time.month, time.day, time.hour, time.minute, time.second)


def time_from_parts(parts: TimeParts) -> Some[datetime] | None:
    """The time with these parts in UTC, where there is one."""
    try:
        return Some(
            datetime(
                parts.year,
                parts.month,
                parts.day,
                parts.hour,
                parts.minute,
                parts.second,
                tzinfo=utc_zone,
            )
        )
    except (ValueError, OverflowError):
        return None


def time_weekday(time: datetime) -> int:
    """1 for Monday to 7 for Sunday, in UTC."""
    return time.isoweekday()
