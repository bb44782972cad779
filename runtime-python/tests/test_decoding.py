"""Wire data to values and back: the language's "Wire format", row by row."""

from __future__ import annotations

import json
from math import inf, isnan
from typing import Any

import pytest

from lambdakube.wire import INPUT, LENIENT, MESSAGE, Codec, Mismatch

BIG = 2**53 - 1

FITS: list[tuple[str, Any, Any]] = [
    ("Int", 3, 3),
    ("Int", BIG, BIG),
    ("Int", str(BIG + 1), BIG + 1),
    ("Int", str(-BIG - 1), -BIG - 1),
    ("Float", 1.5, 1.5),
    ("Float", -0.0, -0.0),
    ("Float", "Infinity", inf),
    ("Float", "-Infinity", -inf),
    ("String", "zür\n😀", "zür\n😀"),
    ("Bool", True, True),
    ("()", None, ()),
    ("Bytes", "SGk=", b"Hi"),
    ("Bytes", "", b""),
    ("List(Int)", [1, 2], [1, 2]),
    ("List(Int)", [], []),
    ("List(Int)", [1, str(10**20)], [1, 10**20]),
    ("List(Float)", [1.0, "Infinity"], [1.0, inf]),
    ("List(String)", ["a", "ü"], ["a", "ü"]),
    ("List(Bool)", [True], [True]),
    ("List(())", [None], [()]),
    ("List(List(Int))", [[1], []], [[1], []]),
    ("(Int, String)", [1, "a"], (1, "a")),
    ("Option(Int)", None, None),
    ("Option(List(Int))", [1], "Some(value=[1])"),
    ("Option(Option(Int))", "None", None),
    ("Option(Option(Int))", {"type": "Some", "value": None}, "Some(value=None)"),
    ("Option(Option(Int))", {"type": "Some", "value": 1}, "Some(value=Some(value=1))"),
    ("Option(())", {"type": "Some", "value": None}, "Some(value=())"),
    ("Option(Json)", {"type": "Some", "value": None}, "Some(value=Json(value=None))"),
    ("Option(Result((), Int))", {"type": "Ok", "value": None}, "Some(value=Ok(value=()))"),
    ("Result(Int, String)", {"type": "Error", "error": "x"}, "Error(error='x')"),
    ("Json", {"a": [1, 1.0, None, True, "x"]}, "Json(value={'a': [1, 1.0, None, True, 'x']})"),
    ("main.Line", {"sku": "a", "qty": 1, "note": None}, "Line(sku='a', qty=1, note=None)"),
    ("main.Line", {"sku": "a", "qty": 1, "note": "n"}, "Line(sku='a', qty=1, note=Some(value='n'))"),
    ("main.Discount", "NoDiscount", "NoDiscount()"),
    ("main.Discount", {"type": "Percent", "rate": 5}, "Percent(rate=5)"),
    ("main.Currency", "Usd", "Usd()"),
    ("Dict(String, Int)", {"a": 1, "b": 2}, "Dict([('a', 1), ('b', 2)])"),
    ("Dict(main.Currency, Int)", {"Eur": 1, "Xau": 2}, "Dict([(Eur(), 1), (Xau(), 2)])"),
    ("Dict(Int, String)", [[1, "a"], [2, "b"]], "Dict([(1, 'a'), (2, 'b')])"),
    ("Dict((Int, Int), ())", [[[1, 2], None]], "Dict([((1, 2), ())])"),
    ("main.Tree", {"type": "Branch", "left": "Leaf", "value": 1, "right": "Leaf"}, "Branch(left=Leaf(), value=1, right=Leaf())"),
    ("main.Chain", {"item": 1, "next": {"item": 2, "next": None}}, "Chain(item=1, next=Some(value=Chain(item=2, next=None)))"),
    ("time.Time", "2026-11-24T22:53:37.000001Z", "datetime.datetime(2026, 11, 24, 22, 53, 37, 1, tzinfo=datetime.timezone.utc)"),
    ("time.Time", "0001-01-01T00:00:00Z", "datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)"),
    (
        "Failure",
        {"kind": {"type": "External", "exception": "KeyError"}, "message": "m", "trace": ["a"]},
        "Failure(kind=ExternalKind(exception='KeyError'), message='m', trace=['a'])",
    ),
]


@pytest.mark.parametrize(("type", "wire", "value"), FITS)
def test_values_have_one_form(codec: Codec, type: str, wire: Any, value: Any) -> None:
    decoded = codec.decoder(type)(wire)
    assert repr(decoded) == (value if isinstance(value, str) and type != "String" else repr(value))
    assert codec.encoder(type)(decoded) == wire
    assert json.dumps(codec.encoder(type)(decoded)) == json.dumps(wire)


