"""What every store holds to (store.py): cases over the interface. The file of a store only fills in how one is made."""

from __future__ import annotations

import pytest

from lambdakube.actions import Arrive, Chain, End, Open, Put, Scatter
from lambdakube.groups import Join
from lambdakube.messages import NO_FAILURE, Envelope, Item, Resume
from lambdakube.store import Store

S = "session"
ANOTHER = "another"


def pack(raws: object) -> bytes:
    return b"[" + b",".join(raws) + b"]"  # type: ignore[arg-type]


def join(group: str = "join", parent: str = "", slot: int = 0) -> Open:
    waits = ((5, (2,), (0, 2)), (6, (3, 5), (3, 5)))
    return Open(group, parent, slot, "service", b"body", NO_FAILURE, b"", {0: b"a"}, (2, 3, 4), waits)


def arrive(store: Store, slot: int, raw: bytes = b"v", *, failed: bool = False, group: str = "join") -> list[Envelope]:
    return store.arrive(S, [Arrive(group, slot, failed, raw)]).ready


def resumed(envelopes: list[Envelope]) -> list[tuple[int, set[int], int]]:
    """What is resumed: slot (-1 for the whole), the slots known, the first failing one."""
    result = []
    for envelope in envelopes:
        assert isinstance(envelope.patch, Resume)
        result.append((envelope.patch.slot, set(envelope.patch.known), envelope.patch.low))
    return result


def scatter(store: Store, count: int) -> None:
    items = [str(i).encode() for i in range(count)]
    store.open(S, Scatter("gather", "join", 2, "service", b"body", items, (), b"note"))


