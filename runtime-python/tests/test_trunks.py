"""Trunks: what one process cuts off a path, another puts together again."""

from __future__ import annotations

import os
import random

import pytest

from lambdakube import path as module
from lambdakube import trunks
from lambdakube.path import Path
from lambdakube.trunks import SPAN, Trunk, Trunks

FIRST = int(os.environ.get("LK_SEED", "0"))
ROOT = Path.root("7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c", "main.p", 5)


def deeper(path: Path, frames: int, name: str = "") -> Path:
    for number in range(frames):
        path = path.call(f"main.p{name}/{number}", f"g{number}", named=True)
    return path


def sent(sender: Trunks, path: Path, receiver: Trunks) -> tuple[Path, int]:
    """The path as the receiver gets it, which knows no frame from elsewhere; and how many frames went with the message itself."""
    id, frames = sender.cut(path)
    module._met.clear()
    receiver.learn(sender.take_new())
    return receiver.join(id, frames), len(frames)


@pytest.mark.parametrize("frames", [1, SPAN - 1, SPAN, SPAN + 1, 3 * SPAN - 1, 3 * SPAN, 2_000])
def test_a_path_of_any_length(frames: int) -> None:
    path = deeper(ROOT, frames - 1)
    got, alone = sent(Trunks(), path, Trunks())
    assert got.pack() == path.pack()
    assert alone == frames % SPAN


def test_what_went_once_does_not_go_again() -> None:
    sender, path = Trunks(), deeper(ROOT, 1_000)
    sender.cut(path)
    assert len(sender.take_new()) == 1_001 // SPAN
    sender.cut(deeper(path, 10))
    assert sender.take_new() == []
    assert len(sender.cut(path.tail(named=True))[1]) < SPAN
    assert sender.take_new() == []


def test_where_no_more_are_made_paths_go_whole() -> None:
    sender = Trunks()
    for number in range(trunks.MOST):
        assert sender.cut(deeper(ROOT, SPAN - 1, f"{number}"))[0]
    path = deeper(ROOT, SPAN - 1, "last")
    assert sender.cut(path) == (b"", path.pack())
    assert sender.cut(deeper(ROOT, SPAN, "0"))[0]


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 20))
def test_random_paths_between_processes(seed: int) -> None:
    chance = random.Random(seed)
    known: dict[bytes, Trunk] = {}
    processes = [Trunks() for _ in range(3)]
    paths = [ROOT]
    for number in range(300):
        path = chance.choice(paths[-10:])
        step = chance.randrange(5)
        if step == 0:
            path = path.tail(named=chance.random() < 0.5)
        elif step == 1 and path.parent:
            path = path.parent
        else:
            path = deeper(path, chance.choice([1, 2, 50]), f"{number % 7}")
        sender, receiver = chance.sample(processes, 2)
        id, frames = sender.cut(path)
        known.update({trunk[0]: trunk for trunk in sender.take_new()})
        missing = []
        at = id
        while at:
            missing.append(known[at])
            at = known[at][1]
        module._met.clear()
        receiver.learn(reversed(missing))
        got = receiver.join(id, frames)
        assert got.pack() == path.pack(), f"repeat with LK_SEED={seed}"
        assert (got.digest, got.base, got.length, got.depth, got.span()) == (path.digest, path.base, path.length, path.depth, path.span())
        paths.append(got)
