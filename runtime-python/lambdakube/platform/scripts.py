"""The scripts in Redis: each operation of the store is one of them, so that it is atomic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple

Argument = bytes | str | int


class Script(NamedTuple):
    """A script's text, and the name by which a server knows it once it has run."""

    text: str
    sha: str


class Command(NamedTuple):
    """One script with what it works on; `mark` is the key of a session's mark."""

    script: Script
    mark: str
    arguments: Sequence[Argument]


@cache
def script(name: str) -> Script:
    """A script of the folder `lua`, what all of them share before it."""
    folder = Path(__file__).parent / "lua"
    text = "\n".join((folder / f"{part}.lua").read_text("utf-8") for part in ("common", name))
    return Script(text, sha1(text.encode()).hexdigest())


def command(name: str, session: str, *arguments: Argument) -> Command:
    """An operation on a session."""
    return Command(script(name), mark(session), arguments)


def mark(session: str) -> str:
    """The key that is there from a session's start to the end of its time."""
    return f"lk:{{{session}}}:mark"


def keys(session: str, kind: str) -> str:
    """The key of a session with this name."""
    return f"lk:{{{session}}}:{kind}"


Reply = Any
