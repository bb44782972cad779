"""Graphs that are wide, long or deep, in every evaluation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from evaluations import chaotic, directly, embedded
from processes import built, run

from lambdakube import calls
from lambdakube.calls import with_large_stack
from lambdakube.descriptor import Program


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("shapes", tmp_path_factory.mktemp("shapes"))


@pytest.fixture(scope="module")
def program(build: Path) -> Program:
    return Program.load(str(build))


def everywhere(program: Program, pipeline: str, *arguments: Any) -> Any:
    """What direct evaluation gives, held against the other evaluations in one process."""
    name = f"main.{pipeline}"
    expected = directly(program, calls, name, arguments)
    assert with_large_stack(lambda: embedded(program, calls, name, arguments)) == expected
    assert with_large_stack(lambda: chaotic(program, calls, name, arguments, 11)) == expected
    return expected


@pytest.mark.parametrize("width", [0, 1, 2, 1999, 2001])
def test_maps(program: Program, width: int) -> None:
    assert everywhere(program, "main", width) == width * (width + 3) // 2


def test_nested_maps_of_uneven_widths(program: Program) -> None:
    assert everywhere(program, "nested", 6) == [[[a * b * c + 1 for c in range(b, a + 1)] for b in range(1, a + 1)] for a in range(1, 7)]


def test_a_long_fold(program: Program) -> None:
    assert everywhere(program, "folding", 3000) == sum(range(1, 3001)) + 3000


def test_a_loop_of_tail_calls(program: Program) -> None:
    assert directly(program, calls, "main.loop", [100_000]) == 0
    assert everywhere(program, "loop", 20_000) == 0


def test_a_polling_loop(program: Program) -> None:
    assert directly(program, calls, "main.polling", [100_000]) == 0
    assert everywhere(program, "polling", 3000) == 0


def test_rounds_that_wait_for_calls(program: Program) -> None:
    assert everywhere(program, "repeat", 100, 1) == 301


def test_900_nested_pipelines(program: Program) -> None:
    assert everywhere(program, "nest", 900) == 901


def test_the_limit_of_nesting(program: Program) -> None:
    assert everywhere(program, "nest", 998) == 999
    kind, message, trace = everywhere(program, "nest", 1000)
    assert (kind, message) == ("StackOverflow", "stack overflow after 1000 calls")
    assert trace == ["main.nest(main.lk:39)", "... repeated 999 times"]


@pytest.mark.parametrize(
    ("pipeline", "given", "value"),
    [
        ("main", {"n": 0}, 0),
        ("main", {"n": 1}, 2),
        ("main", {"n": 100_000}, 5_000_150_000),
        ("folding", {"n": 2000}, 2_003_000),
        ("loop", {"n": 100_000}, 0),
        ("polling", {"n": 5000}, 0),
        ("nest", {"n": 900}, 901),
        ("many", {"n": 500}, 126_750),
        ("nested", {"n": 3}, [[[2]], [[3, 5], [9]], [[4, 7, 10], [13, 19], [28]]]),
    ],
)
def test_locally(build: Path, tmp_path: Path, pipeline: str, given: dict[str, Any], value: Any) -> None:
    assert run(build, pipeline, given, tmp_path).value == value


def test_what_a_fan_out_captures_is_not_copied(build: Path, tmp_path: Path) -> None:
    """A list of about 5 MB in a fan-out of 1,000: main process and workers together stay below 300 MB over what they need anyway."""
    code = "import resource, sys; sys.path.insert(0, sys.argv[1]); from processes import run; from pathlib import Path; " + (
        "print(run(Path(sys.argv[2]), 'captured', {'n': int(sys.argv[4]), 'width': 1000}, Path(sys.argv[3]), workers=3).value, "
        "resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    peaks = []
    for size in (1, 700_000):
        here = str(Path(__file__).parent)
        state = str(tmp_path / str(size))
        done = subprocess.run([sys.executable, "-c", code, here, str(build), state, str(size)], capture_output=True, text=True, check=True)
        value, peak = done.stdout.split()
        assert int(value) == 500_500 + 1000 * size
        peaks.append(int(peak))
    assert peaks[1] - peaks[0] < 100_000, "KiB of the largest process"
