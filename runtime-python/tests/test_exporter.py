"""The exporter of spans: what it sends and how, and that nothing at the other side holds its process up or is lost uncounted."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from access_servers import Certificates
from collector import TAKEN, answer, collector, secure_collector
from jaeger_server import jaeger_server
from platform_servers import free_port

from lambdakube.platform.exporter import ENDED, FULL, Exporter
from lambdakube.platform.otlp_post import LATE, NO_OTLP, UNREACHABLE, Answer, Poster
from lambdakube.platform.otlp_settings import Tracing, tracing_of
from lambdakube.platform.span_queue import POST_BYTES, POST_SPANS, SpanQueue, Waiting

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"


def span(number: int, name: str = "main-n") -> str:
    return f'{{"traceId":"{SESSION}","spanId":"{number:016x}","name":"{name}","kind":5,"startTimeUnixNano":"1","endTimeUnixNano":"2"}}'


def settings(url: str, **more: str) -> Tracing:
    return tracing_of({"OTEL_EXPORTER_OTLP_ENDPOINT": url, **{f"OTEL_{key}": value for key, value in more.items()}})


class Waited:
    """Counts that can be waited for."""

    made = sent = dropped = why = 0

    def __init__(self) -> None:
        self._changed = threading.Condition()

    def __call__(self, made: int, sent: int, dropped: int, why: int) -> None:
        with self._changed:
            self.made, self.sent, self.dropped, self.why = made, sent, dropped, why
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, 60), self.seen()

    def seen(self) -> tuple[int, int, int, int]:
        return self.made, self.sent, self.dropped, self.why


def export(tracing: Tracing, count: int = 1, *, failed: bool = True) -> tuple[Exporter, Waited]:
    """An exporter that was given some spans."""
    tally = Waited()
    exporter = Exporter(tracing, {"host.name": "here"}, tally)
    for number in range(1, count + 1):
        exporter.add("main-n", span(number), failed)
    exporter.flush()
    return exporter, tally


def test_spans_reach_a_real_jaeger() -> None:
    with jaeger_server() as jaeger:
        exporter, tally = export(settings(jaeger.otlp, RESOURCE_ATTRIBUTES="team=a%20b,deployment.environment=x"), 5)
        exporter.close(60)
        assert tally.seen() == (5, 5, 0, 0)
        found = jaeger.spans(SESSION)
        assert sorted(each["spanId"] for each in found) == [f"{number:016x}" for number in range(1, 6)]
        assert found[0]["attributes"] == {
            "service.name": "main-n", "host.name": "here", "team": "a b", "deployment.environment": "x",
        }  # fmt: skip


def test_a_jaeger_takes_texts_of_any_kind() -> None:
    from lambdakube.otlp_json import event, text

    hostile = ["\ud800 alone", "\u202e turned", "a\x00b\x1b[31m", '"\\\n\t', "\U0001f600", "x" * 100_000]
    attributes = "".join(text(f"k{place}", value) for place, value in enumerate(hostile))
    made = span(1)[:-1] + f',"attributes":[{attributes[1:]}],"events":[{event("log", 1, attributes)}]}}'
    with jaeger_server() as jaeger:
        tally = Waited()
        exporter = Exporter(settings(jaeger.otlp), {}, tally)
        exporter.add("main-n", made, True)
        exporter.close(60)
        assert tally.seen() == (1, 1, 0, 0)
        (found,) = jaeger.spans(SESSION)
        assert [found["attributes"][f"k{place}"] for place in range(1, 6)] == hostile[1:]


def test_all_variables_are_heeded() -> None:
    with collector() as made:
        tracing = settings(
            made.url + "/base/", EXPORTER_OTLP_HEADERS="authorization=Bearer%20abc, x-tenant = t1", EXPORTER_OTLP_COMPRESSION="gzip",
            SERVICE_NAME="shop", EXPORTER_OTLP_TIMEOUT="60000",
        )  # fmt: skip
        exporter, _ = export(tracing, 3)
        (post,) = made.wait(lambda posts: len(posts) == 1)
        exporter.close()
        assert post.path == "/base/v1/traces"
        assert (post.headers["authorization"], post.headers["x-tenant"]) == ("Bearer abc", "t1")
        assert (post.headers["content-encoding"], post.headers["content-type"]) == ("gzip", "application/json")
        assert {each["attributes"]["service.name"] for each in post.spans()} == {"shop"}
        assert len(post.spans()) == 3


def test_one_connection_is_kept_and_made_again_when_it_was_closed() -> None:
    def closing(connection: socket.socket) -> None:
        connection.sendall(TAKEN)

    with collector(TAKEN, TAKEN, closing, TAKEN) as made:
        poster = Poster(settings(made.url))
        body = b'{"resourceSpans":[]}'
        assert [poster.post(body).status for _ in range(4)] == [200] * 4
        assert [post.connection for post in made.posts] == [1, 1, 1, 2]


def test_an_encrypted_collector_is_trusted_where_its_authority_is(tmp_path: Path) -> None:
    certificates = Certificates(tmp_path / "certificates")
    with secure_collector(certificates) as url:
        assert Poster(settings(url)).post(b"{}") == Answer(UNREACHABLE, again=True)
        assert Poster(settings(url, EXPORTER_OTLP_CERTIFICATE=certificates.ca)).post(b"{}") == Answer(UNREACHABLE, again=True)
        cert, key = certificates.client
        known = {"EXPORTER_OTLP_CLIENT_CERTIFICATE": cert, "EXPORTER_OTLP_CLIENT_KEY": key}
        poster = Poster(settings(url, EXPORTER_OTLP_CERTIFICATE=certificates.ca, **known))
        assert [poster.post(b"{}") for _ in range(2)] == [Answer(200)] * 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(200, "{}"), Answer(200)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", Answer(200)),
        (answer(200, '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"no"}}'), Answer(200, rejected=3)),
        (answer(200, "<html>log in</html>"), Answer(NO_OTLP)),
        (answer(200, "[]"), Answer(NO_OTLP)),
        (answer(200, ""), Answer(NO_OTLP)),
        (answer(302, "", "Location: /login"), Answer(302)),
        (answer(400, "{}"), Answer(400)),
        (answer(401), Answer(401)),
        (answer(404), Answer(404)),
        (answer(429, "", "Retry-After: 7"), Answer(429, again=True, after=7)),
        (answer(503, "", "Retry-After: soon"), Answer(503, again=True)),
        (answer(500), Answer(500)),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Answer(UNREACHABLE, again=True)),
        (b"", Answer(UNREACHABLE, again=True)),
    ],
)
def test_what_an_answer_means(given: bytes, expected: Answer) -> None:
    def end(connection: socket.socket) -> None:
        connection.sendall(given)

    with collector(end) as made:
        assert Poster(settings(made.url)).post(b"{}") == expected


def test_a_date_may_say_when_to_send_again() -> None:
    from email.utils import formatdate

    with collector(answer(503, "", f"Retry-After: {formatdate(time.time() + 20, usegmt=True)}")) as made:
        found = Poster(settings(made.url)).post(b"{}")
        assert 0 < found.after <= 20


def _silent(connection: socket.socket) -> None:
    connection.recv(1)


def _trickling(connection: socket.socket) -> None:
    for byte in TAKEN:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


@pytest.mark.parametrize("slow", [_silent, _trickling])
def test_a_post_has_a_deadline_whatever_the_other_side_does(slow: Any) -> None:
    with collector(slow) as made:
        assert Poster(settings(made.url, EXPORTER_OTLP_TIMEOUT="200")).post(b"{}") == Answer(LATE, again=True)


def test_nobody_there_is_no_error() -> None:
    assert Poster(settings(f"http://127.0.0.1:{free_port()}")).post(b"{}") == Answer(UNREACHABLE, again=True)
    assert Poster(settings("http://no-such-host.invalid")).post(b"{}") == Answer(UNREACHABLE, again=True)


def test_what_is_refused_for_now_is_sent_again() -> None:
    with collector(answer(429, "", "Retry-After: 1"), answer(503), TAKEN) as made:
        exporter, tally = export(settings(made.url), 2)
        tally.wait(lambda: tally.sent == 2)
        assert [len(post.spans()) for post in made.posts] == [2, 2, 2]
        exporter.close()
        assert tally.seen() == (2, 2, 0, 0)


def test_what_is_refused_for_good_is_counted_and_the_rest_goes_on() -> None:
    with collector(answer(400, "{}"), TAKEN) as made:
        exporter, tally = export(settings(made.url), 2)
        tally.wait(lambda: tally.dropped == 2)
        exporter.add("main-n", span(3), True)
        exporter.close(60)
        assert tally.seen() == (3, 1, 2, 400)


@pytest.mark.parametrize("away", ["refusing", "silent"])
def test_the_end_is_not_held_up_and_what_is_lost_is_counted(away: str) -> None:
    with collector(_silent) as made:
        url = made.url if away == "silent" else f"http://127.0.0.1:{free_port()}"
        exporter, tally = export(settings(url), 7)
        begun = time.monotonic()
        exporter.close(0.2)
        # The time that is given, and some for a slow machine; a post would take ten seconds.
        assert time.monotonic() - begun < 5
        assert tally.seen() == (7, 0, 7, ENDED if away == "silent" else UNREACHABLE)


def test_a_full_queue_drops_what_went_well_and_keeps_failures() -> None:
    with collector(_silent) as made:
        tally = Waited()
        queue = SpanQueue(spans=10)
        exporter = Exporter(settings(made.url), {}, tally, queue=queue)
        exporter.add("main-n", span(1), True)
        exporter.flush()
        made.wait(lambda posts: len(posts) == 1)
        for number in range(100):
            exporter.add("main-n", span(2 + number), False)
        for number in range(5):
            exporter.add("main-n", span(200 + number), True)
        exporter.flush()
        assert tally.seen() == (106, 0, 90, FULL)
        assert (len(queue), queue.failures) == (15, 5)


def test_posts_are_bounded() -> None:
    queue = SpanQueue()
    for number in range(3 * POST_SPANS):
        queue.put(Waiting("s", str(number)), number % 7 == 0)
    taken = [queue.take() for _ in range(4)]
    assert [len(each) for each in taken] == [POST_SPANS] * 3 + [0]
    assert int(taken[0][0].span) % 7 == 0, "failures leave first"
    assert sorted(int(each.span) for post in taken for each in post) == list(range(3 * POST_SPANS))
    for _ in range(3):
        queue.put(Waiting("s", "x" * (POST_BYTES // 2 + 1)), False)
    assert [len(queue.take()) for _ in range(4)] == [1, 1, 1, 0]


def test_many_spans_arrive_whole() -> None:
    with collector() as made:
        exporter, tally = export(settings(made.url), 5_000, failed=False)
        exporter.close(60)
        assert tally.seen() == (5_000, 5_000, 0, 0)
        assert sorted(int(each["spanId"], 16) for each in made.spans()) == list(range(1, 5_001))


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/"}, "http://c:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://t/x"}, "http://t/x"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_SDK_DISABLED": "TRUE"}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_EXPORTER": "none"}, ""),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, "http://localhost:4318/v1/traces"),
    ],
)
def test_where_spans_go(environment: dict[str, str], url: str) -> None:
    assert (tracing_of(environment).url, tracing_of(environment).problems) == (url, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPORTER_OTLP_ENDPOINT", "jaeger:4318"),
        ("EXPORTER_OTLP_ENDPOINT", "http://user:secret@c:99999"),
        ("EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("EXPORTER_OTLP_COMPRESSION", "zstd"),
        ("EXPORTER_OTLP_TIMEOUT", "10s"),
        ("EXPORTER_OTLP_HEADERS", "authorization secret"),
        ("EXPORTER_OTLP_HEADERS", "a b=secret"),
        ("RESOURCE_ATTRIBUTES", 'a"b=c'),
        ("TRACES_SAMPLER", "jaeger_remote"),
        ("TRACES_EXPORTER", "zipkin"),
    ],
)
def test_what_cannot_be_used_is_said_without_secrets(name: str, value: str) -> None:
    found = settings("http://c:4318", **{name: value})
    assert len(found.problems) == 1
    assert found.problems[0].startswith(f"OTEL_{name} ")
    assert "secret" not in found.problems[0] + repr(found)


def test_a_share_of_sessions_is_sampled_by_their_ids() -> None:
    quarter = settings("http://c", TRACES_SAMPLER="parentbased_traceidratio", TRACES_SAMPLER_ARG="0.25")
    assert [quarter.keeps("f" * 16 + f"{digit:x}" + "0" * 15) for digit in range(0, 16, 4)] == [True, False, False, False]
    assert settings("http://c").keeps("f" * 32)
    assert not settings("http://c", TRACES_SAMPLER="always_off").keeps("0" * 32)
