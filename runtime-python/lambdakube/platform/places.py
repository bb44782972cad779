"""Where in the program a message stands: the frames that an end from outside is shown with."""

from __future__ import annotations

from typing import Final

from ..engine import element_frame
from ..failures import Frame
from ..messages import Item, Message, Resume
from ..path import Path
from ..plan import Plan
from ..traces import frames_of
from .wire import read

_FRAMES: Final = {"map": "element", "fold": "element", "attempt": "attempt"}
"""The kind of frame that a step opens, where it is no call."""


def frames_at(plan: Plan, message: Message, patch: Resume | Item | None, site: str = "") -> list[Frame]:
    """The frames of a message, innermost first; `site` is the step that it is about, where that is known."""
    path, pipeline = message.path, plan.pipeline(message.pipeline)
    step = None
    if isinstance(patch, Item):
        path = element_frame(plan, message, patch).path
        step = pipeline.direct
    elif message.kind == "call":
        step = pipeline.steps[message.index]
    if site and plan.step(site).owner == pipeline.id:
        step = plan.step(site)
    line = step.line if step else plan.program.service(pipeline.service).line
    return frames_of(plan, path, pipeline.id, line)


def check_path(plan: Plan, path: Path) -> None:
    """Raises where a path leads through what the program does not have: its outcome would arrive as if it were another one."""
    frame = path
    while frame.parent is not None:
        step = plan.step(frame.site)
        kind = _FRAMES.get(step.kind, "call")
        if frame.kind != kind or (kind == "element" and not 0 <= frame.index < frame.count):
            raise ValueError(f"a frame {frame.kind!r} of {frame.site}, which is a {step.kind}")
        frame = frame.parent
    plan.pipeline(frame.site)


def frames_of_data(plan: Plan, data: bytes, site: str = "") -> list[Frame]:
    """The same of a message as it came; none where it cannot be read, or does not stand anywhere in the program."""
    try:
        _, message, patch, _ = read(data)
        return frames_at(plan, message, patch, site)
    except Exception:  # whatever is wrong with it, it stands nowhere
        return []
