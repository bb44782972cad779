"""Notes in shared memory: what is read was written as a whole."""

from __future__ import annotations

import os

from lambdakube.notes import IDLE, Note, Notes


def test_what_is_written_is_read() -> None:
    notes = Notes()
    assert notes.read() == Note(0, IDLE, 0, 0, 0)
    notes.write(3, 7, 1, 123, 60_000)
    assert notes.read() == notes.last() == Note(3, 7, 1, 123, 60_000)
    notes.stop(3)
    assert (notes.stopped(), notes.read()) == (3, Note(3, 7, 1, 123, 60_000))


def test_a_note_that_is_not_whole_is_none() -> None:
    """Cleared memory, and every mixture of the bytes of two notes but the notes themselves."""
    first, second = Notes(), Notes()
    first.write(1, 1, 1, 1, 1)
    second.write(1, 1, 1, 1, 1)
    second.write(2, 2, 2, 2, 2)
    old, new = first._memory[:56], second._memory[:56]
    for begin, end in ((old, new), (new, old)):
        for cut in range(8, 56, 8):
            first._memory[:56] = begin[:cut] + end[cut:]
            assert first.read() is None, (begin is old, cut)
    first._memory[:56] = bytes(56)
    assert first.read() is None
    first._memory[:56] = new
    assert first.read() == Note(2, 2, 2, 2, 2)


def test_no_note_is_a_mixture_of_two() -> None:
    """A process writes notes of five equal numbers as fast as it can; a mixture of two would be a time limit with another call's start."""
    notes = Notes()
    child = os.fork()
    if child == 0:
        for number in range(200_000):
            notes.write(number, number, number, number, number)
        os._exit(0)
    seen = 0
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        note = notes.read()
        if note is not None and note.at != IDLE:
            assert len(set(note)) == 1
            seen += 1
    assert seen
