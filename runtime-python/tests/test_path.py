"""Paths: derived ids, both wire forms, depth."""

from __future__ import annotations

from typing import Any

import pytest

from lambdakube import path as module
from lambdakube.path import Path

ROOT = Path.root("7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", "main.p", 5)


def examples() -> list[Path]:
    call = ROOT.call("main.p/1", "g1", named=True, started=9)
    element = call.element("main.q/0", "g2", 17, 1000)
    branch = element.call("main.q#1/2", "g3", named=False)
    attempt = branch.attempt("main.q#2/0", "g4")
    return [
        ROOT, ROOT.tail(named=True), ROOT.tail(named=False).tail(named=True), call, element, element.tail(named=True, started=7), branch,
        branch.tail(named=False), attempt, attempt.tail(named=True), attempt.tail(named=True).call("main.r/0", "g5", named=True),
    ]  # fmt: skip


def facts(path: Path) -> list[Any]:
    return [
        (f.kind, f.site, f.round, f.index, f.count, f.ref, f.own, f.depth, f.started, f.digest, f.base, f.span()) for f in path.frames()
    ]


@pytest.mark.parametrize("path", examples())
def test_both_forms_hold_everything(path: Path) -> None:
    for _ in range(2):
        assert facts(Path.unpack(path.pack())) == facts(path)
        module._met.clear()
    assert facts(Path.from_json("7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", path.to_json())) == facts(path)


def test_ids_differ() -> None:
    paths = examples()
    paths += [ROOT.element("main.p/1", "", index, 3) for index in range(3)]
    paths += [ROOT.call("main.p/2", "", named=True), ROOT.attempt("main.p/2", "")]
    assert len({path.derive("x") for path in paths}) == len(paths)
    assert len({ROOT.derive(what) for what in ("x", "y", "")}) == 3
    assert Path.root("0" * 32, "main.p").derive("x") != ROOT.derive("x")


def test_a_frame_has_one_span_in_all_rounds() -> None:
    call = ROOT.call("main.p/1", "", named=True)
    later = call.tail(named=True).tail(named=False)
    assert later.span() == call.span()
    assert later.derive("x") != call.derive("x")


def test_depth_counts_named_pipelines() -> None:
    path = ROOT.call("main.p/0", "", named=True).call("main.q/0", "", named=False)
    assert path.depth == 2
    assert path.element("main.q#1/0", "", 0, 1).depth == 2
    assert path.tail(named=True).depth == 3
    assert path.tail(named=True).tail(named=True).depth == 3
    assert path.tail(named=True).tail(named=False).depth == 3
