"""Random failing programs under faults: what their spans say of a failure is what direct evaluation gives, and they are one tree."""

from __future__ import annotations

import json
import os

import pytest
from evaluations import SESSION, chaotic, directly
from graphs import GraphCalls, Graphs
from jaeger_server import plain_spans

from lambdakube.failures import dotted
from lambdakube.plan import Plan
from lambdakube.spans import SpanMaker, root_span

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "200"))


@pytest.mark.parametrize("part", range(4))
def test_spans_under_faults(part: int) -> None:
    failures = 0
    for seed in range(FIRST + part, FIRST + COUNT, 4):
        again = f"repeat with LK_SEED={seed} LK_CASES=1"
        well = seed % 3 == 0
        program, arguments, texts = Graphs(seed, failing=0.0 if well else 0.5).program(), [seed % 7, seed % 11], list[str]()
        expected = directly(program, GraphCalls(), "main.p", arguments)
        maker = SpanMaker(Plan(program), SESSION, program.digest, lambda service, span, failed: texts.append(span), lambda: 1)  # noqa: B023
        assert chaotic(program, GraphCalls(), "main.p", arguments, seed, maker) == expected, again
        found = list(plain_spans([{"scopeSpans": [{"spans": [json.loads(text) for text in texts]}]}]))
        spans = {span["spanId"]: span for span in found}
        for span in found:
            # What is done again gives the same span again.
            assert (span["name"], span.get("parentSpanId")) == (spans[span["spanId"]]["name"], spans[span["spanId"]].get("parentSpanId"))
        if isinstance(expected, tuple):
            failures += 1
            whole = [span for span in found if span["attributes"].get("lk.failure.message") == expected[1]]
            traces = [_trace(json.loads(span["attributes"]["lk.failure.frames"])) for span in whole]
            assert expected[2] in traces, again
        if well:
            # A fan-out that is given up, since something beside it has failed, has no span: only what goes well is one tree.
            assert {span.get("parentSpanId") for span in found} <= {*spans, root_span(SESSION)}, again
    assert failures or COUNT < 8


def _trace(frames: list[dict[str, object]]) -> list[str]:
    """Frames with their facts as the lines of a trace."""
    lines = []
    for frame in frames:
        if "repeated" in frame:
            lines.append(f"... repeated {frame['repeated']} times")
            continue
        line = f"{dotted(str(frame['function']))}({str(frame['file']).rpartition('/')[2]}:{frame['line']})"
        element = frame.get("element")
        lines.append(f"{line} ~[element {element['index']} of {element['count']}]" if isinstance(element, dict) else line)
    return lines
