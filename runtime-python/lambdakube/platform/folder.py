"""Where the build is that a process of the platform works for (docs/platform.md, "Settings" and "Kubeless")."""

from __future__ import annotations

import os
from typing import Final

from ..descriptor import Program

KUBELESS: Final = "/kubeless"
"""Where Kubeless mounts what its ConfigMap of a function holds: files beside each other, without folders."""

BUILDS: Final = (KUBELESS, "/lambdakube")
"""Where the build folder is looked for when `LK_BUILD` does not name it."""


def build_folder() -> str:
    """The build folder: `LK_BUILD`, else the first place that has a descriptor."""
    return os.environ.get("LK_BUILD") or next((folder for folder in BUILDS if os.path.exists(f"{folder}/descriptor.yaml")), BUILDS[-1])


def load_build(service: str = "") -> Program:
    """The build; its files are where a build folder has them, or beside each other where the code of `service` lies so.

    DescriptorError where there is none.
    """
    folder = build_folder()
    program = Program.load(folder)
    if not os.path.isdir(f"{folder}/functions"):
        program.flat = next((place for place in (folder, KUBELESS) if os.path.exists(f"{place}/{service}.py")), "")
    return program


def externals(program: Program) -> list[str]:
    """The folders of the Python that the build calls."""
    return [place for place in (program.flat, f"{program.folder}/python") if place and os.path.isdir(place)]
