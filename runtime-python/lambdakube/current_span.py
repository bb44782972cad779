"""The call of a node as OpenTelemetry's current span, so that instrumented libraries that an external uses hang theirs below it.

Only where `opentelemetry.api` is installed; nothing of it is imported before the first external is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


class CurrentSpan:
    """Sets OpenTelemetry's current span around calls of one thread."""

    __slots__ = ("_looked", "_span", "_token")

    def __init__(self) -> None:
        self._looked = False
        self._span: Callable[[], tuple[str, str, bool]] | None = None
        self._token: Any = None

    def enter(self, span: Callable[[], tuple[str, str, bool]]) -> None:
        """A call begins; `span` gives its trace, its span and whether that is sampled."""
        self._span = span
        if "opentelemetry.trace" in sys.modules:
            self._attach()

    def imported(self) -> None:
        """An external's module was imported for the first time."""
        if not self._looked:
            self._looked = True
            try:
                __import__("opentelemetry.trace")
            except Exception:
                return  # it is not installed, or not whole
        if self._token is None and "opentelemetry.trace" in sys.modules:
            self._attach()

    def leave(self) -> None:
        """The call is done."""
        self._span = None
        if self._token is not None:
            token, self._token = self._token, None
            sys.modules["opentelemetry.context"].detach(token)

    def _attach(self) -> None:
        if self._span is None:
            return  # glue has no span of its own
        trace, span, sampled = self._span()
        api: Any = sys.modules["opentelemetry.trace"]
        flags = api.TraceFlags(api.TraceFlags.SAMPLED if sampled else api.TraceFlags.DEFAULT)
        context = api.SpanContext(int(trace, 16), int(span, 16), is_remote=False, trace_flags=flags)
        here = api.set_span_in_context(api.NonRecordingSpan(context))
        self._token = sys.modules["opentelemetry.context"].attach(here)
