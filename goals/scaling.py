"""Goal attainment scaling: how far several goals of one person went, as one number.

Pure. T as Kiresuk and Sherman (1968) defined it: 50 means that on the whole things turned out as
expected, and ten points are one standard deviation, were the goals of equal worth and correlated
by RHO. (A published guide prints the formula with an error and has an erratum; the root below is
over both terms.)
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

RHO = 0.3
WORST, EXPECTED, BEST = -2, 0, 2
LEVELS = (-2, -1, 0, 1, 2)
WEIGHTS = (1, 2, 3)


def t_score(weights: Sequence[int], scores: Sequence[int], *, rho: float = RHO) -> float:
    """T over goals of these weights (1 to 3) that ended on these levels (-2 to 2).

    ValueError where there is no goal, where the two lists differ in length, and out of range.
    """
    if not weights or len(weights) != len(scores):
        raise ValueError("One level for each weight, and at least one of them.")
    if not set(weights) <= set(WEIGHTS) or not set(scores) <= set(LEVELS):
        raise ValueError("Weights go from 1 to 3, levels from -2 to 2.")
    weighed = sum(weight * score for weight, score in zip(weights, scores, strict=True))
    squares = sum(weight * weight for weight in weights)
    return 50 + 10 * weighed / sqrt((1 - rho) * squares + rho * sum(weights) ** 2)
