"""What a service answers over HTTP (docs/platform.md, "HTTP")."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from typing import Final, Protocol

from ..actions import End
from ..calls import InputError
from .client import KeyTaken, session_of_key
from .health import Health
from .http import Request, Response
from .limits import SESSIONS, LimitPassed
from .metrics import TYPE, Metrics
from .problem import OUTSIDE, problem_of
from .settings import Settings
from .times import seconds

KEY: Final = 255
"""Characters of an `Idempotency-Key`."""


class Target(Protocol):
    """What a request to `/` calls: a pipeline, in a session of its own, or a node."""

    starts: bool
    """Whether a session is started."""

    def read(self, body: str) -> list[bytes]:
        """The wire values of the input's parameters. InputError where it does not fit."""

    async def start(self, session: str, arguments: list[bytes], *, fresh: bool) -> None:
        """Starts the session, whose id was drawn just now where it is `fresh`; does nothing where there is none."""

    async def wait(self, session: str, arguments: list[bytes]) -> End:
        """The outcome; a failure as in docs/runtime-protocol.md."""


class ServiceApi:
    """Answers for one service. `target` gives what can be called, None while the service has not started."""

    def __init__(self, settings: Settings, health: Health, metrics: Metrics, target: Callable[[], Target | None]) -> None:
        self._settings = settings
        self._health = health
        self._metrics = metrics
        self._target = target

    def refuse(self, request: Request) -> Response | None:
        response = self._refusal(request)
        if response is not None:
            self._count(request, response)
        return response

    def _refusal(self, request: Request) -> Response | None:
        allowed = {"/": "POST", "/healthz": "GET, HEAD", "/metrics": "GET, HEAD"}.get(request.path)
        if allowed is None:
            return Response.json(404, {"error": "there are /, /healthz and /metrics"})
        if request.method not in allowed.split(", "):
            return Response.json(405, {"error": f"{request.path} takes {allowed}"}, Allow=allowed)
        return self._unwelcome(request) if request.path == "/" else None

    def _unwelcome(self, request: Request) -> Response | None:
        """From outside of a release only who has its token starts anything."""
        token = self._settings.token
        if token:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            # Both are compared as bytes, whatever characters a client sends.
            if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode("latin-1"), token.encode()):
                return Response.json(401, {"error": "the release's token is needed (Authorization: Bearer)"}, WWW_Authenticate="Bearer")
        elif not request.local:
            return Response.json(403, {"error": "without LK_TOKEN, only requests from the same host are served"})
        elif "origin" in request.headers:
            return Response.json(403, {"error": "without LK_TOKEN, no requests of web pages are served"})
        if not self._health.well or self._target() is None:
            return Response.json(503, {"error": "the service is not ready", **self._health.state()}, Retry_After="1")
        return None

    async def answer(self, request: Request) -> Response:
        if request.path == "/healthz":
            response = Response.json(200 if self._health.well else 503, self._health.state())
        elif request.path == "/metrics":
            response = Response(200, self._metrics.text().encode(), TYPE)
        else:
            response = await self._called(request)
        self._count(request, response)
        return response

    def _count(self, request: Request, response: Response) -> None:
        path = request.path if request.path in ("/", "/healthz", "/metrics") else "other"
        self._metrics.requests.add(path=path, status=str(response.status))

    async def _called(self, request: Request) -> Response:
        target = self._target()
        assert target is not None
        key = request.headers.get("idempotency-key", "")
        try:
            wait = _wait(request, self._settings.timeout, starts=target.starts)
            if len(key) > KEY:
                raise ValueError(f"an Idempotency-Key has at most {KEY} characters")
            arguments = target.read(request.body.decode() or "{}")
        except InputError as error:
            meant = {"suggestion": error.suggestion} if error.suggestion else {}
            return Response.json(400, {"error": error.message, "path": error.path, **meant})
        except UnicodeDecodeError:
            return Response.json(400, {"error": "the body is no UTF-8"})
        except ValueError as error:
            return Response.json(400, {"error": str(error)})
        session = session_of_key(self._settings.release, key) if key else secrets.token_hex(16)
        try:
            await asyncio.wait_for(target.start(session, arguments, fresh=not key), self._settings.timeout)
            return await self._outcome(target, session, arguments, wait)
        except KeyTaken as error:
            return Response.json(409, {"error": str(error), "session": session})
        except LimitPassed as error:
            busy = error.unit == SESSIONS
            return Response.json(429 if busy else 413, {"error": str(error)}, **({"Retry_After": "5"} if busy else {}))
        except OUTSIDE as error:
            problem = problem_of(self._settings.nats_url, self._settings.redis_url, error)
            return Response.json(503, {"error": problem.message, "hint": problem.hint, "session": session}, Retry_After="1")

    async def _outcome(self, target: Target, session: str, arguments: list[bytes], wait: float) -> Response:
        headers = {"Lk-Session": session}
        if wait:
            try:
                end = await asyncio.wait_for(target.wait(session, arguments), wait)
                return Response(500 if end.failed else 200, end.raw, headers=headers)
            except asyncio.TimeoutError:
                if not target.starts:
                    return Response.json(504, {"error": f"no result within {wait:g} s"})
        return Response(202, json.dumps({"session": session}, separators=(",", ":")).encode(), headers=headers)


def _wait(request: Request, most: float, *, starts: bool) -> float:
    """Seconds that the client waits for the outcome; 0 where it does not. A node has no session that it could come back for."""
    text = request.query.get("wait", "")
    wait = seconds(text) if text else 0.0 if starts else most
    return min(wait, most)
