"""Calls of a node that no session asks for: a request to `/` of its service. The worker sees a pipeline of that one call."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

from ..actions import Action, End, Put, Send
from ..codecs import JsonCodec
from ..descriptor import Program
from ..engine import start_session
from ..messages import Envelope
from ..plan import Plan
from ..turn import NoTracer, Turn, Watch
from .ends import KINDS
from .hands import Held
from .times import now
from .wire import close, read_head, write_body


def alone(service: str) -> str:
    """The pipeline that is a call of a node alone; no pipeline of a program has such a name."""
    return f"{service}!"


def with_alone(program: Program, names: Sequence[str]) -> Program:
    """The program with such a pipeline for each of the nodes."""
    pipelines: dict[str, Any] = {}
    for name in names:
        service = program.service(name)
        if service.kind == "node":
            count = len(service.parameters)
            call = {"step": "call", "service": name, "arguments": list(range(count)), "line": service.line}
            pipelines[alone(name)] = {
                "declaration": service.function, "frame": "own", "service": name, "parameters": count, "result": count, "steps": [call],
                "names": [each.name for each in service.parameters], "slots": [*(each.type for each in service.parameters), service.result],
            }  # fmt: skip
    if not pipelines:
        return program
    made = Program({**program.data, "pipelines": {**program.pipelines, **pipelines}}, program.folder)
    made.digest, made.flat = program.digest, program.flat
    return made


class AloneHeld(Held):
    """A call in the hands of the service that no message asks for; `call` gets what comes of it."""

    __slots__ = ("call",)

    def __init__(self, call: AloneCall, data: bytes) -> None:
        super().__init__(None, read_head(data), data)  # type: ignore[arg-type]
        self.call = call
        self.values = call.values


class AloneCall:
    """One call, with its tries. `give` hands it to the workers, `drop` takes it back."""

    def __init__(self, give: Callable[[Held], None], drop: Callable[[Held], bool], build: str, session: str) -> None:
        self._give = give
        self._drop = drop
        self._build = build
        self._session = session
        self._held: Held | None = None
        self._outcome: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self.values: dict[str, bytes] = {}

    async def run(self, plan: Plan, service: str, arguments: Sequence[bytes]) -> End:
        """Its outcome. Where the caller waits no longer, the call is ended."""
        turn = Turn(plan, JsonCodec(), NoTracer(), Watch(), lambda ref: b"")
        envelope = start_session(turn, self._session, alone(service), list(arguments))
        envelope.body = write_body(self._session, self._build, envelope)
        self._send(envelope)
        try:
            return await self._outcome
        finally:
            if self._held is not None:
                self._drop(self._held)

    def _send(self, envelope: Envelope) -> None:
        if not self._outcome.done():
            self._held = AloneHeld(self, close(envelope.body, envelope, now()))
            self._give(self._held)

    def took(self, actions: Sequence[Action]) -> None:
        """What a worker made of it: its end, or another try after a pause."""
        self._held = None
        for action in actions:
            if isinstance(action, Put):
                self.values[action.id] = action.raw
            elif isinstance(action, Send):
                asyncio.get_running_loop().call_later(action.delay / 1000, self._send, action.envelope)
            elif isinstance(action, End) and not self._outcome.done():
                self._outcome.set_result(End(True, _without_pipeline(action.raw)) if action.failed else action)

    def bad(self, reason: str, text: str) -> None:
        """It could not be worked on."""
        if not self._outcome.done():
            failure = {"kind": KINDS[reason], "message": text, "trace": [], "frames": []}
            self._outcome.set_result(End(True, json.dumps(failure).encode()))


def _without_pipeline(raw: bytes) -> bytes:
    """The failure without the frame of the pipeline, which the program does not have."""
    failure = json.loads(raw)
    for key in ("frames", "trace"):
        failure[key] = failure[key][:-1]
    return json.dumps(failure, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
