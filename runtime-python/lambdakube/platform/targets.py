"""What a request to `/` of a service calls: its pipeline, in a session of its own, or its node."""

from __future__ import annotations

from ..actions import End
from ..codecs import JsonCodec
from ..descriptor import Program
from ..wire import read_input
from .alone import alone
from .api import Target
from .service import Service


class PipelineTarget:
    """A session a request."""

    starts = True

    def __init__(self, service: Service, pipeline: str) -> None:
        self._program = service.program
        self._client = service.client()
        self._pipeline = pipeline

    def read(self, body: str) -> list[bytes]:
        return wire_values(self._program, self._pipeline, body)

    async def start(self, session: str, arguments: list[bytes], *, fresh: bool) -> None:
        await self._client.submit(session, self._pipeline, arguments, fresh=fresh)

    async def wait(self, session: str, arguments: list[bytes]) -> End:
        return await self._client.wait(session)


class NodeTarget:
    """A call a request, in the workers of the service, with the node's retries and its time; nothing is stored of it."""

    starts = False

    def __init__(self, service: Service, name: str) -> None:
        self._service = service
        self._name = name

    def read(self, body: str) -> list[bytes]:
        return wire_values(self._service.plan.program, alone(self._name), body)

    async def start(self, session: str, arguments: list[bytes], *, fresh: bool) -> None:
        pass

    async def wait(self, session: str, arguments: list[bytes]) -> End:
        return await self._service.call(self._name, arguments, session)


def target_of(service: Service, name: str) -> Target:
    """What a service is asked for by a request to `/`."""
    data = service.program.service(name)
    return NodeTarget(service, name) if data.kind == "node" else PipelineTarget(service, data.function)


def wire_values(program: Program, pipeline: str, text: str) -> list[bytes]:
    """The input of a pipeline as the wire value of each parameter, in JSON. InputError where it does not fit."""
    codec = JsonCodec()
    return [codec.encode(argument) for argument in read_input(program, pipeline, text)]
