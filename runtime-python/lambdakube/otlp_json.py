"""OTLP's JSON form, put together as text: a span costs a few microseconds. Ints and times are texts in it, ids lower-case hex."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

Groups = Mapping[str, Sequence[str]]
"""Spans as JSON texts, by the service that they belong to."""

Resource = Mapping[str, str | int]


def text(key: str, value: str) -> str:
    """An attribute, with a comma before it. Lone surrogates would spoil the whole of what is sent."""
    if not value.isascii():
        value = value.encode("utf-8", "backslashreplace").decode()
    return f',{{"key":"{key}","value":{{"stringValue":{json.dumps(value)}}}}}'


def number(key: str, value: int) -> str:
    """An attribute, with a comma before it."""
    return f',{{"key":"{key}","value":{{"intValue":"{value}"}}}}'


def decimal(key: str, value: float) -> str:
    """An attribute, with a comma before it. Never NaN or Infinity: they spoil the whole trace for who reads it."""
    return f',{{"key":"{key}","value":{{"doubleValue":{value:.3f}}}}}'


def truth(key: str, value: bool) -> str:
    """An attribute, with a comma before it."""
    return f',{{"key":"{key}","value":{{"boolValue":{"true" if value else "false"}}}}}'


def event(name: str, time: int, attributes: str) -> str:
    """An event of a span; `attributes` as `text` and the others make them."""
    return f'{{"timeUnixNano":"{time}","name":"{name}","attributes":[{attributes[1:]}]}}'


def links(trace: str, spans: Iterable[str]) -> str:
    """The key of a span that names others, with a comma before it; empty where there are none."""
    items = ",".join(f'{{"traceId":"{trace}","spanId":"{span}"}}' for span in spans)
    return f',"links":[{items}]' if items else ""


def request(groups: Groups, resource: Resource) -> bytes:
    """Spans as the body of a request, or as a line of a file without its end. `service.name` in `resource` stands for all services."""
    shared = "".join(number(key, value) if isinstance(value, int) else text(key, value) for key, value in resource.items())
    named = "service.name" in resource
    parts = []
    for service, spans in groups.items():
        attributes = shared if named else text("service.name", service) + shared
        parts.append(
            f'{{"resource":{{"attributes":[{attributes[1:]}]}},"scopeSpans":[{{"scope":{{"name":"lambdakube"}},"spans":[{",".join(spans)}]}}]}}'
        )
    return ('{"resourceSpans":[' + ",".join(parts) + "]}").encode("utf-8", "backslashreplace")
