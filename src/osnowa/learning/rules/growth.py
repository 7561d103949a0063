"""Did people grow between two tests? Statistics of paired differences, in plain Python.

Checked against SciPy and against an example counted by hand (tests/learning/test_growth.py).
"""

import math
import random
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 5  # below: a figure would be about single people
FEW = 10  # below: figures are shown, and too few to say anything
RESAMPLES, SEED = 2000, 2017
EXACT_UP_TO = 50  # pairs, where no two differences are alike in size
EXACT_WITH_TIES_UP_TO = 13
COVERED = 0.95
ALPHA = 0.05


class Saying(StrEnum):
    """What may honestly be said."""

    NONE = "none"  # no pairs
    TOO_FEW_TO_SHOW = "too_few_to_show"  # fewer than FEWEST
    TOO_FEW_TO_SAY = "too_few_to_say"  # fewer than FEW
    NO_CHANGE = "no_change"  # a difference of this size is common by chance
    GREW = "grew"
    FELL = "fell"


@dataclass(frozen=True)
class Wilcoxon:
    """`plus`, `minus`: sums of ranks. `p`: two-sided. `exact`: counted over all signs, else normal approximation."""

    plus: float
    minus: float
    p: float
    exact: bool

    @property
    def statistic(self) -> float:
        return min(self.plus, self.minus)


@dataclass(frozen=True)
class Growth:
    """`n` pairs; `mean` of differences after minus before, `low` and `high` its 95 % interval, in the measure's unit.

    `d_z` and `rank_biserial`: effect sizes. `share_grew`: percent of people whose second result is higher.
    """

    n: int
    before: float
    after: float
    mean: float
    low: float
    high: float
    wilcoxon: Wilcoxon
    rank_biserial: float
    d_z: float | None
    share_grew: float

    @property
    def saying(self) -> Saying:
        if self.n < FEW:
            return Saying.TOO_FEW_TO_SAY
        if self.wilcoxon.p >= ALPHA:
            return Saying.NO_CHANGE
        return Saying.GREW if self.wilcoxon.plus > self.wilcoxon.minus else Saying.FELL


def saying_of(pairs: int, growth: Growth | None) -> Saying:
    """What may be said about so many pairs; `growth` is None where they are fewer than FEWEST."""
    if not pairs:
        return Saying.NONE
    return Saying.TOO_FEW_TO_SHOW if growth is None else growth.saying


def growth(pairs: Sequence[tuple[float, float]]) -> Growth | None:
    """What changed between (before, after) of the same people; None below FEWEST pairs: nothing is said about them."""
    if len(pairs) < FEWEST:
        return None
    differences = [after - before for before, after in pairs]
    low, high = interval(differences)
    return Growth(
        n=len(pairs),
        before=statistics.fmean(before for before, _after in pairs),
        after=statistics.fmean(after for _before, after in pairs),
        mean=statistics.fmean(differences),
        low=low,
        high=high,
        wilcoxon=wilcoxon(differences),
        rank_biserial=rank_biserial(differences),
        d_z=cohen_d_z(differences),
        share_grew=100 * sum(difference > 0 for difference in differences) / len(differences),
    )


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """95 % interval of the mean difference: percentile bootstrap, RESAMPLES draws, always the same seed.

    The differences are drawn with replacement, n at a time; the interval holds the middle 95 % of the means.
    Percentiles are interpolated linearly (as NumPy does). Source: Efron & Tibshirani, An Introduction to the
    Bootstrap, 1993, ch. 13. Empty input: (0, 0).
    """
    if not differences:
        return 0.0, 0.0
    dice, n = random.Random(SEED), len(differences)  # noqa: S311  reproducible, and no secret
    means = sorted(math.fsum(dice.choices(differences, k=n)) / n for _draw in range(RESAMPLES))
    tail = (1 - COVERED) / 2
    return _percentile(means, tail), _percentile(means, 1 - tail)


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            found[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return found


def wilcoxon(differences: Sequence[float]) -> Wilcoxon:
    """Wilcoxon signed-rank test, two-sided; differences of zero are left out (Wilcoxon's own way).

    W+ and W- are the sums of ranks of |d| with d > 0 and d < 0. Exact: the share of all 2^n choices of signs whose W+
    is at most (or at least) as large, the smaller of both doubled. Otherwise z = (W+ - n(n+1)/4) / s with
    s^2 = (n(n+1)(2n+1) - sum(t^3 - t)/2) / 24 over groups of t equal ranks, p = 2(1 - Phi(|z|)).
    Exact up to 50 pairs without ties or zeros, up to 13 with them: as `scipy.stats.wilcoxon(d)` chooses.
    Source: Wilcoxon, Individual comparisons by ranking methods, Biometrics 1945; Pratt & Gibbons 1981, ch. 3.
    """
    moved = [rounded for value in differences if (rounded := round(value, 9))]
    if not moved:
        return Wilcoxon(0.0, 0.0, 1.0, exact=True)
    sizes = [abs(value) for value in moved]
    of_sizes = ranks(sizes)
    plus = sum(rank for rank, value in zip(of_sizes, moved, strict=True) if value > 0)
    minus = sum(rank for rank, value in zip(of_sizes, moved, strict=True) if value < 0)
    is_plain = len(set(sizes)) == len(differences)
    if len(differences) <= (EXACT_UP_TO if is_plain else EXACT_WITH_TIES_UP_TO):
        return Wilcoxon(plus, minus, _exact_p(of_sizes, plus), exact=True)
    n = len(moved)
    ties = sum(count**3 - count for count in Counter(sizes).values())
    deviation = math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24)
    z = (plus - n * (n + 1) / 4) / deviation
    return Wilcoxon(plus, minus, math.erfc(abs(z) / math.sqrt(2)), exact=False)


def rank_biserial(differences: Sequence[float]) -> float:
    """Matched-pairs rank biserial correlation (W+ - W-) / (W+ + W-): -1 all fell, 0 even, 1 all grew.

    Source: Kerby, The simple difference formula, Comprehensive Psychology 2014.
    """
    found = wilcoxon(differences)
    whole = found.plus + found.minus
    return (found.plus - found.minus) / whole if whole else 0.0


def cohen_d_z(differences: Sequence[float]) -> float | None:
    """Cohen's d_z: mean difference over the standard deviation (n - 1) of the differences; None where all are alike.

    Source: Lakens, Calculating and reporting effect sizes, Frontiers in Psychology 2013, equation 6.
    """
    if len(differences) < 2 or not (deviation := statistics.stdev(differences)):  # noqa: PLR2004  a spread needs two
        return None
    return statistics.fmean(differences) / deviation


def _exact_p(of_sizes: Sequence[float], plus: float) -> float:
    """Counts, over all choices of signs, how often W+ comes to each sum. Ranks are doubled: halves become whole."""
    counts = [1]
    for rank in of_sizes:
        doubled = round(2 * rank)
        longer = counts + [0] * doubled
        for index, count in enumerate(counts):
            longer[index + doubled] += count
        counts = longer
    observed, whole = round(2 * plus), 2 ** len(of_sizes)
    at_most, at_least = sum(counts[: observed + 1]), sum(counts[observed:])
    return min(1.0, 2 * min(at_most, at_least) / whole)


def _percentile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
