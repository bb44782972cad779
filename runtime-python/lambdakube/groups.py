"""The groups of a store in memory: what waits for several values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .actions import Chain, Open, Scatter
from .messages import NO_FAILURE, Envelope, Item, Raw, Resume

Pack = Callable[[Sequence[bytes]], bytes]


class Join:
    """A frame some of whose steps are under way.

    `wanted_at`, of each kind of group, is how many failures had arrived when its outcome was last found to be waited for.
    """

    __slots__ = ("body", "failure", "fired", "id", "known", "low", "over", "parent", "pending", "service", "slot", "waits", "wanted_at")

    def __init__(self, data: Open) -> None:
        self.id = data.group
        self.parent = data.parent
        self.slot = data.slot
        self.service = data.service
        self.body = data.body
        self.known: dict[int, Raw] = dict(data.known)
        self.pending = set(data.open)
        self.waits = {slot: (set(missing), uses) for slot, missing, uses in data.waits}
        self.fired: dict[int, tuple[int, tuple[int, ...]]] = {}
        """The steps that were resumed: by what arrival, and what they use."""
        self.low = data.low
        self.failure = data.failure
        self.over = False
        self.wanted_at = -1

    def wanted(self, slot: int) -> bool:
        """Whether the outcome for a slot is still waited for."""
        return slot < self.low and slot in self.pending

    def fill(self, slot: int, failed: bool, raw: bytes) -> list[Envelope]:
        """Fills a slot; gives the messages of what became ready."""
        if not self.wanted(slot):
            return self.again(slot)
        self.pending.discard(slot)
        if failed:
            self.low, self.failure = slot, raw
        else:
            self.known[slot] = raw
        if not any(open_slot < self.low for open_slot in self.pending):
            self.over = True
        elif not failed:
            for waiting, (missing, uses) in list(self.waits.items()):
                missing.discard(slot)
                if not missing and waiting < self.low:
                    del self.waits[waiting]
                    self.fired[waiting] = (slot, uses)
                    self.pending.add(waiting)
        return self.again(slot)

    def again(self, slot: int) -> list[Envelope]:
        """What the arrival in a slot made ready and is not known to have ended."""
        if self.over:
            resume = Resume(-1, "", self.known, self.low, self.failure)
            return [Envelope(f"{self.id}:all", self.service, self.parent, self.slot, self.body, resume, _refs(self.known))]
        return [self._resume(step, uses) for step, (cause, uses) in self.fired.items() if cause == slot and step in self.pending]

    def _resume(self, step: int, uses: tuple[int, ...]) -> Envelope:
        known = {used: self.known[used] for used in uses}
        resume = Resume(step, self.id, known, NO_FAILURE, b"")
        return Envelope(f"{self.id}:{step}", self.service, self.id, step, self.body, resume, _refs(known))


class Gather:
    """A map: one slot an element."""

    __slots__ = ("failure", "id", "low", "missing", "note", "over", "parent", "slot", "values", "wanted_at")

    def __init__(self, data: Scatter) -> None:
        self.id = data.group
        self.parent = data.parent
        self.slot = data.slot
        self.note = data.note
        self.values: list[bytes | None] = [None] * len(data.items)
        self.missing = len(data.items)
        """How many values below `low` have not come."""
        self.low = NO_FAILURE
        self.failure = b""
        self.over = False
        self.wanted_at = -1

    def wanted(self, slot: int) -> bool:
        """Whether the outcome for an element is still waited for."""
        return slot < self.low and self.values[slot] is None

    def fill(self, slot: int, failed: bool, raw: bytes) -> list[Envelope]:
        """Fills an element's slot."""
        if not self.wanted(slot):
            return []
        if failed:
            self.low, self.failure = slot, raw
            self.missing = self.values[:slot].count(None)
        else:
            self.values[slot] = raw
            self.missing -= 1
        self.over = not self.missing
        return []

    def fill_run(self, first: int, raws: Sequence[bytes]) -> None:
        """Fills neighbouring slots."""
        end = first + len(raws)
        if end <= self.low and self.values[first:end].count(None) == len(raws):
            self.values[first:end] = raws
            self.missing -= len(raws)
            self.over = not self.missing
        else:
            for slot, raw in enumerate(raws, first):
                self.fill(slot, False, raw)

    def again(self, slot: int) -> list[Envelope]:
        """Nothing: elements are made ready when the map starts."""
        return []

    def outcome(self, pack: Pack) -> tuple[bool, bytes]:
        """What arrives in the group around it."""
        if self.failure:
            return True, self.failure
        return False, pack(self.values)  # type: ignore[arg-type]  # complete: none is missing


class Fold:
    """A fold: one element after the other, the accumulator travels."""

    __slots__ = ("at", "body", "failed", "id", "items", "note", "over", "parent", "raw", "refs", "service", "slot", "wanted_at")

    def __init__(self, data: Chain) -> None:
        self.id = data.group
        self.parent = data.parent
        self.slot = data.slot
        self.service = data.service
        self.body = data.body
        self.items = data.items
        self.refs = data.refs
        self.note = data.note
        self.raw = data.initial
        self.at = 0
        self.failed = False
        self.over = False
        self.wanted_at = -1

    def wanted(self, slot: int) -> bool:
        """Whether the outcome for an element is still waited for."""
        return slot == self.at

    def fill(self, slot: int, failed: bool, raw: bytes) -> list[Envelope]:
        """Takes the accumulator after an element; gives the message of the next one."""
        if not self.wanted(slot):
            return self.again(slot)
        self.raw = raw
        self.at += 1
        self.failed = failed
        self.over = failed or self.at == len(self.items)
        return [] if self.over else [self.envelope()]

    def again(self, slot: int) -> list[Envelope]:
        """The element whose turn came with the arrival of the one before."""
        return [self.envelope()] if slot == self.at - 1 else []

    def envelope(self) -> Envelope:
        """The message of the element whose turn it is."""
        item = Item(self.at, self.items[self.at], self.raw)
        return Envelope(f"{self.id}:{self.at}", self.service, self.id, self.at, self.body, item, self.refs)

    def outcome(self, pack: Pack) -> tuple[bool, bytes]:
        """What arrives in the group around it."""
        return self.failed, self.raw


Group = Join | Gather | Fold


def _refs(known: dict[int, Raw]) -> tuple[str, ...]:
    return tuple(raw for raw in known.values() if isinstance(raw, str))
