"""What every process does, as lines of JSON in a file that outlives it: a recorder, put into the runtime from outside, and its reader.

Each event has `t` (nanoseconds of the machine's monotonic clock), `p` (the process) and `e`, what it is:

    deliver  a message has come: s (session), id, seq (of the stream), n (which delivery)
    say      what the broker is told of it: seq, text, c (the carry before it)
    carry    what comes of a message is carried out: c, s, sends, arrivals, chains, ends
    broken   it could not be carried out: c, s, error
    publish  a message is given to the broker: name;  stored: the broker has it, or error
    store    a script has replied: s, script, and what it was about
    call     a node is called: s, key (of its first effect), service, args;  called: it is over;  tick: it goes on
    submit   a session is started: s, program, deadline;  end: a client has its end: s, found, expected
    fault    something was done to the platform: kind, and since when
"""

from __future__ import annotations

import contextvars
import itertools
import json
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any

from lambdakube.actions import Action, Arrive, Chain, End, Scatter, Send
from lambdakube.platform import carrier, desk, intake, jetstream, worker
from lambdakube.platform.jetstream import deliveries, sequence
from lambdakube.platform.scripts import script

Event = dict[str, Any]

SCRIPTS = ("again", "alive", "arrive", "confirm", "count", "end", "low", "open", "put")


