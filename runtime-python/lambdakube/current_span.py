"""The call of a node as OpenTelemetry's current span, so that instrumented libraries that an external uses hang theirs below it.

Nothing of `opentelemetry.api` is imported here: who has not imported it cannot ask for the current span. Where the program does, at its
start or in the middle of a call, the span is there from then on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

_API: Final = "opentelemetry.trace"

Ids = Callable[[], tuple[str, str, bool] | None]
"""Gives the trace and the span of the call at hand, and whether they are sampled; None where none is."""


class CurrentSpan:
    """Sets OpenTelemetry's current span around calls of one thread; `ids` says which."""

    __slots__ = ("_ids", "_token", "_waiting")

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._token: Any = None
        self._waiting = False

    def enter(self) -> None:
        """A call begins."""
        if _API in sys.modules:
            self._attach()
        elif not self._waiting:
            self._waiting = True
            sys.meta_path.insert(0, _Awaited(self._attach))

    def leave(self) -> None:
        """The call is done."""
        if self._token is not None:
            token, self._token = self._token, None
            sys.modules["opentelemetry.context"].detach(token)

    def _attach(self) -> None:
        ids = self._ids()
        if ids is None or self._token is not None:
            return
        trace, span, sampled = ids
        api: Any = sys.modules[_API]
        flags = api.TraceFlags(api.TraceFlags.SAMPLED if sampled else api.TraceFlags.DEFAULT)
        context = api.SpanContext(int(trace, 16), int(span, 16), is_remote=False, trace_flags=flags)
        here = api.set_span_in_context(api.NonRecordingSpan(context))
        self._token = sys.modules["opentelemetry.context"].attach(here)


class _Awaited:
    """A finder of modules that finds nothing, but calls `then` when the API has been imported."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        if name != _API:
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                loader: Any = spec.loader
                loader.exec_module = self._followed(loader.exec_module)
                return spec
        return None

    def _followed(self, execute: Callable[[Any], None]) -> Callable[[Any], None]:
        def exec_module(module: Any) -> None:
            execute(module)
            self._then()

        return exec_module
