"""Runs the runtime as the command does: a process of its own, a request on standard input, events on descriptor 3."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from emitted import COMMAND, PROGRAMS

MAIN = Path(__file__).parent.parent / "lambdakube" / "__main__.py"
SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"


class Ended(NamedTuple):
    """How a run ended: exit code, its last event, everything on standard error, the folder of its session."""

    code: int
    last: dict[str, Any]
    talk: str
    folder: Path
    events: list[dict[str, Any]]

    @property
    def value(self) -> Any:
        """The value; an assertion where there is none."""
        assert self.last["event"] == "value", (self.last, self.talk)
        return json.loads(self.last["json"])

    @property
    def failure(self) -> tuple[str, str, list[str]]:
        """Kind, message, trace."""
        assert self.last["event"] == "failure", (self.last, self.talk)
        failure = self.last["failure"]
        return failure["kind"], failure["message"], failure["trace"]

    @property
    def record(self) -> dict[str, Any]:
        """session.json."""
        return dict(json.loads((self.folder / "session.json").read_text()))

    def spans(self) -> Iterator[dict[str, Any]]:
        """All spans, their attributes as a dict."""
        for line in (self.folder / "spans.jsonl").read_text().splitlines():
            for resource in json.loads(line)["resourceSpans"]:
                for scope in resource["scopeSpans"]:
                    for span in scope["spans"]:
                        attributes = {item["key"]: next(iter(item["value"].values())) for item in span["attributes"]}
                        yield {**span, "attributes": attributes}


class Running:
    """A runtime process that was given its request."""

    def __init__(self, request: dict[str, Any], folder: Path, **options: Any) -> None:
        self.folder = folder
        self._talk = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._reader, writer = os.pipe()
        os.set_inheritable(writer, True)

        def events_on_three() -> None:
            os.dup2(writer, 3)

        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(MAIN)],
            stdin=subprocess.PIPE, stdout=self._talk, stderr=self._talk,
            preexec_fn=events_on_three, close_fds=False, **options,
        )  # fmt: skip
        os.close(writer)
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.close()

    def stop_reading(self) -> None:
        """The command is gone."""
        os.close(self._reader)

    def events(self) -> Iterator[dict[str, Any]]:
        """Events as they come."""
        with os.fdopen(self._reader, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def end(self) -> Ended:
        """Waits for the end."""
        events = list(self.events())
        code = self.process.wait(60)
        self._talk.seek(0)
        talk = self._talk.read().decode("utf-8", "replace")
        return Ended(code, events[-1] if events else {}, talk, self.folder, events)


def built(name: str, folder: Path) -> Path:
    """The build of `programs/<name>.lk`, its externals in `programs/<name>.py`. Skips the test where the compiler is not built."""
    if shutil.which("node") is None or not (COMMAND.parent.parent / "dist" / "lk.js").exists():
        pytest.skip("the compiler is not built (npm run build)")
    shutil.copy(PROGRAMS / f"{name}.lk", folder / "main.lk")
    if (PROGRAMS / f"{name}.py").exists():
        shutil.copy(PROGRAMS / f"{name}.py", folder)
    done = subprocess.run([str(COMMAND), "build", str(folder / "main.lk"), "-o", str(folder / "build")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "build"


def start(build: Path, pipeline: str, given: dict[str, Any], state: Path, **more: Any) -> Running:
    """Starts a run."""
    folder = state / SESSION
    request = {
        "command": "run", "build": str(build), "pipeline": f"main.{pipeline}", "input": json.dumps(given), "session": SESSION,
        "state": str(folder), "path": [str(build / "python")], **more,
    }  # fmt: skip
    return Running(request, folder)


def run(build: Path, pipeline: str, given: dict[str, Any], state: Path, **more: Any) -> Ended:
    """A run to its end."""
    return start(build, pipeline, given, state, **more).end()
