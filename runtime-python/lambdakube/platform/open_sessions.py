"""How many sessions of a release are open, so that it takes no more than it can hold: a set in Redis, by when their time is over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .pipe import Pipe
from .times import now

BEGIN: Final = (Path(__file__).parent / "lua" / "begin.lua").read_text("utf-8")


def open_key(release: str) -> str:
    """The key of the set."""
    return f"lk:{{{release}}}:open"


async def begin(pipe: Pipe, release: str, session: str, deadline: int, most: int) -> bool:
    """Counts a session; false where there is no room. One that is counted already has its room. Times are in milliseconds since 1970."""
    return bool(await pipe.run(("EVAL", BEGIN, 1, open_key(release), session, deadline, now(), most)))


async def over(pipe: Pipe, release: str, session: str) -> None:
    """A session has ended."""
    await pipe.run(("ZREM", open_key(release), session))
