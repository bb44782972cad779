"""Why the platform could not be reached or refused, in one line: which part, where, and what to do. Nothing secret is in it."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import ssl
from typing import Final

import nats.errors
import redis.exceptions
from nats.js.errors import ServiceUnavailableError

from .jetstream import Refused
from .redis_store import StoreLost


class PlatformProblem(Exception):
    """A part of the platform cannot be used; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Message and hint in one line."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class SettingsProblem(PlatformProblem):
    """A variable of the environment cannot be used: trying again would not help."""


def shown_address(address: str) -> str:
    """An address, or several with commas between, as it may be shown: without user, password or token."""
    return ",".join(re.sub(r"^([a-z+]+://)?.*@", r"\1", each.strip(), flags=re.IGNORECASE) for each in address.split(","))


OUTSIDE: Final = (PlatformProblem, StoreLost, Refused, nats.errors.Error, redis.exceptions.RedisError, OSError, asyncio.TimeoutError)
"""What is raised where broker or store cannot be used."""


def nats_problem(address: str, error: BaseException) -> PlatformProblem:
    """An error of the connection to NATS, in words."""
    if isinstance(error, PlatformProblem):
        return error
    place = f"NATS at {shown_address(address)}"
    text = str(error)
    lower = text.lower()
    if isinstance(error, nats.errors.AuthorizationError) or "authorization violation" in lower or "authentication" in lower:
        return PlatformProblem(
            f"{place} refuses the credentials", "see NATS_USER and NATS_PASSWORD, NATS_TOKEN, NATS_NKEY_SEED, NATS_CREDS, or NATS_URL"
        )
    if "permissions violation" in lower:
        return PlatformProblem(
            f"{place} does not permit it: {_permission(text)}", "see the permissions of the user (docs/platform.md, Access)"
        )
    if isinstance(error, (nats.errors.SecureConnWantedError, nats.errors.SecureConnRequiredError)):
        return PlatformProblem(f"{place} speaks no TLS", "configure `tls` at the server, or write nats:// and set no NATS_CA")
    if "maximum connections" in lower:
        return PlatformProblem(f"{place} takes no more connections", "see `max_connections` of the server")
    if "jetstream not enabled" in lower or isinstance(error, (nats.errors.NoRespondersError, ServiceUnavailableError)):
        return PlatformProblem(f"{place} has no JetStream", "start the server with `-js`, or enable it for the account")
    reason = _unreachable(error)
    if reason:
        return PlatformProblem(f"{place} cannot be reached: {reason}", "start a server, or name another one by NATS_URL")
    description = getattr(error, "description", None) or text.removeprefix("nats: ") or type(error).__name__
    return PlatformProblem(f"{place}: {_one_line(description)}")


def redis_problem(address: str, error: BaseException) -> PlatformProblem:
    """An error of the connection to Redis, or an answer that refuses, in words."""
    if isinstance(error, PlatformProblem):
        return error
    place = f"Redis at {shown_address(address)}"
    text = str(error)
    kind = type(error)
    for start, of, what, hint in _REFUSALS:
        if start in text[:200] or (of is not None and isinstance(error, of)):
            return PlatformProblem(f"{place} {what}", hint)
    reason = _unreachable(error)
    if reason:
        return PlatformProblem(f"{place} cannot be reached: {reason}", "start a server, or name another one by REDIS_URL")
    return PlatformProblem(f"{place}: {_one_line(text) or kind.__name__}")


def problem_of(nats_url: str, redis_url: str, error: BaseException) -> PlatformProblem:
    """Why something could not be done on the platform, of which part."""
    if isinstance(error, StoreLost):
        return PlatformProblem("Redis has lost the session while it was started", "start it again")
    if isinstance(error, Refused):
        return PlatformProblem(f"NATS at {shown_address(nats_url)} does not take a message: {error}", "see the limits of its streams")
    if isinstance(error, redis.exceptions.RedisError):
        return redis_problem(redis_url, error)
    return nats_problem(nats_url, error)