class Recorder:
    """Appends events; each is one write, so that processes may share a file and a kill loses none."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, event: str, **data: Any) -> None:
        line = {"t": time.monotonic_ns(), "p": os.getpid(), "e": event, **data}
        os.write(self._file, json.dumps(line, separators=(",", ":")).encode() + b"\n")


def read(folder: Path) -> list[Event]:
    """The events of all processes, by time. A last line that is cut off is of a process that was killed at it."""
    events: list[Event] = []
    for path in folder.glob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            try:
                events.append(json.loads(line))
            except ValueError:
                continue
    return sorted(events, key=lambda event: event["t"])


def clear(folder: Path) -> None:
    """Forgets what was recorded; who records goes on."""
    for path in folder.glob("*.jsonl"):
        os.truncate(path, 0)


def short(raw: bytes) -> str:
    """A value, as it stands in the history."""
    return sha1(raw).hexdigest()[:12]


_carry: contextvars.ContextVar[int] = contextvars.ContextVar("carry", default=0)


def install(recorder: Recorder) -> None:
    """Puts a recorder into the runtime of this process, before a service starts."""
    _of_broker(recorder)
    _of_carrier(recorder)
    _of_worker(recorder)


def _of_broker(recorder: Recorder) -> None:
    take, say, publish = intake.Intake.take, desk.Desk.say, jetstream.Publisher.publish

    def taken(self: Any, message: Any) -> None:
        head = _head(message.data)
        recorder.note("deliver", s=head[0], id=head[1], seq=sequence(message), n=deliveries(message))
        take(self, message)

    def said(self: Any, message: Any, text: bytes) -> None:
        recorder.note("say", seq=sequence(message), text=text[:5].decode(), c=_carry.get())
        say(self, message, text)

    def published(self: Any, to: str, data: bytes, name: str, done: Callable[[BaseException | None], None], *more: Any) -> None:
        recorder.note("publish", name=name)

        def stored(error: BaseException | None) -> None:
            recorder.note("stored", name=name, error=str(error or ""))
            done(error)

        publish(self, to, data, name, stored, *more)

    intake.Intake.take, desk.Desk.say = taken, said  # type: ignore[method-assign]
    jetstream.Publisher.publish = published  # type: ignore[method-assign, assignment]


def _head(data: bytes) -> tuple[str, str]:
    """Session and id; of two keys the later one is read."""
    try:
        found = json.loads(data)
        return found["session"], found["id"]
    except (ValueError, KeyError, TypeError):
        return "", ""


def _of_carrier(recorder: Recorder) -> None:
    carry, again, numbers = carrier.Carrier.carry, carrier.Carrier.again, itertools.count(1)

    async def carried(self: Any, session: str, actions: Sequence[Action]) -> None:
        _carry.set(next(numbers))
        recorder.note("carry", c=_carry.get(), s=session, **described(actions))
        await done(session, carry(self, session, actions))

    async def repeated(self: Any, session: str, group: str, slot: int) -> None:
        _carry.set(next(numbers))
        recorder.note("carry", c=_carry.get(), s=session, sends=[], arrivals=[], chains=[], ends=False, again=[group, slot])
        await done(session, again(self, session, group, slot))

    async def done(session: str, work: Awaitable[None]) -> None:
        number = _carry.get()
        try:
            await work
        except Exception as error:
            recorder.note("broken", c=number, s=session, error=type(error).__name__)
            raise

    carrier.Carrier.carry, carrier.Carrier.again = carried, repeated  # type: ignore[method-assign]


def described(actions: Sequence[Action]) -> dict[str, Any]:
    """What has to be safe before the message is acknowledged that these came of."""
    found: dict[str, Any] = {"sends": [], "arrivals": [], "chains": [], "ends": False}
    for action in actions:
        if isinstance(action, Send):
            found["sends"].append(action.envelope.id)
        elif isinstance(action, Scatter):
            found["sends"] += [f"{action.group}:{at}" for at in range(len(action.items))]
        elif isinstance(action, Arrive):
            found["arrivals"].append([action.group, action.slot])
        elif isinstance(action, Chain):
            found["chains"].append(action.group)
        elif isinstance(action, End):
            found["ends"] = True
    return found


session_of_call = ""
"""The session of the message that this worker is at."""


def _of_worker(recorder: Recorder) -> None:
    read_message = vars(worker)["read"]

    def read_it(data: bytes) -> Any:
        global session_of_call
        found = read_message(data)
        session_of_call = found[0]
        return found

    vars(worker)["read"] = read_it


class RecordedRedis:
    """A client of Redis whose scripts are recorded with their replies."""

    def __init__(self, inner: Any, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def pipeline(self, transaction: bool = True) -> _RecordedPipeline:
        return _RecordedPipeline(self._inner.pipeline(transaction=transaction), self._recorder)

    async def execute_command(self, *words: Any) -> Any:
        reply = await self._inner.execute_command(*words)
        _note_script(self._recorder, words, reply)
        return reply


class _RecordedPipeline:
    def __init__(self, inner: Any, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder
        self._words: list[tuple[Any, ...]] = []

    def execute_command(self, *words: Any) -> None:
        self._words.append(words)
        self._inner.execute_command(*words)

    async def execute(self, raise_on_error: bool = True) -> Any:
        replies = await self._inner.execute(raise_on_error=raise_on_error)
        for words, reply in zip(self._words, replies, strict=True):
            _note_script(self._recorder, words, reply)
        return replies


_names = {script(name).sha: name for name in SCRIPTS} | {script(name).text: name for name in SCRIPTS}


def _note_script(recorder: Recorder, words: tuple[Any, ...], reply: Any) -> None:
    if words[0] not in ("EVALSHA", "EVAL"):
        return
    name = _names.get(words[1], "")
    session = str(words[3])[4:36]
    if isinstance(reply, Exception):
        recorder.note("store", s=session, script=name, error=str(reply)[:80])
    elif name in _about:
        recorder.note("store", s=session, script=name, **_about[name](words[4:], reply))


def _arrived(arguments: Sequence[Any], reply: Any) -> Event:
    slots = [
        [group, slot, int(failed), short(bytes(raw))]
        for group, slot, failed, raw in zip(arguments[1::4], arguments[2::4], arguments[3::4], arguments[4::4], strict=True)
    ]
    return {"slots": slots, "ready": list(_ids(reply[0]))}


def _ids(envelopes: Any) -> Iterator[str]:
    for envelope in envelopes:
        name = envelope[1].decode()
        yield f"{name}:{envelope[6]}" if envelope[0] == b"item" else name


_about: dict[str, Callable[[Sequence[Any], Any], Event]] = {
    "arrive": _arrived,
    "again": lambda arguments, reply: {"slots": [[arguments[0], arguments[1]]], "ready": list(_ids(reply[0]))},
    "open": lambda arguments, reply: {"kind": arguments[0], "group": arguments[1], "ready": list(_ids(reply))},
    "end": lambda arguments, reply: {"failed": arguments[0], "raw": short(bytes(arguments[1])), "reason": arguments[2], "won": bool(reply)},
}
"""What is noted of a script's arguments and its reply."""
