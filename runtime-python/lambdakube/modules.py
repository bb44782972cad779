"""Loads generated files and binds what they leave to their runner (docs/generated-python.md)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from .decoding import LENIENT
from .descriptor import File, Program
from .exceptions import UNSEEN, Failing, failure_from
from .externals import bind_external
from .failures import FailureRecord, trace_lines
from .json_text import JsonError, read, write
from .mismatch import Mismatch
from .wire import Codec

_EXCEPTIONS: Final = ("Failed", "InvalidArgument", "Raised")

_HEADROOM: Final = 2_000
"""Frames that making a failure may use where the stack of the program is at its end."""

_MARGIN: Final = 5

Module = type(sys)


class GeneratedFile:
    """A loaded file: its globals, and the codec over its classes."""

    __slots__ = ("codec", "file", "namespace", "program")

    def __init__(self, program: Program, file: File, namespace: dict[str, Any]) -> None:
        self.program = program
        self.file = file
        self.namespace = namespace
        self.codec = Codec(program, file.path, namespace)

    def function(self, name: str) -> Callable[..., Any]:
        """A function of the file by its name."""
        found: Callable[..., Any] = self.namespace[name]
        return found


def load(program: Program, path: str) -> GeneratedFile:
    """The generated file at a path of the build folder: compiled, run and bound once for a program."""
    loaded: GeneratedFile | None = program.loaded.get(path)
    if loaded is None:
        filename = program.place(path)
        with open(filename, encoding="utf-8") as source:
            code = compile(source.read(), filename, "exec", dont_inherit=True)
        file = program.file(path)
        loaded = program.loaded[path] = GeneratedFile(program, file, _run(code, path))
        program.by_filename[filename] = file
        _bind(loaded)
    return loaded


def _run(code: Any, path: str) -> dict[str, Any]:
    """The globals of a file after it ran. `dataclasses` looks the module up in `sys.modules` while it runs."""
    name = f"lambdakube.generated:{path}"
    module = Module(name)
    sys.modules[name] = module
    try:
        exec(code, module.__dict__)
    finally:
        del sys.modules[name]
    return module.__dict__


def _bind(loaded: GeneratedFile) -> None:
    namespace, program = loaded.namespace, loaded.program
    for name, make in _BINDINGS.items():
        if name in namespace:
            namespace[name] = make(loaded)
    for name in loaded.file.externals:
        external = program.external(name)
        namespace[external.bound] = bind_external(loaded, external)
    for name in _EXCEPTIONS:
        found = namespace.get(name)
        if isinstance(found, type) and issubclass(found, Exception):
            program.exceptions[found] = name


def _failure_of(loaded: GeneratedFile) -> Callable[[Exception], Any]:
    program, namespace = loaded.program, loaded.namespace

    def failure_of(error: Exception) -> Any:
        _reach(_MARGIN)
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + _HEADROOM)
        try:
            record = failure_from(program, error)
            if record.kind in UNSEEN:
                raise Failing(record, traceback.tb_frame if (traceback := error.__traceback__) else None) from error
            # It is data from here on. Python would keep it as the context of what is raised next, in a chain that it walks each time.
            error.__context__ = error.__traceback__ = None
            kind = namespace[f"{record.kind}Kind"]
            made = kind(record.exception) if record.kind == "External" else kind()
            return namespace["Failure"](made, record.message, trace_lines(program, record.frames))
        finally:
            sys.setrecursionlimit(limit)

    return failure_of


def _reach(depth: int) -> None:
    """Overflows where the stack has less room than this: there the limit could not be set back, and an `attempt` further out has to do."""
    if depth:
        _reach(depth - 1)


def _json_encode(loaded: GeneratedFile) -> Callable[[Any, str], str]:
    def json_encode(value: Any, type: str) -> str:
        try:
            return write(loaded.codec.encoder(type)(value))
        except Mismatch as mismatch:
            raise Failing(FailureRecord("InvalidArgument", mismatch.text())) from None

    return json_encode


def _json_decode(loaded: GeneratedFile) -> Callable[[str, str], Any]:
    def json_decode(text: str, type: str) -> Any:
        try:
            return loaded.namespace["Ok"](loaded.codec.decoder(type, LENIENT)(read(text)))
        except JsonError as error:
            return loaded.namespace["Error"](str(error))
        except Mismatch as mismatch:
            return loaded.namespace["Error"](mismatch.text())

    return json_decode


def _json_from(loaded: GeneratedFile) -> Callable[[Any, str], Any]:
    def json_from(value: Any, type: str) -> Any:
        try:
            return loaded.namespace["Json"](loaded.codec.encoder(type)(value))
        except Mismatch as mismatch:
            raise Failing(FailureRecord("InvalidArgument", mismatch.text())) from None

    return json_from


def _json_to(loaded: GeneratedFile) -> Callable[[Any, str], Any]:
    def json_to(value: Any, type: str) -> Any:
        try:
            return loaded.namespace["Ok"](loaded.codec.decoder(type, LENIENT)(value.value))
        except Mismatch as mismatch:
            return loaded.namespace["Error"](mismatch.text())

    return json_to


def _log(level: str) -> Callable[[GeneratedFile], Callable[[str], tuple[()]]]:
    def bind(loaded: GeneratedFile) -> Callable[[str], tuple[()]]:
        def log(text: str) -> tuple[()]:
            call = loaded.program.current
            if call is not None and call.log is not None:
                call.log(level, text)
            return ()

        return log

    return bind


_BINDINGS: Final[Mapping[str, Callable[[GeneratedFile], Callable[..., Any]]]] = {
    "failure_of": _failure_of, "json_encode": _json_encode, "json_decode": _json_decode, "json_from": _json_from, "json_to": _json_to,
    "log_info": _log("info"), "log_warn": _log("warn"),
}  # fmt: skip
