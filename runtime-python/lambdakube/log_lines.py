"""Lines of a program's `log` on standard error: one line each, whatever the text holds."""

from __future__ import annotations

import re
import sys
from typing import Final

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""What must not reach a terminal: control characters, line separators, marks that change the direction of text, what is invisible."""

_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_log(level: str, text: str) -> None:
    """Writes `info: text`."""
    sys.stderr.write(f"{level}: {_UNSAFE.sub(_escaped, text)}\n")


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
