"""How far a run is: for each node, how many calls were asked for, are done, have failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .descriptor import Program


class Progress:
    """Counts calls of nodes, in the order in which the nodes were first called."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._nodes: dict[str, list[int] | None] = {}
        self.changed = False

    def _counts(self, service: str) -> list[int] | None:
        """`[total, done, failed, retrying]` of a node, None for a pipeline's service."""
        if service not in self._nodes:
            self._nodes[service] = [0, 0, 0, 0] if self._program.service(service).kind == "node" else None
        return self._nodes[service]

    def asked(self, service: str, count: int) -> None:
        """Calls were sent."""
        counts = self._counts(service)
        if counts is not None:
            counts[0] += count
            self.changed = True

    def again(self, service: str, change: int) -> None:
        """A failed call waits for its next try (1), or is tried now (-1)."""
        counts = self._counts(service)
        if counts is not None:
            counts[3] += change
            counts[2] -= change > 0
            self.changed = True

    def ended(self, calls: Mapping[str, Sequence[int]]) -> None:
        """Tries have ended: how many with a value, how many with a failure."""
        for service, (done, failed) in calls.items():
            counts = self._counts(service)
            if counts is not None:
                counts[1] += done
                counts[2] += failed
                self.changed = True

    def report(self) -> list[dict[str, Any]]:
        """As `counts` of session.json and `nodes` of a progress event."""
        self.changed = False
        return [
            {
                "service": service, "function": self._program.service(service).function, "done": counts[1], "failed": counts[2],
                "retrying": counts[3], "total": counts[0],
            }
            for service, counts in self._nodes.items()
            if counts is not None
        ]  # fmt: skip

    def open(self) -> str:
        """What is waited for, in words: `main.rate (3 calls)`."""
        parts = []
        for service, counts in self._nodes.items():
            left = counts[0] - counts[1] - counts[2] if counts else 0
            if left > 0:
                parts.append(f"{self._program.service(service).function} ({left} call{'s' if left > 1 else ''})")
        return ", ".join(parts) or "nothing that is known"
