"""The input of a session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from samples.build import build

from lambdakube.descriptor import Program
from lambdakube.events import Events
from lambdakube.wire import InputError, read_input
from lambdakube.wire_command import wire_input

SLOTS = ["main.Order", "Float", "Option(Int)", "Option(Json)", "Dict(Int, String)", "Dict((Float, main.Currency), Int)"]
NAMES = ["order", "rate", "limit", "more", "names", "table"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder: Path = tmp_path_factory.mktemp("input")
    pipeline = {"declaration": "main.checkout", "frame": "own", "steps": [], "result": 0}
    return build(
        folder,
        {
            "pipelines": {
                "main.checkout": {**pipeline, "parameters": len(SLOTS), "names": NAMES, "slots": SLOTS},
                "main.nothing": {**pipeline, "parameters": 0, "names": ["a"], "slots": ["Int"]},
            }
        },
        {},
    )


ORDER = '"order": {"id": "a", "lines": [{"sku": "s", "qty": 1}]}'
REST = '"names": [], "table": []'


def test_arguments_come_in_their_normal_form(program: Program) -> None:
    text = (
        f'{{{ORDER}, "rate": 1, "names": [[2, "b"], [1, "a"], [2, "c"]],'
        ' "table": [[["NaN", "Eur"], 1], [[2, "Usd"], 2], [[2, "Eur"], 3], [[-1, "Xau"], 4]]}'
    )
    assert read_input(program, "main.checkout", text) == [
        {"id": "a", "lines": [{"sku": "s", "qty": 1, "note": None}], "extra": None},
        1.0,
        None,
        "None",
        [[1, "a"], [2, "c"]],
        [[[-1.0, "Xau"], 4], [[2.0, "Eur"], 3], [[2.0, "Usd"], 2], [["NaN", "Eur"], 1]],
    ]
    assert read_input(program, "main.nothing", "{}") == []


REFUSED: list[tuple[str, str, str, str | None]] = [
    ("[1]", "the input is no JSON object with a value for each parameter (order, rate, limit, more, names, table)", "", None),
    ('{"order": 1,}', "the input is no JSON at 1:13: unexpected '}'", "", None),
    ('{"order": NaN}', "the input is no JSON at 1:11: NaN is no JSON number", "", None),
    ('{"ordre": 1, "rate": 1}', "the pipeline has no parameter ordre", "ordre", "order"),
    ('{"colour": 1}', "the pipeline has no parameter colour (it has order, rate, limit, more, names, table)", "colour", None),
    (f"{{{ORDER}}}", "the input lacks the parameter rate: Float", "rate", None),
    ('{"rate": 1}', "the input lacks the parameter order: Order", "order", None),
    (
        '{"order": {"id": "a", "lines": [{"sku": "a", "qty": 1}, {"sku": "b", "qty": "x"}]}}',
        'order.lines[1].qty: expected Int, got "x"',
        "order.lines[1].qty",
        None,
    ),
    ('{"order": {"id": "a", "line": []}}', "order: unknown field line", "order", "lines"),
    (f'{{{ORDER}, "rate": 1e400, {REST}}}', "rate: expected Float, got a number too large for it", "rate", None),
    (f'{{{ORDER}, "rate": {"9" * 100_001}}}', "the input does not fit: an integer of more than 100,000 digits", "", None),
    ("[" * 2000, "the input does not fit: nested deeper than 1,000 levels", "", None),
]


@pytest.mark.parametrize(("text", "message", "path", "suggestion"), REFUSED)
def test_what_does_not_fit(program: Program, text: str, message: str, path: str, suggestion: str | None) -> None:
    with pytest.raises(InputError) as caught:
        read_input(program, "main.checkout", text)
    assert caught.value.message == message
    assert (caught.value.path, caught.value.suggestion) == (path, suggestion)


def test_a_pipeline_without_parameters(program: Program) -> None:
    with pytest.raises(InputError, match=r"no parameter x \(it has none\)"):
        read_input(program, "main.nothing", '{"x": 1}')


def test_nothing_of_the_program_is_loaded(program: Program) -> None:
    assert read_input(program, "main.nothing", " {} ") == []
    assert not program.loaded


class Heard(Events):
    """Keeps what is emitted."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def emit(self, event: str, **values: Any) -> None:
        self.said.append({"event": event, **values})


def test_each_of_several_inputs_is_answered_in_order(program: Program) -> None:
    heard = Heard()
    request = {"build": program.folder, "pipeline": "main.checkout", "inputs": [f'{{{ORDER}, "rate": 1, {REST}}}', "{}", '{"ordre": 1}']}
    assert wire_input(request, heard) == 0
    assert [(each["event"], each["index"]) for each in heard.said] == [("input", 0), ("refused", 1), ("refused", 2)]
    assert heard.said[0]["arguments"][1] == "1.0"
    assert (heard.said[2]["path"], heard.said[2]["suggestion"]) == ("ordre", "order")
