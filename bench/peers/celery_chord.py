"""Celery's chord over Redis: a trivial task for each element, and a body that gets all results.

Run as `celery_chord.py COUNT` with a worker beside it; prints the seconds from the call until the chord's body has run.
"""

import os
import sys
import time

from celery import Celery, chord

URL = os.environ["BENCH_REDIS"]
app = Celery("celery_chord", broker=URL, backend=URL)
app.conf.task_ignore_result = False


@app.task
def work(x: int) -> int:
    return x + 1


@app.task
def body(results: list[int]) -> int:
    return sum(results)


if __name__ == "__main__":
    count = int(sys.argv[1])
    chord([work.s(0)])(body.s()).get(timeout=60)
    start = time.perf_counter()
    total = chord([work.s(x) for x in range(count)])(body.s()).get(timeout=600)
    elapsed = time.perf_counter() - start
    assert total == count * (count + 1) // 2, total
    print(elapsed)
