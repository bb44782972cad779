"""What an external gets and may return: the last column of the language's "Wire format"."""

from __future__ import annotations

import enum
from collections import OrderedDict, namedtuple
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from lambdakube.wire import Codec, Mismatch

UTC = timezone.utc

BOTH: list[tuple[str, Any, Any]] = [
    ("Int", 10**30, 10**30),
    ("Float", 1.5, 1.5),
    ("()", None, None),
    ("Bytes", "SGk=", b"Hi"),
    ("Json", {"a": [1, None, 1.5, True]}, {"a": [1, None, 1.5, True]}),
    ("time.Time", "2026-11-24T22:53:37Z", datetime(2026, 11, 24, 22, 53, 37, tzinfo=UTC)),
    ("List(Float)", [1.0, "Infinity"], [1.0, float("inf")]),
    ("(Int, String)", [1, "a"], (1, "a")),
    ("Dict(String, Int)", {"a": 1}, {"a": 1}),
    ("Dict(main.Currency, Int)", {"Eur": 1}, {"Eur": 1}),
    ("Dict(Int, String)", [[1, "a"]], {1: "a"}),
    ("Dict((Int, String), Bool)", [[[1, "a"], True]], {(1, "a"): True}),
    ("Dict(Option(Int), Int)", [[1, 2]], [(1, 2)]),
    ("Dict((Int, main.Line), Int)", [[[1, {"sku": "a", "qty": 1, "note": None}], 2]], [((1, {"sku": "a", "qty": 1, "note": None}), 2)]),
    ("main.Line", {"sku": "a", "qty": 1, "note": None}, {"sku": "a", "qty": 1, "note": None}),
    ("main.Discount", "NoDiscount", "NoDiscount"),
    ("main.Discount", {"type": "Percent", "rate": 5}, {"type": "Percent", "rate": 5}),
    ("Option(Int)", None, None),
    ("Option(Int)", 5, 5),
    ("Option(Option(Int))", "None", "None"),
    ("Option(Json)", {"type": "Some", "value": None}, {"type": "Some", "value": None}),
    ("Result(Int, String)", {"type": "Ok", "value": 1}, {"type": "Ok", "value": 1}),
]


@pytest.mark.parametrize(("type", "wire", "python"), BOTH)
def test_to_python_and_back(codec: Codec, type: str, wire: Any, python: Any) -> None:
    value = codec.decoder(type)(wire if not isinstance(wire, int) or abs(wire) < 2**53 else str(wire))
    given = codec.to_python(type)(value)
    assert repr(given) == repr(python)
    back = codec.from_python(type)(given)
    assert repr(back) == repr(value)


class Colour(enum.IntEnum):
    RED = 1


class Text(str):
    pass


class Endless(list):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[Any]:
        while True:
            yield 1


Point = namedtuple("Point", "x y")

READ_TOO: list[tuple[str, Any, Any]] = [
    ("Float", 2, 2.0),
    ("Float", float("inf"), float("inf")),
    ("Int", Colour.RED, 1),
    ("String", Text("a"), "a"),
    ("List(Int)", (1, 2), [1, 2]),
    ("List(Int)", Endless([1, 2]), [1, 2]),
    ("List(Int)", Point(1, 2), [1, 2]),
    ("(Int, Int)", [1, 2], (1, 2)),
    ("main.Line", OrderedDict(sku="a", qty=1, colour=3), "Line(sku='a', qty=1, note=None)"),
    ("main.Discount", Text("NoDiscount"), "NoDiscount()"),
    ("Json", (1, (2,)), "Json(value=[1, [2]])"),
    ("Json", {Text("a"): Text("b")}, "Json(value={'a': 'b'})"),
    ("time.Time", datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 1, 1, tzinfo=UTC)),
]


@pytest.mark.parametrize(("type", "given", "value"), READ_TOO)
def test_other_objects_that_are_read(codec: Codec, type: str, given: Any, value: Any) -> None:
    read = codec.from_python(type)(given)
    assert repr(read) == (value if isinstance(value, str) and type != "String" else repr(value))


def rows() -> Iterator[int]:
    yield 1


REFUSED: list[tuple[str, Any, str]] = [
    ("Int", True, "value: expected Int, got true"),
    ("Int", 1.0, "value: expected Int, got 1.0"),
    ("Int", "1", 'value: expected Int, got "1"'),
    ("Float", True, "value: expected Float, got true"),
    ("Float", 10**400, "value: expected Float, got a number too large for it"),
    ("String", b"a", "value: expected String, got a value of the Python class bytes"),
    ("String", "\udc00", "value: expected String, got a text with a lone surrogate"),
    ("Bytes", "SGk=", 'value: expected Bytes, got "SGk="'),
    ("()", True, "value: expected (), got true"),
    ("List(Int)", rows(), "value: expected List(Int), got a value of the Python class generator"),
    ("List(Int)", {1}, "value: expected List(Int), got a value of the Python class set"),
    ("List(Int)", [1, None], "value[1]: expected Int, got null"),
    ("Dict(Int, String)", [(1, "a")], "value: expected Dict(Int, String), got a list"),
    ("Dict(Int, String)", {"1": "a"}, 'value["1"]: expected Int, got "1"'),
    ("main.Line", Colour.RED, "value: expected Line, got a value of the Python class Colour"),
    ("main.Discount", Colour.RED, "value: expected Discount, got a value of the Python class Colour"),
    ("Json", {1: 2}, "value: expected Json, got a dict with the key 1, which is no str"),
    ("Json", [float("nan")], "value[0]: expected Json, got nan, which JSON has not"),
    ("Json", {"rows": [object()]}, "rows[0]: expected Json, got a value of the Python class object"),
    ("time.Time", datetime(2026, 1, 1), 'value: expected time.Time, got "2026-01-01T00:00:00" (a datetime without a zone)'),
    (
        "time.Time",
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
        'value: expected time.Time, got "9999-12-31T23:59:59.999999-01:00" (out of range in UTC)',
    ),
]


@pytest.mark.parametrize(("type", "given", "message"), REFUSED)
def test_what_does_not_fit_is_refused(codec: Codec, type: str, given: Any, message: str) -> None:
    with pytest.raises(Mismatch) as caught:
        codec.from_python(type)(given)
    assert caught.value.text().replace('value["rows"]', "rows") == message


def test_what_an_external_changes_is_its_own(codec: Codec) -> None:
    for type, wire in [("List(Int)", [1, 2]), ("Json", {"a": [1]}), ("List(Json)", [[1]])]:
        value = codec.decoder(type)(wire)
        given = codec.to_python(type)(value)
        read = codec.from_python(type)(given)
        given.clear()
        assert codec.encoder(type)(value) == codec.encoder(type)(read) == wire
    inner = codec.to_python("Json")(codec.decoder("Json")({"a": [1]}))
    inner["a"].append(2)
    assert codec.to_python("Json")(codec.decoder("Json")({"a": [1]})) == {"a": [1]}