def script_failed(error: BaseException) -> bool:
    """Whether a script could not work with what it was given: trying again would not help."""
    text = str(error)
    return "user_script" in text and not any(start in text or (of is not None and isinstance(error, of)) for start, of, *_ in _REFUSALS)


_Errors = redis.exceptions
_REFUSALS: Final[tuple[tuple[str, type[Exception] | None, str, str], ...]] = (
    ("WRONGPASS", None, "refuses the credentials", "see REDIS_USERNAME and REDIS_PASSWORD, or REDIS_URL"),
    ("invalid username-password", None, "refuses the credentials", "see REDIS_USERNAME and REDIS_PASSWORD, or REDIS_URL"),
    ("without any password configured", None, "has no password, but one is given", "remove REDIS_PASSWORD, or set one at the server"),
    ("NOAUTH", None, "wants a password", "give it by REDIS_PASSWORD"),
    ("HELLO must be called with", None, "wants a password", "give it by REDIS_PASSWORD"),
    ("Authentication required", None, "wants a password", "give it by REDIS_PASSWORD"),
    ("NOPERM", _Errors.NoPermissionError, "does not permit it", "see the permissions of the user (docs/platform.md, Access)"),
    ("READONLY", _Errors.ReadOnlyError, "is read-only: it is a replica", "name the primary by REDIS_URL"),
    ("OOM", _Errors.OutOfMemoryError, "is out of memory", "give it more by `maxmemory`, or wait until sessions have ended"),
    ("MISCONF", None, "cannot write to its disk", "see the log of the server"),
    ("LOADING", _Errors.BusyLoadingError, "is still loading its data", "wait a moment"),
    ("MASTERDOWN", None, "has lost its primary", "see the log of the server"),
    ("CLUSTERDOWN", None, "is a cluster that is down", "see the log of the server"),
)

_NUMBERS: Final = {
    errno.ECONNREFUSED: "nothing listens there",
    errno.EHOSTUNREACH: "there is no way to the host",
    errno.ENETUNREACH: "there is no way to the network",
    errno.ECONNRESET: "the connection was broken off",
    errno.EPIPE: "the connection was broken off",
    errno.ETIMEDOUT: "there is no answer",
}


def _unreachable(error: BaseException) -> str:
    """What is between this process and a server; empty where the error is another one."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({each.verify_message.rstrip('.') or 'see the CA'})"
        if isinstance(each, ssl.SSLError):
            return f"there is no TLS with it ({(each.reason or 'it broke off').lower().replace('_', ' ')})"
        if isinstance(each, socket.gaierror):
            return "there is no host of that name"
    for each in chain:
        if isinstance(each, OSError) and each.errno is not None:
            found = next((words for number, words in _NUMBERS.items() if number == each.errno or f"[Errno {number}]" in str(each)), None)
            if found:
                return found
    for each in chain:
        text = str(each)
        found = next((words for number, words in _NUMBERS.items() if f"Error {number} " in text or f"[Errno {number}]" in text), None)
        if found or "Connect call failed" in text:
            return found or "nothing listens there"
        if "closed by server" in text or isinstance(each, (ConnectionError, nats.errors.UnexpectedEOF)):
            return "the connection was broken off"
        if isinstance(each, (asyncio.TimeoutError, TimeoutError, nats.errors.TimeoutError, redis.exceptions.TimeoutError)):
            return "there is no answer"
        if "empty response from server" in text:
            return "what answers there is no NATS"
    return ""


def _permission(text: str) -> str:
    """`to publish to lk.shop.>` of the server's words."""
    found = re.search(r'Violation for (Publish|Subscription) to "?([^" ]*)', text, flags=re.IGNORECASE)
    if not found:
        return _one_line(text)
    return f"to {'publish' if found.group(1).lower() == 'publish' else 'subscribe'} to {found.group(2)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
