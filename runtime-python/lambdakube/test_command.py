"""`test`: the `test` blocks of a program, by direct evaluation."""

from __future__ import annotations

import os
from typing import Any

from .calls import replacing
from .codecs import MarshalCodec
from .descriptor import Program, Test
from .direct import evaluate
from .events import Events, watch_reader
from .log_lines import write_log
from .plan import Plan
from .report import report
from .request import load_program
from .site_packages import enable_site
from .turn import Failed, NoTracer, Turn, Watch


class _Imports(Watch):
    """Loads installed packages when the first external is imported."""

    def importing(self, started: bool) -> None:
        if started:
            enable_site()


def test(request: dict[str, Any], events: Events) -> int:
    """Runs the tests in order; gives the exit code: 1 where one failed."""
    watch_reader(events.descriptor, lambda: os._exit(130))
    program = load_program(request)
    plan = Plan(program)
    wanted = request.get("tests")
    passed = True
    for chosen in program.tests:
        if wanted is None or chosen.index in wanted:
            result = _test(program, plan, chosen)
            passed = passed and result["passed"]
            events.emit("test", **result)
    return 0 if passed else 1


def _test(program: Program, plan: Plan, test: Test) -> dict[str, Any]:
    codec = MarshalCodec()
    turn = Turn(plan, codec, NoTracer(), _Imports(), lambda ref: b"", log=write_log)
    replacing(program, test.index)
    outcome = evaluate(turn, f"test {test.index}", test.pipeline, [])
    result: dict[str, Any] = {"index": test.index, "passed": False}
    if isinstance(outcome, Failed):
        failure = report(program, outcome)
        return {**result, "message": f"{failure['kind']}: {failure['message']}", "failure": failure}
    value = codec.decode(turn.bytes(outcome))
    if not test.compares:
        return {**result, "passed": True} if value else {**result, "message": "the test is false"}
    holds, left, right = value
    if holds:
        return {**result, "passed": True}
    return {**result, "message": f"the comparison is false: left is {left}, right is {right}", "left": left, "right": right}
