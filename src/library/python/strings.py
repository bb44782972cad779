"""Functions of the module `string`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .failures import InvalidArgument
from .values import Some


def string_contains(text: str, part: str) -> bool:
    """Whether `part` stands somewhere in the text."""
    return part in text


def string_starts_with(text: str, prefix: str) -> bool:
    """Whether the text begins with `prefix`."""
    return text.startswith(prefix)


def string_ends_with(text: str, suffix: str) -> bool:
    """Whether the text ends with `suffix`."""
    return text.endswith(suffix)


def string_index_of(text: str, part: str) -> Some[int] | None:
    """Where `part` stands first, from 0."""
    index = text.find(part)
    return None if index < 0 else Some(index)


def string_slice(text: str, start: int, end: int) -> str:
    """From `start` up to but not including `end`."""
    return text[start:end]


def string_to_upper(text: str) -> str:
    """In capital letters."""
    return text.upper()


def string_to_lower(text: str) -> str:
    """In small letters."""
    return text.lower()


def string_trim(text: str) -> str:
    """Without white space at both ends."""
    return text.strip()


def string_trim_start(text: str) -> str:
    """Without white space at the start."""
    return text.lstrip()


def string_trim_end(text: str) -> str:
    """Without white space at the end."""
    return text.rstrip()


def string_split(text: str, separator: str) -> Sequence[str]:
    """The parts between separators; with an empty separator the characters."""
    return text.split(separator) if separator else list(text)


def string_split_once(text: str, separator: str) -> Some[tuple[str, str]] | None:
    """What stands before and after the first separator."""
    index = text.find(separator)
    return None if index < 0 else Some((text[:index], text[index + len(separator) :]))


def string_words(text: str) -> Sequence[str]:
    """The parts between white space."""
    return text.split()


def string_lines(text: str) -> Sequence[str]:
    """The lines without their ends, without an empty last one."""
    *lines, last = text.replace("\r\n", "\n").split("\n")
    return [*lines, last] if last else lines


def string_join(parts: Sequence[str], separator: str) -> str:
    """All parts with the separator between them."""
    return separator.join(parts)


def string_replace(text: str, old: str, new: str) -> str:
    """With every `old` replaced; the text itself where `old` is empty."""
    return text.replace(old, new) if old else text


def string_repeat(text: str, times: int) -> str:
    """The text `times` times, none where that is negative."""
    return text * times


def string_characters(text: str) -> Sequence[str]:
    """The code points, each as a text of its own."""
    return list(text)


def regular_expression(pattern: str) -> re.Pattern[str]:
    """A compiled regular expression; raises `InvalidArgument` for a broken one."""
    try:
        return re.compile(pattern)
    except (re.error, OverflowError) as error:
        raise InvalidArgument(f"broken regular expression: {error}") from None


def string_matches(text: str, pattern: str) -> bool:
    """Whether a regular expression is found somewhere in the text."""
    return regular_expression(pattern).search(text) is not None


def string_find_all(text: str, pattern: str) -> Sequence[str]:
    """All matches of a regular expression, as they stand."""
    return [match.group() for match in regular_expression(pattern).finditer(text)]
