"""Times the calls `run(which, n)` of an emitted file, in ms of the processor, least of some tries, at two sizes.

Run as `library.py FILE COUNT SMALL LARGE`; prints a JSON list with `[small, large]` for each of COUNT uses, or the text of what was raised.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

TRIES = 3


def least(module: dict[str, Any], which: int, size: int) -> float:
    """The least ms of some tries; one is enough where it is much."""
    best = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        module["run"](which, size)
        best = min(best, (time.process_time() - start) * 1000)
        if best > 2_000:
            break
    return best


def main() -> None:
    path, count, small, large = sys.argv[1:]
    sys.modules["emitted"] = type(sys)("emitted")
    module: dict[str, Any] = sys.modules["emitted"].__dict__
    with open(path, encoding="utf-8") as source:
        exec(compile(source.read(), path, "exec"), module)
    times: list[Any] = []
    for which in range(int(count)):
        try:
            times.append([least(module, which, int(small)), least(module, which, int(large))])
        except Exception as error:
            times.append(repr(error))
    json.dump(times, sys.stdout)


main()
