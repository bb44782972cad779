"""What broker and store have refused of late, though they are there: no room, no permission, no writes."""

from __future__ import annotations

from time import monotonic
from typing import Final

from .problem import PlatformProblem

BROKER, STORE = "broker", "store"

LASTS: Final = 12.0
"""Seconds for which a refusal counts: what was refused is tried again in less."""

TELL: Final = 30.0
"""Seconds after which a trouble that goes on is told again."""


class Troubles:
    """The last refusal of each part."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[float, PlatformProblem]] = {}
        self._told: dict[str, float] = {}

    def note(self, problem: PlatformProblem) -> bool:
        """Something was refused. Whether that is to be told, as it is once in a while: all messages at hand meet the same."""
        now = monotonic()
        self._last[STORE if problem.message.startswith("Redis") else BROKER] = (now, problem)
        tell = now - self._told.get(problem.message, -TELL) > TELL
        if tell:
            self._told[problem.message] = now
        return tell

    def recent(self, part: str) -> PlatformProblem | None:
        """What a part refuses just now."""
        at, problem = self._last.get(part, (0.0, None))
        return problem if problem is not None and monotonic() - at < LASTS else None
