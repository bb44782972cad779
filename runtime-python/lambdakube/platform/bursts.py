"""Doing at once what was asked for at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Each = TypeVar("Each")


class Burst(Generic[Key, Each]):
    """Gathers what comes within a turn of the event loop: `take` is then called once a key, with all that came for it."""

    def __init__(self, take: Callable[[Key, list[Each]], None]) -> None:
        self._take = take
        self._waiting: dict[Key, list[Each]] = {}

    def put(self, key: Key, each: Each) -> None:
        """Something has come."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._turn)
        found = self._waiting.get(key)
        if found is None:
            self._waiting[key] = [each]
        else:
            found.append(each)

    def _turn(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for key, all_of_it in waiting.items():
            self._take(key, all_of_it)
