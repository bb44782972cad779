"""Prints outcomes of a program as JSON, for the comparison of Python versions. Run as a module, with the folder of the build."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lambdakube.calls import Call, run_glue, run_node, with_large_stack
from lambdakube.descriptor import Program
from lambdakube.failures import FailureRecord, trace_lines
from samples.machine import machine

LINE = {"sku": "ä", "qty": 2}
CALLS: list[tuple[str, list[Any]]] = [
    ("average", [[]]), ("inverses", [[1, 0]]), ("lazily", [[1, 0]]), ("with_lambda", [[1, 0]]), ("again", [[]]), ("outside", [[]]),
    ("outer_try", [[]]), ("down", [10_000]), ("nested", [10_000]), ("ping", [0]), ("deep_try", [0]), ("chain", [1000]), ("chain", [50_000]),
    ("written", [1001]), ("same_line", [LINE]), ("to_line", [5]), ("huge", [1]), ("broken", [1]), ("quietly", [1]), ("rate", ["Eur"]),
]  # fmt: skip

BROKEN = [
    "",
    " ",
    "{",
    '{"a": 1,\n }',
    "[1, ]",
    "[1 2]",
    '{"a" 1}',
    '["a',
    '"\\x"',
    '"\\u12"',
    '"a\nb"',
    "nul",
    "01",
    "[1] 2",
    "NaN",
    "[" * 9999,
]
"""What is no JSON: the words about it are ours, not those of the Python at hand."""


def outcomes(program: Program) -> list[Any]:
    found = [run_node(program, f"main-{name.replace('_', '-')}", arguments, Call(str)) for name, arguments in CALLS]
    found += [run_node(program, "main-read-line", [text], Call(str)) for text in BROKEN]
    found += [run_glue(program, "main.checkout", step, [[]], Call(str)) for step in (0, 1)]
    return [_told(program, outcome) for outcome in found]


def _told(program: Program, outcome: Any) -> Any:
    """An outcome; how deep a stack went and how a cycle begins differs between versions, so of an overflow only the kind."""
    text = json.dumps(outcome.pack() if type(outcome) is FailureRecord else outcome)
    if "stack overflow after" in text:
        return "StackOverflow"
    if type(outcome) is FailureRecord:
        return outcome.kind, outcome.exception, outcome.message, trace_lines(program, outcome.frames)
    return outcome


if __name__ == "__main__":
    program = machine(Path(sys.argv[1]))
    print(json.dumps(with_large_stack(lambda: outcomes(program))))