READ_TOO: list[tuple[str, Any, Any]] = [
    ("Int", "7", 7),
    ("Int", "-0", 0),
    ("Float", 1, 1.0),
    ("Float", 2**60, 2.0**60),
    ("List(Float)", [1, 2.5], [1.0, 2.5]),
    ("main.Line", {"sku": "a", "qty": 1}, "Line(sku='a', qty=1, note=None)"),
    ("main.Order", {"id": "a", "lines": []}, "Order(id='a', lines=[], extra=Json(value=None))"),
    ("Dict(Int, String)", [[1, "a"], [1, "b"]], "Dict([(1, 'b')])"),
    ("time.Time", "2026-11-25t00:53:37.5+02:00", "datetime.datetime(2026, 11, 24, 22, 53, 37, 500000, tzinfo=datetime.timezone.utc)"),
    ("time.Time", "2026-11-24T22:53:37.123456789Z", "datetime.datetime(2026, 11, 24, 22, 53, 37, 123456, tzinfo=datetime.timezone.utc)"),
]


@pytest.mark.parametrize(("type", "wire", "value"), READ_TOO)
def test_other_forms_that_are_read(codec: Codec, type: str, wire: Any, value: Any) -> None:
    assert repr(codec.decoder(type)(wire)) == (value if isinstance(value, str) else repr(value))


def test_nan_is_a_text(codec: Codec) -> None:
    assert isnan(codec.decoder("Float")("NaN"))
    assert codec.encoder("List(Float)")([1.0, float("nan")]) == [1.0, "NaN"]


REFUSED: list[tuple[str, Any, str]] = [
    ("Int", "x", 'value: expected Int, got "x"'),
    ("Int", "01", 'value: expected Int, got "01"'),
    ("Int", "٣", 'value: expected Int, got "٣"'),
    ("Int", "", 'value: expected Int, got ""'),
    ("Int", "+1", 'value: expected Int, got "+1"'),
    ("Int", 1.0, "value: expected Int, got 1.0"),
    ("Int", True, "value: expected Int, got true"),
    ("Int", None, "value: expected Int, got null"),
    ("Float", True, "value: expected Float, got true"),
    ("Float", "1.5", 'value: expected Float, got "1.5"'),
    ("Float", float("inf"), "value: expected Float, got a number too large for it"),
    ("Float", 10**400, "value: expected Float, got a number too large for it"),
    ("String", 1, "value: expected String, got 1"),
    ("String", "\ud800", "value: expected String, got a text with a lone surrogate"),
    ("Bool", 1, "value: expected Bool, got 1"),
    ("()", [], "value: expected (), got an empty list"),
    ("Bytes", "SGk", 'value: expected Bytes, got "SGk" (not base64 with its padding)'),
    ("Bytes", "S Gk=", 'value: expected Bytes, got "S Gk=" (not base64 with its padding)'),
    ("Bytes", "SGl=", 'value: expected Bytes, got "SGl=" (not base64 with its padding)'),
    ("List(Int)", {"a": 1}, "value: expected List(Int), got an object"),
    ("List(Int)", [1, 2, True], "value[2]: expected Int, got true"),
    ("List(String)", ["a", "\ud800"], "value[1]: expected String, got a text with a lone surrogate"),
    ("(Int, Int)", [1], "value: expected (Int, Int), got 1 value in place of 2"),
    ("(Int, Int)", [1, "x"], 'value[1]: expected Int, got "x"'),
    ("main.Line", [], "value: expected Line, got an empty list"),
    ("main.Line", {"sku": "a"}, "value: the field qty is missing"),
    ("main.Line", {"sku": "a", "qyt": 1}, "value: unknown field qyt, did you mean qty?"),
    ("main.Line", {"sku": "a", "qty": 1, "colour": 1}, "value: unknown field colour"),
    ("main.Order", {"id": "a", "lines": [{"sku": "a", "qty": 1}, {"sku": "b", "qty": "x"}]}, 'lines[1].qty: expected Int, got "x"'),
    ("main.Order", {"id": "a", "lines": [{"sku": "a", "qyt": 1}]}, "lines[0]: unknown field qyt, did you mean qty?"),
    ("main.Order", {"id": "a", "lines": [], "extra": {"k": ["\ud800"]}}, 'extra["k"][0]: expected Json, got a text with a lone surrogate'),
    ("Dict(String, Int)", {"eur": "x"}, 'value["eur"]: expected Int, got "x"'),
    ("Dict(String, Int)", [], "value: expected Dict(String, Int), got an empty list"),
    ("Dict(main.Currency, Int)", {"Euro": 1}, 'value["Euro"]: expected Currency, got "Euro", did you mean Eur?'),
    ("Dict(Int, Int)", {"1": 1}, "value: expected Dict(Int, Int), got an object"),
    ("Dict(Int, Int)", [[1, 2], ["x", 1]], 'value[1][0]: expected Int, got "x"'),
    ("main.Discount", "Nodiscount", 'value: expected Discount, got "Nodiscount", did you mean NoDiscount?'),
    ("main.Discount", "Percent", 'value: expected Discount, got "Percent" without its fields: {"type": "Percent", …}'),
    ("main.Discount", {"rate": 5}, 'value: expected Discount, got an object without "type"'),
    ("main.Discount", {"type": "Free"}, 'value: expected Discount, got an object of type "Free"'),
    ("main.Discount", {"type": "NoDiscount"}, 'value: expected Discount, got an object for NoDiscount, which has no fields: "NoDiscount"'),
    ("main.Discount", {"type": "Percent", "rate": 5, "of": 1}, "value: unknown field of"),
    ("main.Discount", 5, "value: expected Discount, got 5"),
    ("Option(Json)", 5, "value: expected Option(Json), got 5 (a JSON value that may be missing is declared Json)"),
    ("Option(Option(Int))", 5, "value: expected Option(Option(Int)), got 5"),
    ("Result(Int, String)", {"type": "Ok", "value": "x"}, 'value: expected Int, got "x"'),
    ("time.Time", "2026-11-24T22:53:37", 'value: expected time.Time, got "2026-11-24T22:53:37" (without a zone)'),
    ("time.Time", "2026-11-24", 'value: expected time.Time, got "2026-11-24"'),
    ("time.Time", "2026-13-24T22:53:37Z", 'value: expected time.Time, got "2026-13-24T22:53:37Z"'),
    ("time.Time", 5, "value: expected time.Time, got 5"),
    ("String", 10**80, "value: expected String, got an integer of more than 60 digits"),
]


