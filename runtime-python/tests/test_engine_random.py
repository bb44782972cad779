"""Random programs mean the same in every evaluation."""

from __future__ import annotations

import os

import pytest
from evaluations import chaotic, directly, embedded
from graphs import GraphCalls, Graphs

from lambdakube.codecs import JsonCodec, MarshalCodec

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "400"))


@pytest.mark.parametrize("part", range(8))
def test_embedded_equals_direct(part: int) -> None:
    for seed in range(FIRST + part, FIRST + COUNT, 8):
        program = Graphs(seed, failing=(seed % 4) / 5).program()
        expected = directly(program, GraphCalls(), "main.p", [seed % 7, seed % 11])
        for codec in (JsonCodec(), MarshalCodec()):
            found = embedded(program, GraphCalls(), "main.p", [seed % 7, seed % 11], codec)
            assert found == expected, f"repeat with LK_SEED={seed} LK_CASES=1"


@pytest.mark.parametrize("part", range(8))
def test_chaos_equals_direct(part: int) -> None:
    for seed in range(FIRST + part, FIRST + COUNT, 8):
        program = Graphs(seed, failing=(seed % 4) / 5).program()
        expected = directly(program, GraphCalls(), "main.p", [seed % 7, seed % 11])
        for chaos in range(3):
            found = chaotic(program, GraphCalls(), "main.p", [seed % 7, seed % 11], seed * 3 + chaos)
            assert found == expected, f"repeat with LK_SEED={seed} LK_CASES=1"
