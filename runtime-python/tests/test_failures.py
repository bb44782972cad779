"""Failures as data: folding, trace lines, `failure.raise`."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from lambdakube.descriptor import Program
from lambdakube.failures import FRAMES_LIMIT, MESSAGE_LIMIT, FailureRecord, cut, failure_data, fold, rethrown, trace_lines


def frames(text: str) -> list[Any]:
    """A frame a letter; `3*2` after it are three more repetitions of two frames."""
    return [{"repeated": int(part[0]), "frames": int(part[2])} if "*" in part else (f"main.{part}", 1) for part in text.split()]


@pytest.mark.parametrize(
    ("unfolded", "folded"),
    [
        ("", ""),
        ("a b c", "a b c"),
        ("a a", "a a"),
        ("a a a", "a 2*1"),
        ("a a a a b b", "a 3*1 b b"),
        ("x a b a b a b y", "x a b 2*2 y"),
        ("a b a b", "a b a b"),
        ("a b a b a b a", "a b 2*2 a"),
        ("a b c a b c a b c", "a b c 2*3"),
        ("a 2*1 a 2*1 a 2*1", "a 2*1 a 2*1 a 2*1"),
    ],
)
def test_fold(unfolded: str, folded: str) -> None:
    assert fold(frames(unfolded)) == frames(folded)
    assert fold([list(frame) if isinstance(frame, tuple) else frame for frame in frames(unfolded)]) == [
        list(frame) if isinstance(frame, tuple) else frame for frame in frames(folded)
    ]


def unfold(folded: list[Any]) -> list[Any]:
    result: list[Any] = []
    for frame in folded:
        result += result[-frame["frames"] :] * frame["repeated"] if isinstance(frame, dict) else [frame]
    return result


@pytest.mark.parametrize("seed", range(200))
def test_folding_loses_nothing_and_is_done_once(seed: int) -> None:
    chance = random.Random(seed)
    parts = ["".join(chance.choices("abc", k=chance.randint(1, 4))) * chance.choice([1, 1, 2, 3, 9]) for _ in range(chance.randint(0, 9))]
    original = frames(" ".join("".join(parts)))
    folded = fold(original)
    assert unfold(folded) == original, f"seed {seed}"
    assert fold(folded) == folded, f"seed {seed}"


def test_a_long_trace_keeps_both_ends() -> None:
    many = [("main.f", line) for line in range(5000)]
    folded = fold(many)
    assert folded[:FRAMES_LIMIT] == many[:FRAMES_LIMIT]
    assert folded[FRAMES_LIMIT] == f"... {5000 - 2 * FRAMES_LIMIT} frames left out"
    assert folded[FRAMES_LIMIT + 1 :] == many[-FRAMES_LIMIT:]
    assert fold(folded) == folded
    more = fold([*folded, ("main.g", 1)])
    assert more[FRAMES_LIMIT] == f"... {5001 - 2 * FRAMES_LIMIT} frames left out"
    assert more[-1] == ("main.g", 1)


def test_trace_lines(program: Program) -> None:
    record = FailureRecord(
        "External",
        "no rate",
        [
            ("shop/stats.ratio", 12),
            ["main.all", 8, 17, 1000],
            *[("main.f", 2)] * 4,
            "main.old(main.lk:3)",
            ("gone.f", 1),
            ("main#test1", 9),
        ],
        exception="LookupError",
    )
    assert failure_data(program, FailureRecord.unpack(json.loads(json.dumps(record.pack())))) == {
        "kind": {"type": "External", "exception": "LookupError"},
        "message": "no rate",
        "trace": [
            "shop.stats.ratio(stats.lk:12)",
            "main.all(main.lk:8) ~[element 17 of 1000]",
            "main.f(main.lk:2)",
            "... repeated 3 times",
            "main.old(main.lk:3)",
            "gone.f(Unknown Source)",
            "main.test1(main.lk:9)",
        ],
    }
    assert failure_data(program, FailureRecord("Failed", "x"))["kind"] == "Failed"
    assert trace_lines(program, []) == []


@pytest.mark.parametrize(
    ("trace", "outside", "all"),
    [
        ([], [("main.f", 3)], [("main.f", 3)]),
        (
            ["main.g(main.lk:1)", "main.f(main.lk:2)"],
            [("main.f", 3), ("main.h", 4)],
            ["main.g(main.lk:1)", "main.f(main.lk:2)", ("main.h", 4)],
        ),
        (["main.g(main.lk:1)"], [("main.f", 3)], ["main.g(main.lk:1)", ("main.f", 3)]),
        (["main.f(main.lk:1)", "... repeated 9 times"], [("main.f", 3)], ["main.f(main.lk:1)", {"repeated": 9, "frames": 1}]),
        (["main.f(main.lk:1)"], [("main.f", 2), ("main.f", 1)], ["main.f(main.lk:1)", ("main.f", 1)]),
        (["main.f(main.lk:1)"] * 2, [("main.f", 2), ("main.f", 1)], ["main.f(main.lk:1)", {"repeated": 2, "frames": 1}]),
        (
            ["main.f(main.lk:1)", "... repeated 2 times"],
            [("main.f", 2), ("main.f", 1), ("main.g", 5)],
            ["main.f(main.lk:1)", {"repeated": 3, "frames": 1}, ("main.g", 5)],
        ),
        (["anything at all"], [("main.f", 3)], ["anything at all", ("main.f", 3)]),
        (["main.f(main.lk:1)"], [], ["main.f(main.lk:1)"]),
    ],
)
def test_raising_again_adds_what_is_outside(program: Program, trace: list[str], outside: list[Any], all: list[Any]) -> None:
    assert rethrown(program, trace, outside) == all


def test_messages_are_kept_up_to_a_limit() -> None:
    assert cut("äx") == "äx"
    assert cut("a\udc00b") == "a\\udc00b"
    long = cut("x" * 10_000_000)
    assert long == "x" * MESSAGE_LIMIT + "… (10000000 characters)"
