"""The same outcomes on every Python that is installed, from 3.10 on; none before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MINORS = [minor for minor in range(10, 16) if minor != sys.version_info.minor]


def installed(minor: int) -> str | None:
    """A Python of that version: on the path, or among pyenv's."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for python in [f"python3.{minor}", *map(str, versions.glob(f"3.{minor}.*/bin/python3"))]:
        try:
            told = subprocess.run([python, "-c", "import sys; print(sys.version_info.minor)"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            continue
        if told.stdout.strip() == str(minor):
            return python
    return None


def outcomes(python: str, folder: Path) -> list[object]:
    environment = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}"}
    command = [python, "-B", "-m", "samples.across", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("minor", MINORS)
def test_outcomes_are_the_same(minor: int, tmp_path: Path) -> None:
    python = installed(minor)
    if python is None:
        pytest.skip(f"Python 3.{minor} is not installed")
    assert outcomes(python, tmp_path / "other") == outcomes(sys.executable, tmp_path / "this")


@pytest.mark.parametrize("minor", range(6, 10))
def test_an_older_one_ends_without_a_word(minor: int) -> None:
    python = installed(minor)
    if python is None:
        pytest.skip(f"Python 3.{minor} is not installed")
    main = HERE.parent / "lambdakube" / "__main__.py"
    done = subprocess.run([python, "-I", "-S", str(main)], input="{}\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
