"""What a span costs who makes it: made, written to a file, sent to a collector. Prints JSON; `with_jaeger.py` runs it, with the
address of a collector.

Times are processor time of this process with all of its threads, in microseconds a span, the median of some rounds.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from statistics import median
from time import process_time, sleep, time_ns
from typing import Any

from lambdakube.descriptor import Program
from lambdakube.path import Path
from lambdakube.plan import Plan
from lambdakube.platform.exporter import Exporter
from lambdakube.platform.otlp_settings import Tracing
from lambdakube.platform.tracer import messaging
from lambdakube.span_file import SpanFile
from lambdakube.spans import SpanMaker

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"
SPANS, ROUNDS, BATCH = 40_000, 7, 500

NODE = {"kind": "node", "function": "main.price", "file": "", "result": "Int", "parameters": [{"name": "x", "type": "Int"}], "line": 1}
PIPELINES = {
    "main.p": {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1,
        "steps": [{"step": "map", "over": 0, "body": "main.p#1", "captures": [], "line": 2}],
    },
    "main.p#1": {
        "declaration": "main.p", "frame": "own", "service": "main-p", "parameters": 1, "result": 1,
        "steps": [{"step": "call", "service": "main-price", "arguments": [0], "line": 2}],
    },
}  # fmt: skip
PROGRAM = Program(
    {
        "descriptor": 1, "name": "bench", "digest": "ab" * 32, "modules": {"main": {"file": "src/main.lk"}},
        "services": {"main-price": NODE, "main-p": {**NODE, "kind": "pipeline", "function": "main.p"}}, "pipelines": PIPELINES,
    },
    "",
)  # fmt: skip


def make(add: Callable[[str, str, bool], None], flush: Callable[[], None]) -> float:
    """Makes the spans of the elements of a map, and gives them on by the batch; microseconds a span."""
    plan = Plan(PROGRAM)
    maker = SpanMaker(plan, SESSION, PROGRAM.digest, add, time_ns, messaging=lambda service: messaging("bench", PROGRAM.digest, service))
    maker.sent = time_ns()
    step = plan.step("main.p#1/0")
    root = Path.root(SESSION, "main.p", 1)
    begun = process_time()
    for index in range(SPANS):
        path = root.element("main.p/0", "g", index, SPANS)
        maker.enter(path, step, 1)
        maker.call(path, step, 1, time_ns(), time_ns(), None, (), ())
        if index % BATCH == BATCH - 1:
            flush()
    flush()
    return (process_time() - begun) / SPANS * 1e6


def paths() -> float:
    """What of it are the paths, which a run makes whether or not it is traced."""
    root = Path.root(SESSION, "main.p", 1)
    begun = process_time()
    for index in range(SPANS):
        root.element("main.p/0", "g", index, SPANS).derive("main.p#1/0\ncall")
    return (process_time() - begun) / SPANS * 1e6


def made() -> float:
    return make(lambda service, span, failed: None, lambda: None)


def written() -> float:
    with tempfile.TemporaryFile() as file:
        sink = SpanFile(file.fileno(), {"host.name": "bench"})
        return make(sink.add, sink.flush)


def sent(url: str, compression: bool) -> tuple[float, float]:
    """Microseconds a span, and how many of a hundred were lost."""
    counts = [0, 0, 0, 0]

    def count(*found: int) -> None:
        counts[:] = found

    exporter = Exporter(Tracing(url=url, gzip=compression), {"host.name": "bench"}, count)

    def flush() -> None:
        """No more than a worker with much to do keeps waiting; waiting takes no processor time."""
        exporter.flush()
        while counts[0] - counts[1] - counts[2] > 5_000:
            sleep(0.001)

    begun = process_time()
    make(exporter.add, flush)
    exporter.close(60)
    return (process_time() - begun) / SPANS * 1e6, counts[2] * 100 / max(counts[0], 1)


def main() -> None:
    url = sys.argv[-1]
    rounds: dict[str, list[float]] = {"paths": [], "made": [], "file": [], "sent": [], "gzip": [], "lost": []}
    for _ in range(ROUNDS):
        rounds["paths"].append(paths())
        rounds["made"].append(made())
        rounds["file"].append(written())
        for name, compression in (("sent", False), ("gzip", True)):
            took, lost = sent(url, compression)
            rounds[name].append(took)
            rounds["lost"].append(lost)
    found: dict[str, Any] = {name: round(median(times), 2) for name, times in rounds.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
