"""The arguments of a failed call on its span: only where that is asked for, and never what is named like a secret."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from processes import Ended, built, run

from lambdakube.recorded import recorded


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("trouble", tmp_path_factory.mktemp("trouble"))


def failing(trouble: Path, state: Path) -> list[dict[str, Any]]:
    ended: Ended = run(trouble, "each", {"whats": ["1", "raise no"]}, state)
    return [span["attributes"] for span in ended.spans() if span["status"] == {"code": 2} and span["kind"] == 5]


def test_the_failing_span_has_what_the_call_was_given(trouble: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ["lk.arguments" in span for span in failing(trouble, tmp_path / "off")] == [False]
    monkeypatch.setenv("LK_TRACE_ARGUMENTS", "1")
    assert [json.loads(span["lk.arguments"]) for span in failing(trouble, tmp_path / "on")] == [{"what": "raise no"}]


def test_the_whole_failure_of_an_external_is_on_its_span(trouble: Path, tmp_path: Path) -> None:
    (span,) = failing(trouble, tmp_path)
    assert span["lk.failure.python"].splitlines()[-1] == "ValueError: no"
    assert "trouble.py" in span["lk.failure.python"]


@pytest.mark.parametrize(
    "name", ["password", "dbPassword", "API_KEY", "apiKey", "keys", "access_token", "Authorization", "user_pin", "pwd"]
)
def test_secrets_are_not_recorded_wherever_they_stand(name: str) -> None:
    found = recorded([name, "x"], ["hunter2", [{name: "hunter2", "user": "ann"}, {"deep": {name: ["hunter2"]}}]])
    assert "hunter2" not in found
    assert "ann" in found


@pytest.mark.parametrize("name", ["keyboard", "opinion", "monkey", "shipping"])
def test_names_that_only_look_like_it_are_recorded(name: str) -> None:
    assert json.loads(recorded([name], [7])) == {name: 7}


def test_what_is_long_or_deep_is_cut() -> None:
    deep: Any = 1
    for _ in range(50_000):
        deep = [deep]
    found = json.loads(recorded(["long", "deep", "float", "more"], ["x" * 100_000, deep, float("nan"), {"a": "\ud800"}]))
    assert len(found["long"]) < 2_100
    assert found["long"].endswith("(100002 characters)")
    assert found["deep"] == found["float"] == "(cannot be written as JSON)"
    assert len(json.loads(recorded([f"a{i}" for i in range(100)], list(range(100))))) == 16
