"""Judges a history. Each rule is a function that says what breaks it; none of them knows how the runtime works inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from .faults import LOSSES
from .history import Event

STOPPED: float = 45.0
"""Seconds after its session's end in which a call has to be over: it is looked at each second, but a connection may be silent for long."""

NOTICED: float = 15.0
"""Seconds after which it is known that the store has lost something."""

DELIVERIES = 10
"""After so many the runtime may take a call for lost."""

LOST = "StoreLost"
LATE = "SessionDeadline"


class History:
    """The events of a round, by session."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = sorted(events, key=lambda event: event["t"])

    @cached_property
    def submitted(self) -> dict[str, Event]:
        return {event["s"]: event for event in self.of("submit")}

    @cached_property
    def ends(self) -> dict[str, list[Event]]:
        return self.by_session("end")

    @cached_property
    def losses(self) -> list[tuple[int, int]]:
        """When the store lost something: from, until it is known."""
        return [(event["since"], event["t"] + int(NOTICED * 1e9)) for event in self.of("fault") if event["kind"] in LOSSES]

    def of(self, *kinds: str) -> Iterator[Event]:
        return (event for event in self.events if event["e"] in kinds)

    def by_session(self, *kinds: str) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.of(*kinds):
            found[event["s"]].append(event)
        return found

    def touched(self, session: str) -> bool:
        """Whether the store lost something while a session was open."""
        first = self.submitted[session]["t"]
        last = self.ends[session][-1]["t"] if session in self.ends else self.events[-1]["t"]
        return any(since <= last and first <= until for since, until in self.losses)

    def over(self, session: str, before: int | None = None) -> int | None:
        """When a session ended in the store, for the first time; None where it has not, or not `before`."""
        times = [event["t"] for event in self._won.get(session, ()) if before is None or event["t"] < before]
        return min(times) if times else None

    @cached_property
    def _won(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.of("store"):
            if event["script"] == "end" and event.get("won"):
                found[event["s"]].append(event)
        return found

    def won(self, session: str) -> list[Event]:
        """The ends that counted."""
        return self._won.get(session, [])


def every_session_ends_once(history: History) -> Iterator[str]:
    for session in history.submitted:
        ends = history.ends.get(session, [])
        if len(ends) != 1:
            yield f"session {session} has {len(ends)} ends"
        elif not history.touched(session) and len(history.won(session)) > 1:
            yield f"session {session} ended {len(history.won(session))} times in the store"


def ends_are_those_of_direct_evaluation(history: History) -> Iterator[str]:
    delivered = history.by_session("deliver")
    for session, submit in history.submitted.items():
        for end in history.ends.get(session, []):
            found = end["found"]
            if found == submit["expected"]:
                continue
            kind = found[0] if isinstance(found, list) and len(found) == 3 else ""
            lasted = (end["t"] - submit["t"]) / 1e6
            if kind == LOST and history.touched(session):
                continue
            if kind == LATE and submit["brief"] and lasted >= submit["deadline"]:
                continue
            if kind == "WorkerLost" and any(event["n"] > DELIVERIES for event in delivered[session]):
                continue
            yield f"session {session} of program {submit['program']} gave {found}, not {submit['expected']}"


def a_slot_has_one_value(history: History) -> Iterator[str]:
    values: dict[tuple[str, str, int], str] = {}
    for event in history.of("store"):
        for group, slot, failed, raw in event.get("slots", ()) if event["script"] == "arrive" else ():
            # A failure tells how often its call was tried.
            if not failed and values.setdefault((event["s"], group, slot), raw) != raw:
                yield f"session {event['s']}: two values arrived in slot {slot} of group {group}"


class _Safe:
    """What a process knows to be safe, as time goes on."""

    def __init__(self) -> None:
        self.stored: set[tuple[int, str]] = set()
        self.replies: dict[tuple[int, str, str, int], list[Event]] = defaultdict(list)
        self.opened: dict[tuple[int, str, str], Event] = {}
        self.ended: set[tuple[int, str]] = set()

    def see(self, event: Event) -> None:
        process, kind = event["p"], event["e"]
        if kind == "stored" and not event["error"]:
            self.stored.add((process, event["name"]))
        elif kind == "store" and "error" not in event:
            session = event["s"]
            for group, slot, *_ in event.get("slots", ()):
                self.replies[process, session, group, slot].append(event)
            if event["script"] == "open":
                self.opened[process, session, event["group"]] = event
            elif event["script"] == "end":
                self.ended.add((process, session))

    def lacking(self, carry: Event) -> Iterator[str]:
        """What of a carry is not safe."""
        process, session = carry["p"], carry["s"]
        for id in carry["sends"]:
            yield from self._unpublished(process, session, [id])
        for group in carry["chains"]:
            opened = self.opened.get((process, session, group))
            yield from self._unpublished(process, session, opened["ready"]) if opened else [f"group {group}"]
        for group, slot in [*carry["arrivals"], *([carry["again"]] if "again" in carry else [])]:
            replies = self.replies[process, session, group, slot]
            if not replies:
                yield f"slot {slot} of group {group}"
            elif all(list(self._unpublished(process, session, reply["ready"])) for reply in replies):
                yield f"what slot {slot} of group {group} made ready"
        if carry["ends"] and (process, session) not in self.ended:
            yield "the end"

    def _unpublished(self, process: int, session: str, ids: Sequence[str]) -> Iterator[str]:
        return (f"message {id}" for id in ids if (process, session[:12] + id) not in self.stored)


def outputs_are_safe_before_inputs_are_acknowledged(history: History) -> Iterator[str]:
    safe = _Safe()
    carries: dict[tuple[int, int], Event] = {}
    for event in history.events:
        safe.see(event)
        if event["e"] == "carry":
            carries[event["p"], event["c"]] = event
        elif event["e"] == "broken" and event["error"] == LOST and history.over(event["s"], event["t"]):
            # What comes later than the store keeps of a session that has ended is nothing.
            carries.pop((event["p"], event["c"]), None)
        elif event["e"] == "say" and event["text"] == "+ACK" and event["c"]:
            carry = carries.get((event["p"], event["c"]))
            if carry is None or carry["s"] not in history.submitted or history.touched(carry["s"]):
                continue
            for what in safe.lacking(carry):
                yield f"session {carry['s']}: a message was acknowledged before {what} was safe"


def every_message_is_delivered_and_acknowledged(history: History) -> Iterator[str]:
    """Holds where the history ends with an empty stream."""
    open_messages: dict[str, str] = {}
    by_seq: dict[tuple[int, int], str] = {}
    for event in history.events:
        kind = event["e"]
        if kind == "stored" and not event["error"]:
            open_messages.setdefault(event["name"], "not delivered")
        elif kind == "deliver":
            name = event["s"][:12] + event["id"]
            by_seq[event["p"], event["seq"]] = name
            if open_messages.get(name, "") != "done":
                open_messages[name] = "not acknowledged"
        elif kind == "say" and event["text"] in ("+ACK", "+TERM"):
            open_messages[by_seq.get((event["p"], event["seq"]), "")] = "done"
    known = {session[:12]: session for session in history.submitted}
    for name, state in open_messages.items():
        if state != "done" and name[:12] in known:
            yield f"session {known[name[:12]]}: message {name[12:]} was {state}"


def effects_have_one_key_each(history: History) -> Iterator[str]:
    calls = history.by_session("call")
    for session, submit in history.submitted.items():
        seen: dict[str, str] = {}
        for event in calls[session]:
            effect = f"{event['service']} {event['args']}"
            if seen.setdefault(event["key"], effect) != effect:
                yield f"session {session}: key {event['key']} stands for {seen[event['key']]} and for {effect}"
        wanted = submit["keys"]
        for key, effect in wanted.items():
            if key in seen and seen[key] != effect:
                yield f"session {session}: {seen[key]} was done with the key of {effect}"
        # Beside a failure others may have begun, which direct evaluation never reaches.
        new = set() if submit["failed"] else seen.keys() - wanted.keys()
        for key in new:
            yield f"session {session}: {seen[key]} was done with the new key {key}"
        ends = history.ends.get(session, [])
        if ends and ends[0]["found"] == submit["expected"]:
            for key in wanted.keys() - seen.keys():
                yield f"session {session}: {wanted[key]} was never done"


def calls_stop_soon_after_their_session(history: History) -> Iterator[str]:
    for session, events in history.by_session("call", "tick").items():
        over = history.over(session) if session in history.submitted else None
        late = [event["t"] - over for event in events if over is not None and event["t"] - over > STOPPED * 1e9]
        if late:
            yield f"session {session}: a call went on for {max(late) / 1e9:.0f} s after the end"


Rule = Callable[[History], Iterator[str]]

RULES: Sequence[Rule] = (
    every_session_ends_once,
    ends_are_those_of_direct_evaluation,
    a_slot_has_one_value,
    outputs_are_safe_before_inputs_are_acknowledged,
    every_message_is_delivered_and_acknowledged,
    effects_have_one_key_each,
    calls_stop_soon_after_their_session,
)


def check(events: Sequence[Event]) -> list[str]:
    """What is wrong with a history; nothing where nothing is."""
    history = History(events)
    return [f"{rule.__name__}: {complaint}" for rule in RULES for complaint in rule(history)]


def event(time: float, kind: str, process: int = 1, /, **data: Any) -> Event:
    """An event at a time in seconds, as `history.Recorder` writes it."""
    return {"t": int(time * 1e9), "p": process, "e": kind, **data}
