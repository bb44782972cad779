"""Calls of what the compiler emits: the same program, from `.lk` text to values, failures and trace lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from emitted import emitted, marked

from lambdakube.calls import Call, run_choose, run_glue, run_node
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord, trace_lines
from lambdakube.stack import with_large_stack

LINES = marked("machine")

PYTHON = """
def lookup(currency):
    if currency == "Xau":
        try:
            {}[currency]
        except KeyError as error:
            raise LookupError("no gold") from error
    return 1.5


def everything(all):
    return all
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder: Path = tmp_path_factory.mktemp("emitted")
    program = emitted("machine", folder, PYTHON)
    sys.path.insert(0, str(folder / "source"))
    sys.modules.pop("emitted_rates", None)
    return program


def run(program: Program, node: str, *arguments: Any) -> Any:
    return told(program, with_large_stack(lambda: run_node(program, f"machine-{node.replace('_', '-')}", arguments, Call(str))))


def told(program: Program, outcome: Any) -> Any:
    if type(outcome) is FailureRecord:
        kind = f"External({outcome.exception})" if outcome.kind == "External" else outcome.kind
        return kind, outcome.message, trace_lines(program, outcome.frames)
    return outcome


def at(*marks: str) -> list[str]:
    """Trace lines of marked lines; `declaration: mark` where a mark is not the name of its declaration."""
    lines = []
    for mark in marks:
        declaration, _, line = mark.rpartition(": ")
        lines.append(f"machine.{declaration or line.partition(' ')[0]}(machine.lk:{LINES[line]})")
    return lines


ZERO = ("DivisionByZero", "division by zero")

FAILURES: list[tuple[str, list[Any], tuple[str, str], list[str]]] = [
    ("average", [[]], ZERO, at("ratio", "average")),
    ("inverses", [[1, 0]], ZERO, at("ratio", "inverses lambda")),
    ("folded", [[1, 0]], ZERO, at("folded", "folded")),
    ("filtered", [[1, 0]], ZERO, at("filtered", "filtered")),
    ("refuse", ["x"], ("Failed", "no x"), at("refuse")),
    ("chunked", [0], ("InvalidArgument", "size 0 is below 1"), at("chunked")),
    ("outside", [[]], ZERO, at("ratio", "again", "outside")),
    ("passed", [[]], ZERO, at("ratio", "again", "passed attempt", "handed", "passed")),
    ("own_failure", ["m"], ("External(Own)", "m"), ["somewhere", "else(where.lk:1)", *at("own_failure")]),
    ("converted", ["Xau"], ("External(LookupError)", "no gold"), at("rate", "converted")),
    ("rate_node", ["Xau"], ("External(LookupError)", "no gold"), at("rate_node")),
    ("written", [1001], ("InvalidArgument", "value: nested deeper than 1,000 levels"), at("written")),
]


@pytest.mark.parametrize(("node", "arguments", "failure", "trace"), FAILURES)
def test_failures(program: Program, node: str, arguments: list[Any], failure: tuple[str, str], trace: list[str]) -> None:
    outcome = run(program, node, *arguments)
    if node == "inverses":
        outcome[2].pop()
    assert outcome == (*failure, trace)


def test_a_failure_as_data(program: Program) -> None:
    assert run(program, "tried", []) == {
        "type": "Error",
        "error": {"kind": "DivisionByZero", "message": "division by zero", "trace": at("ratio", "tried")},
    }
    assert run(program, "careful", "Xau") == {
        "type": "Error",
        "error": {"kind": {"type": "External", "exception": "LookupError"}, "message": "no gold", "trace": at("rate", "careful")},
    }
    assert run(program, "careful", "Eur") == {"type": "Ok", "value": 1.5}


LINE = {"sku": "ä", "qty": 2, "note": None}
TREE = {"type": "Branch", "left": "Leaf", "value": 1, "right": "Leaf"}
EVERYTHING: dict[str, Any] = {
    "int": str(-(2**53)),
    "float": "NaN",
    "text": "\u00e4\n😀",
    "flag": True,
    "data": "SGk=",
    "extra": {"a": [1, 1.0, None, {}]},
    "at": "2026-11-24T22:53:37.000001Z",
    "unit": None,
    "list": [LINE, {**LINE, "note": "n"}],
    "pair": [1, "a"],
    "by_name": {"a": 1, "b": 2},
    "by_currency": {"Eur": LINE, "Xau": LINE},
    "by_pair": [[[1, 1.5], TREE], [[1, "NaN"], "Leaf"], [[2, "-Infinity"], "Leaf"]],
    "some": 5,
    "nested": {"type": "Some", "value": None},
    "result": {"type": "Error", "error": "e"},
    "currency": "Usd",
    "tree": TREE,
    "class": {"type": "External", "exception": "KeyError"},
}


@pytest.mark.parametrize("node", ["everything", "through_python", "through_json", "through_data"])
def test_every_form_of_data_comes_through(program: Program, node: str) -> None:
    outcome = run(program, node, EVERYTHING)
    assert json.dumps(outcome.get("value", outcome)) == json.dumps(EVERYTHING)


def test_recursion(program: Program) -> None:
    assert run(program, "deep", 10_000) == 10_000
    assert run(program, "deep_lambda", 10_000) == 10_000
    assert run(program, "loops", 300_000) == 300_000 * 300_001 // 2
    kind, message, trace = run(program, "deep", 1_000_000)
    assert (kind, message.split()[:3]) == ("StackOverflow", ["stack", "overflow", "after"])
    assert trace[0] == at("down")[0]
    assert trace[1].startswith("... repeated ")
    assert trace[2:] == at("deep")


def test_recursion_through_the_library(program: Program) -> None:
    total, numbers, found = run(program, "deep_library", 5_000)
    assert (total, numbers, found) == (5_000, [5_000], 5_000)


def test_data_of_a_thousand_levels(program: Program) -> None:
    assert run(program, "tall", 1000)["type"] == "Branch"
    kind, message, _ = run(program, "tall", 1001)
    assert (kind, message) == ("DecodeFailure", "value: nested deeper than 1,000 levels")
    assert run(program, "tall", 100_000)[:2] == (kind, message)


def test_foreign_json(program: Program) -> None:
    assert run(program, "read", '{"sku":"ä","qty":2,"more":[]}') == {"type": "Ok", "value": LINE}
    assert run(program, "read", "{") == {
        "type": "Error",
        "error": "no JSON at 1:2: the text ends early",
    }


def test_log(program: Program) -> None:
    lines: list[tuple[str, str]] = []
    assert run_node(program, "machine-logged", ["x"], Call(str, log=lambda *line: lines.append(line))) is None
    assert lines == [("info", "x"), ("warn", "twice")]


def test_glue(program: Program) -> None:
    assert run_glue(program, "machine.checkout", 0, [[1, 5]], Call(str)) == 12
    assert told(program, run_glue(program, "machine.checkout", 0, [[0]], Call(str))) == (
        *ZERO,
        at("checkout: checkout glue", "checkout: checkout glue"),
    )
    step = program.pipelines["machine.checkout"]["steps"][2]
    values = {"currency": "Eur", "total": 5, "average": 0}
    inputs = [values[program.pipelines["machine.checkout"]["names"][slot]] for slot in step["inputs"]]
    assert told(program, run_choose(program, "machine.checkout", 2, inputs, Call(str))) == (*ZERO, at("checkout: checkout guard"))
