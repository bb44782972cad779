"""Lines of a program's log stay lines, and do nothing to a terminal."""

from __future__ import annotations

import unicodedata

import pytest

from lambdakube.log_lines import write_log


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("priced 3 lines", "priced 3 lines"),
        ("größer → 😀", "größer → 😀"),
        ("one\ntwo\tthree\r", "one\\ntwo\\tthree\\r"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\u202eb\ufeff", "a\\u202eb\\ufeff"),
        ("\U000e0041", "\\udb40\\udc41"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_written(capsys: pytest.CaptureFixture[str], text: str, written: str) -> None:
    write_log("info", text)
    assert capsys.readouterr().err == f"info: {written}\n"


def test_no_control_character_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cc", "Zl", "Zp"):
            write_log("warn", chr(code))
    written = capsys.readouterr().err
    assert {character for character in written if not character.isascii() or not character.isprintable()} == {"\n"}
