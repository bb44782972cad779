"""Calls functions of an emitted file, and gives values by their text and exceptions by their lines of the program."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

request = json.load(sys.stdin)
source = Path(request["path"]).read_text(encoding="utf-8")
table = {python: (frame, line) for python, frame, line in request["lines"]}


def frames_of(error: BaseException) -> list[str]:
    """Frames of the program, innermost first."""
    found = []
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == request["path"] and traceback.tb_lineno in table:
            frame, line = table[traceback.tb_lineno]
            found.append(f"{request['frames'][frame]}:{line}")
        traceback = traceback.tb_next
    return found[::-1]


def kind_of(error: BaseException) -> str:
    kinds = {"ZeroDivisionError": "DivisionByZero", "RecursionError": "StackOverflow"}
    name = type(error).__name__
    return kinds.get(name, name)


def bind(module: dict[str, Any]) -> None:
    """Binds what whoever runs a file binds; the wire form stands in for itself."""

    def failure_of(error: Exception) -> Any:
        if "Raised" in module and isinstance(error, module["Raised"]):
            return error.failure
        names = {"Failed": "FailedKind", "InvalidArgument": "InvalidArgumentKind"}
        name = kind_of(error) + "Kind"
        kind = module[names.get(type(error).__name__, name)]()
        return module["Failure"](kind, str(error), frames_of(error))

    def plain(value: Any) -> Any:
        if value == () or value is None:
            return None
        if isinstance(value, (bool, int, float, str)):
            return value
        if hasattr(value, "items"):
            return {key: plain(each) for key, each in value.items()}
        if type(value).__name__ == "Some":
            return plain(value.value)
        return [plain(each) for each in value]

    def decode(value: Any, type: str) -> Any:
        return module["Ok"](value)

    module["failure_of"] = failure_of
    module["json_from"] = lambda value, type: module["Json"](plain(value))
    module["json_encode"] = lambda value, type: json.dumps(plain(value), separators=(",", ":"), ensure_ascii=False)
    module["json_decode"] = lambda text, type: decode(json.loads(text), type)
    module["json_to"] = lambda value, type: decode(value.value, type)


def main() -> None:
    sys.modules["emitted"] = type(sys)("emitted")
    module: dict[str, Any] = sys.modules["emitted"].__dict__
    exec(compile(source, request["path"], "exec"), module)
    bind(module)
    outcomes: list[dict[str, Any]] = []
    for call in request["calls"]:
        try:
            value = module[call["function"]](*(eval(each, module) for each in call["arguments"]))
            outcomes.append({"value": repr(value)})
        except Exception as error:
            outcomes.append({"failure": kind_of(error), "message": str(error), "frames": frames_of(error)[:50]})
    json.dump(outcomes, sys.stdout)


sys.set_int_max_str_digits(0)
sys.setrecursionlimit(60_000)
threading.stack_size(512 * 1024 * 1024)
thread = threading.Thread(target=main)
thread.start()
thread.join()
