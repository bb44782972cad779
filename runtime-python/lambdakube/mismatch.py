"""What does not fit its type: the exception of the codec, its path, and how a value is shown in its message."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any, Final

DEPTH: Final = 1_000
"""How deep data nests: arrays and objects around the innermost value."""

TOO_DEEP: Final = "nested deeper than 1,000 levels"

_SHOWN: Final = 60
_PATH: Final = 40


class Mismatch(Exception):
    """A value does not fit. `reason` is the message without its path; the path grows from the inside out while the exception passes.

    `suggestion` is what was meant, where something near a misspelt name is there.
    """

    def __init__(self, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion
        self._segments: list[str] = []

    def at(self, segment: str | int) -> None:
        """The container around says where: a field's name or an index."""
        self._segments.append(f".{segment}" if isinstance(segment, str) else f"[{segment}]")

    def at_key(self, key: Any) -> None:
        """A dictionary around says at which key."""
        text = f"({', '.join(map(shown, key))})" if type(key) is tuple else shown(key)
        self._segments.append(f"[{text}]")

    def path(self, root: str = "") -> str:
        """`order.lines[3].qty` below the root `order`; without a root `lines[3].qty`, `value[3]` and `value` for the whole.

        A very deep path is cut in the middle.
        """
        segments = self._segments[::-1]
        if len(segments) > _PATH:
            segments[_PATH // 2 : -_PATH // 2] = ["…"]
        below = "".join(segments)
        if not root and below.startswith("."):
            return below[1:]
        return (root or "value") + below

    def text(self, root: str = "") -> str:
        """`order.lines[3].qty: expected Int, got "x"`, with what was meant."""
        meant = f", did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{self.path(root)}: {self.reason}{meant}"


def expected(type: str, value: Any, why: str = "") -> Mismatch:
    """A `Mismatch` for a value in place of one of the type (as text of the language)."""
    return Mismatch(f"expected {type}, got {shown(value)}{why}")


def shown(value: Any) -> str:
    """A value in a message: scalars as JSON, cut; anything else by what it is."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    kind = type(value)
    if kind is str:
        return _cut(encode_basestring(value[:_SHOWN]), len(value))
    if kind is int:
        if -(10**_SHOWN) < value < 10**_SHOWN:
            return str(value)
        return "an integer of more than 60 digits"
    if kind is float:
        return "NaN" if value != value else "Infinity" if value == _INFINITY else "-Infinity" if value == -_INFINITY else repr(value)
    if kind is list:
        return "a list" if value else "an empty list"
    if kind is tuple:
        return "a tuple"
    if kind is dict:
        return "an object"
    return f"a value of the Python class {kind.__qualname__}"


def named(name: Any) -> str:
    """A key from outside in a message: as it is where it could be a name of the language, else as `shown`, since it may hold anything."""
    return name if type(name) is str and name.isascii() and name.isidentifier() and len(name) <= _SHOWN else shown(name)


_INFINITY: Final = float("inf")


def _cut(text: str, length: int) -> str:
    safe = text.encode("utf-8", "backslashreplace").decode()
    return f'{safe[:-1]}…" ({length} characters)' if length > _SHOWN else safe
