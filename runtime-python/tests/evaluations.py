"""The ways in which the tests evaluate a program, each giving an outcome that can be compared: a value, or kind, message and trace."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from lambdakube import chaos, direct, inprocess
from lambdakube.broker import MemoryBroker
from lambdakube.codecs import Codec, JsonCodec, MarshalCodec
from lambdakube.descriptor import Program
from lambdakube.engine import start_session
from lambdakube.failures import trace_lines
from lambdakube.local import LocalRun
from lambdakube.memory_store import MemoryStore
from lambdakube.notes import Notes
from lambdakube.packing import pack_message
from lambdakube.plan import Plan
from lambdakube.pool import Forks
from lambdakube.spans import SpanMaker
from lambdakube.trunks import Trunks
from lambdakube.turn import Calls, Failed, NoTracer, Tracer, Turn, Watch
from lambdakube.worker import Worker

SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c"


def turns(program: Program, calls: Calls, codec: Codec, tracer: Tracer | None = None) -> Callable[[Callable[[str], bytes]], Turn]:
    """Makes turns, without spans where nothing is said of a tracer."""
    plan = Plan(program)
    return lambda resolve: Turn(plan, codec, tracer or NoTracer(), Watch(), resolve, calls)


def shown(program: Program, outcome: Any) -> Any:
    """An outcome as data."""
    if isinstance(outcome, Failed):
        return outcome.record.kind, outcome.record.message, trace_lines(program, outcome.record.frames)
    return outcome


def directly(program: Program, calls: Calls, pipeline: str, arguments: Sequence[Any]) -> Any:
    codec = MarshalCodec()
    turn = turns(program, calls, codec)(lambda ref: b"")
    outcome = direct.evaluate(turn, SESSION, pipeline, [codec.encode(argument) for argument in arguments])
    return shown(program, outcome if isinstance(outcome, Failed) else codec.decode(turn.bytes(outcome)))


def embedded(program: Program, calls: Calls, pipeline: str, arguments: Sequence[Any], codec: Codec | None = None) -> Any:
    codec = codec or JsonCodec()
    store = MemoryStore(codec.pack)
    raws = [codec.encode(argument) for argument in arguments]
    end = inprocess.run(turns(program, calls, codec), SESSION, store, MemoryBroker(), pipeline, raws)
    data = codec.decode(end.raw)
    return shown(program, Failed.unpack(data) if end.failed else data)


def chaotic(program: Program, calls: Calls, pipeline: str, arguments: Sequence[Any], seed: int, maker: SpanMaker | None = None) -> Any:
    """`maker` makes the spans of it."""
    codec = JsonCodec()
    store = MemoryStore(codec.pack)
    raws = [codec.encode(argument) for argument in arguments]
    noted = maker.noted if maker else lambda note: None
    turn = turns(program, calls, codec, maker)
    end = chaos.run(turn, Plan(program), SESSION, store, pipeline, raws, str(seed), chaos.Clock(1), noted)
    data = codec.decode(end.raw)
    return shown(program, Failed.unpack(data) if end.failed else data)


def locally(program: Program, calls: Calls, pipeline: str, arguments: Sequence[Any]) -> Any:
    """In worker processes, as `lk run` does."""
    plan, codec = Plan(program), MarshalCodec()

    def make(sock: socket.socket, notes: Notes) -> Worker:
        return Worker(plan, SESSION, sock, notes, None, "", calls)

    run = LocalRun(plan, SESSION, Forks(make, list), 3, lambda note: None, lambda level, text: None)
    try:
        turn = turns(program, calls, codec)(lambda ref: b"")
        first = start_session(turn, SESSION, pipeline, [codec.encode(argument) for argument in arguments])
        first.body = pack_message(first.body, Trunks())
        run.publish(first)
        while (end := run.step(1.0)) is None:
            pass
    finally:
        run.close()
    data = codec.decode(end.raw)
    return shown(program, Failed.unpack(data) if end.failed else data)
