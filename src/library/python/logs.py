"""Functions of the module `log`."""

from __future__ import annotations

import logging


def log_info(text: str) -> tuple[()]:
    """A line of the log. Bound by whoever runs this file to the span's log."""
    logging.getLogger(__name__).info("%s", text)
    return ()


def log_warn(text: str) -> tuple[()]:
    """A warning in the log. Bound by whoever runs this file to the span's log."""
    logging.getLogger(__name__).warning("%s", text)
    return ()
