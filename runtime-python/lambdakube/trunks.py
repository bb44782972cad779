"""Outer parts of deep paths: they go once from one process to another, and messages name them.

A message carries its whole path. Of recursion that is deep that would be thousands of frames a message, nearly all of them the same as in
the message before; so every 64th frame ends a *trunk*, and a message has the id of the innermost trunk and the frames within.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .path import Path

SPAN: Final = 64
"""Frames of a trunk."""

MOST: Final = 1_024
"""Trunks that a process makes. They are kept as long as the session, so beyond that paths go whole: a tree of deep recursions has many."""


Trunk = tuple[bytes, bytes, list[bytes]]
"""Its id, which is the digest of its innermost frame; the id of the trunk around it, empty where there is none; its packed frames."""


class Trunks:
    """The trunks that a process knows."""

    def __init__(self) -> None:
        self._paths: dict[bytes, Path] = {}
        self._made = 0
        self._new: list[Trunk] = []

    def cut(self, path: Path) -> tuple[bytes, list[bytes]]:
        """The id of the innermost trunk of a path (empty where it has none) and the packed frames within it."""
        end = _end(path)
        id = self._id(end)
        return (b"", path.pack()) if id is None else (id, path.pack(end))

    def _id(self, end: Path | None) -> bytes | None:
        """The id of the trunk that ends with a frame, made where it is not known; None where no more are made."""
        missing: list[Path] = []
        while end is not None and end.digest not in self._paths:
            missing.append(end)
            end = _end(end.parent)
        if missing and self._made + len(missing) > MOST:
            return None
        for each in reversed(missing):
            self._new.append((each.digest, end.digest if end else b"", each.pack(end)))
            self._paths[each.digest] = end = each
        self._made += len(missing)
        return end.digest if end else b""

    def take_new(self) -> list[Trunk]:
        """The trunks that were made since this was last asked: they go ahead of the messages that name them."""
        new, self._new = self._new, []
        return new

    def learn(self, trunks: Iterable[Trunk]) -> None:
        """Takes trunks that another process has made, outer ones first."""
        for id, outer, frames in trunks:
            self._paths[id] = Path.unpack(frames, self._paths.get(outer))

    def join(self, id: bytes, packed: list[bytes]) -> Path:
        """The inverse of `cut`. KeyError for a trunk that is not known."""
        around = self._paths[id] if id else None
        if not packed:
            assert around is not None
            return around
        return Path.unpack(packed, around)


def _end(path: Path | None) -> Path | None:
    """The innermost frame of a path that ends a trunk."""
    while path is not None and path.length % SPAN:
        path = path.parent
    return path
