"""The process that the command starts: one request on standard input, events on descriptor 3 (docs/runtime-protocol.md).

With the argument `submit` it starts a session on the platform instead.
"""

import os
import signal
import sys

# The rest cannot be read by a Python before 3.10. The command finds out that this is why, and says so.
if sys.version_info < (3, 10):  # noqa: UP036
    os._exit(3)

if not __package__:
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    __package__ = "lambdakube"

from typing import Any

from lambdakube.calls import InputError
from lambdakube.descriptor import DescriptorError
from lambdakube.events import Events, Gone, flush_output
from lambdakube.request import MissingEnvironment, RequestError, read_request
from lambdakube.session_folder import StateError

EVENTS = 3


def main() -> int:
    """Reads the request, does it, gives the exit code."""
    if sys.argv[1:2] == ["submit"]:
        from lambdakube.platform.submit import main as submit

        return submit(sys.argv[2:])
    os.dup2(2, 1)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    sys.stdout = sys.stderr  # line by line, so that what an external printed is out before its worker ends
    events = Events(EVENTS)
    try:
        return _answer(events)
    except Gone:
        return 130


def _answer(events: Events) -> int:
    try:
        return _command(read_request(0), events)
    except Gone:
        raise
    except KeyboardInterrupt:
        return 130
    except RequestError as error:
        events.emit("error", code="request", message=str(error))
        return 2
    except InputError as error:
        meant = {"suggestion": error.suggestion} if error.suggestion else {}
        events.emit("error", code="input", message=error.message, path=error.path, **meant)
        return 2
    except DescriptorError as error:
        events.emit("error", code="build", message=str(error))
    except StateError as error:
        events.emit("error", code="state", message=str(error), path=error.path)
    except MissingEnvironment as error:
        events.emit("error", code="environment", message=str(error), names=error.names)
    except BaseException as error:
        import traceback

        detail = "".join(traceback.format_exception(error))
        events.emit("error", code="runtime", message=f"the runtime failed: {type(error).__name__}: {error}", detail=detail)
    return 3


def _command(request: dict[str, Any], events: Events) -> int:
    command = request.get("command")
    try:
        if command == "run":
            from lambdakube.run_command import run

            return run(request, events)
        if command == "test":
            from lambdakube.test_command import test

            return test(request, events)
        if command == "import":
            from lambdakube.import_command import import_externals

            return import_externals(request, events)
        if command == "inputs":
            from lambdakube.wire_command import wire_input

            return wire_input(request, events)
    except KeyError as error:
        if error.args and error.args[0] in ("build", "pipeline", "session", "externals", "inputs"):
            raise RequestError(f"the request lacks {error.args[0]}") from None
        raise
    raise RequestError(f"unknown command {command!r}")


if __name__ == "__main__":
    status = main()
    flush_output()
    os._exit(status)
