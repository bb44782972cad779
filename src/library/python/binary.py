"""Functions of the module `bytes`."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256

from .values import Some


def bytes_from_string(text: str) -> bytes:
    """The UTF-8 of a text."""
    return text.encode()


def bytes_to_string(bytes_: bytes) -> Some[str] | None:
    """The text whose UTF-8 it is."""
    try:
        return Some(bytes_.decode())
    except UnicodeDecodeError:
        return None


def bytes_slice(bytes_: bytes, start: int, end: int) -> bytes:
    """From `start` up to but not including `end`."""
    return bytes_[start:end]


def bytes_concat(parts: Sequence[bytes]) -> bytes:
    """All, one after the other."""
    return b"".join(parts)


def bytes_to_base64(bytes_: bytes) -> str:
    """In base 64, padded."""
    return b64encode(bytes_).decode()


def bytes_from_base64(text: str) -> Some[bytes] | None:
    """Reads base 64, padded."""
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        return None
    # Versions of Python differ in what they read beside it.
    return Some(found) if b64encode(found).decode() == text else None


def bytes_to_hex(bytes_: bytes) -> str:
    """Two hexadecimal digits a byte, in lower case."""
    return bytes_.hex()


def bytes_sha256(bytes_: bytes) -> bytes:
    """The SHA-256 digest."""
    return sha256(bytes_).digest()
