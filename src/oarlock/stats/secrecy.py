"""What may be shown of anonymous answers so that nobody's can be had, not by subtraction either (METHODS 8.4).

A cut is a group of people of whom something is shown (a mean, a distribution). Whoever sees several cuts can add and subtract them. So a
set of cuts is safe only if no linear combination of them speaks of fewer than five people.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from itertools import combinations

import numpy as np

THRESHOLD = 5
"""People of whom something may be shown."""
TEXT_THRESHOLD = 10
"""Answers in people's own words from which on what they speak of is counted."""


def safe_cuts(cuts: Mapping[str, Collection[Hashable]], *, threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The cuts that may be shown, tried in the order given: put first what was shown already, then what matters most.

    A cut of nobody speaks of nobody and is left out.
    """
    shown: list[frozenset[Hashable]] = []
    names = []
    for name, people in cuts.items():
        group = frozenset(people)
        if len(group) >= threshold and (group in shown or is_safe([*shown, group], threshold=threshold)):
            shown.append(group)
            names.append(name)
    return tuple(names)


def is_safe(cuts: Collection[Collection[Hashable]], *, threshold: int = THRESHOLD) -> bool:
    """Whether no linear combination of what is shown of these groups isolates fewer than `threshold` people.

    People who are in the same cuts cannot be told apart; such an atom counts with its size. A combination that speaks of a few atoms
    alone exists where the cuts' rank falls once these atoms are taken away.
    """
    groups = [frozenset(cut) for cut in cuts]
    sizes: dict[tuple[bool, ...], int] = {}
    for person in frozenset().union(*groups):
        pattern = tuple(person in group for group in groups)
        sizes[pattern] = sizes.get(pattern, 0) + 1
    patterns = list(sizes)
    if not patterns:
        return True
    matrix = np.array(patterns, dtype=np.float64).T
    rank = np.linalg.matrix_rank(matrix)
    small = [i for i, pattern in enumerate(patterns) if sizes[pattern] < threshold]
    for chosen in _few(small, [sizes[pattern] for pattern in patterns], threshold):
        rest = np.delete(matrix, chosen, axis=1)
        if not rest.size or np.linalg.matrix_rank(rest) < rank:
            return False
    return True


def hidden_by_subtraction(whole: tuple[int, float], shown: tuple[int, float]) -> float:
    """What is known of those in the whole and not in the group shown: the mean of their answers. Each is (people, mean)."""
    (n, mean), (part, part_mean) = whole, shown
    return (n * mean - part * part_mean) / (n - part)


def _few(small: list[int], sizes: list[int], threshold: int) -> list[tuple[int, ...]]:
    """The sets of small atoms that hold fewer than `threshold` people together; larger sets first, as they include the smaller."""
    found = []
    for many in range(min(len(small), threshold - 1), 0, -1):
        found += [chosen for chosen in combinations(small, many) if sum(sizes[i] for i in chosen) < threshold]
    return found
