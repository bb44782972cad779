"""What `effects.lk` calls. Each effect is given to `done`, with its idempotency key; who runs the program puts something there."""

from __future__ import annotations

from collections.abc import Callable


def _nothing(what: str, key: str) -> int:
    return 0


done: Callable[[str, str], int] = _nothing
"""Takes what was done and its key; gives how often a try of it is still to fail."""


def charge(amount: int, *, idempotency_key: str) -> int:
    done(f"charge {amount}", idempotency_key)
    return amount * 2 + 1


def flaky(amount: int, *, idempotency_key: str) -> int:
    if done(f"flaky {amount}", idempotency_key) > 0:
        raise OSError("not yet")
    return amount + 1


def refuse(amount: int, *, idempotency_key: str) -> int:
    done(f"refuse {amount}", idempotency_key)
    if amount == 5:
        raise ValueError("not five")
    return amount
