"""`input` and `failure`: what the client of the platform asks about a build of which it has the descriptor only.

So there is one codec: an input is refused on the platform in the words of `lk run`, and a failure is reported with the same frames.
"""

from __future__ import annotations

import json
from typing import Any

from .codecs import JsonCodec
from .descriptor import Program
from .events import Events
from .report import report
from .request import RequestError
from .turn import Failed
from .wire import read_input


def wire_input(request: dict[str, Any], events: Events) -> int:
    """Emits an event `input` with the wire value of each parameter, as JSON texts. InputError where the input does not fit."""
    program = Program.load(request["build"])
    pipeline = request["pipeline"]
    if pipeline not in program.pipelines:
        raise RequestError(f"the build has no pipeline {pipeline}")
    codec = JsonCodec()
    arguments = read_input(program, pipeline, request.get("input", "{}"))
    events.emit("input", arguments=[codec.encode(argument).decode() for argument in arguments])
    return 0


def wire_failure(request: dict[str, Any], events: Events) -> int:
    """Emits an event `failure` for a failure as messages and the store carry it; gives the exit code of a run that failed so."""
    program = Program.load(request["build"])
    events.emit("failure", failure=report(program, Failed.unpack(json.loads(request["failure"]))))
    return 1
