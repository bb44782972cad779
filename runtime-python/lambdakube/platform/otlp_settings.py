"""Where spans go, by OpenTelemetry's own variables (docs/spans.md, "Settings"). What cannot be used is said, and never keeps a process from
running: tracing is left out, or the default taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from .problem import shown_address

DEFAULT: Final = "http://localhost:4318"
"""Where a collector of the same host listens."""

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9._/-]{0,254}")
_HEADER: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

_SAMPLERS: Final = {"always_on": 1.0, "always_off": 0.0, "traceidratio": None}


@dataclass(frozen=True)
class Tracing:
    """`url` is where spans are posted to, empty where they are not wanted; `timeout` are the seconds that a post may take; `ratio` says how
    many of the sessions leave spans of what went well; `resource` goes with all spans. `ca`, `cert` and `key` are paths of PEM files.
    `problems` were found in the variables."""

    url: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 10.0
    gzip: bool = False
    ratio: float = 1.0
    resource: Mapping[str, str | int] = field(default_factory=dict)
    ca: str = ""
    cert: str = ""
    key: str = ""
    problems: tuple[str, ...] = ()

    def keeps(self, session: str) -> bool:
        """Whether spans of what goes well in a session leave: by the end of its id, as OpenTelemetry samples, so the same everywhere."""
        return self.ratio >= 1 or int(session[16:], 16) < self.ratio * 2**64

    @property
    def wanted(self) -> bool:
        """Whether spans are made at all."""
        return bool(self.url)

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return shown_address(self.url)


def tracing_of(environment: Mapping[str, str]) -> Tracing:
    """What the variables say. Spans are not wanted without an address, and where they are switched off."""
    read = _Reader(environment)
    exporter = read.text("OTEL_TRACES_EXPORTER").lower()
    if exporter not in ("", "otlp", "none"):
        read.problem("OTEL_TRACES_EXPORTER", "it may be otlp or none")
    if exporter == "none" or read.text("OTEL_SDK_DISABLED").lower() == "true":
        return Tracing(problems=tuple(read.problems))
    url = read.text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    if not url:
        base = read.text("OTEL_EXPORTER_OTLP_ENDPOINT") or (DEFAULT if exporter == "otlp" else "")
        if not base:
            return Tracing(problems=tuple(read.problems))
        url = base.rstrip("/") + "/v1/traces"
    if not _usable(url):
        read.problem("OTEL_EXPORTER_OTLP_ENDPOINT", "it has to be an address such as http://jaeger:4318", secret=True)
        url = ""
    protocol = read.of_traces("PROTOCOL")
    if protocol not in ("", "http/json"):
        read.problem("OTEL_EXPORTER_OTLP_PROTOCOL", "spans leave as http/json, to the port for HTTP (most often 4318)")
    compression = read.of_traces("COMPRESSION").lower()
    if compression not in ("", "none", "gzip"):
        read.problem("OTEL_EXPORTER_OTLP_COMPRESSION", "it may be gzip or none")
    return Tracing(
        url=url,
        headers=read.headers(),
        timeout=read.timeout(),
        gzip=compression == "gzip",
        ratio=read.ratio(),
        resource=read.resource(),
        ca=read.of_traces("CERTIFICATE"),
        cert=read.of_traces("CLIENT_CERTIFICATE"),
        key=read.of_traces("CLIENT_KEY"),
        problems=tuple(read.problems),
    )


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


class _Reader:
    """Variables of the environment; an empty one counts as not set."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def of_traces(self, name: str) -> str:
        """The variable for traces, else the one for everything."""
        return self.text(f"OTEL_EXPORTER_OTLP_TRACES_{name}") or self.text(f"OTEL_EXPORTER_OTLP_{name}")

    def problem(self, name: str, hint: str, *, secret: bool = False) -> None:
        shown = "cannot be used" if secret else f"is {self.text(name)[:40]!r}, which cannot be used"
        self.problems.append(f"{name} {shown}: {hint}")

    def headers(self) -> dict[str, str]:
        found = self._pairs("OTEL_EXPORTER_OTLP_HEADERS", _HEADER) | self._pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS", _HEADER)
        return {key: value for key, value in found.items() if value.isprintable()}

    def resource(self) -> dict[str, str | int]:
        found: dict[str, str | int] = dict(self._pairs("OTEL_RESOURCE_ATTRIBUTES", _KEY))
        if self.text("OTEL_SERVICE_NAME"):
            found["service.name"] = self.text("OTEL_SERVICE_NAME")
        if self.text("POD_NAME"):
            found["k8s.pod.name"] = self.text("POD_NAME")
        return found

    def _pairs(self, name: str, key: re.Pattern[str]) -> dict[str, str]:
        found = {}
        for pair in filter(str.strip, self.text(name).split(",")):
            left, sign, right = pair.partition("=")
            if not sign or not key.fullmatch(left.strip()):
                self.problem(name, "it has to be key=value, with commas between, values with % escapes", secret=True)
                continue
            found[left.strip()] = unquote(right.strip())
        return found

    def timeout(self) -> float:
        return (
            self._number("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", self._number("OTEL_EXPORTER_OTLP_TIMEOUT", 10_000, 1, 600_000), 1, 600_000)
            / 1000
        )

    def ratio(self) -> float:
        name = self.text("OTEL_TRACES_SAMPLER").lower().removeprefix("parentbased_")
        if name not in ("", *_SAMPLERS):
            self.problem("OTEL_TRACES_SAMPLER", f"it may be {', '.join(_SAMPLERS)}")
            return 1.0
        ratio = _SAMPLERS[name] if name else 1.0
        return self._number("OTEL_TRACES_SAMPLER_ARG", 1.0, 0, 1) if ratio is None else ratio

    def _number(self, name: str, default: float, least: float, most: float) -> float:
        given = self.text(name)
        if not given:
            return default
        try:
            value = float(given)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            self.problem(name, f"it has to be a number from {least:g} to {most:g}")
            return default
        return value
