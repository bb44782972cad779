"""`import`: imports what the externals of a program name, and says what is wrong with each. Only a build that is told so asks for it."""

from __future__ import annotations

import importlib
import inspect
import os
from typing import Any

from .events import Events, watch_reader
from .site_packages import enable_site
from .uncached import importable


def import_externals(request: dict[str, Any], events: Events) -> int:
    """Emits an event `external` for each, in order; gives the exit code: 1 where one cannot be called."""
    watch_reader(events.descriptor, lambda: os._exit(130))
    importable(request.get("path", []))
    enable_site()
    problems = [_problem(each["python"], each["arguments"]) for each in request["externals"]]
    for index, problem in enumerate(problems):
        events.emit("external", index=index, **({"problem": problem} if problem else {}))
    return 1 if any(problems) else 0


def _problem(name: str, arguments: int) -> str | None:
    """Why a function cannot be called with so many arguments by position; None where it can, or where it does not tell."""
    module, _, function = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), function, None)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"importing `{module}` raises {type(error).__name__}: {error}"
    if found is None:
        return f"`{module}` has no `{function}`"
    if not callable(found):
        return f"`{name}` is no function"
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return None
    keys = {"idempotency_key": ""} if "idempotency_key" in signature.parameters else {}
    try:
        signature.bind(*range(arguments), **keys)
    except TypeError as error:
        return f"`{name}` does not take {arguments} argument{'' if arguments == 1 else 's'}: {error}"
    return None
