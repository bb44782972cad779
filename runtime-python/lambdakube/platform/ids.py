"""The ids of sessions, as they may stand in keys and subjects."""

from __future__ import annotations

import re


def valid_session(session: str) -> bool:
    """Whether a text is a session's id: one from outside could name other keys."""
    return re.fullmatch("[0-9a-f]{32}", session) is not None
