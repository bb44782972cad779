"""Did you mean: the candidate nearest to a misspelt word."""

from __future__ import annotations

from collections.abc import Iterable


def similar(word: str, candidates: Iterable[str]) -> str | None:
    """The nearest candidate with at most one edit for every three characters, or None. Of equals the first.

    The distance counts swapped neighbours as one edit (Damerau 1964, optimal string alignment), and no difference of case.
    """
    best: str | None = None
    limit = max(1, len(word) // 3) + 1
    for candidate in candidates:
        if abs(len(candidate) - len(word)) >= limit:
            continue
        found = _distance(word.lower(), candidate.lower())
        if found < limit and found < max(len(word), len(candidate)):
            best, limit = candidate, found
    return best


def _distance(a: str, b: str) -> int:
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, current[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]
