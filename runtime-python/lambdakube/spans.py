"""Spans as OTLP/JSON, made by whoever runs the call (docs/sessions.md, "spans.jsonl").

Ids are derived, so that parents are known before they end, and a call that is delivered again gives the same span. Texts are put together
by hand: a span costs a few microseconds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

from .failures import dotted
from .path import Path
from .plan import Pipeline, Plan, Step
from .report import frames_of_failure
from .turn import Failed, Logs

INTERNAL, SERVER, CONSUMER = 1, 2, 5

FRAMES_LIMIT: Final = 32 * 1024
"""Most bytes of `lk.failure.frames`."""

MESSAGE_LIMIT: Final = 8 * 1024
"""Most characters of `lk.failure.message`."""

LOGS_LIMIT: Final = 100
"""Most lines of the program's log on one span."""

Sink = Callable[[str, str], None]
"""Takes a service and the JSON text of a span."""


def root_span(session: str) -> str:
    """Id of a session's root span."""
    return sha256(f"{session}\nsession".encode()).hexdigest()[:16]


class SpanMaker:
    """Implements `Tracer`: makes the spans of one session and hands their text to a sink."""

    def __init__(self, plan: Plan, session: str, build: str, sink: Sink, clock: Callable[[], int]) -> None:
        self._plan = plan
        self._session = session
        self._root = root_span(session)
        self._build = build
        self._sink = sink
        self._clock = clock
        self._prefixes: dict[tuple[str, str], str] = {}
        self.sent = 0
        """When the message at hand was sent, in nanoseconds since 1970; 0 where that is not known."""

    def call(self, path: Path, step: Step, attempt: int, started: int, ended: int, failed: Failed | None, logs: Logs) -> None:
        service = step.service
        start = self._prefix(CONSUMER, service, step, service)
        more = ""
        if self.sent:
            more = f',{{"key":"lk.queue_ms","value":{{"doubleValue":{max(started - self.sent, 0) / 1e6:.3f}}}}}'
        tries = self._plan.program.service(service).retries
        if tries:
            more += _number("lk.try", attempt) + _number("lk.tries", tries + 1)
        span = path.derive(f"{step.site}\ntry\n{attempt}")
        self._emit(service, span, path.span(), start, started, ended, more + _element(path), failed, logs, whole=True)

    def frame(self, path: Path, pipeline: Pipeline, failed: Failed | None, logs: Logs) -> None:
        parent = path.parent.span() if path.parent else self._root
        if path.kind == "element" and path.parent is not None:
            parent = path.parent.fan_span(path.site)
        step = self._plan.step(path.site) if path.parent else None
        service = pipeline.service
        start = self._prefix(INTERNAL, dotted(pipeline.declaration), step, service)
        ended = self._clock()
        self._emit(
            service,
            path.span(),
            parent,
            start,
            path.started or ended,
            ended,
            _element(path),
            failed,
            logs,
            whole=not (failed and failed.call),
        )

    def note(self, path: Path, step: Step, count: int) -> bytes:
        pipeline = self._plan.pipeline(step.owner)
        start = self._prefix(INTERNAL, f"{dotted(pipeline.declaration)}.{step.kind}", step, pipeline.service)
        note = {
            "service": pipeline.service, "span": path.fan_span(step.site), "parent": path.span(), "start": start, "started": self._clock(),
            "more": _number("lk.element.count", count) + _element(path),
        }  # fmt: skip
        return json.dumps(note).encode()

    def noted(self, note: bytes) -> None:
        """A fan-out is done whose start gave this note."""
        if note:
            data = json.loads(note)
            ended = self._clock()
            self._emit(
                data["service"], data["span"], data["parent"], data["start"], data["started"], ended, data["more"], None, (), whole=False
            )

    def session(self, pipeline: str, started: int, failed: Failed | None, *, cancelled: bool = False) -> None:
        """The root span, when the session has ended."""
        service = self._plan.pipeline(pipeline).service
        start = self._prefix(SERVER, "session", None, service)
        more = _text("session.id", self._session)
        if cancelled:
            more += ',{"key":"lk.cancelled","value":{"boolValue":true}}'
        self._emit(service, self._root, "", start, started, self._clock(), more, failed, (), whole=True)

    def _emit(
        self,
        service: str,
        span: str,
        parent: str,
        start: str,
        started: int,
        ended: int,
        more: str,
        failed: Failed | None,
        logs: Logs,
        *,
        whole: bool,
    ) -> None:
        status = "{}"
        if failed is not None:
            more += self._failure(failed, whole)
            status = '{"code":2}'
        events = f',"events":[{",".join(map(_event, logs[:LOGS_LIMIT]))}]' if logs else ""
        above = f',"parentSpanId":"{parent}"' if parent else ""
        self._sink(
            service,
            f'{{"traceId":"{self._session}","spanId":"{span}"{above},{start}{more}]{events},'
            f'"startTimeUnixNano":"{started}","endTimeUnixNano":"{max(started, ended)}","status":{status}}}',
        )

    def _prefix(self, kind: int, name: str, step: Step | None, service: str) -> str:
        """Name, kind, and the attributes that every span of a step has; open at the end of the attributes."""
        key = name, step.site if step else ""
        found = self._prefixes.get(key)
        if found is None:
            attributes = _text("lk.service", service)[1:] + _text("lk.build", self._build)
            if step is not None:
                declaration = self._plan.pipeline(step.owner).declaration
                attributes += _text("lk.step", step.site) + _text("code.function.name", dotted(declaration))
                attributes += _text("code.file.path", self._plan.program.source(declaration)) + _number("code.line.number", step.line)
            found = self._prefixes[key] = f'"name":{json.dumps(name)},"kind":{kind},"attributes":[{attributes}'
        return found

    def _failure(self, failed: Failed, whole: bool) -> str:
        record = failed.record
        more = _text("error.type", record.exception or record.kind) + _text("lk.failure.kind", record.kind)
        if whole:
            message = record.message if len(record.message) <= MESSAGE_LIMIT else record.message[:MESSAGE_LIMIT] + "…"
            more += _text("lk.failure.message", message) + _text("lk.failure.frames", _fitting(self._plan, failed))
            if record.exception:
                more += _text("exception.type", record.exception)
        return more


