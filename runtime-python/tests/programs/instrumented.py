"""What `instrumented.lk` calls: a library that makes spans of its own, and the current span."""

from __future__ import annotations

import urllib.request


def fetch(url: str) -> int:
    """The status of an answer; urllib is instrumented at the first call, as an application does at its start."""
    from opentelemetry.instrumentation.urllib import URLLibInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor

    instrumentor = URLLibInstrumentor()
    if not instrumentor.is_instrumented_by_opentelemetry:
        provider = TracerProvider()
        told = ConsoleSpanExporter(formatter=lambda span: f"{span.name} below {span.parent.span_id if span.parent else 0:016x}\n")
        provider.add_span_processor(SimpleSpanProcessor(told))
        instrumentor.instrument(tracer_provider=provider)
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def late(what: int) -> str:
    """The current span of OpenTelemetry, which is imported here, in the middle of a call."""
    from opentelemetry import trace

    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x} {context.span_id:016x} {context.trace_flags:d}"
