"""What a packer joined for a step: the spans of the steps whose values it takes, for the links of its own span."""

from __future__ import annotations

from typing import Final

from .path import Path
from .plan import Plan, Step

MOST: Final = 32
"""Most links of a span."""

_SPANNED: Final = frozenset({"call", "pipeline", "map", "fold"})


class Joins:
    """Knows for each step of a plan where its values come from, glue between left out."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sources: dict[str, tuple[Step, ...]] = {}

    def spans(self, path: Path, step: Step) -> list[str]:
        """Ids of the spans whose values were joined for `step` of the frame at the end of `path`: of several, or of a fan-out.

        A call that may be tried again is left out: which try gave the value is not known here.
        """
        sources = self._sources.get(step.site)
        if sources is None:
            sources = self._sources[step.site] = self._joined(step)
        return [self._span(path, source) for source in sources]

    def _joined(self, step: Step) -> tuple[Step, ...]:
        pipeline = self._plan.pipeline(step.owner)
        found: dict[int, Step] = {}
        seen: set[int] = set()
        asked = list(step.inputs)
        while asked:
            index = asked.pop() - pipeline.parameters
            if index < 0 or index in seen:
                continue
            seen.add(index)
            source = pipeline.steps[index]
            if source.kind == "glue":
                asked += source.inputs
            elif source.kind in _SPANNED:
                found[index] = source
        sources = [found[index] for index in sorted(found)]
        if len(sources) < 2 and not any(source.kind == "map" for source in sources):
            return ()
        services = self._plan.program
        return tuple(each for each in sources if each.kind != "call" or not services.service(each.service).retries)[:MOST]

    def _span(self, path: Path, source: Step) -> str:
        if source.kind == "call":
            return call_span(path, source.site, 1)
        if source.kind == "pipeline":
            return path.call(source.site, "", named=True).span()
        return path.fan_span(source.site)


def call_span(path: Path, site: str, attempt: int) -> str:
    """Id of the span of a try (from 1) of the call of a node at `site`."""
    return path.derive(f"{site}\ntry\n{attempt}")
