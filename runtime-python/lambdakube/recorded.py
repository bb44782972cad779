"""The arguments of a call that failed, as they are recorded on its span where that is asked for (`LK_TRACE_ARGUMENTS=1`)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from .codecs import Wire

VALUE: Final = 2_000
"""Characters of an argument's JSON that are kept; what is longer is recorded as a text of its beginning."""

MOST: Final = 16
"""Arguments that are recorded."""

_SECRET: Final = re.compile(
    r"pass|pwd|secret|token|credential|auth|cookie|private|session|(^|_)(api|access)?_?key(s|$|_)|(^|_)pin$", re.IGNORECASE
)
"""Names of what is never recorded, wherever they stand."""

_LEFT_OUT: Final = "(not recorded)"


def recorded(names: Sequence[str], values: Sequence[Wire]) -> str:
    """A JSON object of the arguments by name."""
    found: dict[str, Any] = {}
    for name, value in zip(names[:MOST], values[:MOST], strict=True):
        found[name] = _LEFT_OUT if _SECRET.search(name) else _short(value)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _short(value: Wire) -> Any:
    try:
        safe = _without_secrets(value)
        text = json.dumps(safe, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (RecursionError, ValueError):
        return "(cannot be written as JSON)"
    return safe if len(text) <= VALUE else f"{text[:VALUE]}… ({len(text)} characters)"


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _LEFT_OUT if _SECRET.search(key) else _without_secrets(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_secrets(each) for each in value]
    return value
