"""Spans in a file, one `{"resourceSpans": […]}` a line (docs/sessions.md, "spans.jsonl")."""

from __future__ import annotations

import os

from .otlp_json import Resource, request


class SpanFile:
    """Appends spans to `spans.jsonl`: collected, then written as one line a write, so that the lines of several processes never mix."""

    def __init__(self, descriptor: int, resource: Resource) -> None:
        self._descriptor = descriptor
        self._resource = resource
        self._spans: dict[str, list[str]] = {}

    def add(self, service: str, span: str, failed: bool) -> None:
        """Takes a span."""
        self._spans.setdefault(service, []).append(span)

    def flush(self) -> None:
        """Writes what was taken. OSError where the disk is full."""
        if not self._spans:
            return
        groups, self._spans = self._spans, {}
        data = request(groups, self._resource) + b"\n"
        while data:
            data = data[os.write(self._descriptor, data) :]
