"""The request of the command, and what every command of the runtime needs of it."""

from __future__ import annotations

import json
import os
from typing import Any

from .descriptor import Program
from .plan import Plan
from .site_packages import without_site
from .uncached import importable


class RequestError(Exception):
    """The request is broken."""


class MissingEnvironment(Exception):
    """Environment variables that externals need are not set: `names`."""

    def __init__(self, names: list[str]) -> None:
        several = "s" if len(names) > 1 else ""
        super().__init__(f"environment variable{several} not set: {', '.join(names)}")
        self.names = names


def read_request(descriptor: int) -> dict[str, Any]:
    """The JSON line on a file descriptor."""
    data = bytearray()
    while not data.endswith(b"\n"):
        part = os.read(descriptor, 1 << 16)
        if not part:
            break
        data += part
    try:
        request = json.loads(data)
    except ValueError as error:
        raise RequestError(f"the request is no JSON: {error}") from None
    if not isinstance(request, dict):
        raise RequestError("the request is no JSON object")
    return request


def load_program(request: dict[str, Any]) -> Program:
    """The program of the request, its externals importable. DescriptorError where the build cannot be read."""
    program = Program.load(request["build"])
    importable(request.get("path", []))
    if not request.get("site", True):
        without_site()
    return program


def check_environment(plan: Plan, pipeline: str) -> None:
    """Every environment variable that what a pipeline reaches needs is set, else `MissingEnvironment`."""
    needed: dict[str, None] = {}
    queue = [pipeline]
    seen = set(queue)
    while queue:
        entry = plan.pipeline(queue.pop())
        services = [entry.service, *(step.service for step in entry.steps)]
        for service in filter(None, services):
            needed.update(dict.fromkeys(plan.program.service(service).environment))
        bodies = [body for step in entry.steps for body in (step.body, *(branch.body for branch in step.branches)) if body]
        queue += [body for body in dict.fromkeys(bodies) if body not in seen]
        seen.update(bodies)
    missing = [name for name in needed if name not in os.environ]
    if missing:
        raise MissingEnvironment(missing)
