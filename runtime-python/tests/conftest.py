"""Deep data is decoded in the tests' own thread, so Python's small default limit is raised as the runtime does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from processes import built
from samples.build import build, node

from lambdakube.descriptor import Program
from lambdakube.modules import load
from lambdakube.wire import Codec

pytest.register_assert_rewrite("evaluation_cases", "store_cases")
LIMIT = 20_000


@pytest.fixture(autouse=True)
def recursion_limit() -> None:
    """The limit is one for all threads: what a large stack has raised it to would let the tests' own stack overflow."""
    sys.setrecursionlimit(LIMIT)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose one file has the classes of all sample types."""
    folder: Path = tmp_path_factory.mktemp("build")
    return build(folder, {"services": {"main-same": node("same", {"value": "Int"}, "Int")}}, {"functions/main.py": "same = int\n"})


@pytest.fixture(scope="session")
def codec(program: Program) -> Codec:
    """The codec over the classes of that file."""
    return load(program, "functions/main.py").codec


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program of `programs/shapes.lk`."""
    return Program.load(str(built("shapes", tmp_path_factory.mktemp("shapes"))))
