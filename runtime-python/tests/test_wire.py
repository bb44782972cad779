"""Messages as JSON: what is written is read again, whatever a store adds, and what is no message is refused."""

from __future__ import annotations

import json

import pytest

from lambdakube.messages import NO_FAILURE, Envelope, Item, Message, Resume
from lambdakube.path import Path
from lambdakube.platform.wire import WireError, close, read, read_head, write_body

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"
root = Path.root(SESSION, "main.p", 17)
inner = root.call("main.p/2", "g1", named=True, started=19).tail(named=True).element("main.q/1", "g2", 3, 10).attempt("main.q/0", "g3")


def facts(message: Message) -> tuple[object, ...]:
    return (*(getattr(message, name) for name in Message.__slots__ if name != "path"), message.path.digest, message.path.to_json())


MESSAGES = {
    "a frame": Message("advance", root, "main.p", {0: b"1", 1: b'{"a":[1.0,"\\u00e9"]}'}, done=1 << 70),
    "a call": Message("call", inner, "main.q~1", {0: b"[1]", 3: "ref"}, index=2, group="g9"),
    "a call that goes on": Message("call", inner, "main.p", {}, index=0, low=4, failure=b'{"kind":"Failed"}', tries=({"kind": "Timeout"},)),
    "a frame of a module in a folder": Message("advance", Path.root(SESSION, "shop/report.report"), "shop/report.report", {0: b"1"}),
    "a call in a module in a folder": Message("call", root, "shop/report.report#1", {0: b"1"}, index=3, group="g"),
    "a fan-out": Message("fan", root, "main.p~0", {1: b"null"}, group="g4", site="main.p/7", count=100_000),
}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize(
    "patch",
    [
        None,
        Item(3, b"7", None),
        Item(0, "stored", b"[1,2]"),
        Item(1, b"1", "stored"),
        Resume(-1, "", {0: b"1", 5: "r"}, 3, b'{"kind":"Failed"}'),
        Resume(4, "g", {}, NO_FAILURE, b""),
    ],
)
def test_what_is_written_is_read(name: str, patch: Resume | Item | None) -> None:
    message = MESSAGES[name]
    envelope = Envelope("e1", "service", message.group, 6, message, patch)
    data = close(write_body(SESSION, "d1", envelope), envelope, 1234, 99 if patch is None else 0)
    session, found, added, sent = read(data)
    assert (session, facts(found), added, sent) == (SESSION, facts(message), patch, 1234)
    head = read_head(data)
    assert (head.session, head.build, head.id, head.group, head.slot, head.sent) == (SESSION, "d1", "e1", message.group, 6, 1234)
    assert json.loads(data)["session"] == SESSION


def test_what_a_group_resumes_is_waited_for_by_another() -> None:
    body = write_body(SESSION, "d1", Envelope("e1", "service", "fan", 6, MESSAGES["a fan-out"]))
    envelope = Envelope("fan:3", "service", "fan", 3, body, Item(3, b"7", None))
    head = read_head(close(body, envelope, 1))
    assert (head.id, head.group, head.slot) == ("fan:3", "fan", 3)


@pytest.mark.parametrize(
    "data", [b"", b"null", b"[]", b"{}", b'{"v":1}', b'{"v":99,"session":"s","build":"b","id":"i"}', b"\xff\xfe", b'{"v":1,"session":1}']
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        read_head(data)
    with pytest.raises(WireError):
        read(data)
