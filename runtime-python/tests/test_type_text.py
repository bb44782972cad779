"""Types as texts."""

from __future__ import annotations

import pytest

from lambdakube.descriptor import Program
from lambdakube.type_text import shown_type
from lambdakube.wire import types_of


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        ("Int", "Int", []),
        ("()", "Unit", []),
        ("time.Time", "Time", []),
        ("(Int, List(Bool))", "Tuple", ["Int", "List(Bool)"]),
        ("Dict((Int, Int), main.Order)", "Dict", ["(Int, Int)", "main.Order"]),
        ("shop/stats.Pair(Int, shop/stats.Pair(String, ()))", "Data", ["Int", "shop/stats.Pair(String, ())"]),
    ],
)
def test_parse(program: Program, text: str, kind: str, items: list[str]) -> None:
    parsed = types_of(program).parse(text)
    assert (parsed.kind, parsed.text, [item.text for item in parsed.items]) == (kind, text, items)


@pytest.mark.parametrize("text", ["", "List(", "List(Int", "(Int,Int)", "Int)", "List(Int) "])
def test_what_is_no_type(program: Program, text: str) -> None:
    with pytest.raises(ValueError, match="no type"):
        types_of(program).parse(text)


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        ("Json", True),
        ("main.Order", True),
        ("main.Tree", True),
        ("main.Chain", True),
        ("main.Line", False),
        ("List((Int, main.Money))", False),
        ("Failure", False),
        ("Result(Int, Dict(String, Json))", True),
    ],
)
def test_which_types_nest_without_a_bound(program: Program, text: str, deep: bool) -> None:
    types = types_of(program)
    assert types.is_deep(types.parse(text)) is deep


def test_messages_leave_modules_out() -> None:
    assert shown_type("Dict(main.Currency, List(shop/stats.Pair(time.Time, Int)))") == "Dict(Currency, List(Pair(time.Time, Int)))"
    assert shown_type("Int") == "Int"
