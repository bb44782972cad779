"""The store in the memory of one process."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .actions import Arrive, Chain, End, Open, Put, Scatter
from .groups import Fold, Gather, Group, Join
from .messages import Envelope
from .store import Arrival


class _Session:
    """`tombs` has what waited for the groups that are done: an earlier arrival in them may have made that ready.

    `failures` counts the failures that arrived: only they make what was waited for unwanted.
    """

    __slots__ = ("ended", "failures", "groups", "owners", "tombs", "values")

    def __init__(self) -> None:
        self.failures = 0
        self.groups: dict[str, Group] = {}
        self.tombs: dict[str, tuple[str, int]] = {}
        self.values: dict[str, bytes] = {}
        self.owners: dict[str, list[str]] = {}
        self.ended: End | None = None


class MemoryStore:
    """Implements `Store`. `pack` makes one raw list of raw elements."""

    def __init__(self, pack: Callable[[Sequence[bytes]], bytes]) -> None:
        self._pack = pack
        self._sessions: dict[str, _Session] = {}

    def _session(self, session: str) -> _Session:
        found = self._sessions.get(session)
        if found is None:
            found = self._sessions[session] = _Session()
        return found

    def open(self, session: str, group: Open | Scatter | Chain) -> list[Envelope]:
        state = self._session(session)
        if state.ended or group.group in state.tombs:
            return []
        found = state.groups.get(group.group)
        if found is None:
            if isinstance(group, Open):
                found = Join(group)
            elif isinstance(group, Scatter):
                found = Gather(group)
            else:
                found = Fold(group)
            state.groups[group.group] = found
        return [found.envelope()] if isinstance(found, Fold) else []

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> Arrival:
        state = self._session(session)
        result = Arrival()
        for arrival in arrivals:
            self._arrive(state, arrival, result)
        return result

    def arrive_run(self, session: str, group: str, first: int, raws: Sequence[bytes]) -> Arrival:
        """The values of neighbouring elements at once."""
        state = self._session(session)
        result = Arrival()
        found = None if state.ended else state.groups.get(group)
        if isinstance(found, Gather):
            found.fill_run(first, raws)
            self._follow(state, found, result)
        else:
            for slot, raw in enumerate(raws, first):
                self._arrive(state, Arrive(group, slot, False, raw), result)
        return result

    def _arrive(self, state: _Session, arrival: Arrive, result: Arrival) -> None:
        state.failures += arrival.failed
        group = None if state.ended else state.groups.get(arrival.group)
        if group is None:
            self._again(state, arrival.group, arrival.slot, result)
        else:
            result.ready += group.fill(arrival.slot, arrival.failed, arrival.raw)
            self._follow(state, group, result)

    def _follow(self, state: _Session, group: Group, result: Arrival) -> None:
        """What comes of a group that is over: a join waits to be confirmed, a fan-out's outcome arrives in the group around it."""
        if not group.over:
            return
        if isinstance(group, Join):
            result.closing.append(group.id)
            return
        self._bury(state, group)
        result.closed.append(group.id)
        result.done.append(group.note)
        self._arrive(state, Arrive(group.parent, group.slot, *group.outcome(self._pack)), result)

    def _bury(self, state: _Session, group: Group) -> None:
        del state.groups[group.id]
        state.tombs[group.id] = ("", 0) if isinstance(group, Join) else (group.parent, group.slot)
        for value in state.owners.pop(group.id, ()):
            state.values.pop(value, None)

    def confirm(self, session: str, groups: Sequence[str]) -> None:
        state = self._session(session)
        for group in groups:
            found = state.groups.get(group)
            if found is not None:
                self._bury(state, found)

    def again(self, session: str, group: str, slot: int) -> Arrival:
        result = Arrival()
        self._again(self._session(session), group, slot, result)
        return result

    def _again(self, state: _Session, group: str, slot: int, result: Arrival) -> None:
        while group and not state.ended:
            found = state.groups.get(group)
            if found is not None:
                result.ready += found.again(slot)
                if found.over and isinstance(found, Join):
                    result.closing.append(group)
                return
            group, slot = state.tombs.get(group, ("", 0))

    def alive(self, session: str, group: str, slot: int) -> bool:
        state = self._session(session)
        if state.ended:
            return False
        walked: list[Group] = []
        while group:
            found = state.groups.get(group)
            if found is None or not found.wanted(slot):
                return False
            if found.wanted_at == state.failures:
                break
            walked.append(found)
            group, slot = found.parent, found.slot
        # Deep recursion asks for each of its calls: what is around it need not be walked anew.
        for each in walked:
            each.wanted_at = state.failures
        return True

    def low(self, session: str, group: str) -> int:
        """The first failing element of a map that goes on, or the number that stands for none; 0 where nothing waits for its elements."""
        found = self._session(session).groups.get(group)
        if not isinstance(found, Gather) or not self.alive(session, found.parent, found.slot):
            return 0
        return found.low

    def put(self, session: str, value: Put) -> None:
        state = self._session(session)
        if not state.ended and value.group not in state.tombs and value.id not in state.values:
            state.values[value.id] = value.raw
            state.owners.setdefault(value.group, []).append(value.id)

    def get(self, session: str, value: str) -> bytes:
        return self._session(session).values[value]

    def end(self, session: str, outcome: End) -> bool:
        state = self._session(session)
        if state.ended:
            return False
        state.ended = outcome
        state.groups.clear()
        state.values.clear()
        state.owners.clear()
        return True

    def ended(self, session: str) -> End | None:
        return self._session(session).ended