class SpanFile:
    """Appends spans to `spans.jsonl`: collected, then written as one line a write, so that the lines of several processes never mix."""

    def __init__(self, descriptor: int, resource: Mapping[str, Any]) -> None:
        self._descriptor = descriptor
        self._resource = resource
        self._spans: dict[str, list[str]] = {}
        self.count = 0

    def add(self, service: str, span: str) -> None:
        """Takes a span."""
        self._spans.setdefault(service, []).append(span)
        self.count += 1

    def flush(self) -> None:
        """Writes what was taken. OSError where the disk is full."""
        if not self.count:
            return
        groups = []
        for service, spans in self._spans.items():
            attributes = _text("service.name", service)[1:] + "".join(
                _number(key, value) if isinstance(value, int) else _text(key, value) for key, value in self._resource.items()
            )
            groups.append(
                f'{{"resource":{{"attributes":[{attributes}]}},"scopeSpans":[{{"scope":{{"name":"lambdakube"}},"spans":[{",".join(spans)}]}}]}}'
            )
        self._spans = {}
        self.count = 0
        data = ('{"resourceSpans":[' + ",".join(groups) + "]}\n").encode("utf-8", "backslashreplace")
        while data:
            data = data[os.write(self._descriptor, data) :]


def _element(path: Path) -> str:
    """The attributes of the innermost element around; those of the elements further out are known by the spans above."""
    frame: Path | None = path
    while frame is not None:
        if frame.kind == "element":
            return _number("lk.element.index", frame.index) + _number("lk.element.count", frame.count)
        if frame.traced:
            return ""
        frame = frame.parent
    return ""


def _fitting(plan: Plan, failed: Failed) -> str:
    """The frames of a failure as JSON text; outer ones are left out where they do not fit."""
    frames = frames_of_failure(plan.program, failed)
    text = json.dumps(frames, ensure_ascii=False, separators=(",", ":"))
    while len(text.encode("utf-8", "replace")) > FRAMES_LIMIT:
        frames = frames[: len(frames) * 3 // 4]
        text = json.dumps(frames, ensure_ascii=False, separators=(",", ":"))
    return text


def _event(line: tuple[int, str, str]) -> str:
    time, level, text = line
    attributes = _text("log.level", level)[1:] + _text("log.message", text[:MESSAGE_LIMIT])
    return f'{{"timeUnixNano":"{time}","name":"log","attributes":[{attributes}]}}'


def _text(key: str, value: str) -> str:
    return f',{{"key":"{key}","value":{{"stringValue":{json.dumps(value)}}}}}'


def _number(key: str, value: int) -> str:
    return f',{{"key":"{key}","value":{{"intValue":"{value}"}}}}'
