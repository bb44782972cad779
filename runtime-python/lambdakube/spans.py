"""Spans as OTLP/JSON, made by whoever runs the call (docs/spans.md).

Ids are derived, so that parents are known before they end, and a call that is delivered again gives the same span. Texts are put together
by hand: a span costs a few microseconds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from .codecs import Wire
from .current_span import CurrentSpan
from .failures import dotted, trace_lines
from .function_spans import Ran, function_spans
from .joins import Joins, call_span
from .otlp_json import decimal, event, links, number, text, truth
from .path import Path
from .plan import Pipeline, Plan, Step
from .recorded import recorded
from .report import frames_of_failure
from .turn import Failed, Logs

INTERNAL, SERVER, CONSUMER = 1, 2, 5

FRAMES_LIMIT: Final = 32 * 1024
"""Most bytes of `lk.failure.frames`."""

MESSAGE_LIMIT: Final = 8 * 1024
"""Most characters of `lk.failure.message`."""

LOGS_LIMIT: Final = 100
"""Most lines of the program's log on one span."""

GIVEN_UP: Final = 10_000
"""Spans of what was given up that are remembered, so that each is made once."""

CAUSES_LIMIT: Final = 8
"""Most causes of a failure on its span."""

LINES_LIMIT: Final = 200
"""Most lines of the stack trace in an event."""

Sink = Callable[[str, str, bool], None]
"""Takes a service, the JSON text of a span, and whether it failed."""


def root_span(session: str) -> str:
    """Id of a session's root span."""
    return sha256(f"{session}\nsession".encode()).hexdigest()[:16]


