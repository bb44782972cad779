"""OpenTelemetry's current span while an external runs, as a real instrumented library finds it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from processes import SESSION, built, run


@pytest.fixture(scope="module")
def instrumented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("instrumented", tmp_path_factory.mktemp("instrumented"))


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server, and what it is asked with as `traceparent`."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers.get("traceparent", ""))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        server.server_close()


def test_spans_of_an_instrumented_library_hang_below_the_call(instrumented: Path, tmp_path: Path) -> None:
    with listening() as (url, asked):
        ended = run(instrumented, "main", {"urls": [url] * 6}, tmp_path)
    assert ended.value == [200] * 6
    calls = sorted(span["spanId"] for span in ended.spans() if span["name"] == "main-fetch")
    assert sorted(re.findall("GET below ([0-9a-f]{16})", ended.talk)) == calls
    assert len(asked) == 6
    assert all(re.fullmatch(f"00-{SESSION}-[0-9a-f]{{16}}-01", each) for each in asked), asked


@pytest.mark.parametrize("chaos", [None, 7])
def test_the_span_of_the_call_is_current_even_where_the_call_imports_opentelemetry(
    instrumented: Path, tmp_path: Path, chaos: int | None
) -> None:
    ended = run(instrumented, "asked", {"what": 1}, tmp_path, chaos=chaos)
    (call,) = (span for span in ended.spans() if span["name"] == "main-late")
    assert ended.value == f"{SESSION} {call['spanId']} 1"
