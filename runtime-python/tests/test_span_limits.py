"""Every limit of a span (docs/limits.md): at it nothing is lost, above it something is cut, and said where it can be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jaeger_server import plain_spans
from sleepy import program

from lambdakube.failures import FailureRecord
from lambdakube.joins import MOST, Joins
from lambdakube.path import Path
from lambdakube.plan import Plan
from lambdakube.spans import CAUSES_LIMIT, FRAMES_LIMIT, LOGS_LIMIT, MESSAGE_LIMIT, SpanMaker
from lambdakube.turn import Failed

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"


def span(record: FailureRecord | None = None, logs: int = 0) -> dict[str, Any]:
    """The span of a call that fails so, with so many lines of its log."""
    texts: list[str] = []
    plan = Plan(program(1))
    maker = SpanMaker(plan, SESSION, "b", lambda service, text, failed: texts.append(text), lambda: 1)
    path, step = Path.root(SESSION, "main.p").element("main.p/0", "g", 0, 1), plan.step("main.p#1/0")
    maker.enter(path, step, 1)
    failed = None if record is None else Failed(record, {"service": "main-n", "host": "h", "inner": 1})
    maker.call(path, step, 1, 1, 2, failed, [(1, "info", "x")] * logs, ())
    (found,) = plain_spans([{"scopeSpans": [{"spans": [json.loads(text) for text in texts]}]}])
    return found


def failing(**more: Any) -> dict[str, Any]:
    told: dict[str, Any] = span(FailureRecord(**{"kind": "Failed", "message": "no", "frames": [("main.n", 1)], **more}))["attributes"]
    return told


@pytest.mark.parametrize("more", [0, 1])
def test_the_message(more: int) -> None:
    text = failing(message="x" * (MESSAGE_LIMIT + more))["lk.failure.message"]
    assert len(text) == MESSAGE_LIMIT
    assert text.endswith(f"… ({MESSAGE_LIMIT + 1} characters)") == bool(more)


def test_the_frames() -> None:
    whole = json.loads(failing(frames=[("main.n", line) for line in range(400)])["lk.failure.frames"])
    assert [frame["line"] for frame in whole] == list(range(400))
    told = failing(frames=[(f"main.{'long' * 40}", line) for line in range(400)])["lk.failure.frames"]
    assert len(told.encode()) <= FRAMES_LIMIT
    lines = [frame["line"] for frame in json.loads(told)]
    assert lines == list(range(len(lines))), "what is left out is outermost"
    assert len(lines) > 80


@pytest.mark.parametrize("count", [CAUSES_LIMIT, CAUSES_LIMIT + 1])
def test_causes(count: int) -> None:
    causes = [{"exception": f"E{number}", "message": "m" * 9_000} for number in range(count)]
    told = json.loads(failing(causes=causes)["lk.failure.causes"])
    assert [cause["exception"] for cause in told] == [f"E{number}" for number in range(CAUSES_LIMIT)]
    assert {len(cause["message"]) for cause in told} == {MESSAGE_LIMIT}


@pytest.mark.parametrize("more", [0, 1])
def test_the_python_traceback_keeps_what_is_innermost(more: int) -> None:
    told = failing(python="o" * more + "i" * MESSAGE_LIMIT)["lk.failure.python"]
    assert told == "…" * more + "i" * MESSAGE_LIMIT


@pytest.mark.parametrize("count", [LOGS_LIMIT, LOGS_LIMIT + 1])
def test_lines_of_the_log(count: int) -> None:
    assert len(span(logs=count)["events"]) == LOGS_LIMIT
    failed = span(FailureRecord("Failed", "no", [("main.n", 1)]), logs=count)["events"]
    assert [event["name"] for event in failed] == ["log"] * LOGS_LIMIT + ["exception"]


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_links(count: int) -> None:
    call = {"step": "call", "service": "main-n", "line": 1}
    steps = [{**call, "arguments": [0]} for _ in range(count)] + [{**call, "arguments": list(range(1, count + 1))}]
    made = program(2)
    pipeline = {**made.pipelines["main.p"], "steps": steps}
    plan = Plan(type(made)({**made.data, "pipelines": {"main.p": pipeline}}, ""))
    found = Joins(plan).spans(Path.root(SESSION, "main.p"), plan.step(f"main.p/{count}"))
    assert len(found) == MOST == len(set(found))