class StoreCases:
    """The cases. A store is made by the fixture `made`, with both sessions begun."""

    @pytest.fixture
    def store(self, made: Store) -> Store:
        """A store with a join of the slots 2, 3, 4; 5 waits for 2, and 6 for 3 and 5."""
        made.open(S, join())
        return made

    def test_a_step_is_resumed_when_all_that_it_uses_is_there(self, store: Store) -> None:
        assert resumed(arrive(store, 2)) == [(5, {0, 2}, NO_FAILURE)]
        assert arrive(store, 4) == []
        assert arrive(store, 5) == []
        assert resumed(arrive(store, 3)) == [(-1, {0, 2, 3, 4, 5}, NO_FAILURE)]

    def test_the_first_write_wins(self, store: Store) -> None:
        arrive(store, 3, b"first")
        assert arrive(store, 3, b"second") == []
        arrive(store, 3, b"third", failed=True)
        arrive(store, 2)
        arrive(store, 5)
        arrive(store, 6)
        envelope = arrive(store, 4)[0]
        assert isinstance(envelope.patch, Resume)
        assert envelope.patch.known[3] == b"first"

    def test_what_became_ready_is_given_again(self, store: Store) -> None:
        first = arrive(store, 2)
        assert [each.id for each in arrive(store, 2)] == [each.id for each in first]
        assert [each.id for each in store.again(S, "join", 2).ready] == [each.id for each in first]
        arrive(store, 5)
        assert arrive(store, 2) == [], "the step has ended"

    def test_a_whole_resume_is_given_again_until_it_is_confirmed(self, store: Store) -> None:
        arrive(store, 3)
        arrive(store, 4)
        arrival = store.arrive(S, [Arrive("join", 2, False, b"v")])
        assert resumed(arrival.ready) == [(-1, {0, 2, 3, 4}, NO_FAILURE)], "whoever takes it runs the other steps as well"
        assert arrival.closing == ["join"]
        assert resumed(store.again(S, "join", 2).ready) == resumed(arrival.ready)
        store.confirm(S, arrival.closing)
        assert store.again(S, "join", 2).ready == []
        assert store.open(S, join()) == []
        assert not store.alive(S, "join", 2), "a group that is done is not opened again"

    def test_a_failure_waits_for_what_comes_before_it(self, store: Store) -> None:
        assert arrive(store, 4, b"late", failed=True) == []
        assert not store.alive(S, "join", 4)
        assert store.alive(S, "join", 3)
        assert arrive(store, 3, b"early", failed=True) == []
        assert not store.alive(S, "join", 3)
        envelope = arrive(store, 2)[0]
        assert isinstance(envelope.patch, Resume)
        assert (envelope.patch.slot, envelope.patch.low, envelope.patch.failure) == (-1, 3, b"early")

    def test_a_step_after_a_failure_is_not_resumed(self, store: Store) -> None:
        arrive(store, 4, b"failed", failed=True)
        assert arrive(store, 2) == []

    def test_a_gather_arrives_in_order(self, store: Store) -> None:
        scatter(store, 3)
        arrive(store, 2, b"c", group="gather")
        arrive(store, 0, b"a", group="gather")
        arrive(store, 0, b"x", group="gather")
        assert store.alive(S, "gather", 1)
        assert not store.alive(S, "gather", 0)
        arrival = store.arrive(S, [Arrive("gather", 1, False, b"b")])
        assert arrival.done == [b"note"]
        assert isinstance(arrival.ready[0].patch, Resume)
        assert arrival.ready[0].patch.known[2] == b"[a,b,c]"

    def test_what_a_gather_made_ready_is_given_again(self, store: Store) -> None:
        scatter(store, 1)
        ready = arrive(store, 0, group="gather")
        assert [each.id for each in arrive(store, 0, group="gather")] == [each.id for each in ready]
        assert [each.id for each in store.again(S, "gather", 0).ready] == [each.id for each in ready]

    def test_a_gather_is_over_when_all_before_its_failure_is_there(self, store: Store) -> None:
        scatter(store, 5)
        arrive(store, 3, b"third", failed=True, group="gather")
        assert not store.alive(S, "gather", 4)
        arrive(store, 4, b"e", group="gather")
        arrive(store, 0, b"a", group="gather")
        arrive(store, 1, b"first", failed=True, group="gather")
        arrive(store, 3, b"x", group="gather")
        assert not store.alive(S, "gather", 0), "the gather is over"
        assert not store.alive(S, "join", 2)
        assert resumed(store.again(S, "gather", 1).ready) == [(-1, {0}, 2)]

    def test_a_fold_goes_one_by_one(self, store: Store) -> None:
        chain = Chain("fold", "join", 2, "service", b"body", [b"x", b"y"], b"0", ("ref",), b"note")
        first = store.open(S, chain)
        assert [each.patch for each in first] == [Item(0, b"x", b"0")]
        assert [each.id for each in store.open(S, chain)] == [each.id for each in first], "opened again after a crash"
        second = arrive(store, 0, b"1", group="fold")
        assert [(each.patch, each.refs) for each in second] == [(Item(1, b"y", b"1"), ("ref",))]
        assert [each.id for each in arrive(store, 0, b"9", group="fold")] == [each.id for each in second]
        assert resumed(arrive(store, 1, b"2", group="fold")) == [(5, {0, 2}, NO_FAILURE)]

    def test_nothing_is_alive_below_what_is_over(self, store: Store) -> None:
        store.open(S, join("inner", "join", 4))
        scatter_inner = Scatter("deep", "inner", 3, "service", b"body", [b"1"], (), b"")
        store.open(S, scatter_inner)
        assert store.alive(S, "deep", 0)
        arrive(store, 3, b"failed", failed=True)
        assert not store.alive(S, "deep", 0)
        assert store.alive(S, "join", 2)

    def test_stored_values_end_with_their_fan_out(self, store: Store) -> None:
        store.put(S, Put("gather.0", "gather", b"big"))
        scatter(store, 1)
        store.put(S, Put("gather.0", "gather", b"other"))
        assert store.get(S, "gather.0") == b"big"
        arrive(store, 0, group="gather")
        with pytest.raises(KeyError):
            store.get(S, "gather.0")

    def test_the_first_end_stands(self, store: Store) -> None:
        assert store.end(S, End(False, b"1"))
        assert not store.end(S, End(True, b"2"))
        assert store.ended(S) == End(False, b"1")
        assert not store.alive(S, "join", 2)
        assert not store.alive(S, "", 0)
        assert arrive(store, 2) == []
        assert store.alive(ANOTHER, "", 0)

    def test_what_is_around_is_not_walked_again(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        """Asking for each call of a recursion, as it goes deeper, costs a few steps a call, and a failure far out is seen all the same."""
        asked = 0
        wanted = Join.wanted

        def counted(self: Join, slot: int) -> bool:
            nonlocal asked
            asked += 1
            return wanted(self, slot)

        monkeypatch.setattr(Join, "wanted", counted)
        parent = "join"
        for depth in range(500):
            store.open(S, join(f"deep {depth}", parent, 4))
            parent = f"deep {depth}"
            assert store.alive(S, parent, 3)
        assert asked < 3 * 500
        arrive(store, 2, failed=True)
        assert not store.alive(S, parent, 3)
