"""In one process: over a broker and a store in memory, and under chaos."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluation_cases import EvaluationCases
from evaluations import chaotic, embedded
from graphs import GraphCalls

from lambdakube.codecs import JsonCodec, MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.turn import Calls


class TestInMemory(EvaluationCases):
    count = 400

    def outcomes(self, program: Program, calls: Calls, pipeline: str, arguments: list[Any], seed: int) -> Iterator[Any]:
        for codec in (JsonCodec(), MarshalCodec()):
            yield embedded(program, fresh(calls), pipeline, arguments, codec)


class TestChaos(EvaluationCases):
    count = 400

    def outcomes(self, program: Program, calls: Calls, pipeline: str, arguments: list[Any], seed: int) -> Iterator[Any]:
        for chaos in range(3):
            yield chaotic(program, fresh(calls), pipeline, arguments, seed * 3 + chaos)


def fresh(calls: Calls) -> Calls:
    """The calls without what they remember: nodes that fail at first do so in each evaluation."""
    return type(calls)() if isinstance(calls, GraphCalls) else calls
