"""A real Jaeger for tests (test/jaeger), and the traces that it holds."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from platform_servers import free_port, wait_for_port

_FOLDER: Final = Path(__file__).parents[2] / "test" / "jaeger"


class Jaeger(NamedTuple):
    """Addresses of a Jaeger that runs, without a slash at the end: its API, and where it takes OTLP over HTTP (at `/v1/traces`)."""

    query: str
    otlp: str

    def spans(self, session: str) -> list[dict[str, Any]]:
        """The spans of a trace, attributes as a dictionary of texts, those of its resource among them; none where it is not known."""
        try:
            with urllib.request.urlopen(f"{self.query}/api/v3/traces/{session}", timeout=30) as answer:
                found = json.load(answer)["result"]["resourceSpans"]
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return []
        return list(plain_spans(found))


def plain_spans(resource_spans: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Spans with plain attributes out of OTLP's `resourceSpans`."""
    for group in resource_spans:
        resource = _plain(group.get("resource", {}).get("attributes", []))
        for scope in group.get("scopeSpans", []):
            for span in scope.get("spans", []):
                yield {**span, "attributes": {**resource, **_plain(span.get("attributes", []))}}


def _plain(attributes: list[dict[str, Any]]) -> dict[str, str]:
    """What Jaeger adds by itself (it warns at each read of a trace that is not whole yet) is left out."""
    known = [item for item in attributes if not item["key"].startswith("@jaeger@")]
    return {item["key"]: str(next(iter(item["value"].values()), "")) for item in known}


def jaeger_program() -> str:
    """Jaeger's path; the test is left out where it has not been built and LK_REQUIRE does not ask for it."""
    path = subprocess.run([_FOLDER / "build.sh", "--path"], capture_output=True, text=True, check=True).stdout.strip()
    if not os.path.exists(path) and "jaeger" not in os.environ.get("LK_REQUIRE", "").split(","):
        pytest.skip("there is no Jaeger; test/jaeger/build.sh builds one")
    assert os.path.exists(path), f"there is no {path}: run test/jaeger/build.sh"
    return path


@contextmanager
def jaeger_server() -> Iterator[Jaeger]:
    """A Jaeger of its own; it takes spans at once."""
    query, otlp, thrift = free_port(), free_port(), free_port()
    ports = {"JAEGER_QUERY_PORT": str(query), "JAEGER_OTLP_PORT": str(otlp), "JAEGER_THRIFT_PORT": str(thrift)}
    command = [jaeger_program(), "--config", str(_FOLDER / "config.yaml")]
    process = subprocess.Popen(command, env={**os.environ, **ports}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for port in (query, otlp, thrift):
            wait_for_port(port, process)
        yield Jaeger(f"http://127.0.0.1:{query}", f"http://127.0.0.1:{otlp}")
    finally:
        process.kill()
        process.wait()
