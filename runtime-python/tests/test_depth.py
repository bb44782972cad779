"""Data nests to 1,000 levels, whatever its type, in every direction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lambdakube.depth import check_python, exceeds
from lambdakube.json_text import JsonError, read, write
from lambdakube.wire import Codec, Mismatch


def lists(depth: int) -> Any:
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


def objects(depth: int) -> Any:
    value: Any = {"item": 1, "next": None}
    for _ in range(depth - 1):
        value = {"item": 1, "next": value}
    return value


def tree(depth: int) -> Any:
    value: Any = "Leaf"
    for _ in range(depth):
        value = {"type": "Branch", "left": "Leaf", "value": 1, "right": value}
    return value


CASES: list[tuple[str, Callable[[int], Any]]] = [("Json", lists), ("main.Chain", objects), ("main.Tree", tree)]


@pytest.mark.parametrize(("type", "make"), CASES)
def test_a_thousand_levels_fit(codec: Codec, type: str, make: Callable[[int], Any]) -> None:
    wire = make(1000)
    value = codec.decoder(type)(wire)
    assert write(codec.encoder(type)(value)) == write(wire)
    assert read(write(wire)) is not None
    codec.from_python(type)(codec.to_python(type)(value))


@pytest.mark.parametrize(("type", "make"), CASES)
def test_a_level_more_does_not(codec: Codec, type: str, make: Callable[[int], Any]) -> None:
    wire = make(1001)
    for decode in (codec.decoder(type), codec.from_python(type)):
        with pytest.raises(Mismatch, match="nested deeper than 1,000 levels"):
            decode(wire)
    with pytest.raises(JsonError, match="nested deeper than 1,000 levels"):
        read(write(wire))


def test_levels_of_what_is_around_count(codec: Codec) -> None:
    codec.decoder("List(Json)")([lists(999)])
    with pytest.raises(Mismatch, match="nested deeper"):
        codec.decoder("List(Json)")([lists(1000)])


@pytest.mark.parametrize("size", [1001, 50_000])
def test_values_that_nest_too_deep_are_not_encoded(codec: Codec, size: int) -> None:
    chain, some = codec.decoder("main.Chain")({"item": 1, "next": None}).__class__, codec.decoder("Option(Int)")(1).__class__
    value = None
    for item in range(size):
        value = chain(item, None if value is None else some(value))
    for encode in (codec.encoder("main.Chain"), codec.to_python("main.Chain")):
        with pytest.raises(Mismatch, match="nested deeper"):
            encode(value)


def test_breadth_is_no_depth() -> None:
    assert not exceeds([[1, [2]]] * 100_000)
    assert exceeds([[1, [2]]] * 10, 2)
    assert not exceeds(5, 0)


def test_text_is_measured_outside_of_strings() -> None:
    assert read('["' + "[" * 5000 + '"]') == ["[" * 5000]
    assert read("[" + ",".join(["[]"] * 5000) + "]") == [[]] * 5000
    assert read("[" + ",".join(['{"\\"[": "\\\\"}'] * 1001) + "]")[0] == {'"[': "\\"}
    with pytest.raises(JsonError, match="nested deeper"):
        read("[" * 1_000_000)
    with pytest.raises(JsonError, match="nested deeper"):
        read('{"a":' * 100_000 + "1" + "}" * 100_000)
    mixed = "1"
    for depth in range(500):
        mixed = f"[{mixed}]" if depth % 3 else f'{{"a":[{mixed}]}}'
    assert read(mixed)


def test_a_python_object_that_holds_itself_is_no_tree() -> None:
    twice: list[Any] = []
    twice += [twice, twice]
    deep: dict[str, Any] = {"rows": [1, {}]}
    deep["rows"][1]["all"] = deep
    with pytest.raises(Mismatch) as caught:
        check_python(twice)
    assert caught.value.text() == "value[0]: refers to itself"
    with pytest.raises(Mismatch) as caught:
        check_python(deep)
    assert caught.value.text() == "rows[1].all: refers to itself"


def test_what_is_shared_is_walked_once() -> None:
    value: Any = []
    for _ in range(200):
        value = [value, value]
    check_python(value)
    for _ in range(900):
        value = [value, (value,)]
    with pytest.raises(Mismatch, match="nested deeper"):
        check_python(value)
