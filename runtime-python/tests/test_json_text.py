"""JSON texts from outside."""

from __future__ import annotations

from typing import Any

import pytest

from lambdakube.json_text import JsonError, read, write

READ: list[tuple[str, Any]] = [
    ("1", 1),
    ("1.0", 1.0),
    ("-0.0", -0.0),
    ("1e2", 100.0),
    ("123456789012345678901234567890", 123456789012345678901234567890),
    ("\ufeff {} ", {}),
    ('{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
    ('"\\u00e4\\ud83d\\ude00"', "ä😀"),
    ('["NaN", "Infinity"]', ["NaN", "Infinity"]),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_read(text: str, value: Any) -> None:
    assert repr(read(text)) == repr(value)


REFUSED = [
    ("", "no JSON at 1:1: the text is empty"),
    (" \n ", "no JSON at 2:2: the text is empty"),
    ("{", "no JSON at 1:2: the text ends early"),
    ('{"a": 1,\n "b" 2}', "no JSON at 2:6: unexpected '2'"),
    ("[1] 2", "no JSON at 1:5: more text after the value"),
    ("nul", "no JSON at 1:1: unexpected 'n'"),
    ("{'a': 1}", 'no JSON at 1:2: unexpected "\'"'),
    ('"a\nb"', "no JSON at 1:3: a control character within a string"),
    ('{"a": 1,\n }', "no JSON at 2:2: unexpected '}'"),
    ("[1, ]", "no JSON at 1:5: unexpected ']'"),
    ("[1 2]", "no JSON at 1:4: unexpected '2'"),
    ('["a', "no JSON at 1:2: a string without its end"),
    ('"\\x"', "no JSON at 1:2: an unknown escape"),
    ('"\\u12"', "no JSON at 1:3: an escape that needs four hex digits"),
    ("[1,", "no JSON at 1:4: the text ends early"),
    ("NaN", "no JSON at 1:1: NaN is no JSON number"),
    ('["NaN \\" NaN",\n  "\\\\", NaN]', "no JSON at 2:9: NaN is no JSON number"),
    ("[-Infinity]", "no JSON at 1:2: -Infinity is no JSON number"),
    ("01", "no JSON at 1:2: more text after the value"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(JsonError) as caught:
        read(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("sign", ["", "-"])
def test_digits_have_a_limit(sign: str) -> None:
    assert read(sign + "9" * 100_000) == int(sign + "9" * 100_000)
    with pytest.raises(JsonError, match="an integer of more than 100,000 digits"):
        read(f"[{sign}{'9' * 100_001}]")


def test_write_is_compact_and_keeps_letters() -> None:
    assert write({"b": [1, 2.5, None, True], "ä": "\n😀"}) == '{"b":[1,2.5,null,true],"ä":"\\n😀"}'