@pytest.mark.parametrize(("type", "wire", "message"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_path(codec: Codec, type: str, wire: Any, message: str) -> None:
    with pytest.raises(Mismatch) as caught:
        codec.decoder(type)(wire)
    assert caught.value.text() == message


def test_a_root_stands_in_front_of_the_path(codec: Codec) -> None:
    with pytest.raises(Mismatch) as caught:
        codec.decoder("main.Order")({"id": "a", "lines": [{"sku": 1, "qty": 1}]})
    assert caught.value.text("order") == "order.lines[0].sku: expected String, got 1"
    assert caught.value.path("order") == "order.lines[0].sku"


def test_unknown_fields_are_ignored_where_foreign_json_is_read(codec: Codec) -> None:
    wire = {"sku": "a", "qty": 1, "colour": "red"}
    assert repr(codec.decoder("main.Line", LENIENT)(wire)) == "Line(sku='a', qty=1, note=None)"
    assert repr(codec.decoder("main.Discount", LENIENT)({"type": "Percent", "rate": 5, "x": 1})) == "Percent(rate=5)"


def test_only_digits_from_outside_are_limited(codec: Codec) -> None:
    digits = "1" + "0" * 100_000
    assert codec.decoder("Int", MESSAGE)(digits) == 10**100_000
    assert codec.decoder("Int", INPUT)(digits[:-1]) == 10**99_999
    assert codec.decoder("Int", INPUT)("-" + digits[:-1]) == -(10**99_999)
    for source in (INPUT, LENIENT):
        with pytest.raises(Mismatch, match="more than 100,000 digits"):
            codec.decoder("Int", source)(digits)


def test_a_list_that_needs_no_turning_is_not_copied(codec: Codec) -> None:
    for type, wire in [("List(Int)", [1, 2]), ("List(Float)", [1.5]), ("List(String)", ["a"]), ("List(Bool)", [True])]:
        assert codec.decoder(type)(wire) is wire
        assert codec.encoder(type)(wire) is wire


def test_a_view_of_a_list_is_encoded(codec: Codec) -> None:
    assert codec.encoder("List(Int)")(range(3)) == [0, 1, 2]
    assert codec.encoder("List(main.Discount)")(iter([])) == []


def test_a_long_message_value_is_cut(codec: Codec) -> None:
    with pytest.raises(Mismatch) as caught:
        codec.decoder("Int")("x" * 1_000_000)
    assert len(caught.value.text()) < 200
    assert "(1000000 characters)" in caught.value.text()