class SpanMaker:
    """Implements `Tracer`: makes the spans of one session after the other and hands their text to a sink.

    `keeps` says of a session whether spans of what went well are made; those of failures always are. `messaging` gives attributes of the
    calls of a service: what brought their messages.
    """

    def __init__(
        self,
        plan: Plan,
        session: str,
        build: str,
        sink: Sink,
        clock: Callable[[], int],
        keeps: Callable[[str], bool] = lambda session: True,
        messaging: Callable[[str], str] = lambda service: "",
    ) -> None:
        self._plan = plan
        self._build = build
        self._sink = sink
        self._clock = clock
        self._keeps = keeps
        self._messaging = messaging
        self._prefixes: dict[tuple[str, str, str], str] = {}
        self._given_up: set[tuple[str, str]] = set()
        self._joins = Joins(plan)
        self._current = CurrentSpan(self._ids)
        self._at: tuple[Path, str, int] | None = None
        self._recording = os.environ.get("LK_TRACE_ARGUMENTS", "").strip() == "1"
        self._functions = function_spans(plan.program, lambda: self._clock())
        self._session = session
        self._root = root_span(session)
        self._sampled = not session or keeps(session)
        self.sent = 0
        """When the message at hand was sent, in nanoseconds since 1970; 0 where that is not known."""

    @property
    def sampled(self) -> bool:
        """Whether spans of what goes well in this session are made."""
        return self._sampled

    def begin(self, session: str) -> None:
        """What follows is of this session."""
        if session != self._session:
            self._session = session
            self._root = root_span(session)
            self._sampled = self._keeps(session)

    def enter(self, path: Path, step: Step, attempt: int) -> None:
        self._at = (path, step.site, attempt)
        self._current.enter()
        if self._functions is not None:
            self._functions.enter(self._plan.program.service(step.service).function)

    def _ids(self) -> tuple[str, str, bool] | None:
        return None if self._at is None else (self._session, call_span(*self._at), self._sampled)

    def call(
        self, path: Path, step: Step, attempt: int, started: int, ended: int, failed: Failed | None, logs: Logs, arguments: Sequence[Wire]
    ) -> None:
        ran, left_out = self._functions.leave() if self._functions is not None else ((), 0)
        self._at = None
        self._current.leave()
        if failed is None and not self._sampled:
            return
        service = step.service
        start = self._prefix(CONSUMER, service, step, service)
        more = decimal("lk.queue_ms", max(started - self.sent, 0) / 1e6) if self.sent else ""
        tries = self._plan.program.service(service).retries
        if tries:
            more += number("lk.try", attempt) + number("lk.tries", tries + 1)
        more += _element(path)
        joined = self._joins.spans(path, step)
        span = call_span(path, step.site, attempt)
        if ran:
            more += self._within(span, service, ran, left_out)
        if failed is not None and arguments and self._recording:
            names = [parameter.name for parameter in self._plan.program.service(service).parameters]
            more += text("lk.arguments", recorded(names, arguments))
        self._emit(service, span, path.span(), start, started, ended, more, failed, logs, arose=True, joined=joined)

    def _within(self, call: str, service: str, ran: Sequence[Ran], left_out: int) -> str:
        """Spans of functions within a call; gives what is said of them on the call's."""
        for place, function in enumerate(ran):
            attributes = text("lk.service", service) + text("lk.build", self._build) + truth("lk.function", True)
            attributes += text("code.function.name", dotted(function.declaration))
            attributes += text("code.file.path", self._plan.program.source(function.declaration)) + number(
                "code.line.number", function.line
            )
            start = f'"name":{json.dumps(dotted(function.declaration))},"kind":{INTERNAL},"attributes":[{attributes[1:]}'
            around = call if function.around < 0 else _function_span(call, function.around)
            status = '{"code":2}' if function.failed else "{}"
            self._send(service, _function_span(call, place), around, start, function.started, function.ended, "", "", "", status)
        return number("lk.functions.left_out", left_out) if left_out else ""

    def frame(self, path: Path, pipeline: Pipeline, failed: Failed | None, logs: Logs) -> None:
        if failed is None and not self._sampled:
            return
        parent = path.parent.span() if path.parent else self._root
        if path.kind == "element" and path.parent is not None:
            parent = path.parent.fan_span(path.site)
        step = self._plan.step(path.site) if path.parent else None
        service = pipeline.service
        start = self._prefix(INTERNAL, dotted(pipeline.declaration), step, service)
        ended = self._clock()
        arose = failed is not None and not failed.call
        self._emit(service, path.span(), parent, start, path.started or ended, ended, _element(path), failed, logs, arose=arose)

    def note(self, path: Path, step: Step, count: int) -> bytes:
        if not self._sampled:
            return b""
        service, start, more = self._fan(path, step, count)
        note = {
            "service": service, "span": path.fan_span(step.site), "parent": path.span(), "start": start, "started": self._clock(),
            "more": more, "joined": self._joins.spans(path, step),
        }  # fmt: skip
        return json.dumps(note).encode()

    def _fan(self, path: Path, step: Step, count: int) -> tuple[str, str, str]:
        """Service, prefix and further attributes of the span of a fan-out."""
        pipeline = self._plan.pipeline(step.owner)
        start = self._prefix(INTERNAL, f"{dotted(pipeline.declaration)}.{step.kind}", step, pipeline.service)
        return pipeline.service, start, number("lk.element.count", count) + _element(path)

    def given_up(self, path: Path, site: str = "", count: int = 0) -> None:
        """A message is dropped since nothing waits for it any more: what it is within will not end, and its calls are to have parents.

        `path` is that of the message, `site` and `count` belong to a fan-out of which it is an element. Where one of the frames ends all
        the same, since what was given up lies within it, its own span stands.
        """
        if not self._sampled:
            return
        frame: Path | None = path
        if site:
            self._given(path.fan_span(site), path.span(), path, *self._fan(path, self._plan.step(site), count))
        while frame is not None and frame.parent is not None:
            step = self._plan.step(frame.site)
            if frame.kind == "element":
                self._given(
                    frame.parent.fan_span(frame.site), frame.parent.span(), frame.parent, *self._fan(frame.parent, step, frame.count)
                )
            if frame.traced:
                pipeline = self._plan.pipeline(step.body or step.owner)
                start = self._prefix(INTERNAL, dotted(pipeline.declaration), step, pipeline.service)
                above = frame.parent.fan_span(frame.site) if frame.kind == "element" else frame.parent.span()
                self._given(frame.span(), above, frame, pipeline.service, start, _element(frame))
            frame = frame.parent

    def _given(self, span: str, parent: str, frame: Path, service: str, start: str, more: str) -> None:
        if (self._session, span) in self._given_up:
            return
        if len(self._given_up) >= GIVEN_UP:
            self._given_up.clear()
        self._given_up.add((self._session, span))
        now = self._clock()
        self._send(service, span, parent, start, frame.started or now, now, more + truth("lk.given_up", True), "", "", "{}")

    def noted(self, note: bytes) -> None:
        """A fan-out is done whose start gave this note."""
        if not note:
            return
        data = json.loads(note)
        self._given_up.add((self._session, data["span"]))
        self._emit(
            data["service"], data["span"], data["parent"], data["start"], data["started"], self._clock(), data["more"], None, (),
            joined=data["joined"],
        )  # fmt: skip

    def session(
        self, pipeline: str, started: int, failure: Mapping[str, Any] | None, *, ended: int = 0, reason: str | None = None, parent: str = ""
    ) -> None:
        """The root span, when the session has ended (now, where `ended` is 0), with its failure as it is reported.

        `reason` is there where it ended for one that no `attempt` sees, `parent` where whoever started it has made a span of that.
        """
        if failure is None and not self._sampled:
            return
        service = self._plan.pipeline(pipeline).service if pipeline in self._plan.program.pipelines else pipeline
        more = text("session.id", self._session)
        if reason == "cancelled":
            more += truth("lk.cancelled", True)
        status, events = "{}", ""
        ended = ended or self._clock()
        if failure is not None:
            status = '{"code":2}'
            more += self._failure(failure["kind"], failure.get("exception"))
            more += _whole(failure["message"], failure["frames"], failure.get("causes", ()), failure.get("python"))
            if reason is not None:
                events = event("exception", ended, _exception(failure["kind"], None, failure["message"], failure["trace"]))
        self._send(service, self._root, parent, self._prefix(SERVER, "session", None, service), started, ended, more, events, "", status)

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
        arose: bool = False,
        joined: Sequence[str] = (),
    ) -> None:
        """`arose` says that a failure comes from here, not from within."""
        status, events = "{}", []
        if logs:
            events = [
                event("log", time, text("log.level", level) + text("log.message", line[:MESSAGE_LIMIT])) for time, level, line in logs
            ]
            del events[LOGS_LIMIT:]
        if failed is not None:
            status = '{"code":2}'
            record = failed.record
            more += self._failure(record.kind, record.exception)
            if arose:
                more += _whole(record.message, frames_of_failure(self._plan.program, failed), record.causes, record.python)
                trace = trace_lines(self._plan.program, record.frames)
                events.append(event("exception", ended, _exception(record.kind, record.exception, record.message, trace)))
        linked = links(self._session, joined) if joined else ""
        self._send(service, span, parent, start, started, ended, more, ",".join(events), linked, status)

    def _send(
        self, service: str, span: str, parent: str, start: str, started: int, ended: int, more: str, events: str, linked: str, status: str
    ) -> None:
        above = f',"parentSpanId":"{parent}"' if parent else ""
        happened = f',"events":[{events}]' if events else ""
        self._sink(
            service,
            f'{{"traceId":"{self._session}","spanId":"{span}"{above},{start}{more}]{happened}{linked},'
            f'"startTimeUnixNano":"{started}","endTimeUnixNano":"{max(started, ended)}","status":{status}}}',
            status != "{}",
        )

    def _prefix(self, kind: int, name: str, step: Step | None, service: str) -> str:
        """Name, kind, and the attributes that every span of a step has; open at the end of the attributes."""
        key = name, step.site if step else "", service
        found = self._prefixes.get(key)
        if found is None:
            attributes = text("lk.service", service) + text("lk.build", self._build)
            if step is not None:
                declaration = self._plan.pipeline(step.owner).declaration
                attributes += text("lk.step", step.site) + text("code.function.name", dotted(declaration))
                attributes += text("code.file.path", self._plan.program.source(declaration)) + number("code.line.number", step.line)
            if kind == CONSUMER:
                attributes += self._messaging(service)
            found = self._prefixes[key] = f'"name":{json.dumps(name)},"kind":{kind},"attributes":[{attributes[1:]}'
        return found

    def _failure(self, kind: str, exception: str | None) -> str:
        """Attributes of every failed span."""
        more = text("error.type", exception or kind) + text("lk.failure.kind", kind)
        if exception:
            more += text("exception.type", exception)
        return more if self._sampled else more + truth("lk.sampled", False)


