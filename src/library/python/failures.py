"""Failures: the data that `attempt` gives, and the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class FailedKind:
    """By `fail`."""

    _rank = 0
    _name = "Failed"


@dataclass(frozen=True, slots=True)
class DivisionByZeroKind:
    """Of `/` or `%`."""

    _rank = 1
    _name = "DivisionByZero"


@dataclass(frozen=True, slots=True)
class StackOverflowKind:
    """Of calls nested too deeply."""

    _rank = 2
    _name = "StackOverflow"


@dataclass(frozen=True, slots=True)
class InvalidArgumentKind:
    """Of a library function."""

    _rank = 3
    _name = "InvalidArgument"


@dataclass(frozen=True, slots=True)
class DecodeFailureKind:
    """Of a value that does not have the form that its type asks for."""

    _rank = 4
    _name = "DecodeFailure"


@dataclass(frozen=True, slots=True)
class TimeoutKind:
    """Of a call that took longer than its timeout."""

    _rank = 5
    _name = "Timeout"


@dataclass(frozen=True, slots=True)
class WorkerLostKind:
    """Of a call whose process ended."""

    _rank = 6
    _name = "WorkerLost"


@dataclass(frozen=True, slots=True)
class ExternalKind:
    """Of a Python function; `exception` is the class of what it raised."""

    _rank = 7
    _name = "External"

    exception: str


FailureKind = (
    FailedKind
    | DivisionByZeroKind
    | StackOverflowKind
    | InvalidArgumentKind
    | DecodeFailureKind
    | TimeoutKind
    | WorkerLostKind
    | ExternalKind
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as data; `trace` has one line a frame, innermost first."""

    kind: FailureKind
    message: str
    trace: Sequence[str]


class Failed(Exception):
    """Raised by `fail`."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidArgument(Exception):
    """Raised by a library function for an argument that it cannot take."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Raised(Exception):
    """Raises a failure again, unchanged."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def failure_raise(failure: Failure) -> NoReturn:
    """Fails again with a failure."""
    raise Raised(failure)


# What `attempt` turns into data; `failure_of` passes on what no attempt sees.
AnyFailure = Exception


def failure_of(error: Exception) -> Failure:
    """The failure that an exception stands for. Bound by whoever runs this file."""
    raise NotImplementedError from error
