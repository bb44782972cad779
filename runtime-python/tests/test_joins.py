"""The links of a span: what was joined for it, by way of glue, and nothing where nothing was."""

from __future__ import annotations

from typing import Any

import pytest

from lambdakube.descriptor import Program
from lambdakube.joins import Joins, call_span
from lambdakube.path import Path
from lambdakube.plan import Plan

CALL = {"step": "call", "service": "main-n", "line": 1}
STEPS: list[dict[str, Any]] = [
    {**CALL, "arguments": [0]},  # slot 1
    {**CALL, "arguments": [0]},  # slot 2
    {**CALL, "arguments": [1, 2]},  # joins two calls
    {**CALL, "arguments": [3]},  # one value: nothing is joined
    {"step": "glue", "function": "f", "inputs": [1, 3], "line": 1},  # slot 5
    {**CALL, "arguments": [5, 0]},  # joins two calls by way of glue
    {"step": "map", "over": 0, "body": "main.p#1", "captures": [], "line": 1},  # slot 7
    {**CALL, "arguments": [7]},  # a fan-out is joined by itself
    {"step": "pipeline", "pipeline": "main.q", "arguments": [0], "line": 1},  # slot 9
    {"step": "map", "over": 7, "body": "main.p#1", "captures": [9], "line": 1},  # joins a fan-out and a pipeline
    {**CALL, "service": "main-again", "arguments": [0]},  # slot 11: which try gave it is not known
    {**CALL, "arguments": [11, 1]},
]


@pytest.fixture
def plan() -> Plan:
    node = {"kind": "node", "function": "main.n", "file": "", "result": "Int", "parameters": []}
    pipeline = {"declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1, "steps": STEPS}
    services = {"main-n": node, "main-again": {**node, "retry": {"max": 2}}}
    return Plan(Program({"descriptor": 1, "services": services, "pipelines": {"main.p": pipeline}}, ""))


@pytest.mark.parametrize(
    ("step", "joined"),
    [(0, []), (2, [0, 1]), (3, []), (5, [0, 2]), (7, [6]), (9, [6, 8]), (11, [0])],
)
def test_the_spans_of_what_was_joined(plan: Plan, step: int, joined: list[int]) -> None:
    path = Path.root("7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", "main.p")
    spans = []
    for index in joined:
        site = f"main.p/{index}"
        kind = STEPS[index]["step"]
        if kind == "call":
            spans.append(call_span(path, site, 1))
        else:
            spans.append(path.fan_span(site) if kind == "map" else path.call(site, "", named=True).span())
    assert Joins(plan).spans(path, plan.step(f"main.p/{step}")) == spans
