"""Random programs mean the same where their groups are in Redis: as with those in memory, under chaos, and operation by operation."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import redis
from evaluations import directly, shown, turns
from graphs import GraphCalls, Graphs
from platform_servers import redis_server
from redis_sync import RedisStore

from lambdakube import chaos
from lambdakube.actions import Arrive, Chain, End, Open, Put, Scatter
from lambdakube.codecs import JsonCodec
from lambdakube.descriptor import Program
from lambdakube.memory_store import MemoryStore
from lambdakube.messages import NO_FAILURE, Envelope
from lambdakube.plan import Plan
from lambdakube.platform.wire import read, write_body
from lambdakube.store import Arrival
from lambdakube.turn import Failed

FIRST = int(os.environ.get("LK_SEED", "0"))
COUNT = int(os.environ.get("LK_CASES", "200"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        yield client


def later() -> int:
    return time.time_ns() // 1_000_000 + 60_000


class Packing(RedisStore):
    """Takes bodies as messages, as a store in memory does."""

    def open(self, session: str, group: Open | Scatter | Chain) -> list[Envelope]:
        body = write_body(session, "", Envelope(group.group, group.service, group.group, group.slot, group.body)) + b"}"
        return [self._unpacked(each) for each in super().open(session, group._replace(body=body))]

    def arrive(self, session: str, arrivals: Sequence[Arrive]) -> Arrival:
        return self._all(super().arrive(session, arrivals))

    def again(self, session: str, group: str, slot: int) -> Arrival:
        return self._all(super().again(session, group, slot))

    def _all(self, arrival: Arrival) -> Arrival:
        for envelope in arrival.ready:
            self._unpacked(envelope)
        return arrival

    def _unpacked(self, envelope: Envelope) -> Envelope:
        envelope.body = read(envelope.body)[1]
        return envelope


def chaotic(program: Program, server: redis.Redis, arguments: Sequence[Any], seed: int, large: int) -> Any:
    """As `evaluations.chaotic`, with the groups in Redis."""
    server.flushall()
    store = Packing(server, large)
    session = f"{random.Random(seed).getrandbits(128):032x}"
    store.begin(session, later())
    codec = JsonCodec()
    raws = [codec.encode(argument) for argument in arguments]
    end = chaos.run(
        turns(program, GraphCalls(), codec), Plan(program), session, store, "main.p", raws, str(seed), chaos.Clock(1), lambda note: None
    )
    data = codec.decode(end.raw)
    return shown(program, Failed.unpack(data) if end.failed else data)


@pytest.mark.parametrize("part", range(4))
def test_chaos_over_redis_equals_direct(server: redis.Redis, part: int) -> None:
    for seed in range(FIRST + part, FIRST + COUNT, 4):
        program = Graphs(seed, failing=(seed % 4) / 5).program()
        expected = directly(program, GraphCalls(), "main.p", [seed % 7, seed % 11])
        found = chaotic(program, server, [seed % 7, seed % 11], seed, large=[0, 1 << 20][seed % 2])
        assert found == expected, f"repeat with LK_SEED={seed} LK_CASES=1"


def key(envelope: Envelope) -> tuple[Any, ...]:
    return envelope.id, envelope.service, envelope.group, envelope.slot, envelope.body, envelope.patch, envelope.refs


class Random:
    """The same random operations on a store in memory and on one in Redis."""

    def __init__(self, seed: int, server: redis.Redis) -> None:
        server.flushall()
        self.random = random.Random(seed)
        self.memory = MemoryStore(lambda raws: b"[" + b",".join(raws) + b"]")
        self.redis = RedisStore(server)
        self.redis.begin("s", later())
        self.groups: dict[str, int] = {"": 1}
        self.stored: list[str] = []

    def both(self, operation: str, *arguments: Any) -> tuple[Any, Any]:
        return getattr(self.memory, operation)("s", *arguments), getattr(self.redis, operation)("s", *arguments)

    def compare(self, a: Any, b: Any) -> None:
        if isinstance(a, Arrival):
            assert sorted(map(key, a.ready), key=repr) == sorted(map(key, b.ready), key=repr)
            assert (sorted(set(a.closing)), a.closed, a.done) == (sorted(set(b.closing)), b.closed, b.done)
        elif isinstance(a, list):
            assert list(map(key, a)) == list(map(key, b))
        else:
            assert a == b

    def place(self) -> tuple[str, int]:
        group = self.random.choice(list(self.groups))
        return group, self.random.randrange(self.groups[group])

    def raw(self) -> bytes:
        return str(self.random.randrange(1000)).encode()

    def known(self) -> dict[int, Any]:
        slots = self.random.sample(range(3), self.random.randrange(4))
        return {slot: self.random.choice([self.raw(), "ref"]) for slot in slots}

    def open(self) -> None:
        parent, slot = self.place()
        group = self.random.choice(["join", "gather", "fold"]) + str(self.random.randrange(12))
        count = self.random.randrange(1, 5)
        items = [self.raw() for _ in range(count)]
        made: Open | Scatter | Chain
        if group.startswith("join"):
            slots = list(range(3, 3 + count + 2))
            waits = tuple(
                (slot, tuple(self.random.sample(slots[:at], min(at, 2))), tuple(slots[:at])) for at, slot in enumerate(slots) if at > 1
            )
            low = self.random.choice([NO_FAILURE, NO_FAILURE, 5])
            made = Open(group, parent, slot, "svc", b"\x00body", low, b"early" if low == 5 else b"", self.known(), tuple(slots[:2]), waits)
            count = 3 + len(slots)
        elif group.startswith("gather"):
            made = Scatter(group, parent, slot, "svc", b"", items, (), b"note" + group.encode())
        else:
            made = Chain(group, parent, slot, "svc", b"body", items, self.raw(), ("ref",), b"note")
        self.groups.setdefault(group, count)
        self.compare(*self.both("open", made))

    def step(self) -> None:
        group, slot = self.place()
        what = self.random.random()
        if what < 0.2:
            self.open()
        elif what < 0.7:
            arrivals = [Arrive(*self.place(), self.random.random() < 0.2, self.raw()) for _ in range(self.random.randrange(1, 4))]
            self.compare(*self.both("arrive", arrivals))
        elif what < 0.8:
            self.compare(*self.both("again", group, slot))
        elif what < 0.84:
            self.both("confirm", [group])
        elif what < 0.94:
            self.compare(*self.both("alive", group, slot))
            self.compare(*self.both("low", group))
        elif what < 0.98:
            value = f"{group}.{self.random.randrange(3)}"
            self.stored.append(value)
            self.both("put", Put(value, group, self.raw()))
        elif what < 0.985:
            self.compare(*self.both("end", End(self.random.random() < 0.5, self.raw())))
            self.compare(*self.both("ended"))
        for value in self.stored:
            self.compare(*(self.got(store, value) for store in (self.memory, self.redis)))

    def got(self, store: Any, value: str) -> bytes | None:
        try:
            found: bytes = store.get("s", value)
            return found
        except KeyError:
            return None


@pytest.mark.parametrize("part", range(4))
def test_every_operation_gives_what_memory_gives(server: redis.Redis, part: int) -> None:
    for seed in range(FIRST + part, FIRST + COUNT, 4):
        run = Random(seed, server)
        for number in range(60):
            try:
                run.step()
            except AssertionError as error:
                raise AssertionError(f"repeat with LK_SEED={seed} LK_CASES=1, operation {number}") from error