def _function_span(call: str, place: int) -> str:
    return sha256(f"{call}\nfunction\n{place}".encode()).hexdigest()[:16]


def _whole(message: str, frames: Sequence[Any], causes: Sequence[Any], python: str | None) -> str:
    """Attributes that hold a failure whole."""
    more = text("lk.failure.message", _short(message)) + text("lk.failure.frames", _fitting(frames))
    if causes:
        kept = [{**cause, "message": _short(cause["message"])} for cause in causes[:CAUSES_LIMIT]]
        more += text("lk.failure.causes", json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    if python is not None:
        # What comes last is innermost.
        more += text("lk.failure.python", python if len(python) <= MESSAGE_LIMIT else "…" + python[-MESSAGE_LIMIT:])
    return more


def _short(message: str) -> str:
    if len(message) <= MESSAGE_LIMIT:
        return message
    rest = f"… ({len(message)} characters)"
    return message[: MESSAGE_LIMIT - len(rest)] + rest


def _exception(kind: str, exception: str | None, message: str, trace: Sequence[str]) -> str:
    """Attributes of the event that Jaeger's page shows; nothing else depends on it."""
    name, shown = exception or kind, _short(message)
    lines = [f"{name}: {shown}", *(f"\tat {line}" if line[:3] != "..." else f"\t{line}" for line in trace[:LINES_LIMIT])]
    return text("exception.type", name) + text("exception.message", shown) + text("exception.stacktrace", "\n".join(lines))


def _element(path: Path) -> str:
    """The attributes of the innermost element around; those of the elements further out are known by the spans above."""
    frame: Path | None = path
    while frame is not None:
        if frame.kind == "element":
            return (
                f',{{"key":"lk.element.index","value":{{"intValue":"{frame.index}"}}}}'
                f',{{"key":"lk.element.count","value":{{"intValue":"{frame.count}"}}}}'
            )
        if frame.traced:
            return ""
        frame = frame.parent
    return ""


def _fitting(frames: Sequence[Any]) -> str:
    """The frames of a failure as JSON text; outer ones are left out where they do not fit."""
    found = json.dumps(frames, ensure_ascii=False, separators=(",", ":"))
    while len(found.encode("utf-8", "replace")) > FRAMES_LIMIT:
        frames = frames[: len(frames) * 3 // 4]
        found = json.dumps(frames, ensure_ascii=False, separators=(",", ":"))
    return found
