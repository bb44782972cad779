"""Which pipeline of a build is meant, by the rules of the command (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..similar import similar

SHOWN: Final = 8
"""Pipelines that are named where none fits."""


class NoPipeline(Exception):
    """A name that means no pipeline; `hint` says which there are."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def pipeline_of(descriptor: dict[str, Any], name: str) -> str:
    """The pipeline named (by its name alone where only one module has it), else `main` of the main module, else the only one."""
    # Bodies of branches and elements are pipelines without a declaration of their own.
    ids: list[str] = [id for id, pipeline in descriptor["pipelines"].items() if pipeline["declaration"] == id]
    if not name:
        if descriptor.get("main"):
            return str(descriptor["main"])
        if not ids:
            raise NoPipeline("the build has no pipeline")
        raise NoPipeline("the build has several pipelines, and none is `main` of the main module", f"name one: {_list(ids)}")
    exact = [id for id in ids if name in (id, id.replace("/", "."))]
    found = exact or [id for id in ids if _short(id) == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoPipeline(f"several modules have a pipeline `{name}`", f"name one: {_list(found)}")
    near = similar(name, [*map(_short, ids), *ids])
    raise NoPipeline(f"the build has no pipeline `{name}`", f"did you mean `{near}`?" if near else f"pipelines are {_list(ids)}")


def _short(id: str) -> str:
    return id.rpartition(".")[2]


def _list(ids: Sequence[str]) -> str:
    shown = ", ".join(f"`{id}`" for id in ids[:SHOWN])
    return f"{shown} and {len(ids) - SHOWN} more" if len(ids) > SHOWN else shown
