"""Spans of the functions within a node, where they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from processes import Ended, built, run


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("functions", tmp_path_factory.mktemp("functions"))


def watched_run(*arguments: Any, **more: Any) -> Ended:
    """A run with spans of functions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LK_TRACE_FUNCTIONS", "1")
        return run(*arguments, **more)


def below(ended: Ended, name: str) -> list[Any]:
    """The functions below the span of that name as a tree: `[name, failed, functions]`, in order of their starts."""
    spans = sorted(ended.spans(), key=lambda span: int(span["startTimeUnixNano"]))
    (top,) = (span for span in spans if span["name"] == name)

    def within(parent: dict[str, Any]) -> list[Any]:
        found = [span for span in spans if span.get("parentSpanId") == parent["spanId"]]
        assert all(span["attributes"]["lk.function"] is True for span in found)
        return [[span["name"], span["status"] == {"code": 2}, within(span)] for span in found]

    return within(top)


@pytest.mark.parametrize("chaos", [None, 1])
def test_each_function_has_a_span_below_its_caller(functions: Path, tmp_path: Path, chaos: int | None) -> None:
    ended = watched_run(functions, "main", {"x": 3}, tmp_path, chaos=chaos)
    assert ended.value == 13
    double = ["main.double", False, []]
    if chaos is None:  # a virtual clock stands still within a call, so that starts say no order
        assert below(ended, "main-work") == [["main.twice", False, [double, double]], double]
    else:
        assert sorted(map(str, below(ended, "main-work"))) == sorted(map(str, [["main.twice", False, [double, double]], double]))
    twice = next(span for span in ended.spans() if span["name"] == "main.twice")
    assert (twice["attributes"]["code.file.path"], twice["attributes"]["code.line.number"]) == ("main.lk", "8")


def test_a_function_that_fails_is_marked_and_the_failure_is_the_same(functions: Path, tmp_path: Path) -> None:
    without = run(functions, "failing", {"x": 0}, tmp_path / "without")
    watched = watched_run(functions, "failing", {"x": 0}, tmp_path / "with")
    assert watched.failure == without.failure
    assert below(watched, "main-broken") == [["main.ratio", True, []]]


@pytest.mark.parametrize("depth", [9_000, 200_000])
def test_recursion_goes_as_deep_and_most_of_it_is_counted(functions: Path, tmp_path: Path, depth: int) -> None:
    without = run(functions, "recursive", {"n": depth}, tmp_path / "without")
    watched = watched_run(functions, "recursive", {"n": depth}, tmp_path / "with")
    if depth == 9_000:
        assert watched.value == without.value == 9_000
        (call,) = (span for span in watched.spans() if span["name"] == "main-far")
        assert int(call["attributes"]["lk.functions.left_out"]) == 9_001 - 1_000
    else:
        assert watched.failure[:2] == without.failure[:2]


def test_nothing_of_it_is_there_where_it_is_not_asked_for(functions: Path, tmp_path: Path) -> None:
    assert {span["name"] for span in run(functions, "main", {"x": 3}, tmp_path).spans()} == {"session", "main.main", "main-work"}
