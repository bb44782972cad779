"""Spans of local runs: a tree under one root, whatever the shape, and the whole failure on the span that failed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from processes import SESSION, Ended, built, run

INTERNAL, SERVER, CONSUMER = 1, 2, 5


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("shapes", tmp_path_factory.mktemp("shapes"))


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("trouble", tmp_path_factory.mktemp("trouble"))


def tree(ended: Ended) -> dict[str, dict[str, Any]]:
    """The spans by id, after checking that they are well formed and hang below one root."""
    spans = {span["spanId"]: span for span in ended.spans()}
    roots = [span for span in spans.values() if "parentSpanId" not in span]
    assert [root["name"] for root in roots] == ["session"]
    for span in spans.values():
        assert span["traceId"] == SESSION
        assert re.fullmatch("[0-9a-f]{16}", span["spanId"])
        assert int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"])
        assert span.get("parentSpanId", roots[0]["spanId"]) in spans, span["name"]
    return spans


def names(spans: dict[str, dict[str, Any]]) -> Counter[str]:
    return Counter(span["name"] for span in spans.values())


@pytest.mark.parametrize("seed", [None, 5])
def test_a_map(shapes: Path, tmp_path: Path, seed: int | None) -> None:
    spans = tree(run(shapes, "main", {"n": 50}, tmp_path, chaos=seed))
    assert names(spans) == {"session": 1, "main.main": 1, "main.main.map": 1, "main-work": 50, "main-total": 1}
    fan = next(span for span in spans.values() if span["name"] == "main.main.map")
    calls = [span for span in spans.values() if span["name"] == "main-work"]
    assert {call["parentSpanId"] for call in calls} == {fan["spanId"]}
    assert sorted(int(call["attributes"]["lk.element.index"]) for call in calls) == list(range(50))
    assert {call["attributes"]["lk.element.count"] for call in calls} == {"50"}
    assert {call["kind"] for call in calls} == {CONSUMER}
    assert fan["kind"] == INTERNAL
    assert spans[fan["parentSpanId"]]["name"] == "main.main"


@pytest.mark.parametrize("seed", [None, 5])
def test_pipelines_of_elements_have_spans(shapes: Path, tmp_path: Path, seed: int | None) -> None:
    spans = tree(run(shapes, "many", {"n": 7}, tmp_path, chaos=seed))
    assert names(spans) == {"session": 1, "main.many": 1, "main.many.map": 1, "main.chain": 7, "main-step": 21}
    chains = {span["spanId"]: span["attributes"]["lk.element.index"] for span in spans.values() if span["name"] == "main.chain"}
    assert sorted(chains.values()) == [str(i) for i in range(7)]
    (fan,) = (name for name, span in spans.items() if span["name"] == "main.many.map")
    assert {spans[chain]["parentSpanId"] for chain in chains} == {fan}
    assert Counter(span["parentSpanId"] for span in spans.values() if span["name"] == "main-step") == dict.fromkeys(chains, 3)


def test_a_loop_is_one_frame(shapes: Path, tmp_path: Path) -> None:
    spans = tree(run(shapes, "polling", {"n": 20}, tmp_path))
    assert names(spans) == {"session": 1, "main.polling": 1, "main-step": 20}


@pytest.mark.parametrize("seed", [None, 3])
def test_the_failing_span_holds_the_failure(trouble: Path, tmp_path: Path, seed: int | None) -> None:
    ended = run(trouble, "each", {"whats": ["1", "raise no", "2"]}, tmp_path, chaos=seed)
    spans = tree(ended)
    failed = [span for span in spans.values() if span["status"] == {"code": 2} and span["kind"] == CONSUMER]
    assert [span["attributes"]["lk.failure.kind"] for span in failed] == ["External"]
    attributes = failed[0]["attributes"]
    assert attributes["error.type"] == "ValueError"
    assert attributes["lk.failure.message"] == "no"
    assert json.loads(attributes["lk.failure.frames"]) == ended.last["failure"]["frames"]
    root = next(span for span in spans.values() if span["name"] == "session")
    assert root["status"] == {"code": 2}
    for key in ("lk.failure.frames", "lk.failure.causes", "lk.failure.python"):
        assert root["attributes"].get(key) == attributes.get(key)
    assert attributes["lk.failure.python"].startswith("Traceback (most recent call last):")


def test_every_try_has_a_span(trouble: Path, tmp_path: Path) -> None:
    spans = tree(run(trouble, "retried", {"what": f"flaky {tmp_path}/count 2"}, tmp_path))
    tries = [span for span in spans.values() if span["name"] == "main-again"]
    tries.sort(key=lambda span: int(span["startTimeUnixNano"]))
    assert [(span["attributes"]["lk.try"], span["attributes"]["lk.tries"]) for span in tries] == [("1", "4"), ("2", "4"), ("3", "4")]
    assert [span["status"] for span in tries] == [{"code": 2}, {"code": 2}, {}]


def test_calls_that_were_lost_have_spans(trouble: Path, tmp_path: Path) -> None:
    spans = tree(run(trouble, "kept", {"whats": ["exit 3", "1"]}, tmp_path))
    lost = [span for span in spans.values() if span["attributes"].get("lk.failure.kind") == "WorkerLost"]
    assert [span["attributes"]["lk.failure.message"] for span in lost] == ["worker lost (exit 3)"]


def test_a_failure_of_glue_is_on_its_pipeline(trouble: Path, tmp_path: Path) -> None:
    spans = tree(run(trouble, "sum_of", {"whats": ["1"]}, tmp_path))
    failed = {span["name"]: span["attributes"]["lk.failure.kind"] for span in spans.values() if span["status"] == {"code": 2}}
    assert failed == {"main.sum_of": "DivisionByZero", "session": "DivisionByZero"}


def test_long_messages_and_deep_stacks_are_cut(trouble: Path, shapes: Path, tmp_path: Path) -> None:
    ended = run(trouble, "single", {"what": "raise " + "x" * 200_000}, tmp_path)
    for span in ended.spans():
        for value in span["attributes"].values():
            assert len(str(value)) <= 32 * 1024
    assert len(ended.last["failure"]["message"]) < 100_000


def test_the_same_seed_gives_the_same_run(shapes: Path, tmp_path: Path) -> None:
    def once(folder: str) -> list[tuple[str, int]]:
        ended = run(shapes, "many", {"n": 9}, tmp_path / folder, chaos="again")
        spans = list(ended.spans())
        begun = min(int(span["startTimeUnixNano"]) for span in spans)
        return [(span["spanId"], int(span["endTimeUnixNano"]) - begun) for span in spans]

    assert once("a") == once("b")


@pytest.mark.parametrize("seed", [None, 2])
def test_logs_are_on_the_span_that_they_belong_to(tmp_path: Path, seed: int | None) -> None:
    ended = run(built("logs", tmp_path), "main", {"n": 4}, tmp_path, chaos=seed)
    logs = {
        span["name"]: [[next(iter(item["value"].values())) for item in event["attributes"]] for event in span["events"]]
        for span in tree(ended).values()
        if "events" in span
    }
    assert logs["main-noisy"] == [["info", "n is 4"], ["warn", "mind"]]
    assert ["info", "glue"] in logs["main.main"]
    assert "info: n is 4" in ended.talk
