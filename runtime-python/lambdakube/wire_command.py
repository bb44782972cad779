"""`inputs`: what the client of the platform asks about a build of which it has the descriptor only.

So there is one codec, and an input is refused on the platform in the words of `lk run`.
"""

from __future__ import annotations

from typing import Any

from .codecs import JsonCodec
from .descriptor import Program
from .events import Events
from .request import RequestError
from .wire import InputError, read_input


def wire_input(request: dict[str, Any], events: Events) -> int:
    """Emits an event for each of the `inputs`, in order: `input` with the wire value of each parameter as JSON texts, or `refused`."""
    program = Program.load(request["build"])
    pipeline = request["pipeline"]
    if pipeline not in program.pipelines:
        raise RequestError(f"the build has no pipeline {pipeline}")
    codec = JsonCodec()
    for index, text in enumerate(request["inputs"]):
        try:
            arguments = read_input(program, pipeline, text)
        except InputError as error:
            events.emit("refused", index=index, message=error.message, path=error.path, suggestion=error.suggestion)
            continue
        events.emit("input", index=index, arguments=[codec.encode(argument).decode() for argument in arguments])
    return 0
