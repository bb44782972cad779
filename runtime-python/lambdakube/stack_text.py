"""A failure as a stack trace in the form of `Throwable.printStackTrace`: what `lk submit --wait` prints, where there is no Node."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

LONGEST_MESSAGE: Final = 8 * 1024
"""Bytes of UTF-8 above which a message is cut."""

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""What must not reach a terminal or a parser of lines: controls, separators of lines, directions of writing, blanks without width."""

_CUT_BEFORE: Final = re.compile(r"… \((\d+) characters\)$")
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

Failure = Mapping[str, Any]
"""As in docs/runtime-protocol.md, "Failures"."""


def stack_trace(thread: str, failure: Failure) -> str:
    """The lines of a failure, its causes and its earlier tries. Frames at the end that are those of the failure around are counted."""
    lines: list[str] = []
    _throwable(lines, f'Exception in thread "{thread}" ', failure, None, "")
    return "\n".join(lines) + "\n"


def escape_text(text: str) -> str:
    """Text that stays on its line: what is unsafe as Java writes it."""
    return _UNSAFE.sub(lambda found: _SHORT.get(found[0]) or _units(found[0]), text)


def _throwable(lines: list[str], caption: str, failure: Failure, around: Sequence[Failure] | None, indent: str) -> None:
    lines.append(indent + caption + _header(_class_name(failure), failure["message"]))
    frames: Sequence[Failure] = failure["frames"]
    shared = 0 if around is None else _common(frames, around)
    # An earlier try keeps the frame with its facts, even if all are shared.
    own = max(len(frames) - shared, min(1, len(frames)))
    _print_frames(lines, frames, own, indent)
    for suppressed in failure.get("suppressed", ()):
        _throwable(lines, "Suppressed: ", suppressed, frames, f"{indent}\t")
    for cause in failure.get("causes", ()):
        lines.append(f"{indent}Caused by: {_header(_python_class(cause['exception']), cause['message'])}")
        if frames:
            lines.append(f"{indent}\t... {_count(frames)} more")


def _print_frames(lines: list[str], frames: Sequence[Failure], own: int, indent: str) -> None:
    above: Failure | None = None
    for frame in frames[:own]:
        if "repeated" in frame:
            lines.append(f"{indent}\t... repeated {frame['repeated']} times")
        elif "text" in frame:
            text = frame["text"]
            lines.append(
                f"{indent}\t{escape_text(text)}" if text.startswith("... ") else f"{indent}\tat {_identifier(text)}(Unknown Source)"
            )
        else:
            lines.append(f"{indent}\tat {_position(frame)}{_facts(frame, above)}")
            above = frame
    more = _count(frames[own:])
    if more:
        lines.append(f"{indent}\t... {more} more")


def _header(name: str, text: str) -> str:
    return f"{name}: {_message(text)}" if text else name


def _message(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= LONGEST_MESSAGE:
        return escape_text(text)
    found = _CUT_BEFORE.search(text)
    length = f"{found[1]} characters" if found else f"{len(data)} bytes"
    return f"{escape_text(data[:LONGEST_MESSAGE].decode('utf-8', 'ignore'))}... (cut, {length} in all)"


def _class_name(failure: Failure) -> str:
    if failure["kind"] == "External":
        return _python_class(failure.get("exception") or "Exception")
    return "lk.StackOverflowError" if failure["kind"] == "StackOverflow" else f"lk.{_identifier(failure['kind'])}Exception"


def _python_class(exception: str) -> str:
    name = _identifier(exception)
    return f"python.{name}" if name.endswith(("Exception", "Error")) else f"python.{name}Exception"


def _identifier(name: str) -> str:
    clean = re.sub("[^A-Za-z0-9_$]", "_", name)
    return clean if re.match("[A-Za-z_$]", clean) else f"_{clean}"


def _position(frame: Failure) -> str:
    name = ".".join(_identifier(part) for part in re.split("[./]", frame["function"]))
    if "file" not in frame or "line" not in frame:
        return f"{name}(Unknown Source)"
    file = re.sub("[():]", "_", escape_text(frame["file"].rpartition("/")[2]))
    return f"{name}({file}:{frame['line']})"


def _facts(frame: Failure, above: Failure | None) -> str:
    facts = []
    if "service" in frame:
        facts.append(f"{_fact(frame.get('kind', 'service'))} {_fact(frame['service'])}")
    if frame.get("element"):
        facts.append(f"element {frame['element']['index']} of {frame['element']['count']}")
    # The host stands once for the frames of one call.
    same_call = above is not None and all(above.get(key) == frame.get(key) for key in ("service", "host")) and "element" not in above
    if "host" in frame and not same_call:
        facts.append(f"host {_fact(frame['host'])}")
    if "try" in frame and frame.get("tries", 1) > 1:
        facts.append(f"attempt {frame['try']} of {frame['tries']}")
    return f" ~[{', '.join(facts)}]" if facts else ""


def _fact(text: str) -> str:
    return re.sub(r"[()\[\],\s]", "_", escape_text(text))


def _common(frames: Sequence[Failure], around: Sequence[Failure]) -> int:
    """How many frames at the end two traces share; facts are no part of a frame."""
    shared = 0
    while shared < min(len(frames), len(around)) and _place(frames[-1 - shared]) == _place(around[-1 - shared]):
        shared += 1
    # A round of a recursion is not cut in two.
    while shared > 0 and "repeated" in frames[len(frames) - shared]:
        shared -= 1
    return shared


def _place(frame: Failure) -> tuple[Any, ...]:
    return tuple(frame.get(key) for key in ("function", "file", "line", "text", "repeated", "frames"))


def _count(frames: Sequence[Failure]) -> int:
    return sum(frame["repeated"] * frame["frames"] if "repeated" in frame else 1 for frame in frames)


def _units(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))
