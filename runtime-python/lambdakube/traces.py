"""The frames of a path in a failure's trace (docs/descriptor.md, "Pipelines": `own`, `branch`, `partial`)."""

from __future__ import annotations

from .failures import FailureRecord, Frame
from .path import Path
from .plan import Plan


def frames_of(plan: Plan, path: Path, pipeline: str, line: int | None) -> list[Frame]:
    """The frames from the step at `line` of `pipeline` outward, innermost first, up to the function of the nearest attempt.

    `line` is None where the failure has the frame of the pipeline's own declaration already. A frame is `(declaration, line)`, the one of
    a fan-out's call `(declaration, line, index, count)`.
    """
    frames: list[Frame] = []
    frame: Path | None = path
    current, element = plan.pipeline(pipeline), None
    covered = line is None
    caught = False
    while frame is not None:
        if not covered and current.frame != "partial":
            here = (current.declaration, line)
            frames.append(here if element is None else (*here, *element))
        covered = not frame.own
        if caught and not covered:
            break
        caught = caught or frame.kind == "attempt"
        if frame.parent is not None:
            step = plan.step(frame.site)
            current, line = plan.pipeline(step.owner), step.line
            element = (frame.index, frame.count) if frame.kind == "element" else None
        frame = frame.parent
    return frames


def extend(plan: Plan, record: FailureRecord, path: Path, pipeline: str, line: int, *, called: bool) -> None:
    """Adds the frames around a call (`called`) or a piece of glue that failed in the frame at the end of `path`."""
    own = None if record.frames and not called else line
    record.frames.extend(frames_of(plan, path, pipeline, own))
