"""Calls of the project's own Python: imported at the first call, arguments and result turned by the declared types.

What an external raises is `External` with the class's own name; what it returns has to fit its type. The process's standard output is
pointed elsewhere by whoever starts it, so nothing is done about printing here.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` loads `enum`, which costs as much as all of this
import _thread
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from .descriptor import External, Parameter, Program
from .exceptions import Failing, external_failure
from .failures import FailureRecord, Frame
from .mismatch import Mismatch
from .stack import room

if TYPE_CHECKING:
    from .modules import GeneratedFile

_MAIN_THREAD: Final = _thread.get_ident()
"""The thread that imports this module, before any other is started."""

_USUAL_ROOM: Final = 1_000
"""Frames that Python gives a program. An external that overflows with less room has been called too deep: that is the caller's overflow."""


def bind_external(loaded: GeneratedFile, external: External) -> Callable[..., Any]:
    """The function that stands in a generated file for an external. Nothing is imported before its first call."""
    program = loaded.program
    frame = (external.name, external.line)
    encoders: list[Callable[[Any], Any]] = []
    decode: Callable[[Any], Any] | None = None
    resolved: Callable[..., Any] | None = None
    keyed = False

    def call(*values: Any) -> Any:
        nonlocal decode, resolved, keyed
        replacement = program.replaced.get(external.name)
        if replacement is not None:
            return replacement(loaded, external, values)
        if decode is None:
            encoders.extend(loaded.codec.to_python(parameter.type) for parameter in external.parameters)
            decode = loaded.codec.from_python(external.result)
        arguments = _arguments(external.parameters, encoders, values, frame)
        handled = sys.exc_info()[1]
        key = None if external.pure else _next_key(program)
        limit = sys.getrecursionlimit()
        try:
            try:
                if resolved is None:
                    resolved = _resolve(program, external.python)
                    keyed = takes_key(resolved)
                result = resolved(*arguments, idempotency_key=key()) if keyed and key else resolved(*arguments)
            finally:
                _restore(limit)
        except BaseException as error:
            if _is_ctrl_c(error) or (isinstance(error, RecursionError) and room() < _USUAL_ROOM):
                raise
            failure = external_failure(error, frame, handled)
        else:
            try:
                return decode(result)
            except Mismatch as mismatch:
                failure = FailureRecord("DecodeFailure", mismatch.text(), [frame])
        raise Failing(failure) from None

    call.__name__ = call.__qualname__ = external.bound
    return call


def _restore(limit: int) -> None:
    """What an external may have set for its whole process: the stack of its call, and the digits of an int, which have no limit."""
    if sys.getrecursionlimit() != limit:
        sys.setrecursionlimit(limit)
    if _digits is not None and _digits():
        sys.set_int_max_str_digits(0)


_digits: Final[Callable[[], int] | None] = getattr(sys, "get_int_max_str_digits", None)


def _arguments(parameters: Sequence[Parameter], encoders: Sequence[Callable[[Any], Any]], values: Sequence[Any], frame: Frame) -> list[Any]:
    arguments: list[Any] = []
    try:
        for encode, value in zip(encoders, values, strict=True):
            arguments.append(encode(value))
    except Mismatch as mismatch:
        raise Failing(FailureRecord("DecodeFailure", mismatch.text(parameters[len(arguments)].name), [frame])) from None
    return arguments


def _next_key(program: Program) -> Callable[[], str]:
    """The idempotency key of the next effectful call within the call that runs; counted whether or not it is asked for."""
    call = program.current
    number = call.effects
    call.effects += 1
    return lambda: str(call.key(number))


def _resolve(program: Program, name: str) -> Callable[..., Any]:
    """The function of a dotted name. The time of its module's first import is marked, since no timeout counts it."""
    module, _, function = name.rpartition(".")
    if module not in sys.modules:
        importing = program.current.importing if program.current is not None else None
        if importing is not None:
            importing(True)
        try:
            __import__(module)
        finally:
            if importing is not None:
                importing(False)
    found: Callable[..., Any] = getattr(sys.modules[module], function)
    return found


def takes_key(function: Any) -> bool:
    """Whether a Python function has a keyword-only parameter `idempotency_key`, also behind `functools.wraps`."""
    for _ in range(20):
        code = getattr(function, "__code__", None)
        if code is None and hasattr(function, "__func__"):
            code = getattr(function.__func__, "__code__", None)
        if code is not None:
            start = code.co_argcount
            if "idempotency_key" in code.co_varnames[start : start + code.co_kwonlyargcount]:
                return True
        function = getattr(function, "__wrapped__", None)
        if function is None:
            return False
    return False


def _is_ctrl_c(error: BaseException) -> bool:
    """Whether an exception is the interrupt of this process, not an exception of the external's own making.

    Python raises it in its main thread only, and an engine runs on a thread of its own (`with_large_stack`).
    """
    if not isinstance(error, KeyboardInterrupt) or _thread.get_ident() != _MAIN_THREAD:
        return False
    return bool(_signal.getsignal(_signal.SIGINT) is _signal.default_int_handler)


def replaced_by(program: Program, load: Callable[[Program, str], GeneratedFile], file: str, function: str) -> Callable[..., Any]:
    """What stands for an external in a test with `@replace`: a function of the test's file, values turned between the two files."""

    def call(caller: GeneratedFile, external: External, values: Sequence[Any]) -> Any:
        test = load(program, file)
        if test is caller:
            return test.function(function)(*values)
        try:
            arguments = [
                test.codec.decoder(parameter.type)(caller.codec.encoder(parameter.type)(value))
                for parameter, value in zip(external.parameters, values, strict=True)
            ]
            result = test.function(function)(*arguments)
            return caller.codec.decoder(external.result)(test.codec.encoder(external.result)(result))
        except Mismatch as mismatch:
            _decode_failure(mismatch, (external.name, external.line))

    return call


def _decode_failure(mismatch: Mismatch, frame: Frame) -> NoReturn:
    raise Failing(FailureRecord("DecodeFailure", mismatch.text(), [frame])) from None
