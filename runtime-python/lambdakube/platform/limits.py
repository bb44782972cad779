"""What the platform takes at most (docs/limits.md). Whoever passes a limit is told its name and the size, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..actions import Action, Arrive, Chain, End, Put, Scatter

CLAIM: Final = 512 * 1024
"""Bytes above which a message is stored, and only its id is sent; fewer where the broker takes less."""

HEADERS: Final = 1024
"""Bytes that the broker counts beside a message's own, at most."""

PAYLOAD: Final = 64 * 1024
"""The least `max_payload` of the broker: what cannot be stored has to fit, such as the entry of a session."""

SESSIONS: Final = "open sessions"
"""The unit of the limit that is passed by others, and only for a while."""


class LimitPassed(Exception):
    """Something is larger than a limit; the text names both. `site` is the step that it is about, where it is one."""

    def __init__(self, what: str, size: int, most: int, unit: str, site: str = "") -> None:
        super().__init__(f"{what} has {size:,} {unit}; at most {most:,} are taken")
        self.unit = unit
        self.site = site


@dataclass(frozen=True)
class Limits:
    """Bytes of a session's input, of one value (a result, an element, a list that was gathered), and of a message with all that it
    carries; elements of a map or fold; sessions of a release that are open at a time."""

    input: int = 64 << 20
    value: int = 256 << 20
    message: int = 256 << 20
    elements: int = 1_000_000
    sessions: int = 100_000

    def check_input(self, arguments: Sequence[bytes]) -> None:
        """LimitPassed where a session's input is too large."""
        size = sum(map(len, arguments))
        if size > self.input:
            raise LimitPassed("the input", size, self.input, "bytes")

    def check_message(self, size: int) -> None:
        """LimitPassed where a message with all that it carries is too large."""
        if size > self.message:
            raise LimitPassed("a message with its values", size, self.message, "bytes")

    def check(self, actions: Sequence[Action]) -> None:
        """LimitPassed where something that a message brought about is too large."""
        for action in actions:
            if isinstance(action, (Arrive, Put, End)):
                self._value("the result" if isinstance(action, End) else "a value", len(action.raw))
            elif isinstance(action, (Scatter, Chain)):
                if len(action.items) > self.elements:
                    what = "a map" if isinstance(action, Scatter) else "a fold"
                    raise LimitPassed(what, len(action.items), self.elements, "elements", action.body.site)
                for item in action.items:
                    self._value("an element", len(item))

    def _value(self, what: str, size: int) -> None:
        if size > self.value:
            raise LimitPassed(what, size, self.value, "bytes")
