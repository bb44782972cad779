"""The path: the distributed call stack that every message carries (docs/engine.md, "The path").

A path is its innermost frame; each frame points at the one around it. So pushing a frame costs the same at any depth, and messages of one
process share what is around them.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

NESTING_LIMIT: Final = 1000
"""How deep named pipelines nest; branches and elements are not counted."""

_DIGEST: Final = 32
_MOST_MET: Final = 5_000
_met: dict[bytes, Path] = {}
"""Frames that were unpacked lately, by digest; the whole is dropped when it is full."""


class Path:
    """One frame of a path.

    `kind` is `call`, `element` or `attempt`; `site` the step of the call site (for the outermost frame the pipeline's id); `round` how many
    tail calls have taken this frame's place; `index` of `count` an element's; `ref` the group that waits for what the frame returns
    (empty for the outermost). `depth` counts the named pipelines around and including the frame, `length` all frames.
    `own` is false for the frame of a branch
    or an attempt's body as long as no tail call of a pipeline took its place: its line then stands for the line of the call site. The
    function of an `option.map` is no branch, though a choose runs it: its frame is its own.
    `started` is in nanoseconds since 1970.
    """

    __slots__ = (
        "_base", "_digest", "_packed", "count", "depth", "index", "kind", "length", "own", "parent", "ref", "round", "site", "started",
    )  # fmt: skip

    def __init__(
        self,
        parent: Path | None,
        kind: str,
        site: str,
        *,
        ref: str = "",
        round: int = 0,
        index: int = -1,
        count: int = -1,
        own: bool = True,
        depth: int = 0,
        started: int = 0,
        digest: bytes = b"",
    ) -> None:
        self.parent = parent
        self.length: int = parent.length + 1 if parent else 1
        self.kind = kind
        self.site = site
        self.ref = ref
        self.round = round
        self.index = index
        self.count = count
        self.own = own
        self.depth = depth
        self.started = started
        self._digest = digest
        self._base = b""
        self._packed = b""

    @staticmethod
    def root(session: str, pipeline: str, started: int = 0) -> Path:
        """The outermost frame of a session."""
        digest = sha256(f"{session}\n{pipeline}".encode()).digest()
        return Path(None, "call", pipeline, depth=1, started=started, digest=digest)

    def call(self, site: str, ref: str, *, named: bool, started: int = 0) -> Path:
        """The frame of a called pipeline (`named`) or of a branch."""
        return Path(self, "call", site, ref=ref, own=named, depth=self.depth + named, started=started)

    def element(self, site: str, ref: str, index: int, count: int) -> Path:
        """The frame of an element of a map or fold."""
        return Path(self, "element", site, ref=ref, index=index, count=count, depth=self.depth)

    def attempt(self, site: str, ref: str) -> Path:
        """The frame of an attempt's body."""
        return Path(self, "attempt", site, ref=ref, own=False, depth=self.depth)

    def tail(self, *, named: bool, started: int = 0) -> Path:
        """The frame that takes this one's place by a tail call of a pipeline (`named`) or of a branch: the next round."""
        depth = (self.parent.depth if self.parent else 0) + 1 if named else self.depth
        turn = self.round + 1
        frame = Path(
            self.parent,
            self.kind,
            self.site,
            ref=self.ref,
            round=turn,
            index=self.index,
            count=self.count,
            own=self.own or named,
            depth=depth,
            started=self.started or started,
            digest=_mix(self.base, turn),
        )
        frame._base = self.base
        return frame

    @property
    def base(self) -> bytes:
        """What the ids of the frame's span derive from: the same in every round."""
        if not self._base:
            if self.parent is None:
                self._base = self._digest
            else:
                own = f"{self.kind[0]}{self.site}\n{self.index}\n{self.count}"
                self._base = sha256(self.parent.digest + own.encode()).digest()
        return self._base

    @property
    def digest(self) -> bytes:
        """SHA-256 over session and path, rounds included."""
        if not self._digest:
            self._digest = _mix(self.base, self.round)
        return self._digest

    def derive(self, what: str) -> str:
        """An id of something within this frame: 16 hex digits, never all zero in practice."""
        return sha256(self.digest + what.encode()).hexdigest()[:16]

    def span(self) -> str:
        """Id of the span that calls within this frame are children of."""
        frame = self
        while frame.parent is not None and not frame.traced:
            if frame.kind == "element":
                return frame.parent.fan_span(frame.site)
            frame = frame.parent
        return sha256(frame.base + b"span").hexdigest()[:16]

    @property
    def traced(self) -> bool:
        """Whether the frame has a span of its own: that of a named pipeline. The calls of an element hang below its fan-out's span."""
        return self.own and (self.parent is None or self.depth > self.parent.depth)

    def fan_span(self, site: str) -> str:
        """Id of the span of the fan-out at `site` within this frame."""
        return self.derive(f"{site}\nfan")

    def frames(self) -> list[Path]:
        """All frames, outermost first."""
        frames: list[Path] = []
        frame: Path | None = self
        while frame is not None:
            frames.append(frame)
            frame = frame.parent
        frames.reverse()
        return frames

    def pack(self, around: Path | None = None) -> list[bytes]:
        """For messages between processes of one program: a text a frame, outermost first, each made once; those within `around`."""
        packed = []
        frame: Path | None = self
        while frame is not around:
            assert frame is not None
            if not frame._packed:
                root = frame.base if frame.parent is None else b""
                facts = (
                    frame.kind,
                    frame.site,
                    frame.round,
                    frame.index,
                    frame.count,
                    frame.ref,
                    frame.started,
                    frame.own,
                    frame.depth,
                    root,
                )
                frame._packed = frame.digest + marshal.dumps(facts, 2)
            packed.append(frame._packed)
            frame = frame.parent
        packed.reverse()
        return packed

    @staticmethod
    def unpack(packed: Sequence[bytes], around: Path | None = None) -> Path:
        """The inverse of `pack`. Frames that were met lately are taken from memory, so that deep paths cost no more than flat ones."""
        at = len(packed)
        path: Path | None = None
        while path is None and at:
            at -= 1
            path = _met.get(packed[at][:_DIGEST])
        if path is not None:
            at += 1
        else:
            path = around
        if len(_met) > _MOST_MET:
            _met.clear()
        for data in packed[at:]:
            kind, site, turn, index, count, ref, started, own, depth, root = marshal.loads(data[_DIGEST:])
            digest = data[:_DIGEST]
            path = Path(
                path, kind, site, ref=ref, round=turn, index=index, count=count, own=own, depth=depth, started=started, digest=digest
            )
            path._base, path._packed = root, data
            _met[digest] = path
        assert path is not None
        return path

    def to_json(self) -> list[dict[str, Any]]:
        """The form of messages on the platform: `[{k, s, r, i, n, ref, o, t}]`, outermost first, defaults left out."""
        result = []
        for frame in self.frames():
            item: dict[str, Any] = {"k": frame.kind, "s": frame.site}
            if frame.round:
                item["r"] = frame.round
            if frame.kind == "element":
                item["i"], item["n"] = frame.index, frame.count
            if frame.ref:
                item["ref"] = frame.ref
            if not frame.own:
                item["o"] = False
            if frame.started:
                item["t"] = frame.started
            item["d"] = frame.depth
            result.append(item)
        return result

    @staticmethod
    def from_json(session: str, items: Sequence[dict[str, Any]]) -> Path:
        """The inverse of `to_json`."""
        path: Path | None = None
        for item in items:
            turn = item.get("r", 0)
            if path is None:
                path = Path.root(session, item["s"], item.get("t", 0))
                base = path.base
                if turn:
                    path = Path(None, "call", item["s"], round=turn, depth=item["d"], started=path.started, digest=_mix(base, turn))
                    path._base = base
            else:
                path = Path(
                    path, item["k"], item["s"], ref=item.get("ref", ""), round=turn, index=item.get("i", -1), count=item.get("n", -1),
                    own=item.get("o", True), depth=item["d"], started=item.get("t", 0),
                )  # fmt: skip
        assert path is not None
        return path


def _mix(base: bytes, turn: int) -> bytes:
    return sha256(base + str(turn).encode()).digest() if turn else base
