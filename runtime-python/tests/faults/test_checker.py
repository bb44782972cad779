"""The checker refuses what it has to: a good history, and one change to it for each way in which it can be bad."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .checker import check, event
from .history import Event

S = "5" * 32
NAME = S[:12]
SUBMIT = {
    "s": S, "program": "7", "deadline": 60_000, "brief": False, "expected": 3, "keys": {"key": "main-n args"}, "failed": False,
}  # fmt: skip


def good() -> list[Event]:
    """A session: its first message calls a node, which arrives in a group; what that makes ready ends the session."""
    return [
        event(0, "submit", 9, **SUBMIT),
        event(0.1, "publish", 9, name=f"{NAME}first"),
        event(0.2, "stored", 9, name=f"{NAME}first", error=""),
        event(1, "deliver", s=S, id="first", seq=1, n=1),
        event(1.1, "carry", c=1, s=S, sends=["call"], arrivals=[], chains=["fold"], ends=False),
        event(1.2, "store", s=S, script="open", kind="fold", group="fold", ready=["fold:0"]),
        event(1.3, "stored", name=f"{NAME}call", error=""),
        event(1.4, "stored", name=f"{NAME}fold:0", error=""),
        event(1.5, "say", seq=1, text="+ACK", c=1),
        event(2, "deliver", 2, s=S, id="call", seq=2, n=1),
        event(2.1, "call", 3, s=S, key="key", service="main-n", args="args"),
        event(2.2, "called", 3, s=S, key="key"),
        event(2.3, "carry", 2, c=1, s=S, sends=[], arrivals=[["g", 2]], chains=[], ends=False),
        event(2.4, "store", 2, s=S, script="arrive", slots=[["g", 2, 0, "value"]], ready=["g:all"]),
        event(2.5, "stored", 2, name=f"{NAME}g:all", error=""),
        event(2.6, "say", 2, seq=2, text="+ACK", c=1),
        event(2.7, "deliver", 2, s=S, id="fold:0", seq=3, n=1),
        event(2.8, "say", 2, seq=3, text="+ACK", c=0),
        event(3, "deliver", s=S, id="g:all", seq=4, n=1),
        event(3.1, "carry", c=2, s=S, sends=[], arrivals=[], chains=[], ends=True),
        event(3.2, "store", s=S, script="end", failed=0, raw="three", reason="", won=True),
        event(3.3, "say", seq=4, text="+ACK", c=2),
        event(3.4, "end", 9, s=S, found=3),
    ]


def test_a_good_history_is_good() -> None:
    assert check(good()) == []


Change = Callable[[list[Event]], None]


def without(kind: str, **data: object) -> Change:
    """The events of a kind with such data are not there."""

    def change(events: list[Event]) -> None:
        events[:] = [each for each in events if each["e"] != kind or any(each.get(name) != value for name, value in data.items())]

    return change


def with_more(*more: Event) -> Change:
    return lambda events: events.extend(more)


def with_other(kind: str, number: int = 0, **data: object) -> Change:
    """The n-th event of a kind says something else."""
    return lambda events: [each for each in events if each["e"] == kind][number].update(data)


def later(kind: str, time: float, **data: object) -> Change:
    """What has such data comes later."""

    def change(events: list[Event]) -> None:
        for each in events:
            if each["e"] == kind and all(each.get(name) == value for name, value in data.items()):
                each["t"] = int(time * 1e9)

    return change


BAD: dict[str, tuple[str, Change]] = {
    "no end": ("every_session_ends_once", without("end")),
    "two ends for who waits": ("every_session_ends_once", with_more(event(9, "end", 9, s=S, found=3))),
    "two ends in the store": (
        "every_session_ends_once",
        with_more(event(9, "store", 2, s=S, script="end", failed=0, raw="three", reason="", won=True)),
    ),
    "another value": ("ends_are_those_of_direct_evaluation", with_other("end", found=4)),
    "lost, though the store lost nothing": (
        "ends_are_those_of_direct_evaluation",
        with_other("end", found=["StoreLost", "the store has lost it", []]),
    ),
    "past its time before its time": ("ends_are_those_of_direct_evaluation", with_other("end", found=["SessionDeadline", "late", []])),
    "a worker lost that was not": ("ends_are_those_of_direct_evaluation", with_other("end", found=["WorkerLost", "worker lost", []])),
    "two values in a slot": (
        "a_slot_has_one_value",
        with_more(event(2.45, "store", 4, s=S, script="arrive", slots=[["g", 2, 0, "other"]], ready=["g:all"])),
    ),
    "acknowledged before a message was sent": ("outputs_are_safe", later("stored", 1.6, name=f"{NAME}call")),
    "acknowledged though a message was refused": ("outputs_are_safe", with_other("stored", 1, error="no space")),
    "acknowledged before a fold's first element was sent": ("outputs_are_safe", later("stored", 1.6, name=f"{NAME}fold:0")),
    "acknowledged before the arrival": ("outputs_are_safe", later("store", 2.7, script="arrive")),
    "acknowledged though the store had refused": ("outputs_are_safe", with_other("store", 1, error="OOM")),
    "acknowledged before what the arrival made ready": ("outputs_are_safe", later("stored", 2.65, name=f"{NAME}g:all")),
    "acknowledged before the end": ("outputs_are_safe", later("store", 3.35, script="end")),
    "acknowledged though it could not be carried out": (
        "outputs_are_safe",
        with_more(
            event(2.1, "carry", 2, c=2, s=S, sends=["more"], arrivals=[], chains=[], ends=False),
            event(2.2, "broken", 2, c=2, s=S, error="StoreLost"),
            event(2.3, "say", 2, seq=2, text="+ACK", c=2),
        ),
    ),
    "a message that never comes": ("every_message", without("deliver", id="call")),
    "a message that is never acknowledged": ("every_message", without("say", seq=2)),
    "a new key for an effect": (
        "effects_have_one_key_each",
        with_more(event(2.15, "call", 3, s=S, key="another", service="main-n", args="args")),
    ),
    "one key for two effects": (
        "effects_have_one_key_each",
        with_more(event(2.15, "call", 3, s=S, key="key", service="main-n", args="others")),
    ),
    "an effect that was not done": ("effects_have_one_key_each", without("call")),
    "a call that goes on": ("calls_stop", with_more(event(60, "tick", 3, s=S, key="key"))),
    "a call that begins late": ("calls_stop", with_more(event(60, "call", 3, s=S, key="key", service="main-n", args="args"))),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_history_is_refused(name: str) -> None:
    rule, change = BAD[name]
    events = good()
    change(events)
    complaints = check(events)
    assert any(complaint.startswith(rule) for complaint in complaints), complaints


def test_every_rule_has_a_bad_history() -> None:
    from .checker import RULES

    for rule in RULES:
        assert any(rule.__name__.startswith(name) for name, _ in BAD.values()), rule.__name__


def lost(since: float, until: float) -> Event:
    return {**event(until, "fault", 9, kind="store emptied"), "since": int(since * 1e9)}


ALLOWED: dict[str, list[Change]] = {
    "lost with the store": [
        with_other("end", found=["StoreLost", "the store has lost it", []]),
        with_more(lost(0.5, 0.6)),
    ],
    "brief, and past its time": [
        with_other("submit", brief=True, deadline=3_000),
        with_other("end", found=["SessionDeadline", "late", []]),
    ],
    "a worker counted as lost after ten deliveries": [
        with_other("end", found=["WorkerLost", "worker lost (delivered 10 times)", []]),
        with_more(event(2.05, "deliver", 2, s=S, id="call", seq=2, n=11)),
    ],
    "a message that comes when nothing is kept of its session any more": [
        with_more(
            event(4, "deliver", 2, s=S, id="call", seq=2, n=2),
            event(4.1, "carry", 2, c=2, s=S, sends=[], arrivals=[], chains=[], ends=False, again=["g", 7]),
            event(4.2, "broken", 2, c=2, s=S, error="StoreLost"),
            event(4.3, "say", 2, seq=2, text="+ACK", c=2),
        )
    ],
    "a sibling begun beside a failure": [
        with_other("submit", failed=True),
        with_more(event(2.15, "call", 3, s=S, key="sibling", service="main-n", args="others")),
    ],
    "a repeat of everything": [
        with_more(*({**each, "t": each["t"] + 10_000_000} for each in good() if each["e"] in ("deliver", "stored", "call")))
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_happen_is_allowed(name: str) -> None:
    events = good()
    for change in ALLOWED[name]:
        change(events)
    assert check(events) == []


def test_a_loss_before_a_session_or_long_after_excuses_nothing() -> None:
    for when in (-60.0, 30.0):
        events = good()
        with_other("end", found=["StoreLost", "the store has lost it", []])(events)
        events.append(lost(when, when))
        assert len(check(events)) == 1
