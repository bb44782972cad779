"""Imports of the project's own Python leave no `__pycache__` in its folders; one that is there is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import machinery
from typing import Any


class _Uncached(machinery.SourceFileLoader):
    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Called to keep compiled code."""


def importable(folders: Sequence[str]) -> None:
    """Puts folders in front of Python's module path.

    Packages that are installed somewhere below keep their caches: they are large, and not the project's.
    """
    inside = tuple(os.path.join(folder, "") for folder in folders)
    finder = machinery.FileFinder.path_hook(
        (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
        (_Uncached, machinery.SOURCE_SUFFIXES),
        (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
    )

    def hook(path: str) -> Any:
        if os.path.join(path, "").startswith(inside) and "site-packages" not in path:
            return finder(path)
        raise ImportError

    sys.path_hooks.insert(0, hook)
    sys.path[0:0] = folders
