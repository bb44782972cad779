"""Packages installed beside Python: the runtime starts without them (`-I -S`), and loads them when an external is imported."""

from __future__ import annotations

import sys

_state = {"wanted": True}


def without_site() -> None:
    """Externals see no installed packages."""
    _state["wanted"] = False


def enable_site() -> None:
    """Makes installed packages importable, those of the active virtual environment included."""
    if _state["wanted"] and sys.flags.no_site:
        _state["wanted"] = False
        import site

        if sys.prefix == sys.base_prefix:
            site.ENABLE_USER_SITE = True
        site.main()
