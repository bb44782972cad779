"""Builds `.lk` programs with the command of this checkout, for tests over what the compiler really emits."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from lambdakube.descriptor import Program

HERE = Path(__file__).parent
COMMAND = HERE.parent.parent / "bin" / "lk"
PROGRAMS = HERE / "programs"


def emitted(name: str, folder: Path, python: str) -> Program:
    """Builds `programs/<name>.lk`, with one Python module `emitted_rates` for its externals beside it.

    Skips the test where the compiler is not built.
    """
    if shutil.which("node") is None or not (COMMAND.parent.parent / "dist" / "lk.js").exists():
        pytest.skip("the compiler is not built (npm run build)")
    source = folder / "source"
    source.mkdir()
    shutil.copy(PROGRAMS / f"{name}.lk", source)
    (source / "emitted_rates.py").write_text(python, encoding="utf-8")
    command = [str(COMMAND), "build", str(source / f"{name}.lk"), "-o", str(folder / "build")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Program.load(str(folder / "build"))


def marked(name: str) -> dict[str, int]:
    """The lines of a program by the marks in their comments: `… // mark`."""
    lines = (PROGRAMS / f"{name}.lk").read_text(encoding="utf-8").splitlines()
    return {line.rpartition(" // ")[2]: number for number, line in enumerate(lines, 1) if " // " in line}
